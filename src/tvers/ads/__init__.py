"""Job ads: what they say, what they ask for, when they close, and when two are the same.

Requirements are read out of feed fields first, out of the text where the feed says nothing.
"""

from tvers.ads._examples import load_examples
from tvers.ads._facts import read_text
from tvers.ads._model import (
    TERMS,
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
from tvers.ads._same_jobs import KEY_MARK, SameJobs, job_keys, may_be_same, same_job, same_jobs
from tvers.ads._sketch import Sketch, sketch, sketch_from

__all__ = [
    "KEY_MARK",
    "TERMS",
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
    "job_keys",
    "load_examples",
    "may_be_same",
    "read_ad",
    "read_text",
    "same_job",
    "same_jobs",
    "sketch",
    "sketch_from",
]
