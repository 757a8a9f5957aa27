"""The command line: one module per noun. Each command translates, calls one service and prints.

Exit codes: 0 done, 1 could not, 2 wrong use.
"""

from tvers.cli._app import app, main

__all__ = ["app", "main"]
