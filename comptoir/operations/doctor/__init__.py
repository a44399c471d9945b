"""Looks whether everything that must agree does agree. Reads only, in one snapshot."""
