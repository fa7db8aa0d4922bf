"""The web app's settings for all tests: the trial configuration, in a folder that is thrown away."""

from __future__ import annotations

import os
import tempfile
from importlib.util import find_spec
from typing import Any

import pytest

collect_ignore = ["src/recolement/web/asgi.py"]
"""Not looked through for examples: to import it is to begin a server's process, with its threads."""

if find_spec("allauth") is not None:
    os.environ.setdefault("RECOLEMENT_TRIAL", "1")
    os.environ.setdefault("RECOLEMENT_SECRET_KEY", "only-for-tests-0123456789-abcdefghijklmnop-QRSTUV")
    os.environ.setdefault("RECOLEMENT_DATA", tempfile.mkdtemp(prefix="recolement-tests-"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "recolement.web.settings"

    import django

    django.setup()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(specs: list[Any]) -> None:
    """Where the tests are shared among processes, each has a data folder of its own from its first moment."""
    for spec in specs:
        spec.env["RECOLEMENT_DATA"] = tempfile.mkdtemp(prefix="recolement-tests-")
