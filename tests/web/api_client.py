"""A program that speaks to the API: a token, a key for each act, JSON both ways."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from django.test import Client
from django.utils import timezone

from recolement.web.accounts.models import Post
from recolement.web.api.tokens import issue
from web.world import World


@dataclass
class Program:
    """A client with a token."""

    token: str

    def ask(self, method: str, address: str, body: Any = None, key: str = "", **headers: str) -> Any:
        """One request; the answer is Django's."""
        given = {"Authorization": f"Bearer {self.token}", "Accept-Language": "en", **headers}
        if key:
            given["Idempotency-Key"] = key
        data = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        media = given.pop("Content-Type", "application/json")
        return Client().generic(method, address, data, content_type=media, headers=given)

    def get(self, address: str, **headers: str) -> Any:
        """Read."""
        return self.ask("GET", address, **headers)

    def act(self, address: str, body: Any, key: str = "") -> Any:
        """An act under a key, new unless it is given."""
        return self.ask("POST", address, body, key or secrets.token_hex(8))


def token_of(world: World, post: Post, place: str, unit: str = "", *, days: int = 1) -> str:
    """A token of whoever holds a post at a place (``""``: the whole ballot), narrowed to a unit."""
    (role,) = world.person(post, place).account.roles.all()
    return issue(role, unit, "test", timezone.now() + timedelta(days=days))


def program(world: World, post: Post, place: str, unit: str = "") -> Program:
    """A program with such a token."""
    return Program(token_of(world, post, place, unit))


def at(world: World, rest: str = "") -> str:
    """An address of the API in a ballot."""
    return f"/api/1/ballots/{world.slug}{rest}"


def sheet_at(world: World, unit: str, rest: str = "") -> str:
    """An address of the API at a sheet."""
    return at(world, f"/units/{quote(unit)}/sheets/presidence/1{rest}")


SHEET = {
    "registered": 100, "signatures": 50, "in_box": 50, "blank": 1, "null": 1, "valid": 48,
    "votes": {"martin": 30, "petit": 18}, "signed_by": "Ann Day",
}  # fmt: skip
"""Figures that add up: 30 + 18 = 48, 48 + 1 + 1 = 50."""
