"""Everything a newcomer needs: ``python3 dev.py run`` and ``python3 dev.py test``; the rest of the gate: ``python3 dev.py check``.

Standard library alone. It makes ``.venv`` beside itself, installs what ``pyproject.toml`` names and starts the command there.
The set-up is skipped, and no network needed, as long as the stamp in ``.venv`` fits ``pyproject.toml``.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

USAGE = """\
python3 dev.py run              set up .venv, print the ranked list for an example person, then start the site (PORT=8000 moves it)
python3 dev.py test [ARG...]    set up and run every test, those of the store on PostgreSQL too; with arguments pytest alone
python3 dev.py check            format, lint, types, layers, sizes, documents
python3 dev.py docs             write the generated pages of docs/reference anew
python3 dev.py bench ARG...     the same as `tvers bench ARG...` inside .venv
python3 dev.py train [FOLDER]   make the linker's table anew out of TVERS_REFERENCE_DATA, in its place or in a folder; fetches PyTorch
"""
OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "tvers-stamp.json"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
# What pip says where it cannot reach an index; of a package that everybody has, "none" means that nobody answered.
NO_NETWORK = ("Failed to establish a new connection", "name resolution", "getaddrinfo", "unreachable", "timed out", "(from versions: none)")
HIGHEST_PORT = 65535
STOPPED_BY_HAND = 130


class Stop(Exception):
    """Ends the script with one line for people."""


def main(arguments: list[str]) -> int:
    """Run one command; the answer is the exit code: 0 done, 1 could not, 2 wrong use."""
    commands = {"run": run, "test": test, "check": check, "docs": docs, "bench": bench, "train": train}
    if not arguments or arguments[0] not in commands:
        print(USAGE, end="")
        return 0 if arguments in (["-h"], ["--help"]) else 2
    try:
        return commands[arguments[0]](arguments[1:])
    except Stop as stop:
        print(f"dev.py: {stop}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return STOPPED_BY_HAND


def run(_arguments: list[str]) -> int:
    """Print the example's list, then serve until stopped."""
    port = read_port(os.environ.get("PORT", ""))
    set_up(dev=False)
    code = call(tool("tvers"), "match", "--example")
    if code:
        return code
    return call(tool("tvers"), "serve", "--port", str(port))


def test(arguments: list[str]) -> int:
    """Run the tests; pytest's own summary at the end names what was skipped and why."""
    set_up(dev=True)
    spread = () if any(argument.startswith(("-n", "--numprocesses", "--pdb")) for argument in arguments) else ("-n", "2")
    code = call(PYTHON, "-m", "pytest", "-rs", *spread, *arguments)
    return code or on_postgres(arguments)


def on_postgres(arguments: list[str]) -> int:
    """Where everything was asked for: what uses the store once more, on a PostgreSQL made for it."""
    if arguments:
        return 0
    print("\n== the store's tests on PostgreSQL", flush=True)
    again = (PYTHON, "-m", "pytest", "-q", "-m", "django_db and not sqlite", "tests/contracts", "tests/unit")
    return call(PYTHON, "-m", "tools.postgres", *again)


def check(_arguments: list[str]) -> int:
    """Run every check, also after one has failed; 1 if any did."""
    set_up(dev=True)
    steps = {
        "format": (tool("ruff"), "format", "--check", "."),
        "lint": (tool("ruff"), "check", "."),
        "types": (tool("mypy"),),
        "layers": (tool("lint-imports"), "--no-logo"),
        "sizes": (PYTHON, "-m", "tools.sizes"),
        "documents": (PYTHON, "-m", "tools.documented"),
        "generated documents": (PYTHON, "-m", "tools.generated", "--check"),
    }
    failed = []
    for name, command in steps.items():
        print(f"== {name}", flush=True)
        if call(*command):
            failed.append(name)
    print(f"\nRed: {', '.join(failed)}." if failed else "\nAll checks are green.")
    return 1 if failed else 0


def docs(_arguments: list[str]) -> int:
    """Write the generated pages anew."""
    set_up(dev=True)
    return call(PYTHON, "-m", "tools.generated")


