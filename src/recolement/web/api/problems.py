"""Errors as RFC 9457 problem details: a code for programs, a sentence for people, the facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from django.http import HttpResponse

from recolement.web.api.shapes import Found, ProblemRead
from recolement.web.failures import KNOWN
from recolement.web.words import language_of, say
from recolement.words.ledger import say as said

MEDIA = "application/problem+json"
KIND = "urn:recolement:problem:"
"""How the type of a problem begins; its code follows."""

OURS: Mapping[str, int] = {
    "bad_json": 400,
    "bad_query": 400,
    "bad_key": 400,
    "key_missing": 400,
    "token_missing": 401,
    "token_unknown": 401,
    "token_expired": 401,
    "tls_needed": 403,
    "not_with_this_token": 403,
    "nothing_here": 404,
    "wrong_method": 405,
    "under_way": 409,
    "too_large": 413,
    "wrong_media": 415,
    "wrong_fields": 422,
    "not_a_photo": 422,
    "photo_unknown": 422,
    "explanation_needed": 422,
    "key_differs": 422,
    "failed": 500,
}
"""The API's own codes, each with its status; their sentences stand in ``screens.toml``, table ``api``."""


class Problem(Exception):
    """A request that is answered with an error."""

    def __init__(
        self,
        code: str,
        status: int = 0,
        facts: Mapping[str, object] | None = None,
        *,
        findings: Sequence[Found] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.status = status or OURS[code]
        self.facts = dict(facts or {})
        self.findings = list(findings)
        self.headers = dict(headers or {})


def written(problem: Problem) -> bytes:
    """The body of a problem: ours, or a refusal of the ledger with the sentence that the screens say."""
    language, code, facts = language_of(), problem.code, problem.facts
    if code in KNOWN:
        detail = say(f"failure.{code}", language)
    else:
        detail = say(f"api.{code}", language, **facts) if code in OURS else said(code, facts, language)
    return msgspec.json.encode(
        ProblemRead(
            kind=KIND + code,
            title=say(f"api.title_{problem.status}", language),
            status=problem.status,
            detail=detail,
            code=code,
            facts={name: fact if isinstance(fact, int) else str(fact) for name, fact in facts.items()},
            findings=problem.findings,
        )
    )


def response_of(problem: Problem) -> HttpResponse:
    """The answer that a problem makes."""
    body = written(problem)
    headers = {"Cache-Control": "no-store", **problem.headers}
    if problem.status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="recolement"'
    return HttpResponse(body, status=problem.status, content_type=MEDIA, headers=headers)
