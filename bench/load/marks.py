"""The file that says that an installation was loaded whole, and with what."""

MARK = "loaded.json"
