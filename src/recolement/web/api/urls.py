"""The addresses of the API, from its table: ``/api/1/…``, each with its operations by method."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

import recolement.web.converters  # noqa: F401 (the kinds "id" and "small" of the addresses)
from recolement.web.api.answering import nothing, view_of
from recolement.web.api.document import openapi
from recolement.web.api.operations import Operation
from recolement.web.api.table import OPERATIONS

CONVERTERS = {"ballot": "slug", "unit": "id", "contest": "id", "round": "small", "line": "small"}


def _address(template: str) -> str:
    for name, converter in CONVERTERS.items():
        template = template.replace(f"{{{name}}}", f"<{converter}:{name}>")
    return f"{template}"


def _patterns() -> list[URLPattern]:
    by_path: dict[str, dict[str, Operation]] = {}
    for operation in OPERATIONS:
        by_path.setdefault(operation.path, {})[operation.method] = operation
    return [
        path(_address(template), view_of(operations), name="api-" + next(iter(operations.values())).name)
        for template, operations in by_path.items()
    ]


urlpatterns = [
    path("openapi.json", openapi, name="api-openapi"),
    *_patterns(),
    re_path(
        r"^[\s\S]*$", nothing, name="api-nothing"
    ),  # a line break is part of no path: <path:…> lets it by
]
