"""Job ads: what they say, what they ask for, when they close, and when two are the same.

Requirements are read out of feed fields first, out of the text where the feed says nothing.
"""

from tvers.ads._duplicates import duplicate_key
from tvers.ads._examples import load_examples
from tvers.ads._facts import read_text
from tvers.ads._model import (
    Ad,
    AdRecord,
    Arrival,
    Checkpoint,
    Employer,
    Engagement,
    Incoming,
    Inventory,
    OccupationCode,
    Remote,
    Requirement,
    RequirementKind,
    Unreadable,
    Withdrawal,
    Workplace,
    WorkTime,
)
from tvers.ads._read import AdReader, AdReading, read_ad
from tvers.ads._same_jobs import SameJobs, same_job, same_jobs
from tvers.ads._sketch import Sketch, sketch

__all__ = [
    "Ad",
    "AdReader",
    "AdReading",
    "AdRecord",
    "Arrival",
    "Checkpoint",
    "Employer",
    "Engagement",
    "Incoming",
    "Inventory",
    "OccupationCode",
    "Remote",
    "Requirement",
    "RequirementKind",
    "SameJobs",
    "Sketch",
    "Unreadable",
    "Withdrawal",
    "WorkTime",
    "Workplace",
    "duplicate_key",
    "load_examples",
    "read_ad",
    "read_text",
    "same_job",
    "same_jobs",
    "sketch",
]
