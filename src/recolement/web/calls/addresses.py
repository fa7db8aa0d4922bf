"""The addresses under ``calls``, as Django has them."""

from __future__ import annotations

from django.urls import URLPattern, get_resolver


def addresses() -> list[URLPattern]:
    """Every address of the app whose name begins with ``calls``."""
    return [
        one
        for one in get_resolver().url_patterns
        if isinstance(one, URLPattern) and str(one.name).startswith("calls")
    ]
