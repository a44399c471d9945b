"""The order counter of small online shops."""

__version__ = "0.1.0"
