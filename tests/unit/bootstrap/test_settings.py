"""Our settings come out of the environment; Django stays out of the way until it is needed."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tvers.bootstrap import SETTINGS, Settings, build_services, read_settings
from tvers.bootstrap._secret import secret_key
from tvers.kernel import Language, Unavailable, WrongUse


def test_an_empty_environment_gives_the_defaults() -> None:
    settings = read_settings({})
    assert settings.home.name == "tvers"
    assert settings.home.is_absolute()
    assert (settings.language, settings.secret_key, settings.debug) == (Language.EN, "", False)
    assert settings.allowed_hosts == ("localhost", "127.0.0.1", "[::1]")


def test_every_setting_is_read(tmp_path: Path) -> None:
    environment = {
        "TVERS_HOME": str(tmp_path),
        "TVERS_LANGUAGE": "nn",
        "TVERS_ALLOWED_HOSTS": "tvers.example.no, localhost,",
        "TVERS_SECRET_KEY": "key",
        "TVERS_WORKERS": "3",
        "TVERS_NAV_TOKEN": "eyJ",
        "TVERS_NAV_URL": "http://nav.example.no",
        "TVERS_JOBTECH_URL": "http://jobtech.example.se",
        "DATABASE_URL": "postgresql:///tvers",
        "TVERS_KEEP_TEXT_DAYS": "30",
        "TVERS_DEBUG": "1",
    }
    assert environment.keys() == {name for name, _ in SETTINGS}
    assert read_settings(environment) == Settings(
        tmp_path,
        Language.NN,
        ("tvers.example.no", "localhost"),
        "key",
        True,
        3,
        30,
        "eyJ",
        "http://nav.example.no",
        "http://jobtech.example.se",
        "postgresql:///tvers",
    )


def test_workers_are_the_cores_there_are_and_nonsense_is_refused(tmp_path: Path) -> None:
    assert 1 <= read_settings({}).workers <= 4
    for given in ("0", "many", "65", "-1"):
        settings = read_settings({"TVERS_WORKERS": given, "TVERS_HOME": str(tmp_path)})
        with pytest.raises(WrongUse) as wrong:
            build_services(settings)
        assert wrong.value.code == "usage.range"


def test_texts_are_kept_for_half_a_year_and_nonsense_is_refused(tmp_path: Path) -> None:
    assert read_settings({}).keep_text_days == 180
    for given in ("half a year", "-1", "36501"):
        with pytest.raises(WrongUse) as wrong:
            build_services(read_settings({"TVERS_KEEP_TEXT_DAYS": given, "TVERS_HOME": str(tmp_path)}))
        assert (wrong.value.code, wrong.value.fields["name"]) == ("usage.range", "TVERS_KEEP_TEXT_DAYS")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "nb_NO.UTF-8"}, Language.NB),
        ({"LC_ALL": "sv_SE.UTF-8", "LANG": "nb_NO.UTF-8"}, Language.SV),
        ({"TVERS_LANGUAGE": "sv", "LC_ALL": "nb_NO.UTF-8"}, Language.SV),
        ({"LANG": "C.UTF-8"}, Language.EN),
        ({"LANG": "de_DE.UTF-8"}, Language.EN),
    ],
)
def test_the_language_is_ours_first_then_that_of_the_machine(environment: dict[str, str], language: Language) -> None:
    assert read_settings(environment).language is language


def test_the_secret_key_is_not_shown() -> None:
    assert "hush" not in repr(read_settings({"TVERS_SECRET_KEY": "hush"}))


def test_a_secret_key_is_made_once_and_kept_to_its_owner(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    key = secret_key(home)
    assert len(key) >= 50
    assert secret_key(home) == key
    assert [path.name for path in home.iterdir()] == ["secret-key"]
    if os.name == "posix":
        assert stat.S_IMODE((home / "secret-key").stat().st_mode) == 0o600


def test_an_empty_key_that_a_kill_left_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "secret-key").touch()
    assert len(secret_key(tmp_path)) >= 50


def test_no_key_lies_about_that_one_who_was_killed_had_begun(tmp_path: Path) -> None:
    (tmp_path / "secret-key-abc").write_text("half", encoding="utf-8")
    secret_key(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_a_disk_that_is_full_is_told_and_no_half_key_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(Unavailable) as caught:
        secret_key(tmp_path)
    assert (caught.value.code, caught.value.fields) == ("disk.full", {"path": str(tmp_path)})
    assert list(tmp_path.iterdir()) == []


def test_of_two_that_make_a_key_at_a_time_both_have_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def swept_away(path: Path, target: Path) -> None:
        target.write_text("the other's", encoding="utf-8")
        path.unlink()
        raise FileNotFoundError(path)

    monkeypatch.setattr(Path, "replace", swept_away)
    assert secret_key(tmp_path) == "the other's"


def test_a_home_that_cannot_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(Unavailable) as caught:
        secret_key(tmp_path / "file")
    assert (caught.value.code, caught.value.fields) == ("home.not_writable", {"path": str(tmp_path / "file")})


def test_importing_the_room_does_not_import_django() -> None:
    code = "import sys, tvers.bootstrap; print('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "False\n"
