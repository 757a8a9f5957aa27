"""Servers on loopback that speak as the sources do, with their bad days: for tests, and to show the whole loop without a network."""

from tvers.sources.fakes._jobtech import FakeJobtech
from tvers.sources.fakes._nav import FakeNav
from tvers.sources.fakes._server import CutAt, Fault
from tvers.sources.fakes._wire import jobtech_ad, nav_entry

__all__ = ["CutAt", "FakeJobtech", "FakeNav", "Fault", "jobtech_ad", "nav_entry"]
