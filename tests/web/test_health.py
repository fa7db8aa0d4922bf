"""What the page of health says, by hand: what waits since when, what was verified, what is unknown."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from recolement.web import evenings
from recolement.web.accounts.models import Invitation, Post
from recolement.web.house import health
from recolement.web.house.clocks import kernel_bound
from recolement.web.house.health import ACT, GOOD, UNKNOWN, WATCH, Sign, signs
from recolement.web.words import SCREENS
from web.world import BALLOT, hosted, person

pytestmark = pytest.mark.usefixtures("web")
SHEET = {"event": "sheet-recorded/1", "unit": "nord-1", "contest": "presidence", "round": 1, "in_box": 50}


def _signs(slug: str) -> dict[str, Sign]:
    return {one.code: one for one in health._of_ballot(slug)}


@pytest.mark.parametrize(("minutes", "state"), [(29, GOOD), (31, WATCH), (119, WATCH), (121, ACT)])
def test_a_sheet_that_waits_to_be_taken(minutes: int, state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half an hour: look; two hours: call. Taken, it is said no more."""
    recorded = datetime.now(UTC) - timedelta(minutes=minutes)
    tonight = hosted()
    monkeypatch.setattr(tonight.desk, "_clock", lambda: recorded)
    tonight.record(SHEET | {"votes": {"martin": 50}, "actor": "a", "role": "secretary"}, "one")
    sign = _signs(tonight.slug)["sheets"]
    assert (sign.state, sign.facts["number"], sign.facts["unit"]) == (state, 1, "nord-1")
    assert abs(sign.facts["age"] - timedelta(minutes=minutes)) < timedelta(seconds=20)
    place = {"unit": "nord-1", "contest": "presidence", "round": 1}
    tonight.record({"event": "sheet-accepted/1", **place, "actor": "f", "role": "federation"}, "two")
    assert "sheets" not in _signs(tonight.slug)


