"""Every setting of ours, read from the environment in one place."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from tvers.kernel import READER_LANGUAGES, Language, as_language
from tvers.services.ports import KEPT_TEXT

SETTINGS = (
    ("TVERS_HOME", "Folder of the database, the market snapshot and the secret key. Default: the platform's data folder for programs."),
    ("DATABASE_URL", "postgresql://user:password@host:port/name for PostgreSQL 15 or later. Default: SQLite in TVERS_HOME."),
    ("TVERS_LANGUAGE", "Language of the command line: nb, nn, sv or en. Default: that of LC_ALL, LC_MESSAGES or LANG, else English."),
    ("TVERS_ALLOWED_HOSTS", "Host names the site answers to, separated by commas. Default: localhost, 127.0.0.1 and [::1]."),
    ("TVERS_SECRET_KEY", "Key for signing. Default: made once and kept in the file secret-key in TVERS_HOME."),
    ("TVERS_NAV_TOKEN", "Token for NAV's feed (docs/how-to/sync.md). Default: NAV's public one, which is fetched."),
    ("TVERS_NAV_URL", "Where NAV's feed is. Default: https://pam-stilling-feed.nav.no."),
    ("TVERS_JOBTECH_URL", "Where Arbetsförmedlingen's stream is. Default: https://jobstream.api.jobtechdev.se."),
    ("TVERS_WORKERS", "Processes that read ads during a large import, on Linux. Default: the cores there are, at most 4."),
    (
        "TVERS_KEEP_TEXT_DAYS",
        "Days that an ad's text is kept, from its last day or from when it came in, whichever is later. Default: 180.",
    ),
    ("TVERS_DEBUG", "1 shows tracebacks on the pages; never in production. Default: off."),
)
"""Name and meaning of each; docs/reference/settings.md has them all."""


_AS_GIVEN = {"nav_token": "TVERS_NAV_TOKEN", "nav_url": "TVERS_NAV_URL", "jobtech_url": "TVERS_JOBTECH_URL", "database_url": "DATABASE_URL"}
_MOST_UNASKED, MOST_WORKERS = 4, 64
MOST_DAYS = 36_500


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one installation. An empty ``secret_key`` is to be made and kept; ``workers`` 0, ``keep_text_days`` -1: no number."""

    home: Path
    language: Language
    allowed_hosts: tuple[str, ...]
    secret_key: str
    debug: bool
    workers: int = 1
    keep_text_days: int = KEPT_TEXT.days
    nav_token: str = ""
    nav_url: str = "https://pam-stilling-feed.nav.no"
    jobtech_url: str = "https://jobstream.api.jobtechdev.se"
    database_url: str = ""

    def __repr__(self) -> str:
        """Without the secret key, the token and the database's password, so that they cannot reach a log."""
        return f"Settings(home={self.home}, language={self.language}, allowed_hosts={self.allowed_hosts}, debug={self.debug})"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings as the environment gives them."""
    home = environment.get("TVERS_HOME") or platformdirs.user_data_path("tvers", appauthor=False)
    hosts = environment.get("TVERS_ALLOWED_HOSTS") or "localhost,127.0.0.1,[::1]"
    return Settings(
        Path(home).expanduser(),
        _language(environment),
        tuple(host.strip() for host in hosts.split(",") if host.strip()),
        environment.get("TVERS_SECRET_KEY", ""),
        environment.get("TVERS_DEBUG") == "1",
        _workers(environment.get("TVERS_WORKERS", "")),
        _days(environment.get("TVERS_KEEP_TEXT_DAYS", "")),
        **{name: environment[key] for name, key in _AS_GIVEN.items() if environment.get(key)},
    )


def _workers(given: str) -> int:
    if given:
        return int(given) if given.isdecimal() and int(given) <= MOST_WORKERS else 0
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, _MOST_UNASKED)


def _days(given: str) -> int:
    if not given:
        return KEPT_TEXT.days
    return int(given) if given.isdecimal() and int(given) <= MOST_DAYS else -1


def _language(environment: Mapping[str, str]) -> Language:
    for name in ("TVERS_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        tag = environment.get(name, "").split(".")[0]
        if tag:
            language = as_language(tag)
            return language if language in READER_LANGUAGES else Language.EN
    return Language.EN
