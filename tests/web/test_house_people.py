"""Accounts from a table: shown before they are made, all rows or none, never an administrator's."""

from __future__ import annotations

import secrets
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from recolement.web.accounts.models import Account, Post
from recolement.web.house.models import JournalLine
from web.world import hosted, person

pytestmark = pytest.mark.usefixtures("web")


def _send(client: Client, slug: str, rows: str) -> Any:
    table = SimpleUploadedFile("people.csv", f"post,unit,name,email\n{rows}".encode())
    return client.post(reverse("house-people"), {"ballot": slug, "people": table})


def _states(answer: Any) -> dict[str, list[str]]:
    return {group["state"]: [one.email for one in group["rows"]] for group in answer.context["groups"]}


def test_each_row_is_shown_for_what_it_would_do() -> None:
    """A new account, a new post for one that is there, one that has it already; taken, twice makes one."""
    tonight, tag = hosted(), secrets.token_hex(4)
    there = person((tonight.slug, Post.CLERK, "")).account
    Account.objects.filter(pk=there.pk).update(username=f"b@{tag}.example", email=f"b@{tag}.example")
    client = person(("", Post.ADMINISTRATOR, "")).signed_in()
    rows = (
        f"federation,nord,<b>Ann</b>,a@{tag}.example\nclerk,,Bob,b@{tag}.example\n"
        f"commissioner,,Bob,b@{tag}.example\n"
    )
    shown = _send(client, tonight.slug, rows)
    assert _states(shown) == {
        "new": [f"a@{tag}.example"], "post": [f"b@{tag}.example"], "same": [f"b@{tag}.example"],
    }  # fmt: skip
    assert "<b>Ann" not in shown.content.decode()
    assert not Account.objects.filter(username=f"a@{tag}.example").exists(), "looking makes nothing"
    for _ in range(2):
        client.post(reverse("house-people"), {"step": "take", "digest": shown.context["digest"]})
    assert sorted(role.post for role in there.roles.all()) == [Post.CLERK, Post.COMMISSIONER]
    made = Account.objects.get(username=f"a@{tag}.example")
    assert [(role.post, role.unit) for role in made.roles.all()] == [(Post.FEDERATION, "nord")]
    assert JournalLine.objects.filter(on=there.actor, what="role_given", post="commissioner").count() == 1


@pytest.mark.parametrize("row", ["clerk,,A,nobody", "queen,,A,a@x.example", "secretary,nord,A,a@x.example"])
def test_one_wrong_row_and_none_is_taken(row: str) -> None:
    """No address, no such post, no section: the row is said, and the right ones wait too."""
    tonight, tag = hosted(), secrets.token_hex(4)
    client = person(("", Post.ADMINISTRATOR, "")).signed_in()
    shown = _send(client, tonight.slug, f"clerk,,Z,z@{tag}.example\n{row}\n")
    assert shown.status_code == 400
    assert "3" in shown.context["wrong"][0]
    client.post(reverse("house-people"), {"step": "take", "digest": shown.context["digest"]})
    assert not Account.objects.filter(username=f"z@{tag}.example").exists()


def test_an_administrator_in_the_table_stops_it() -> None:
    """The account of an administrator is refused before anything is made, oneself among them."""
    tonight, tag = hosted(), secrets.token_hex(4)
    chief = person(("", Post.ADMINISTRATOR, ""))
    Account.objects.filter(pk=chief.account.pk).update(username=f"c@{tag}.example")
    client = chief.signed_in()
    shown = _send(client, tonight.slug, f"commissioner,,C,c@{tag}.example\nclerk,,Z,z@{tag}.example\n")
    assert _states(shown)["refused"] == [f"c@{tag}.example"]
    client.post(reverse("house-people"), {"step": "take", "digest": shown.context["digest"]})
    assert [role.post for role in chief.account.roles.all()] == [Post.ADMINISTRATOR]
    assert not Account.objects.filter(username=f"z@{tag}.example").exists()
