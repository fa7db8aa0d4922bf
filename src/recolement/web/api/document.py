"""The OpenAPI 3.1 document, made from the table of operations and their structs."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse

from recolement.model.software import VERSION
from recolement.web.api import shapes
from recolement.web.api.kept import FORM, KEY
from recolement.web.api.operations import Operation
from recolement.web.api.problems import MEDIA
from recolement.web.api.table import OPERATIONS

BASE = "/api/1/"
ABOUT = """Récolement for programs: an organisation that has its own forms does the same acts here as people
do on the screens, under the same rules, with the same refusals. A token stands for one post of one account,
over a place. Every act bears an `Idempotency-Key`: the same key and request again have the same answer.
Errors are problem details (RFC 9457); the language of their sentences is that of `Accept-Language`, French
or English. In addresses, a slash in the id of a unit is written `~2F`, a tilde `~7E`."""

PLACE: dict[str, dict[str, Any]] = {
    "ballot": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$", "maxLength": 80},
    "unit": {"type": "string", "minLength": 1, "pattern": "^[^/]+$"},
    "contest": {"type": "string", "minLength": 1, "pattern": "^[^/]+$"},
    "round": {"type": "integer", "minimum": 1, "maximum": 999_999_999},
    "line": {"type": "integer", "minimum": 0, "maximum": 999_999_999},
}
SAID_OF_PLACE = {
    "ballot": "The ballot, as its address on the site names it.",
    "unit": "A unit's id.",
    "contest": "A contest's id.",
    "round": "The round's number.",
    "line": "A line's number in the ledger.",
}


@cache
def document() -> dict[str, Any]:
    """The whole document."""
    structs: list[type] = [shapes.ProblemRead]
    for operation in OPERATIONS:
        for shape in (operation.takes, operation.answers):
            if isinstance(shape, type) and shape not in structs:
                structs.append(shape)
    _, components = msgspec.json.schema_components(structs, ref_template="#/components/schemas/{name}")
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(BASE + operation.path, {})[operation.method.lower()] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Récolement",
            "version": VERSION,
            "summary": "Acts and results of a multi-section vote",
            "description": " ".join(ABOUT.split()),
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(operation: Operation) -> dict[str, Any]:
    said: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.said,
        "parameters": [*_place(operation), *_query(operation), *_key(operation)],
        "responses": _responses(operation),
    }
    if isinstance(operation.takes, tuple):
        said["requestBody"] = {"required": True, "content": {media: {} for media in operation.takes}}
    elif operation.takes is not None:
        said["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": _ref(operation.takes)}},
        }
    return said


def _ref(shape: type) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{shape.__name__}"}


def _place(operation: Operation) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "description": SAID_OF_PLACE[name], "schema": schema}
        for name, schema in PLACE.items()
        if f"{{{name}}}" in operation.path
    ]


def _query(operation: Operation) -> list[dict[str, Any]]:
    number = {"type": "integer", "minimum": 0, "maximum": 999_999_999}
    return [
        {
            "name": one.name,
            "in": "query",
            "description": one.said,
            "schema": number if one.number else {"type": "string"},
        }
        for one in operation.query
    ]


def _key(operation: Operation) -> list[dict[str, Any]]:
    if not operation.keyed:
        return []
    described = "Any text of your own, new for each act: the same again has the same answer."
    schema = {"type": "string", "pattern": f"^{FORM.pattern}$"}
    return [{"name": KEY, "in": "header", "required": True, "description": described, "schema": schema}]


def _responses(operation: Operation) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": HTTPStatus(operation.status).phrase}
    if isinstance(operation.answers, str):
        answer["content"] = {operation.answers: {"schema": {"type": "string"}}}
    else:
        answer["content"] = {"application/json": {"schema": _ref(operation.answers)}}
    found = {str(int(operation.status)): answer}
    statuses = {400, 401, 403, 404, 405, 500, 503}
    if operation.method == "GET":
        answer["headers"] = {"ETag": {"schema": {"type": "string"}}}
        found["304"] = {"description": "Not modified since the ETag given in If-None-Match"}
    else:
        statuses |= {413, 415, 422}
    if operation.keyed:
        statuses.add(409)
    for status in sorted(statuses):
        found[str(status)] = {
            "description": HTTPStatus(status).phrase,
            "content": {MEDIA: {"schema": _ref(shapes.ProblemRead)}},
        }
    return found


def openapi(request: HttpRequest) -> HttpResponse:
    """The document, for anybody."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponse(status=405, headers={"Allow": "GET"})
    body = msgspec.json.format(msgspec.json.encode(document()), indent=1)
    return HttpResponse(body, content_type="application/json", headers={"Cache-Control": "no-cache"})
