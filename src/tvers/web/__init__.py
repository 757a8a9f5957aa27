"""The pages: ask, the list of both countries, one ad with its why. Thin: each view translates, calls one service and renders."""

__all__: list[str] = []
