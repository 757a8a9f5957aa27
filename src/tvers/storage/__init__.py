"""The store: Django models, and repositories that fill the ports of `tvers.services`.

Import the repositories from `tvers.storage.repositories`: they need Django to be set up, which importing this package must not.
"""

from tvers.storage._market import ArrowMarkets

__all__ = ["ArrowMarkets"]
