"""Tells Django of this app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The pages."""

    name = "tvers.web"
    label = "web"
