"""A PostgreSQL for one command: made in a temporary folder, on this machine alone, gone afterwards.

``python -m tools.postgres COMMAND...`` runs a command with ``DATABASE_URL`` set to it. Exit code: that of the command; 0 with a word on it
where there is no PostgreSQL here, 1 where ``CI`` is set.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MISSING = "no PostgreSQL on this machine: its tests were skipped (Debian and Ubuntu: apt install postgresql)"
_ORDINARY_USER = "postgres"
"""PostgreSQL does not run as root; Debian's package brings this user."""


def programs() -> Path | None:
    """The folder of PostgreSQL's own programs, the newest there is; None where there are none."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]), reverse=True)
    found = debian[0] if debian else shutil.which("initdb")
    return Path(found).parent if found else None


@contextmanager
def cluster(bin_folder: Path) -> Iterator[str]:
    """The address of a fresh database ``tvers`` on a free port of loopback."""
    as_root = hasattr(os, "getuid") and os.getuid() == 0
    folder = Path(tempfile.mkdtemp(prefix="tvers-postgres-"))
    data = folder / "data"
    port = _free_port()

    def run(program: str, *arguments: str) -> None:
        user = _ORDINARY_USER if as_root else None
        done = subprocess.run(  # noqa: S603 - PostgreSQL's own programs with fixed arguments
            [str(bin_folder / program), *arguments], capture_output=True, text=True, check=False, cwd=folder, user=user, group=user
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr or done.stdout}")

    try:
        if as_root:
            shutil.chown(folder, _ORDINARY_USER, _ORDINARY_USER)
        run("initdb", "-D", str(data), "-U", "tvers", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        options = f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off -c full_page_writes=off"
        run("pg_ctl", "-D", str(data), "-l", str(folder / "log"), "-o", options, "-w", "start")
        try:
            run("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "tvers", "tvers")
            yield f"postgresql://tvers@127.0.0.1:{port}/tvers"
        finally:
            run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def main(command: list[str]) -> int:
    """Run a command beside a database of its own."""
    bin_folder = programs()
    if bin_folder is None:
        print(MISSING, file=sys.stderr)
        return 1 if os.environ.get("CI") else 0
    with cluster(bin_folder) as url:
        return subprocess.run(command, check=False, env={**os.environ, "DATABASE_URL": url}).returncode  # noqa: S603 - the caller's command


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
