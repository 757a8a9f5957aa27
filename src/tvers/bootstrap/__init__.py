"""The only room that knows all: settings, the ports of this installation, and the use cases bound to them."""

from tvers.bootstrap._build import build_services, services
from tvers.bootstrap._feeds import feeds
from tvers.bootstrap._settings import SETTINGS, Settings, read_settings

__all__ = ["SETTINGS", "Settings", "build_services", "feeds", "read_settings", "services"]
