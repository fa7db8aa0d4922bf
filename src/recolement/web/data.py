"""Where this installation keeps what is not in the database: photos, texts, keys."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings


def data_folder() -> Path:
    """The folder named by ``RECOLEMENT_DATA``."""
    return Path(str(settings.DATA))
