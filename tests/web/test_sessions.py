"""Sessions and forms: no fixation, no forged form, one session an account, ten tries at the door."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

import pytest
from django.contrib.auth.hashers import ScryptPasswordHasher, make_password
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from recolement.web.accounts import backends
from recolement.web.accounts.backends import code_digest
from recolement.web.accounts.models import AccessSheet, Post
from web.rights_table import line_of, patterns
from web.world import access_sheet, hosted, person, with_password

pytestmark = pytest.mark.usefixtures("web", "cheap_hashes")

LOGIN = "/accounts/login/"
FIXED = "fixedbytheattacker0123456789abcd"


def test_a_session_fixed_by_somebody_else_is_not_taken_over() -> None:
    """A session id that was there before signing in is not the one after, by password or by access sheet."""
    who = with_password((hosted().slug, Post.FEDERATION, ""))
    link, code = access_sheet(who.account)
    for address, fields in (
        (LOGIN, {"login": who.account.username, "password": who.password}),
        (f"/a/{link}/", {"code": code}),
    ):
        client = Client()
        client.cookies["sessionid"] = FIXED
        client.get(address)
        assert client.post(address, fields).status_code == 302
        assert client.cookies["sessionid"].value != FIXED
        assert client.get("/accounts/password/change/").status_code == 200
        thief = Client()
        thief.cookies["sessionid"] = FIXED
        assert thief.get("/accounts/password/change/").status_code == 302


def test_signing_out_ends_the_session_on_the_server() -> None:
    """A copy of the cookie opens nothing once its owner has left."""
    who = person((hosted().slug, Post.FEDERATION, ""))
    client, copy = who.signed_in(), Client()
    copy.cookies["sessionid"] = client.cookies["sessionid"].value
    assert copy.get("/accounts/password/change/").status_code == 302 or copy.get("/").status_code == 200
    client.post(reverse("leave"))
    assert copy.get("/accounts/password/change/").headers["Location"].startswith(LOGIN)


def test_one_session_an_account() -> None:
    """A second sign-in ends the first session, which is told why, in the page."""
    tonight = hosted()
    who = person((tonight.slug, Post.FEDERATION, ""))
    desk = reverse("federation", args=[tonight.slug, "pays"])
    first = who.signed_in()
    assert first.get(desk).status_code == 200
    second = who.signed_in()
    assert first.get(desk).status_code == 302
    assert "s’est identifié ailleurs" in first.get("/").content.decode().replace("'", "’").replace(
        "&#x27;", "’"
    )
    assert second.get(desk).status_code == 200


def test_changing_the_password_keeps_the_session_and_ends_the_others() -> None:
    """The session in which the password is changed goes on."""
    who = with_password((hosted().slug, Post.FEDERATION, ""))
    client = Client()
    client.post(LOGIN, {"login": who.account.username, "password": who.password})
    fresh = "un mot de passe bien plus long"
    answer = client.post(
        reverse("account_change_password"),
        {"oldpassword": who.password, "password1": fresh, "password2": fresh},
    )
    assert answer.status_code == 302
    assert client.get(reverse("account_change_password")).status_code == 200


def test_every_form_needs_the_mark_of_its_browser() -> None:
    """A POST without the CSRF token is refused at every address that takes one, whoever sends it."""
    named = {"slug": "x", "contest": "c", "round": 1, "unit": "u", "matter": "m", "seq": 1, "digest": "d",
             "link": "l", "number": 1, "kind": "sheet", "pk": 1, "uidb36": "1", "key": "k", "provider": "p",
             "code": "c", "name": "n", "backup": "b", "place": "p"}  # fmt: skip
    who = person((hosted().slug, Post.FEDERATION, ""))
    client = who.signed_in(enforce_csrf_checks=True)
    tried = 0
    for name, pattern in patterns().items():
        line = line_of(name)
        assert line is not None
        if not line.acts or line.where == "token":  # no cookie acts there: tested in test_api.py
            continue
        keys = set(pattern.pattern.converters) or set(pattern.pattern.regex.groupindex)
        if name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
            keys = {"pk"}  # named in the address above theirs
        address = reverse(name, kwargs={key: named[key] for key in keys})
        answer = client.post(address)
        assert answer.status_code == 403, name
        assert "périmée" in answer.content.decode(), name
        tried += 1
    assert tried > 40


def _wrong_password(username: str) -> Callable[[Client], HttpResponse]:
    return lambda client: client.post(LOGIN, {"login": username, "password": "wrong"})


def _wrong_code(link: str) -> Callable[[Client], HttpResponse]:
    return lambda client: client.post(f"/a/{link}/", {"code": "00000000"})


Way: TypeAlias = Callable[[str], Callable[[Client], HttpResponse]]


def _said(answer: HttpResponse, *own: str) -> str:
    """What an answer says, but for what the visitor typed and the token of the form."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    for one in own:
        text = text.replace(one, "·")
    return f"{answer.status_code} {text}"


