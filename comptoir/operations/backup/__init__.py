"""One file with everything that a shop's past is made of: written in one moment, read on either
database. docs/backup-format.md describes it.
"""

FORMAT = "comptoir-backup"
VERSION = 1
ABOUT, MANIFEST = "about.json", "manifest.json"
