"""The only room that knows all: settings, the ports of this installation, and the use cases bound to them."""

from tvers.bootstrap._build import build_services, services
from tvers.bootstrap._feeds import feeds, sync_feed
from tvers.bootstrap._log import logged
from tvers.bootstrap._serving import demo_feeds, market_kept_fresh
from tvers.bootstrap._settings import SETTINGS, Settings, read_settings
from tvers.bootstrap._upkeep import Finding, back_up, examine, restore

__all__ = [
    "SETTINGS",
    "Finding",
    "Settings",
    "back_up",
    "build_services",
    "demo_feeds",
    "examine",
    "feeds",
    "logged",
    "market_kept_fresh",
    "read_settings",
    "restore",
    "services",
    "sync_feed",
]
