"""An installation of its own in a folder, each act of it in a process of its own.

What is restored replaces the accounts of a whole installation: that is no thing to do to the one that the
other tests share.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

TESTS = Path(__file__).parents[1]
KEY = "of-an-installation-alone-0123456789-ABCDEFGHIJKLM"

BEGIN = """
import json, sys
from pathlib import Path
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from recolement.web.accounts.models import Account, Post, Role
from recolement.web.evenings import evening
from recolement.web.house.models import JournalLine, Verification
from web.world import BALLOT, SHEET, hosted, person, with_password
settings.ALLOWED_HOSTS.append("testserver")
from django.test.utils import override_settings
plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # nothing was gathered here
override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}).enable()
def say(**facts):
    print(json.dumps(facts, default=str))
"""


@dataclass(frozen=True, slots=True)
class Alone:
    """A folder, a database, a secret key."""

    place: Path
    database: str
    key: str = KEY

    def does(self, code: str, *, failing: bool = False) -> Any:
        """Run some lines there; what they ``say``. ``failing``: what is said on the way out instead."""
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith("RECOLEMENT_")
        }
        environment |= {
            "RECOLEMENT_TRIAL": "1", "RECOLEMENT_SECRET_KEY": self.key, "RECOLEMENT_DATA": str(self.place),
            "DATABASE_URL": self.database, "DJANGO_SETTINGS_MODULE": "recolement.web.settings",
            "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent / "src")]),
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", BEGIN + dedent(code)], env=environment, capture_output=True, text=True,
            timeout=300,
        )  # fmt: skip
        if failing:
            assert done.returncode != 0, done.stdout
            return done.stderr
        assert done.returncode == 0, done.stderr
        lines = done.stdout.strip().splitlines()
        return json.loads(lines[-1]) if lines else {}


def in_folder(place: Path, key: str = KEY) -> Alone:
    """An installation on SQLite."""
    return Alone(place, f"sqlite:///{place / 'db.sqlite3'}", key)
