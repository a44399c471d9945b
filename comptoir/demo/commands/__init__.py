"""Commands of the demo, found by the command `comptoir`."""
