"""A new installation is opened by whoever comes, also by several at once."""

import os
import subprocess
import sys
from pathlib import Path

OPEN = "from tvers.bootstrap import build_services, read_settings; build_services(read_settings())"


def test_programs_that_start_together_on_a_new_installation_all_open_it(tmp_path: Path) -> None:
    environment = {**os.environ, "TVERS_HOME": str(tmp_path / "new")}
    started = [subprocess.Popen([sys.executable, "-c", OPEN], env=environment, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    complaints = [program.communicate()[1] for program in started]
    assert [program.returncode for program in started] == [0, 0, 0], complaints
