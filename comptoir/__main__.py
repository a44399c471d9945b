"""`python -m comptoir` is the command `comptoir`."""

from comptoir.operations.command import main

# The web server's processes import this module again, and must not start a second server.
if __name__ == "__main__":
    main()
