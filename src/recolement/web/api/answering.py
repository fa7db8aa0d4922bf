"""From a request to its answer: token, place, body, key, act. Every error is a problem with its code."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import msgspec
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from recolement.model.ids import UnitId
from recolement.model.software import VERSION
from recolement.web.api import kept
from recolement.web.api.models import Token
from recolement.web.api.operations import Asked, Operation
from recolement.web.api.problems import MEDIA, Problem, response_of, written
from recolement.web.api.tokens import account_of, may, shown_by
from recolement.web.evenings import Evening, evening
from recolement.web.failures import AGAIN_IN, reason_of
from recolement.web.intake.photos import LARGEST_FILE

log = logging.getLogger(__name__)

LARGEST_BODY = 1_000_000


def view_of(operations: Mapping[str, Operation]) -> Any:
    """The view of an address: its operations by method."""

    @csrf_exempt  # no cookie is accepted here, so that no other site can act for anybody
    def answered(request: HttpRequest, **place: Any) -> HttpResponse:
        try:
            if settings.SECURE_SSL_REDIRECT and not request.is_secure():
                raise Problem("tls_needed")
            operation = operations.get("GET" if request.method == "HEAD" else str(request.method))
            if operation is None:
                raise Problem("wrong_method", headers={"Allow": ", ".join(sorted(operations))})
            return _answer(request, operation, place)
        except Problem as problem:
            return response_of(problem)
        except Http404:
            return response_of(Problem("nothing_here"))
        except Exception as failure:
            log.exception("the API could not answer")
            reason = reason_of(failure)
            again = {"Retry-After": str(AGAIN_IN)}
            return response_of(Problem(reason, 503, headers=again) if reason else Problem("failed"))

    answered.operations = tuple(operations.values())  # type: ignore[attr-defined] # read by the tests of rights
    return answered


def _answer(request: HttpRequest, operation: Operation, place: dict[str, Any]) -> HttpResponse:
    token = shown_by(request)
    slug = place.pop("ballot")
    if token.role.ballot != slug:
        raise Problem("not_with_this_token")
    tonight = evening(slug)
    _look_at_the_place(tonight, place)
    tree = tonight.now().folder.tree
    if operation.action and not may(token, operation.action, place["unit"], tree):
        raise Problem("not_with_this_token")
    if operation.method == "GET":
        return _read(request, operation, token, tonight, place)
    data = _body(request, operation)
    asked = Asked(request, token, tonight, "", place, {}, _decoded(operation, data))
    if not operation.keyed:
        return HttpResponse(
            msgspec.json.encode(operation.handler(asked)),
            status=operation.status,
            content_type="application/json",
            headers={"Cache-Control": "no-store"},
        )
    account, key = account_of(token), kept.key_of(request)
    asked = Asked(request, token, tonight, kept.ledger_key(account, key), place, {}, asked.body)

    def act() -> kept.Answer:
        try:
            return int(operation.status), msgspec.json.encode(operation.handler(asked))
        except Problem as problem:  # a refusal is an answer, and stays one
            return problem.status, written(problem)

    (status, body), before = kept.once(account, key, kept.fingerprint_of(request, data), act)
    headers = {"Cache-Control": "no-store"} | ({"Idempotency-Replayed": "true"} if before else {})
    media = "application/json" if status < 400 else MEDIA
    return HttpResponse(body, status=status, content_type=media, headers=headers)


def _look_at_the_place(tonight: Evening, place: Mapping[str, Any]) -> None:
    """404 for a unit that is not there, or a question on which it does not vote."""
    night = tonight.now()
    unit = place.get("unit")
    if unit is None:
        return
    if unit not in night.folder.tree:
        raise Problem("nothing_here")
    if "contest" in place:
        asked = (place["contest"], place["round"])
        questions = [one for one in night.questions if (one.contest.id, one.round.number) == asked]
        if not any(UnitId(unit) in question.place.leaves for question in questions):
            raise Problem("nothing_here")


def _body(request: HttpRequest, operation: Operation) -> bytes:
    media = (request.content_type or "").casefold()
    wanted = operation.takes if isinstance(operation.takes, tuple) else ("application/json",)
    if media not in wanted:
        raise Problem("wrong_media", facts={"wanted": ", ".join(wanted)})
    most = LARGEST_FILE if isinstance(operation.takes, tuple) else LARGEST_BODY
    data = request.read(most + 1)
    if len(data) > most:
        raise Problem("too_large")
    return data


def _decoded(operation: Operation, data: bytes) -> Any:
    if operation.takes is None or isinstance(operation.takes, tuple):
        return data
    try:
        return msgspec.convert(_whole(msgspec.json.decode(data)), operation.takes)
    except msgspec.ValidationError as error:
        raise Problem("wrong_fields", facts={"why": str(error)}) from None
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise Problem("bad_json") from None


def _whole(value: Any) -> Any:
    """In JSON ``107.0`` is the whole number 107, whatever the program that wrote it."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {name: _whole(part) for name, part in value.items()}
    return [_whole(part) for part in value] if isinstance(value, list) else value


def _read(
    request: HttpRequest, operation: Operation, token: Token, tonight: Evening, place: dict[str, Any]
) -> HttpResponse:
    """An answer with its ETag: the size of the ledger says whether anything can have changed."""
    asked = Asked(request, token, tonight, "", place, _query(request, operation))
    with tonight.lock:
        tonight.now()
        told = (VERSION, request.get_full_path(), getattr(request, "LANGUAGE_CODE", ""), token.pk)
        etag = f'"{tonight.size}-{sha256(repr(told).encode()).hexdigest()[:16]}"'
        headers = {
            "ETag": etag,
            "Cache-Control": "private, no-cache",
            "Vary": "Authorization, Accept-Language",
        }
        if etag in [
            part.strip().removeprefix("W/") for part in request.headers.get("If-None-Match", "").split(",")
        ]:
            return HttpResponse(status=304, headers=headers)
        found = operation.handler(asked)
    if isinstance(operation.answers, str):
        return HttpResponse(found, content_type=f"{operation.answers}; charset=utf-8", headers=headers)
    return HttpResponse(msgspec.json.encode(found), content_type="application/json", headers=headers)


def _query(request: HttpRequest, operation: Operation) -> dict[str, Any]:
    known = {parameter.name: parameter for parameter in operation.query}
    found: dict[str, Any] = {}
    for name in request.GET:
        text = request.GET[name]
        if name == "lang":
            continue
        parameter = known.get(name)
        if parameter is None or len(request.GET.getlist(name)) > 1:
            raise Problem("bad_query", facts={"name": name[:200]})
        if parameter.number:
            if not (text.isascii() and text.isdigit() and len(text) < 10):
                raise Problem("bad_query", facts={"name": name})
            found[name] = int(text)
        else:
            found[name] = text
    return found


@csrf_exempt
def nothing(request: HttpRequest) -> HttpResponse:
    """An address that the API does not have."""
    return response_of(Problem("nothing_here"))
