"""Every setting of ours, read from the environment in one place."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from tvers.kernel import READER_LANGUAGES, Language, as_language

SETTINGS = (
    ("TVERS_HOME", "Folder of the database, the market snapshot and the secret key. Default: the platform's data folder for programs."),
    ("TVERS_LANGUAGE", "Language of the command line: nb, nn, sv or en. Default: that of LC_ALL, LC_MESSAGES or LANG, else English."),
    ("TVERS_ALLOWED_HOSTS", "Host names the site answers to, separated by commas. Default: localhost, 127.0.0.1 and [::1]."),
    ("TVERS_SECRET_KEY", "Key for signing. Default: made once and kept in the file secret-key in TVERS_HOME."),
    ("TVERS_DEBUG", "1 shows tracebacks on the pages; never in production. Default: off."),
)
"""Name and meaning of each; docs/reference/settings.md has them all."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one installation. ``secret_key`` is empty where it is to be made and kept."""

    home: Path
    language: Language
    allowed_hosts: tuple[str, ...]
    secret_key: str
    debug: bool

    def __repr__(self) -> str:
        """Without the secret key, so that it cannot reach a log."""
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
    )


def _language(environment: Mapping[str, str]) -> Language:
    for name in ("TVERS_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        tag = environment.get(name, "").split(".")[0]
        if tag:
            language = as_language(tag)
            return language if language in READER_LANGUAGES else Language.EN
    return Language.EN
