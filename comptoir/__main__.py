"""`python -m comptoir` is the command `comptoir`."""

from comptoir.operations.command import main

main()
