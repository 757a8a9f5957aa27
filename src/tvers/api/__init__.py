"""REST: what the pages can, as JSON. Thin: each route translates, calls one service and answers in the shapes of `tvers.words`."""

from tvers.api._routes import api, unknown_address, wrong_method

__all__ = ["api", "unknown_address", "wrong_method"]
