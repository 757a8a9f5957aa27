"""Tvers: one labour market out of two, across the Norway-Sweden border."""

from importlib.metadata import version

__all__ = ["__version__"]

__version__ = version("tvers")
