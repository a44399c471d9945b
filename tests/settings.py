"""The ordinary settings, made quick for tests; what is tested stays as it is in use."""

from comptoir.config.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Files straight from the rooms: no collecting, no manifest.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

# Tests of races hold more connections in one process than any web process does.
for _database in DATABASES.values():
    if "pool" in _database["OPTIONS"]:
        _database["OPTIONS"]["pool"]["max_size"] = 40

# A test database that a power cut spoils is simply made again.
for _database in DATABASES.values():
    if "init_command" in _database["OPTIONS"]:
        _database["OPTIONS"]["init_command"] = _database["OPTIONS"]["init_command"].replace(
            "synchronous=FULL", "synchronous=OFF"
        )
