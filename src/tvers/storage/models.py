"""Tables. What is looked up by is a column; what only travels with its row is JSON."""

from datetime import UTC, datetime
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models

NEVER = datetime(9999, 12, 31, tzinfo=UTC)


class User(AbstractUser):
    """An account. Nobody needs one yet; it is ours from the first migration because Django cannot change it later."""


class ConceptRow(models.Model):
    """An imported concept; ``content`` is what `tvers.storage._codec` makes of it."""

    id = models.CharField(primary_key=True, max_length=300)
    scheme = models.CharField(max_length=40, db_index=True)
    content = models.JSONField()


class CrosswalkRow(models.Model):
    """An imported crosswalk with all its mappings: it is only ever used whole."""

    id = models.CharField(primary_key=True, max_length=300)
    content = models.JSONField()


class SchemeRow(models.Model):
    """An imported classification in its version."""

    id = models.CharField(primary_key=True, max_length=40)
    content = models.JSONField()


class ImportRow(models.Model):
    """A taxonomy file that was imported."""

    name = models.CharField(max_length=300)
    what = models.TextField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()


class AdRow(models.Model):
    """An ad with its reading. Of a withdrawn one only the id and the instant stay. ``generation`` is that of its last change.

    ``ages_from`` is its last day, or when it was saved where that is later: from then on it is counted how long its text is kept. It is
    `NEVER` where there is no last day or no text, and null in rows of an older shape, until somebody counts.
    """

    id = models.CharField(primary_key=True, max_length=200)
    generation = models.BigIntegerField(default=0, db_index=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    reading_version = models.CharField(max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True)
    content = models.JSONField(null=True)
    reading = models.JSONField(null=True)
    ages_from = models.DateTimeField(null=True, db_index=True)


class QuarantineRow(models.Model):
    """A record that could not be read."""

    source = models.CharField(max_length=40)
    source_id = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=60)
    detail = models.TextField(blank=True)
    excerpt = models.TextField(blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        """One record of a source stands in quarantine once."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "source_id"], name="quarantine_once")]


class CheckpointRow(models.Model):
    """How far a source's feed has been taken in."""

    source = models.CharField(primary_key=True, max_length=40)
    state = models.TextField()


class StoreRow(models.Model):
    """Which store this is: one row. It is in no backup, for what is restored from one is another store."""

    identity = models.CharField(max_length=40)


class CounterRow(models.Model):
    """Numbers that grow: the generation of the ads and of the taxonomy."""

    name = models.CharField(primary_key=True, max_length=40)
    value = models.BigIntegerField(default=0)
