"""The API: what a program may do with a token, that nothing is recorded twice, what it reads."""

from __future__ import annotations

import json
import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from recolement.ledger.receipt import Receipt
from recolement.publication.tally import tally_json
from recolement.web.accounts.models import Account, Post
from recolement.web.api import kept
from recolement.web.api.models import KeptAnswer, Token
from recolement.web.public.models import HostedBallot
from web.api_client import SHEET, Program, at, program, sheet_at, token_of
from web.pictures import jpeg
from web.world import World, new_world

pytestmark = pytest.mark.usefixtures("web")


def test_a_section_sends_its_sheet() -> None:
    """Checked, photographed, sent, read again: the line is in the ledger and the receipt proves it."""
    world = new_world("")
    section = program(world, Post.SECRETARY, "nord-1")
    checked = section.ask(
        "POST", sheet_at(world, "nord-1", "/check"), {"votes": {"martin": 2, "petit": 2}, "valid": 3}
    )
    assert checked.json()["errors"] is True  # 2 + 2 is not 3
    size = world.evening.storage.size()
    photo = section.ask("POST", at(world, "/units/nord-1/photos"), jpeg(), **{"Content-Type": "image/jpeg"})
    assert photo.status_code == 201
    sent = section.act(sheet_at(world, "nord-1"), SHEET | {"photos": [photo.json()["photo"]]})
    assert sent.status_code == 201, sent.content
    assert sent.json()["line"] == size
    assert world.evening.storage.size() == size + 1
    read = section.get(sheet_at(world, "nord-1")).json()
    assert read["state"] == "received"
    assert read["figures"]["votes"] == {"martin": 30, "petit": 18}
    assert read["photos"] == [photo.json()["photo"]]
    assert read["lines"] == [size]
    receipt = section.get(sent.json()["receipt"].removeprefix("http://testserver"))
    assert receipt.status_code == 200
    assert Receipt.read(receipt.content).index == size


def test_the_same_key() -> None:
    """Same key and body: same bytes, one line. Another body: 422. Written in quotes: the same key."""
    world = new_world("")
    section = program(world, Post.SECRETARY, "nord-1")
    first = section.act(sheet_at(world, "nord-1"), SHEET, "k-1")
    size = world.evening.storage.size()
    for key in ("k-1", '"k-1"'):
        again = section.act(sheet_at(world, "nord-1"), SHEET, key)
        assert (again.status_code, again.content) == (201, first.content)
        assert again.headers["Idempotency-Replayed"] == "true"
    other = section.act(sheet_at(world, "nord-1"), SHEET | {"blank": 2}, "k-1")
    assert (other.status_code, other.json()["code"]) == (422, "key_differs")
    refused = section.act(sheet_at(world, "nord-1"), SHEET, "k-2")
    assert (refused.status_code, refused.json()["code"]) == (409, "sheet_is_there")
    assert section.act(sheet_at(world, "nord-1"), SHEET, "k-2").content == refused.content
    missing = section.ask("POST", sheet_at(world, "nord-1"), SHEET)
    assert (missing.status_code, missing.json()["code"]) == (400, "key_missing")
    assert world.evening.storage.size() == size


def test_a_request_under_way_and_one_that_was_abandoned(monkeypatch: pytest.MonkeyPatch) -> None:
    """While the first is under way the second is told to wait; one whose process died is taken up again.

    The dead process had written its line: the ledger gives that line, and no second one.
    """
    world = new_world("")
    section = program(world, Post.SECRETARY, "nord-1")
    first = section.act(sheet_at(world, "nord-1"), SHEET, "k").json()
    KeptAnswer.objects.filter(key="k", account__roles__ballot=world.slug).update(
        status=None, body=b"", begun=timezone.now()
    )
    waiting = section.act(sheet_at(world, "nord-1"), SHEET, "k")
    assert (waiting.status_code, waiting.json()["code"]) == (409, "under_way")
    assert waiting.headers["Retry-After"] == "1"
    KeptAnswer.objects.filter(key="k", account__roles__ballot=world.slug).update(
        begun=timezone.now() - kept.UNDER_WAY
    )
    size = world.evening.storage.size()
    again = section.act(sheet_at(world, "nord-1"), SHEET, "k")
    assert (again.status_code, again.json()["line"]) == (201, first["line"])
    assert world.evening.storage.size() == size


