"""The house: accounts, posts, sessions, locks and the journal; who administers neither enters nor rules."""

from __future__ import annotations

import csv
import io
import secrets
import time
from typing import Any

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from recolement.web.accounts.models import Account, NotTogether, Post, Role
from recolement.web.accounts.sealing import MARK, seal
from recolement.web.api.models import Token
from recolement.web.api.tokens import may
from recolement.web.house.doors import locks_of
from recolement.web.house.journal import WHATS, of_commission
from recolement.web.house.models import TABLE, JournalLine
from recolement.web.organiser.people import Person as Row
from recolement.web.organiser.people import take_in
from recolement.web.rights import ACTIONS, roles_for
from recolement.web.words import SCREENS
from recolement.words.naming import Names
from web.world import Person, access_sheet, hosted, one_time_code, person, with_password

pytestmark = pytest.mark.usefixtures("web", "cheap_hashes")
OTHERS = [post for post in Post if post is not Post.ADMINISTRATOR]


def _administrator() -> Person:
    return person(("", Post.ADMINISTRATOR, ""))


def _act(client: Client, one: Account, what: str, **fields: object) -> Any:
    return client.post(reverse("house-act", args=[one.pk]), {"what": what, **fields})


def _lines(**wanted: object) -> list[JournalLine]:
    return list(JournalLine.objects.filter(**wanted).order_by("at"))


@pytest.mark.parametrize("post", OTHERS)
def test_an_administrator_comes_by_no_other_post(post: Post) -> None:
    """By each page that gives posts, to oneself or to another administrator: refused, no row is written."""
    tonight = hosted()
    chief, other = _administrator(), _administrator()
    client = chief.signed_in()
    place = {"post": post, "ballot": tonight.slug, "unit": "nord-1"}
    assert _act(client, chief.account, "give", **place).status_code == 302
    assert _act(client, other.account, "give", **place).status_code == 302
    organiser = person((tonight.slug, Post.ORGANISER, "")).signed_in()
    fields = {"username": chief.account.username, "post": post}
    answer = organiser.post(reverse("organise-appoint", args=[tonight.slug]), fields)
    assert answer.status_code == (302 if post is Post.SECRETARY else 409)
    Account.objects.filter(pk=other.account.pk).update(username=f"{post}{tonight.slug}@val.example")
    row = Row(post, "", "", f"{post}{tonight.slug}@val.example")
    if post is not Post.SECRETARY:  # a secretary's account is the section's own, found by its unit
        with pytest.raises(NotTogether):
            take_in(tonight.slug, [row], Names(tonight.now().folder, "fr"))
    for one in (chief, other):
        assert [role.post for role in one.account.roles.all()] == [Post.ADMINISTRATOR]
    assert client.get(reverse("organise-new")).status_code == 403


@pytest.mark.parametrize("post", OTHERS)
def test_who_has_another_post_does_not_become_administrator(post: Post) -> None:
    """The other way round: an administrator who makes a colleague of somebody with a post is refused."""
    tonight = hosted()
    somebody = person((tonight.slug, post, "nord-1"))
    _act(_administrator().signed_in(), somebody.account, "give", post=Post.ADMINISTRATOR)
    assert [role.post for role in somebody.account.roles.all()] == [post]


@pytest.mark.parametrize("action", sorted(set(ACTIONS) - {"administer"}))
def test_rows_slipped_into_the_database_give_an_administrator_nothing(action: str) -> None:
    """Even with every post written beside administering, behind the app's back, no right comes of it."""
    tonight = hosted()
    chief = _administrator()
    Role.objects.bulk_create(
        Role(account=chief.account, ballot=tonight.slug, post=post, unit=unit)
        for post in OTHERS
        for unit in ("", "nord-1")
    )
    assert len(chief.account.roles.all()) == 1 + 2 * len(OTHERS)
    tree = tonight.now().folder.tree
    assert roles_for(chief.account, action, tonight.slug, "nord-1", tree) == []
    for role in chief.account.roles.exclude(post=Post.ADMINISTRATOR):
        assert not may(Token(role=role), action, "nord-1", tree), "nor by a token of the API"
    assert roles_for(chief.account, "administer", "") != []


def test_nobody_acts_on_their_own_account() -> None:
    """Disabling, resetting, giving oneself a post: the page says that another administrator can."""
    chief = _administrator()
    client = chief.signed_in()
    for what in ("disable", "factor", "session", "take", "give", "way_in"):
        _act(client, chief.account, what, reason="?", role=chief.account.roles.get().pk, post="clerk")
    chief.account.refresh_from_db()
    assert chief.account.is_active
    assert chief.account.roles.count() == 1
    assert Authenticator.objects.filter(user=chief.account).exists()
    assert client.get(reverse("house")).status_code == 200