def bench(arguments: list[str]) -> int:
    """Pass on to ``tvers bench``."""
    set_up(dev=False)
    return call(tool("tvers"), "bench", *arguments)


def train(arguments: list[str]) -> int:
    """Make the linker's table anew, with PyTorch fetched for it."""
    set_up(dev=False)
    if subprocess.run([str(PYTHON), "-c", "import torch"], capture_output=True, check=False).returncode:
        print("Fetching PyTorch ...", flush=True)
        install(["-e", ".[train]"])
    return call(PYTHON, "-m", "tvers.training", *arguments)


def read_port(text: str) -> int:
    """The port to serve on; 8000 where none is said."""
    if not text:
        return 8000
    if text.isascii() and text.isdigit() and 0 < int(text) <= HIGHEST_PORT:
        return int(text)
    raise Stop(f"PORT is {text!r}; it must be a number from 1 to {HIGHEST_PORT}.")


def tool(name: str) -> Path:
    """A program that the set-up put into ``.venv``."""
    return BIN / (f"{name}.exe" if os.name == "nt" else name)


def call(*command: str | Path) -> int:
    """Run a command in the repository root and answer its exit code."""
    settings = {**os.environ, "PYTHONUTF8": "1"}
    try:
        return subprocess.run([str(part) for part in command], cwd=ROOT, env=settings, check=False).returncode
    except FileNotFoundError as missing:
        raise Stop(f"{command[0]} is missing. Delete the folder .venv and run the same command again.") from missing


def set_up(*, dev: bool) -> None:
    """Make ``.venv`` and install the package with its site, and the developers' tools if wanted, unless that is done already."""
    project = read_project()
    wanted = digest(project)
    if is_current(wanted, dev=dev):
        return
    print("Setting up .venv; the first time takes a few minutes ...", flush=True)
    make_venv()
    STAMP.unlink(missing_ok=True)
    install(["-e", ".[web]", *(project["dependency-groups"]["dev"] if dev else ())])
    STAMP.write_text(json.dumps({"digest": wanted, "dev": dev}), encoding="utf-8")


def read_project() -> dict:  # type: ignore[type-arg]
    """``pyproject.toml``; tomllib is imported here so that an older Python gets as far as being told so."""
    import tomllib  # noqa: PLC0415 - see above

    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def digest(project: dict) -> str:  # type: ignore[type-arg]
    """What the set-up depends on, in one word: the tables that name packages, the folder and the Python."""
    tables = {name: project[name] for name in ("build-system", "project", "dependency-groups")}
    parts = [json.dumps(tables, sort_keys=True), str(ROOT), sys.version]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def is_current(wanted: str, *, dev: bool) -> bool:
    """Whether the stamp says that what is wanted is installed."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return PYTHON.exists() and stamp.get("digest") == wanted and (stamp.get("dev") or not dev)


def make_venv() -> None:
    """Make the virtual environment; one whose Python no longer runs or is another version is made anew."""
    if PYTHON.exists():
        question = [str(PYTHON), "-c", "import sys, pip; print(sys.version)"]
        if subprocess.run(question, capture_output=True, text=True, check=False).stdout.strip() == sys.version.strip():
            return
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True, check=False)
    if made.returncode:
        advice = "install Python's venv module first (Debian and Ubuntu: apt install python3-venv)"
        lines = (made.stderr or made.stdout).strip().splitlines() or ["no reason given"]
        raise Stop(f"could not make .venv; {advice}. Python said: {lines[-1]}")


def install(requirements: list[str]) -> None:
    """Install with pip; its own words are shown where it fails."""
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "-q", *requirements]
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if not done.returncode:
        return
    said = done.stdout + done.stderr
    if any(sign in said for sign in NO_NETWORK):
        raise Stop("the packages could not be fetched: no package index answered. Connect to the network and run the same command again.")
    print(said, file=sys.stderr)
    raise Stop("the packages could not be installed; pip's reason stands above.")


if __name__ == "__main__":
    if sys.version_info < OLDEST:
        sys.exit("dev.py: Tvers needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info[:2]))
    sys.exit(main(sys.argv[1:]))