def test_eight_at_once_under_one_key() -> None:
    """Eight threads send the same sheet under the same key: one line, and nobody is told anything else."""
    world = new_world("")
    section = program(world, Post.SECRETARY, "nord-1")
    size = world.evening.storage.size()
    answers: list[tuple[int, dict[str, object]]] = []

    def send() -> None:
        answer = section.act(sheet_at(world, "nord-1"), SHEET, "k")
        answers.append((answer.status_code, answer.json()))
        connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert world.evening.storage.size() == size + 1
    lines = {told["line"] for status, told in answers if status == 201}
    assert lines == {size}
    assert all(told["code"] == "under_way" for status, told in answers if status != 201)


def test_what_the_form_asks_for_too() -> None:
    """An explanation where it does not add up, a photo of this section, options that are on offer."""
    world = new_world("")
    section = program(world, Post.SECRETARY, "nord-1")
    wrong = SHEET | {"valid": 49}
    asked = section.act(sheet_at(world, "nord-1"), wrong)
    assert (asked.status_code, asked.json()["code"]) == (422, "explanation_needed")
    assert "A1" in {one["code"] for one in asked.json()["findings"]}
    elsewhere = program(world, Post.SECRETARY, "nord-2")
    theirs = elsewhere.ask(
        "POST", at(world, "/units/nord-2/photos"), jpeg(), **{"Content-Type": "image/jpeg"}
    )
    cited = section.act(sheet_at(world, "nord-1"), SHEET | {"photos": [theirs.json()["photo"]]})
    assert (cited.status_code, cited.json()["code"]) == (422, "photo_unknown")
    nobody = section.act(sheet_at(world, "nord-1"), SHEET | {"votes": {"nobody": 1}})
    assert (nobody.status_code, nobody.json()["code"]) == (422, "unknown_option")
    sent = section.act(sheet_at(world, "nord-1"), wrong | {"explanation": "Recounted twice."})
    assert sent.status_code == 201
    assert section.get(sheet_at(world, "nord-1")).json()["state"] == "flagged"


def test_the_federation_s_acts() -> None:
    """Correct, acknowledge, accept, return, set aside, no vote: each is a line, under the token's post."""
    world = new_world()
    federation = program(world, Post.FEDERATION, "nord")
    acts: tuple[tuple[str, str, dict[str, object]], ...] = (
        ("nord-2", "/correct", {"field": "blank", "value": 2, "reason": "Misread.", "evidence": "sheet"}),
        ("nord-2", "/acknowledge", {"code": "A2", "reason": "Known."}),
        ("nord-2", "/accept", {}),
        ("nord-2", "/set-aside", {"kind": "twice", "reason": "Seen twice."}),
        ("nord-2", "/return", {"reason": "Unreadable."}),
        ("nord-1", "/no-vote", {"reason": "Snow."}),
    )
    for unit, act, body in acts:
        answer = federation.act(sheet_at(world, unit, act), body)
        assert answer.status_code == 201, (act, answer.content)
        world.evening.catch_up()
        event = world.evening.events[answer.json()["line"]]
        assert event.role == "federation", act
    refused = program(world, Post.SECRETARY, "nord-1").act(sheet_at(world, "nord-1"), SHEET)
    assert (refused.status_code, refused.json()["code"]) == (409, "no_vote_recorded")
    assert "Snow" not in refused.json()["detail"]


def test_a_dispute() -> None:
    """Filed by a representative, read by anybody of the ballot; its ground is kept, the same key is one."""
    world = new_world()
    watcher = program(world, Post.REPRESENTATIVE, "nord")
    body = {"grounds": "Two piles mixed.", "seeks": "recount"}
    filed = watcher.act(sheet_at(world, "nord-2", "/disputes"), body, "d")
    assert filed.status_code == 201, filed.content
    assert watcher.act(sheet_at(world, "nord-2", "/disputes"), body, "d").json() == filed.json()
    (read,) = watcher.get(at(world, "/disputes")).json()["disputes"]
    assert (read["id"], read["state"]) == (filed.json()["id"], "open")
    assert (read["grounds"], read["units"]) == ("Two piles mixed.", ["nord-2"])