def test_a_new_account_comes_in_once_by_link_and_code() -> None:
    """The page of a new account shows a link and a code; they open once, and the person has no post."""
    client = _administrator().signed_in()
    name = f"n-{secrets.token_hex(4)}"
    page = client.post(reverse("house-new"), {"name": "Zoé", "username": name}).content.decode()
    link = page.split("/i/")[1].split("/")[0]
    code = page.split('class="code">')[1].split("<")[0]
    new = Client()
    given = {"code": code, "password": "une phrase assez longue", "link": link}
    assert new.post(f"/i/{link}/", given).status_code == 302
    assert Client().post(f"/i/{link}/", given).status_code == 400
    made = Account.objects.get(username=name)
    assert not made.roles.exists()
    assert [line.what for line in _lines(on=made.actor)] == ["account_made", "signed_in"]
    again = _act(client, made, "way_in")
    assert again.status_code == 302, "an account with a password is not handed to whoever asks"


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "", "username": "x"},
        {"name": "A"},
        {"name": "A", "email": "no address"},
        {"name": "A", "username": "x\u202ey"},
    ],
)
def test_an_account_that_makes_no_sense_is_not_made(fields: dict[str, str]) -> None:
    """Without a name or a user name, with no real address, with a name that hides characters: nothing."""
    client = _administrator().signed_in()
    before = Account.objects.count()
    assert client.post(reverse("house-new"), fields).status_code == 302
    assert Account.objects.count() == before


def test_names_of_ten_thousand_signs_and_of_markup() -> None:
    """A long name is cut, markup is shown as text, on every page of the house."""
    client = _administrator().signed_in()
    tag = secrets.token_hex(4)
    hostile = f"<script>alert('{tag}')</script>" + "x" * 10_000
    assert client.post(reverse("house-new"), {"name": hostile, "username": f"h-{tag}"}).status_code == 200
    made = Account.objects.get(username=f"h-{tag}")
    assert len(made.name) == 200
    for address in (
        reverse("house") + f"?q={tag}",
        reverse("house-account", args=[made.pk]),
        reverse("house-journal") + f"?q={tag}",
    ):
        page = client.get(address).content.decode()
        assert f"&lt;script&gt;alert(&#x27;{tag}&#x27;)" in page
        assert f"<script>alert('{tag}" not in page


def test_disabled_and_enabled() -> None:
    """A disabled account is out at its next request and cannot come in; enabled, it can; why is kept."""
    tonight = hosted()
    clerk = with_password((tonight.slug, Post.CLERK, ""))
    client = Client()
    given = {"login": clerk.account.username, "password": clerk.password}
    client.post("/accounts/login/", given)
    queue = reverse("clerk", args=[tonight.slug])
    assert client.get(queue).status_code == 200
    chief = _administrator().signed_in()
    _act(chief, clerk.account, "disable")
    assert client.get(queue).status_code == 200, "without a reason nothing is done"
    _act(chief, clerk.account, "disable", reason="a quitté l'équipe")
    assert client.get(queue).status_code == 302
    client.post("/accounts/login/", given)
    assert client.get(queue).status_code == 302
    _act(chief, clerk.account, "enable")
    client.post("/accounts/login/", given)
    assert client.get(queue).status_code == 200
    assert [line.reason for line in _lines(on=clerk.account.actor, what="account_disabled")] == [
        "a quitté l'équipe"
    ]


def test_a_session_is_seen_and_ended() -> None:
    """Who signed in is listed with the address; ended, the next request is told that it was."""
    tonight = hosted()
    clerk = with_password((tonight.slug, Post.CLERK, ""))
    client = Client(REMOTE_ADDR="192.0.2.7")
    client.post("/accounts/login/", {"login": clerk.account.username, "password": clerk.password})
    chief = _administrator().signed_in()
    page = chief.get(reverse("house-sessions")).content.decode()
    assert clerk.account.name in page
    assert "192.0.2.7" in page
    _act(chief, clerk.account, "session")
    assert client.get(reverse("clerk", args=[tonight.slug])).status_code == 302
    assert "fermée par l&#x27;administration" in client.get("/?lang=fr").content.decode()
    assert clerk.account.name not in chief.get(reverse("house-sessions")).content.decode()


