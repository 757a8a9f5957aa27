"""Tells Django of this app."""

from django.apps import AppConfig


class StorageConfig(AppConfig):
    """The store."""

    name = "tvers.storage"
    label = "storage"
    default_auto_field = "django.db.models.BigAutoField"
