"""Rows about money that comes by itself; one subject a file."""