def test_reading_results_and_lines() -> None:
    """The tally is the library's; the lines are those of the ledger; an ETag saves sending them again."""
    world = new_world()
    reader = program(world, Post.ORGANISER, "")
    results = reader.get(at(world, "/results?level=section"))
    night = world.evening.now()
    assert results.json()["contests"][0] == json.loads(json.dumps(tally_json(night)))["contests"][0]
    assert [one["unit"] for one in results.json()["contests"]] == ["pays", "nord-1", "nord-2", "sud-1"]
    lines = reader.get(at(world, "/lines?start=2&end=5"))
    assert lines.content == b"".join(line + b"\n" for line in world.evening.storage.read(2, 5))
    assert reader.get(at(world, "/checkpoint")).content == world.evening.desk.signed().written()
    for address in ("/results?level=section", "/lines?start=2&end=5", "", "/disputes"):
        first = reader.get(at(world, address))
        same = {"If-None-Match": first.headers["ETag"]}
        assert reader.get(at(world, address), **same).status_code == 304, address
    program(world, Post.SECRETARY, "nord-1").act(sheet_at(world, "nord-1"), SHEET)
    assert reader.get(at(world), **{"If-None-Match": first.headers["ETag"]}).status_code == 200
    for unknown in ("/results?level=x", "/results?unit=x", "/lines/1/receipt"):
        assert reader.get(at(world, unknown)).status_code == 404, unknown
    for bad in ("/results?page=1", "/lines?start=-1", "/lines?start=1&start=2"):
        assert reader.get(at(world, bad)).status_code == 400, bad


def test_a_token_s_life() -> None:
    """Made on the page, shown once, kept as a digest, its use noted; narrowed, revoked, expired, orphaned."""
    world = new_world("")
    person = world.person(Post.FEDERATION, "nord")
    browser = person.signed_in()
    (role,) = person.account.roles.all()
    form = {"label": "Our form", "role": role.pk, "unit": "nord-1", "days": "3"}
    page = browser.post(reverse("tokens"), form).content.decode()
    written = page.split('class="digest">')[1].split("<")[0]
    assert written not in browser.get(reverse("tokens")).content.decode()
    kept_token = Token.objects.get(role=role)
    assert written not in repr(vars(kept_token))
    mine = Program(written)
    assert mine.get(at(world)).status_code == 200
    kept_token.refresh_from_db()
    assert kept_token.used is not None
    body = {"reason": "Snow."}
    assert mine.act(sheet_at(world, "nord-2", "/no-vote"), body).status_code == 403  # narrowed to nord-1
    assert mine.act(sheet_at(world, "nord-1", "/no-vote"), body).status_code == 201
    for wrong in ({"unit": "sud-1"}, {"unit": "nowhere"}, {"days": "400"}, {"days": "0"}, {"label": " "}):
        assert browser.post(reverse("tokens"), form | wrong).status_code == 400, wrong
    stranger = world.person(Post.SECRETARY, "sud-1").signed_in()
    stranger.post(reverse("tokens-revoke"), {"token": kept_token.pk})
    assert mine.get(at(world)).status_code == 200  # not theirs to revoke
    Token.objects.filter(pk=kept_token.pk).update(expires=timezone.now() - timedelta(seconds=1))
    assert mine.get(at(world)).json()["code"] == "token_expired"
    Token.objects.filter(pk=kept_token.pk).update(expires=timezone.now() + timedelta(days=1))
    browser.post(reverse("tokens-revoke"), {"token": kept_token.pk})
    refused = mine.get(at(world))
    assert (refused.status_code, refused.json()["code"]) == (401, "token_unknown")
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")
    other = Program(token_of(world, Post.FEDERATION, "nord"))
    Account.objects.filter(pk=person.account.pk).update(is_active=False)
    assert other.get(at(world)).status_code == 401
    Account.objects.filter(pk=person.account.pk).update(is_active=True)
    role.delete()
    assert other.get(at(world)).status_code == 401


