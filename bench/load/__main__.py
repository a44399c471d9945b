"""Run as a program in an installation that is migrated and empty: python -m bench.load ORDERS SEED."""

import os
import sys

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comptoir.config.settings")
    django.setup()
    from bench.load.filling import load

    load(int(sys.argv[1]), int(sys.argv[2]))