@pytest.mark.parametrize("by_sheet", [False, True])
def test_a_lock_is_seen_and_opened(by_sheet: bool) -> None:
    """Ten wrong tries, by password or by access sheet, close a door; the right try opens it once unlocked."""
    tonight = hosted()
    one = with_password((tonight.slug, Post.SECRETARY if by_sheet else Post.CLERK, "nord-1"))
    link, code = access_sheet(one.account)
    door = f"/a/{link}/" if by_sheet else "/accounts/login/"
    right = {"code": code, "link": link} if by_sheet else {
        "login": one.account.username, "password": one.password,
    }  # fmt: skip
    wrong = right | ({"code": "00000000"} if by_sheet else {"password": "x"})
    client = Client(REMOTE_ADDR=f"198.51.100.{secrets.randbelow(250)}")
    for _ in range(14):
        client.post(door, wrong)
    assert client.post(door, right).status_code == 429
    assert len(locks_of(one.account)) == 1
    assert len(_lines(on=one.account.actor, what="locked")) == 1, "one line a lock, however often it is tried"
    assert 1 <= len(_lines(on=one.account.actor, what="sign_in_failed")) <= 10
    chief = _administrator().signed_in()
    assert one.account.name in chief.get(reverse("house-sessions")).content.decode()
    _act(chief, one.account, "unlock")
    assert locks_of(one.account) == []
    assert client.post(door, right).status_code == 302
    assert len(_lines(on=one.account.actor, what="unlocked")) == 1


def test_what_was_typed_at_the_door_is_never_kept() -> None:
    """A password typed in the place of a name is in no line of the journal."""
    typed = f"motdepasse-{secrets.token_hex(6)}"
    client = Client(REMOTE_ADDR="203.0.113.9")
    for _ in range(11):
        client.post("/accounts/login/", {"login": typed, "password": typed})
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {TABLE}")
        assert typed not in repr(cursor.fetchall())


def test_a_lost_telephone() -> None:
    """The second factor is reset for a reason; the member's session ends, and a new one must be set up."""
    tonight = hosted()
    member = with_password((tonight.slug, Post.COMMISSIONER, ""))
    room = reverse("room", args=[tonight.slug])
    inside = member.signed_in()
    assert inside.get(room).status_code == 200
    chief = _administrator()
    client = chief.signed_in()
    _act(client, member.account, "factor")
    assert Authenticator.objects.filter(user=member.account).exists(), "no reason, nothing done"
    _act(client, member.account, "factor", reason="téléphone perdu, rappelé au 01 99 00 00 00")
    assert inside.get(room).status_code == 302
    back = Client()
    back.post("/accounts/login/", {"login": member.account.username, "password": member.password})
    assert back.get(room).headers["Location"] == reverse("mfa_activate_totp")
    (line,) = _lines(on=member.account.actor, what="factor_reset")
    assert (line.by, line.reason) == (chief.account.actor, "téléphone perdu, rappelé au 01 99 00 00 00")
    assert "factor_reset" in [one.what for one in of_commission(tonight.slug)]


@pytest.mark.parametrize("what", ["factor", "give", "take", "way_in"])
def test_what_could_harm_most_asks_for_the_factor_again(what: str) -> None:
    """A session left open since noon does none of it: it is sent to give the second factor first."""
    tonight = hosted()
    member = person((tonight.slug, Post.COMMISSIONER, ""))
    client = _administrator().signed_in()
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": time.time() - 3600}]
    session.save()
    fields = {"reason": "?", "role": member.account.roles.get().pk, "post": "clerk", "ballot": tonight.slug}
    answer = _act(client, member.account, what, **fields)
    assert answer.headers["Location"].startswith(reverse("mfa_reauthenticate"))
    assert Authenticator.objects.filter(user=member.account).exists()
    assert [role.post for role in member.account.roles.all()] == [Post.COMMISSIONER]


def test_a_seat_on_the_commission_is_shown_to_the_commission() -> None:
    """Given by an administrator: in the journal with who did it, and in the room of those who sit there."""
    tonight = hosted()
    member = person((tonight.slug, Post.COMMISSIONER, ""), name="Membre Ancien")
    newcomer = person(name="Nouvelle Membre")
    chief = _administrator()
    _act(chief.signed_in(), newcomer.account, "give", post="commissioner", ballot=tonight.slug)
    (line,) = _lines(on=newcomer.account.actor, what="role_given")
    assert (line.by, line.ballot, line.post) == (chief.account.actor, tonight.slug, "commissioner")
    page = member.signed_in().get(reverse("room", args=[tonight.slug])).content.decode()
    assert "Nouvelle Membre" in page
    assert chief.account.name in page


