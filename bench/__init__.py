"""Programs that measure: each starts Comptoir as its user would and drives it over HTTP.

`make bench`, or `python -m bench --help`. What they measure, and the last full table, stand in
docs/speed.md.
"""
