"""Loaded before anything else (`-p tests.home`): the tests' own TVERS_HOME, so that no test touches an installation."""

import atexit
import os
import shutil
import tempfile

os.environ["TVERS_HOME"] = tempfile.mkdtemp(prefix="tvers-test-")
os.environ["TVERS_LANGUAGE"] = "en"
atexit.register(shutil.rmtree, os.environ["TVERS_HOME"], ignore_errors=True)
