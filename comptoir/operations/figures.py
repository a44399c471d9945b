"""Figures for monitoring, read from the database at the moment they are asked for."""

from prometheus_client import CollectorRegistry, Gauge

from comptoir import __version__


def registry() -> CollectorRegistry:
    figures = CollectorRegistry()
    Gauge("comptoir_info", "The running version.", ["version"], registry=figures).labels(
        version=__version__
    ).set(1)
    return figures