def test_ten_tries_then_the_door_is_closed_whether_the_account_exists_or_not() -> None:
    """A known and an unknown name get the same answers; the eleventh try is not looked at, even if right."""
    who = with_password((hosted().slug, Post.FEDERATION, ""))
    known, unknown = who.account.username, "nobody-of-that-name"
    clients = Client(REMOTE_ADDR="10.0.0.1"), Client(REMOTE_ADDR="10.0.0.2")
    for number in range(1, 11):
        one, other = _wrong_password(known)(clients[0]), _wrong_password(unknown)(clients[1])
        assert _said(one, known) == _said(other, unknown), number
        assert one.status_code == (200 if number < 10 else 429), number
    right = clients[0].post(LOGIN, {"login": known, "password": who.password})
    assert right.status_code == 429
    assert "quart d" in right.content.decode()
    elsewhere = Client(REMOTE_ADDR="10.0.0.3").post(LOGIN, {"login": known, "password": who.password})
    assert elsewhere.status_code == 302  # somebody else's tries do not shut the owner out


def test_ten_tries_of_an_access_sheet_known_unknown_or_revoked() -> None:
    """A wrong code, an unknown link, a revoked and an expired sheet are answered alike, and lock alike."""
    tonight = hosted()
    links = []
    for change in ({}, {"revoked": True}, {"expires": timezone.now()}):
        account = person((tonight.slug, Post.SECRETARY, "nord-1")).account
        link, code = access_sheet(account)
        AccessSheet.objects.filter(account=account).update(**change)
        links.append((link, code if change else "00000000"))
    links.append(("x" * 24, "00000000"))
    clients = [Client(REMOTE_ADDR=f"10.0.1.{number}") for number in range(4)]
    tries = list(zip(clients, links, strict=True))
    for number in range(1, 12):
        said = {
            _said(client.post(f"/a/{link}/", {"code": code}), link)
            for client, (link, code) in (tries if number == 1 else (tries[0], tries[-1]))
        }
        assert len(said) == 1, number
        assert said.pop().startswith("403" if number < 10 else "429"), number


@pytest.mark.parametrize("way", [_wrong_password, _wrong_code])
def test_unknown_costs_the_same_work(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    """A try on an unknown name or link computes as many hashes as one on a known: exactly one."""
    who = with_password((hosted().slug, Post.FEDERATION, ""))
    link, _ = access_sheet(who.account)
    known = who.account.username if way is _wrong_password else link
    count = 0

    def counting(real: Callable[..., str]) -> Callable[..., str]:
        def counted(*given: object, **named: object) -> str:
            nonlocal count
            count += 1
            return real(*given, **named)

        return counted

    monkeypatch.setattr(ScryptPasswordHasher, "encode", counting(ScryptPasswordHasher.encode))
    monkeypatch.setattr(backends, "code_digest", counting(code_digest))
    work = []
    for place, one in enumerate((known, "unknown-one")):
        count = 0
        way(one)(Client(REMOTE_ADDR=f"10.0.2.{place}"))
        work.append(count)
    assert work == [1, 1]


def test_behind_our_proxy_a_visitor_cannot_choose_their_address(settings: object) -> None:
    """What a visitor writes in X-Forwarded-For before the proxy's own entry changes nothing to the count."""
    settings.BEHIND_PROXY = True
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    who = with_password((hosted().slug, Post.FEDERATION, ""))
    answers = [
        Client().post(
            LOGIN,
            {"login": who.account.username, "password": "wrong"},
            headers={"X-Forwarded-For": f"1.2.3.{number}, 198.51.100.7"},
        ).status_code
        for number in range(11)
    ]  # fmt: skip
    assert answers == [200] * 9 + [429] * 2


def test_cookies_are_kept_from_scripts_and_other_sites() -> None:
    """The session's cookie is HttpOnly and SameSite; pages of somebody are not kept by a shared cache."""
    link, code = access_sheet(person((hosted().slug, Post.SECRETARY, "nord-1")).account)
    client = Client()
    client.post(f"/a/{link}/", {"code": code})
    answer = client.get("/")
    assert client.cookies["sessionid"]["httponly"]
    assert client.cookies["sessionid"]["samesite"] == "Lax"
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_act_that_came_too_late_goes_back_to_the_page_of_its_form() -> None:
    """After signing in one is at the form again; a forged page before it leads to no other host."""
    act = reverse("sheet-accept", args=[hosted().slug, "presidence", 1, "nord-1"])
    for before, back in (
        ("http://testserver/b/x/desk/", "/b/x/desk/"),
        ("http://testserver//evil.example/x", "/evil.example/x"),
        ("https://evil.example/x", act),
    ):
        answer = Client().post(act, headers={"Referer": before})
        assert answer["Location"] == f"/accounts/login/?next={back}"


def test_a_code_is_kept_under_its_link() -> None:
    """The code does not stand in the database, and the same code under two links is kept otherwise.

    A sheet that an earlier version printed, its code under a slow hash, still opens.
    """
    one, other = code_digest("link-one", "12345678"), code_digest("link-two", "12345678")
    assert one != other
    assert "12345678" not in one
    tonight = hosted()
    account = person((tonight.slug, Post.SECRETARY, "nord-1")).account
    link, code = access_sheet(account)
    AccessSheet.objects.filter(account=account).update(code_digest=make_password(code))
    assert Client().post(f"/a/{link}/", {"code": "00000000"}).status_code == 403
    assert Client().post(f"/a/{link}/", {"code": f"{code[:4]} {code[4:]}"}).status_code == 302