@pytest.mark.parametrize(
    "place",
    [
        {"post": "clerk", "ballot": ""},
        {"post": "clerk", "ballot": "nowhere"},
        {"post": "federation", "unit": "mars"},
        {"post": "secretary", "unit": "nord"},
        {"post": "secretary", "unit": ""},
        {"post": "representative", "option": "nobody"},
        {"post": "queen"},
    ],
)
def test_a_post_without_its_place_is_not_given(place: dict[str, str]) -> None:
    """No ballot, no such ballot, no such unit, a secretary of a federation, an option that nobody bears."""
    tonight = hosted()
    somebody = person()
    _act(_administrator().signed_in(), somebody.account, "give", **({"ballot": tonight.slug} | place))
    assert not somebody.account.roles.exists()


def test_an_organiser_of_no_ballot_yet_sets_one_up() -> None:
    """Organiser without a ballot opens the page that sets one up, and nothing in the ballots there are."""
    tonight = hosted()
    somebody = person()
    _act(_administrator().signed_in(), somebody.account, "give", post="organiser")
    client = somebody.signed_in()
    assert reverse("organise-new") in client.get("/").content.decode()
    assert client.get(reverse("organise-new")).status_code == 200
    assert client.get(reverse("organise", args=[tonight.slug])).status_code == 403


@pytest.mark.parametrize("alter", ["UPDATE {} SET reason = 'x'", "DELETE FROM {}"])
def test_the_database_alters_no_line_of_the_journal(alter: str) -> None:
    """Neither changed nor removed, even by whoever speaks to the database."""
    person()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(alter.format(TABLE))


def test_every_kind_of_line_has_its_words() -> None:
    """No line of the journal is shown as a code."""
    assert {f"journal.{what}" for what in WHATS} <= SCREENS.keys()


def test_the_journal_as_a_table_executes_nothing() -> None:
    """A name and a reason that begin a formula are texts in the CSV; filtered by what and by whom."""
    tonight = hosted()
    somebody = person((tonight.slug, Post.CLERK, ""), name="=cmd|' /C calc'!A0")
    client = _administrator().signed_in()
    _act(client, somebody.account, "disable", reason="@SUM(1+1)")
    address = reverse("house-journal-csv") + f"?what=account_disabled&q={somebody.account.username}&lang=en"
    text = b"".join(client.get(address).streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    (head, row) = csv.reader(io.StringIO(text))
    assert head[:4] == ["When", "What", "By", "Account"]
    assert row[1] == "Account disabled"
    assert row[3] == "'=cmd|' /C calc'!A0"
    assert "'@SUM(1+1)" in row
    for nonsense in ("?since=2026-13-45", "?until=9999-12-31", "?page=999999999999", "?what=DROP"):
        assert client.get(reverse("house-journal") + nonsense).status_code == 200


def test_secrets_of_second_factors_are_sealed() -> None:
    """The database holds no secret in clear; a code computed from the clear one opens the door as before."""
    tonight = hosted()
    member = with_password((tonight.slug, Post.COMMISSIONER, ""))
    kept = Authenticator.objects.get(user=member.account).data["secret"]
    assert member.totp not in kept
    assert kept.startswith(MARK)
    client = Client()
    sent = client.post(
        "/accounts/login/", {"login": member.account.username, "password": member.password}
    ).headers["Location"]
    assert client.post(sent, {"code": one_time_code(member.totp)}).status_code == 302
    assert client.get(reverse("room", args=[tonight.slug])).status_code == 200


@pytest.mark.parametrize("planted", ["JBSWY3DPEHPK3PXP", seal("JBSWY3DPEHPK3PXP", "another key " * 4)])
def test_a_secret_planted_in_the_database_opens_nothing(planted: str) -> None:
    """In clear, or sealed with another key: the code that the planter computes is not taken."""
    tonight = hosted()
    member = with_password((tonight.slug, Post.COMMISSIONER, ""))
    Authenticator.objects.filter(user=member.account).update(data={"secret": planted})
    client = Client()
    sent = client.post(
        "/accounts/login/", {"login": member.account.username, "password": member.password}
    ).headers["Location"]
    assert client.post(sent, {"code": one_time_code("JBSWY3DPEHPK3PXP")}).status_code == 200
    assert client.get(reverse("room", args=[tonight.slug])).status_code == 302


def test_forms_of_another_site_do_nothing() -> None:
    """Each act asks for the token of its form (CSRF)."""
    somebody = person()
    client = _administrator().signed_in(enforce_csrf_checks=True)
    for address, fields in (
        (reverse("house-new"), {"name": "A", "username": secrets.token_hex(4)}),
        (reverse("house-act", args=[somebody.account.pk]), {"what": "disable", "reason": "x"}),
        (reverse("house-unlock"), {"lock": "1"}),
    ):
        assert client.post(address, fields).status_code == 403
    somebody.account.refresh_from_db()
    assert somebody.account.is_active
