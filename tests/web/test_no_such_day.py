"""A date that does not exist is said; it was left out in silence."""

from __future__ import annotations

import pytest
from django.urls import reverse

from recolement.ledger.events import MatterReferred, ResultFrozen
from recolement.web.accounts.models import Post
from recolement.web.words import say
from web.world import BALLOT, SHEET, hosted, person

pytestmark = pytest.mark.usefixtures("web")


def test_a_freeze_until_no_day() -> None:
    """30 February: the reason written stays, nothing is frozen; mended, it is."""
    tonight = hosted()
    client = person((tonight.slug, Post.COMMISSIONER, "")).signed_in()
    address = reverse("freeze", args=[tonight.slug])
    form = {"word": say("room.freeze_word", "fr"), "reason": "Doutes", "until": "2026-02-30", "key": "k"}
    answer = client.post(address, form)
    assert answer.status_code == 400
    assert say("room.no_day", "fr").replace("'", "&#x27;") in answer.content.decode()
    assert "Doutes" in answer.content.decode()
    assert client.post(address, form | {"until": "2026-02-28"}).status_code == 302
    tonight.now()
    (frozen,) = (event for event in tonight.events if isinstance(event, ResultFrozen))
    assert str(frozen.until) == "2026-02-28"


def test_a_referral_due_on_no_day() -> None:
    """A dispute referred with an answer due on 31 April: refused, and told on the dispute's page."""
    tonight = hosted(BALLOT + SHEET)
    who = person((tonight.slug, Post.COMMISSIONER, ""))
    filed = {
        "event": "dispute-filed/1", "id": "d1", "units": ["nord-2"], "contest": "presidence", "round": 1,
        "seeks": "annul", "grounds": "Urne", "actor": who.account.actor, "role": "commissioner",
    }  # fmt: skip
    assert hasattr(tonight.record(filed, "filed"), "seq")
    form = {"of": "d1", "to": "Instances nationales", "due": "2026-04-31", "key": "k"}
    answer = who.signed_in().post(reverse("refer", args=[tonight.slug]), form, follow=True)
    assert say("room.no_day", "fr").replace("'", "&#x27;") in answer.content.decode()
    assert "Instances nationales" in answer.content.decode()
    tonight.now()
    assert not any(isinstance(event, MatterReferred) for event in tonight.events)
