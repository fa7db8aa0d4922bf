"""What the API can do: one line an operation. The addresses, the guard, the document all read this table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest
from msgspec import Struct

from recolement.web.api.models import Token
from recolement.web.evenings import Evening


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that may be answered: whose, about what, and its body read."""

    request: HttpRequest
    token: Token
    tonight: Evening
    key: str
    """Under which the act is recorded: the same for the same sending."""
    place: dict[str, Any] = field(default_factory=dict)
    """``unit``, ``contest``, ``round``, ``line``, as far as the address names them."""
    query: dict[str, Any] = field(default_factory=dict)
    body: Any = None

    @property
    def actor(self) -> str:
        """Who acts, as the ledger knows them."""
        return self.token.role.account.actor

    @property
    def sheet(self) -> tuple[str, str, int]:
        """The unit, contest and round of the address."""
        return self.place["unit"], self.place["contest"], self.place["round"]


Handler = Callable[[Asked], Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A part of the query."""

    name: str
    said: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """One line of the table. ``answers``: a struct, or the media type of a text."""

    name: str
    method: str
    path: str
    said: str
    handler: Handler
    answers: type[Struct] | str
    action: str = ""
    """Which of the actions of ``recolement.web.rights`` it is; empty: any token of the ballot."""
    takes: type[Struct] | tuple[str, ...] | None = None
    """The struct of the body, or the media types of a file."""
    keyed: bool = False
    """An act: it bears an idempotency key."""
    status: HTTPStatus = HTTPStatus.OK
    query: tuple[Parameter, ...] = ()


BALLOT = "ballots/{ballot}"
UNIT = BALLOT + "/units/{unit}"
SHEET = UNIT + "/sheets/{contest}/{round}"
