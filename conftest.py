"""The web app's settings for all tests: the trial configuration, in a folder that is thrown away."""

from __future__ import annotations

import os
import tempfile
from importlib.util import find_spec

if find_spec("allauth") is not None:
    os.environ.setdefault("RECOLEMENT_TRIAL", "1")
    os.environ.setdefault("RECOLEMENT_SECRET_KEY", "only-for-tests-0123456789-abcdefghijklmnop-QRSTUV")
    os.environ.setdefault("RECOLEMENT_DATA", tempfile.mkdtemp(prefix="recolement-tests-"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "recolement.web.settings"

    import django

    django.setup()