def test_no_cookie_in_and_none_out() -> None:
    """A session opens nothing here, and no answer sets a cookie, not even that of the language."""
    world = new_world("")
    browser = world.person(Post.ORGANISER, "").signed_in()
    assert browser.get(at(world)).status_code == 401
    assert browser.post(sheet_at(world, "nord-1"), SHEET, "application/json").status_code == 401
    for client in (browser, Client()):
        answer = client.get("/api/1/openapi.json?lang=en", headers={"Cookie": "sessionid=x; language=fr"})
        assert answer.status_code == 200
        assert not answer.cookies
        assert "Content-Security-Policy" in answer.headers


def test_the_language_of_a_refusal() -> None:
    """The sentence is that of the screens, in the language asked for; the code is the same."""
    world = new_world("")
    section = program(world, Post.SECRETARY, "nord-1")
    section.act(sheet_at(world, "nord-1"), SHEET)
    french = section.ask(
        "POST", sheet_at(world, "nord-1"), SHEET, "other", **{"Accept-Language": "fr-FR,fr"}
    ).json()
    english = section.act(sheet_at(world, "nord-1"), SHEET).json()
    assert french["code"] == english["code"] == "sheet_is_there"
    assert french["detail"].startswith("Pendant votre saisie")
    assert english["detail"].startswith("While you were typing")
    assert french["type"] == "urn:recolement:problem:sheet_is_there"


def test_what_cannot_be_read() -> None:
    """Bad JSON, other media, unknown fields, too long, another method, no such place: each its problem."""
    world = new_world("")
    section = program(world, Post.SECRETARY, "nord-1")
    here = sheet_at(world, "nord-1")
    for body, media, status, code in (
        (b"{", "application/json", 400, "bad_json"),
        (b'{"votes": {"martin": "\\ud800"}}', "application/json", 400, "bad_json"),
        (b"[" * 100_000, "application/json", 400, "bad_json"),
        (b"{}", "text/plain", 415, "wrong_media"),
        (b"{}", "application/json", 422, "wrong_fields"),
        (json.dumps(SHEET | {"voter": "x"}).encode(), "application/json", 422, "wrong_fields"),
        (json.dumps(SHEET | {"valid": -1}).encode(), "application/json", 422, "wrong_fields"),
        (json.dumps(SHEET | {"valid": 1.5}).encode(), "application/json", 422, "wrong_fields"),
        (b" " * 1_000_001, "application/json", 413, "too_large"),
    ):
        answer = section.ask("POST", here, body, "k", **{"Content-Type": media})
        assert (answer.status_code, answer.json()["code"]) == (status, code), answer.content
        assert answer.headers["Content-Type"] == "application/problem+json"
    for key in ("a b", "é", "x" * 201):
        assert section.act(here, SHEET, key).status_code == 400, key
    assert section.ask("DELETE", here).headers["Allow"] == "GET, POST"
    for nowhere in (
        "/units/nord/sheets/presidence/1",
        "/units/nord-1/sheets/presidence/2",
        "/units/x/photos",
    ):
        assert section.ask("POST", at(world, nowhere), {}, "k").status_code == 404, nowhere
    assert section.get("/api/1/nothing").status_code == 404
    assert section.get("/api/1/ballots/there-is-none").json()["code"] == "not_with_this_token"


def test_a_ballot_that_is_not_open_is_read_by_its_own_tokens_alone() -> None:
    """The same addresses, the same ids: a token of the foreign ballot opens nothing here."""
    world: World = new_world()
    HostedBallot.objects.filter(slug=world.slug).update(open=False)
    (role,) = world.stranger(Post.ORGANISER, "").account.roles.all()
    from recolement.web.api.tokens import issue

    foreign = Program(issue(role, "", "test", timezone.now() + timedelta(days=1)))
    assert foreign.get(at(world, "/results")).status_code == 403
    assert program(world, Post.CLERK, "").get(at(world, "/results")).status_code == 200