@pytest.mark.parametrize(("hours", "state"), [(23, GOOD), (25, WATCH), (73, ACT)])
def test_a_dispute_that_waits_for_a_ruling(hours: int, state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A day: has the commission seen it? Three: tell its chair. Withdrawn, it is said no more."""
    tonight = hosted()
    monkeypatch.setattr(tonight.desk, "_clock", lambda: datetime.now(UTC) - timedelta(hours=hours))
    dispute = {
        "event": "dispute-filed/1",
        "id": "d",
        "units": ["nord-1"],
        "contest": "presidence",
        "round": 1,
    }
    tonight.record(dispute | {"seeks": "annul", "grounds": "?", "actor": "r", "role": "representative"}, "d")
    sign = _signs(tonight.slug)["disputes"]
    assert (sign.state, sign.facts["number"]) == (state, 1)


def test_a_line_from_the_future(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line dated a minute ahead means that a clock was wrong."""
    tonight = hosted()
    monkeypatch.setattr(tonight.desk, "_clock", lambda: datetime.now(UTC) + timedelta(seconds=60))
    tonight.record(SHEET | {"votes": {"martin": 50}, "actor": "a", "role": "secretary"}, "one")
    sign = _signs(tonight.slug)["ledger_ahead"]
    assert sign.state == ACT
    assert 55 <= sign.facts["seconds"] <= 60


def test_verified_and_wrong() -> None:
    """Never verified: look; verified: well, with the root of the head; a text altered on the disk: act."""
    tonight = hosted()
    observed = {"votes": {"martin": 50}, "actor": "a", "role": "secretary", "observations": "vu"}
    tonight.record(SHEET | observed, "one")
    chief = person(("", Post.ADMINISTRATOR, "")).signed_in()
    assert _signs(tonight.slug)["verified_never"].state == WATCH
    chief.post(reverse("house-verify"), {"ballot": tonight.slug})
    found = _signs(tonight.slug)
    assert (found["verified"].state, found["verified"].facts["size"]) == (GOOD, tonight.size)
    assert found["ledger"].facts["root"] == tonight.desk.tree.root().hex()
    texts = (evenings.ledger_folder(tonight.slug) / "texts").iterdir()
    text = next(path for path in texts if b"vu" in path.read_bytes())
    text.write_bytes(text.read_bytes().replace(b"vu", b"lu"))
    chief.post(reverse("house-verify"), {"ballot": tonight.slug})
    wrong = _signs(tonight.slug)["verified_wrong"]
    assert (wrong.state, wrong.facts["problems"] >= 1) == (ACT, True)
    assert chief.post(reverse("house-verify"), {"ballot": "nowhere"}).status_code == 302


def test_invitations_that_were_not_sent() -> None:
    """One that failed is to be looked at; sent or revoked, it is not."""
    tonight = hosted()
    who = person().account
    expires = datetime.now(UTC) + timedelta(days=1)
    one = Invitation.objects.create(account=who, ballot=tonight.slug, expires=expires, failure="refused")
    assert _signs(tonight.slug)["invitations"].state == WATCH
    Invitation.objects.filter(pk=one.pk).update(revoked=True)
    assert _signs(tonight.slug)["invitations"].state == GOOD


@pytest.mark.parametrize(("free", "state"), [(60, GOOD), (14, WATCH), (4, ACT), (0, ACT)])
def test_room_on_the_disk(free: int, state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a hundred gigabytes: 60 is well, 14 (under 15 %) to be looked at, 4 (under 5 %) to be acted upon."""
    usage = SimpleNamespace(total=100 * 10**9, free=free * 10**9)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    assert health.disk().state == state


@pytest.mark.parametrize(
    ("kernel", "other", "state"),
    [
        ((True, 0.02), None, GOOD),
        ((False, 16.0), None, UNKNOWN),
        (None, None, UNKNOWN),
        ((True, 0.02), 0.4, GOOD),
        ((True, 0.02), -3.0, WATCH),
        (None, 40.0, ACT),
    ],
)
def test_the_clock(kernel: Any, other: Any, state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kept by a time service: well; by nobody: unknown, never well; apart from the database's: look, act."""
    monkeypatch.setattr(health, "kernel_bound", lambda: kernel)
    monkeypatch.setattr(health, "against_database", lambda: other)
    assert health.clock().state == state


def test_the_kernel_is_asked() -> None:
    """On Linux the kernel answers with a bound, or the answer is that nothing is known."""
    bound = kernel_bound()
    assert bound is None or (isinstance(bound[0], bool) and 0 <= bound[1] < 10_000)


def test_for_a_monitoring_service(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has not signed in learns whether it works, and nothing else; without its database, 503."""
    hosted(BALLOT, name="secret-name")
    client = Client()
    answer = client.get("/health.json")
    assert (answer.status_code, json.loads(answer.content)) == (200, {"status": "works"})
    somebody = person(("x", Post.ORGANISER, "")).signed_in().get("/health.json")
    assert json.loads(somebody.content) == {"status": "works"}
    whole = person(("", Post.ADMINISTRATOR, "")).signed_in().get("/health.json")
    body = json.loads(whole.content)
    assert {"database", "disk", "ledger", "invitations"} <= {one["code"] for one in body["signs"]}
    assert "SECRET" not in whole.content.decode()

    def gone(*_: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(health.connection, "cursor", gone)
    answer = Client().get("/health.json")
    assert (answer.status_code, json.loads(answer.content)) == (503, {"status": "fails"})


def test_every_state_of_every_sign_has_its_words() -> None:
    """Whatever can be found has a sentence in both languages that says what to do."""
    can_be = {
        "database": (GOOD, WATCH, ACT), "disk": (GOOD, WATCH, ACT), "clock": (GOOD, UNKNOWN, WATCH, ACT),
        "backup": (ACT,), "backup_age": (GOOD, WATCH, ACT), "sheets": (GOOD, WATCH, ACT),
        "disputes": (GOOD, WATCH, ACT), "ledger": (GOOD, ACT), "ledger_ahead": (ACT,),
        "verified": (GOOD, WATCH), "verified_never": (WATCH,), "verified_wrong": (ACT,),
        "invitations": (GOOD, WATCH),
    }  # fmt: skip
    wanted = {f"health.{code}_{state}" for code, states in can_be.items() for state in states}
    assert wanted <= SCREENS.keys()
    for sign in signs():
        assert sign.state in can_be[sign.code]
        assert sign.said("fr") != sign.said("en")
