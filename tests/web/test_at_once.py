"""Two at once, on a real server with two workers: one wins, the other is told, nothing is lost."""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Callable
from functools import partial
from html import unescape
from http.cookiejar import Cookie, CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from recolement.ledger.events import MotionLost, RulingMade, SheetAccepted, SheetRecorded
from recolement.web.accounts.models import Post
from recolement.web.evenings import Evening
from recolement.web.intake.models import Draft
from web.serving import ServerOfTheApp
from web.world import BALLOT, SHEET, Person, hosted, person

pytestmark = pytest.mark.usefixtures("web")

TYPED = {
    "registered": "100", "signatures": "50", "in_box": "50", "blank": "0", "null": "0", "valid": "50",
    "vote:martin": "20", "vote:petit": "30",
}  # fmt: skip
SIGNED = {"name": "Ann Secrétaire", "certify": "1"}
AT = {"contest": "presidence", "round": 1, "unit": "nord-1"}


def _cookie(name: str, value: str) -> Cookie:
    return Cookie(
        0, name, value, None, False, "127.0.0.1", True, False, "/", True, False, None, True, None, None, {}
    )


class Visitor:
    """Somebody's browser, as far as requests go."""

    def __init__(self, server: ServerOfTheApp, who: Person) -> None:
        self.server = server
        self.session = who.signed_in().cookies["sessionid"].value
        jar = CookieJar()
        for name, value in (("sessionid", self.session), ("csrftoken", "c" * 32)):
            jar.set_cookie(_cookie(name, value))
        self.opener = build_opener(HTTPCookieProcessor(jar))

    def get(self, address: str) -> tuple[int, str, str]:
        """Status, page, and the address one ends at."""
        return self._open(Request(self.server.address + address))

    def post(self, address: str, fields: dict[str, str]) -> tuple[int, str, str]:
        """Status, page, and the address one ends at."""
        body = urlencode(fields | {"csrfmiddlewaretoken": "c" * 32}).encode()
        return self._open(
            Request(self.server.address + address, data=body, headers={"Referer": self.server.address})
        )

    def _open(self, request: Request) -> tuple[int, str, str]:
        try:
            with self.opener.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode(errors="replace"), answer.url
        except HTTPError as error:
            return error.code, error.read().decode(errors="replace"), error.url or ""


def together(*acts: Callable[[], tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """All acts at the same moment, each in its thread."""
    barrier = threading.Barrier(len(acts))
    answers: list[tuple[int, str, str]] = [(0, "", "")] * len(acts)

    def run(place: int) -> None:
        barrier.wait()
        answers[place] = acts[place]()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(status != 500 for status, _, _ in answers), answers
    return answers


def lines(tonight: Evening, kind: type) -> list[object]:
    """The lines of a kind, as the ledger has them now."""
    tonight.now()
    return [event for event in tonight.events if isinstance(event, kind)]


def sheets_of(tonight: Evening, unit: str) -> list[object]:
    """The sheets recorded for a unit."""
    return [event for event in lines(tonight, SheetRecorded) if event.unit == unit]


def _at(name: str, tonight: Evening, **more: object) -> str:
    return reverse(name, kwargs={"slug": tonight.slug} | AT | more)


def test_two_secretaries_one_sheet(server: ServerOfTheApp) -> None:
    """Both press at the same moment: one line, one receipt; the other is told, and keeps every figure."""
    for _ in range(3):
        tonight = hosted()
        visitors = [Visitor(server, person((tonight.slug, Post.SECRETARY, "nord-1"))) for _ in range(2)]
        for number, visitor in enumerate(visitors):
            mine = TYPED | {"vote:martin": str(20 + number), "vote:petit": str(30 - number)}
            status, _, where = visitor.post(_at("sheet", tonight), mine)
            assert status == 200
            assert where.endswith("/review/")
        answers = together(*(partial(one.post, _at("sheet-send", tonight), SIGNED) for one in visitors))
        assert sorted(status for status, _, _ in answers) == [200, 409]
        assert len(sheets_of(tonight, "nord-1")) == 1
        told = next(page for status, page, _ in answers if status == 409)
        assert "envoyé le procès-verbal" in unescape(told)
        drafts = Draft.objects.filter(ballot=tonight.slug)
        assert sorted(draft.values["vote:martin"] for draft in drafts) == ["20", "21"]


def test_double_click_and_replay_give_one_line_and_one_receipt(server: ServerOfTheApp) -> None:
    """The same sending eight times at once, then again later: one line, the same receipt each time."""
    tonight = hosted()
    visitor = Visitor(server, person((tonight.slug, Post.SECRETARY, "nord-1")))
    visitor.post(_at("sheet", tonight), TYPED)
    answers = together(*([lambda: visitor.post(_at("sheet-send", tonight), SIGNED)] * 8))
    answers.append(visitor.post(_at("sheet-send", tonight), SIGNED))
    assert {status for status, _, _ in answers} == {200}
    assert len({where for _, _, where in answers}) == 1
    assert "/line/" in answers[0][2]
    assert len(sheets_of(tonight, "nord-1")) == 1


def test_the_back_button_after_sending(server: ServerOfTheApp) -> None:
    """Back on the form after the receipt: the page says the sheet is there; the old form changes nothing."""
    tonight = hosted()
    visitor = Visitor(server, person((tonight.slug, Post.SECRETARY, "nord-1")))
    visitor.post(_at("sheet", tonight), TYPED)
    visitor.post(_at("sheet-send", tonight), SIGNED)
    for status, page, _ in (
        visitor.get(_at("sheet", tonight)),
        visitor.post(_at("sheet", tonight), TYPED | {"vote:martin": "49"}),
    ):
        assert status == 200
        assert "déjà enregistré" in page
    assert len(sheets_of(tonight, "nord-1")) == 1


def test_a_sheet_sent_back_is_sent_again(server: ServerOfTheApp) -> None:
    """After the federation returns a sheet, the same secretary types and sends it anew: a second line."""
    tonight = hosted()
    section = Visitor(server, person((tonight.slug, Post.SECRETARY, "nord-1")))
    desk = Visitor(server, person((tonight.slug, Post.FEDERATION, "nord")))
    section.post(_at("sheet", tonight), TYPED)
    section.post(_at("sheet-send", tonight), SIGNED)
    desk.post(_at("sheet-return", tonight), {"key": "r", "reason": "illisible"})
    section.get(_at("sheet", tonight))
    section.post(_at("sheet", tonight), TYPED | {"vote:martin": "21", "vote:petit": "29"})
    status, _, where = section.post(_at("sheet-send", tonight), SIGNED)
    assert status == 200
    assert "/line/" in where
    assert [event.votes["martin"] for event in sheets_of(tonight, "nord-1")] == [20, 21]


def test_two_desks_accept_one_sheet(server: ServerOfTheApp) -> None:
    """The same button pressed twice on one page is one line; two people accepting is two acts, both true."""
    tonight = hosted(BALLOT + SHEET)
    desk = Visitor(server, person((tonight.slug, Post.FEDERATION, "nord")))
    where = _at("sheet-accept", tonight, unit="nord-2")
    key = secrets.token_urlsafe(8)
    answers = together(*([lambda: desk.post(where, {"key": key})] * 4))
    assert {status for status, _, _ in answers} == {200}
    assert len(lines(tonight, SheetAccepted)) == 1


def _commission(server: ServerOfTheApp, tonight: Evening, votes: tuple[str, ...]) -> list[Visitor]:
    """Three commissioners; a dispute to annul nord-2, a motion on it, and their votes."""
    members = [Visitor(server, person((tonight.slug, Post.COMMISSIONER, ""))) for _ in range(3)]
    dispute = {
        "event": "dispute-filed/1",
        "id": "litige",
        "units": ["nord-2"],
        "contest": "presidence",
        "round": 1,
    }
    told = {"seeks": "annul", "grounds": "urne ouverte", "actor": "a-9", "role": "representative"}
    tonight.record(dispute | told, f"d-{tonight.slug}")
    members[0].post(
        reverse("move", args=[tonight.slug]), {"key": "m1", "of": "litige", "effect": "annul", "grounds": "g"}
    )
    tonight.now()
    motion = tonight.desk.moment.state.motion_on("litige")
    assert motion is not None
    for member, vote in zip(members, votes, strict=False):
        member.post(
            reverse("vote", args=[tonight.slug]),
            {"key": secrets.token_hex(4), "of": "litige", "motion": motion.moved.id, "vote": vote},
        )
    return members


@pytest.mark.parametrize(
    ("votes", "kind"), [(("for", "for", "against"), RulingMade), (("against", "against", "for"), MotionLost)]
)
def test_two_commissioners_close_one_vote(server: ServerOfTheApp, votes: tuple[str, ...], kind: type) -> None:
    """One closing is recorded, carried or lost; the others are told, and nothing is recorded twice."""
    tonight = hosted(BALLOT + SHEET)
    members = _commission(server, tonight, votes)
    address = reverse("vote-close", args=[tonight.slug])
    answers = together(
        *(partial(one.post, address, {"key": secrets.token_hex(4), "of": "litige"}) for one in members)
    )
    assert {status for status, _, _ in answers} == {200}
    assert len(lines(tonight, RulingMade) + lines(tonight, MotionLost)) == 1
    assert len(lines(tonight, kind)) == 1
    told = [page for _, page, _ in answers if re.search(r'class="note (error|good)" role="status"', page)]
    assert len(told) == 3
    assert sum('class="note good" role="status"' in page for page in told) == 1


def test_one_member_votes_once(server: ServerOfTheApp) -> None:
    """The same member voting at once from two pages gives one vote; the other page is told."""
    tonight = hosted(BALLOT + SHEET)
    member, *_ = _commission(server, tonight, ())
    motion = tonight.desk.moment.state.motion_on("litige")
    assert motion is not None
    fields = {"of": "litige", "motion": motion.moved.id}
    together(
        lambda: member.post(reverse("vote", args=[tonight.slug]), fields | {"key": "v1", "vote": "for"}),
        lambda: member.post(reverse("vote", args=[tonight.slug]), fields | {"key": "v2", "vote": "against"}),
    )
    tonight.now()
    counted = tonight.desk.moment.state.motion_on("litige")
    assert counted is not None
    assert sum(counted.result) == 1


def test_a_dispute_filed_twice_by_a_double_click_is_one(server: ServerOfTheApp) -> None:
    """The same form sent twice at once files one dispute, and both answers lead to it."""
    tonight = hosted(BALLOT + SHEET)
    member = Visitor(server, person((tonight.slug, Post.COMMISSIONER, "")))
    fields = {"key": "one-form", "how": "annul", "grounds": "urne ouverte"}
    where = _at("dispute-new", tonight, unit="nord-2")
    answers = together(*([lambda: member.post(where, fields)] * 2))
    tonight.now()
    assert len(tonight.now().proceedings.disputes) == 1
    assert len({place for _, _, place in answers}) == 1
    assert "/matter/" in answers[0][2]


def test_many_sections_at_once(server: ServerOfTheApp) -> None:
    """Twelve sections send at the same moment, over both workers: twelve lines, twelve receipts."""
    units = [f"s-{number}" for number in range(12)]
    tonight = hosted(BALLOT + "".join(f"unit {unit} in=nord registered=100\n" for unit in units))
    visitors = [Visitor(server, person((tonight.slug, Post.SECRETARY, unit))) for unit in units]
    for unit, visitor in zip(units, visitors, strict=True):
        visitor.post(_at("sheet", tonight, unit=unit), TYPED)
    answers = together(
        *(
            partial(one.post, _at("sheet-send", tonight, unit=unit), SIGNED)
            for unit, one in zip(units, visitors, strict=True)
        )
    )
    assert all("/line/" in where for _, _, where in answers), answers
    assert len({where for _, _, where in answers}) == 12
    assert len(lines(tonight, SheetRecorded)) == 12


def test_a_session_that_expires_in_mid_entry(server: ServerOfTheApp) -> None:
    """The draft stays; the sender is led to sign in, comes back to the form and finds every figure."""
    tonight = hosted()
    section = person((tonight.slug, Post.SECRETARY, "nord-1"))
    visitor = Visitor(server, section)
    visitor.post(_at("sheet-draft", tonight), TYPED)
    Session.objects.filter(session_key=visitor.session).delete()
    _, page, where = visitor.post(_at("sheet-draft", tonight), TYPED | {"vote:martin": "99"})
    assert "/accounts/login/" in where
    assert "sheet" in where  # where to come back to
    again = Visitor(server, section)
    status, page, _ = again.get(_at("sheet", tonight))
    assert status == 200
    assert (
        'name="vote:martin" data-figure="votes" inputmode="numeric" autocomplete="off" maxlength="40" '
        'value="20"' in page
    )


def test_the_server_restarts_in_mid_entry(server: ServerOfTheApp) -> None:
    """Draft, session and key survive; the sheet is recorded once, though sent before and after."""
    tonight = hosted()
    visitor = Visitor(server, person((tonight.slug, Post.SECRETARY, "nord-1")))
    visitor.post(_at("sheet", tonight), TYPED)
    server.stop()
    server.start()
    status, page, _ = visitor.get(_at("sheet-review", tonight))
    assert status == 200
    assert "<dd>20</dd>" in page
    first = visitor.post(_at("sheet-send", tonight), SIGNED)
    server.stop()
    server.start()
    second = visitor.post(_at("sheet-send", tonight), SIGNED)
    assert first[2] == second[2]
    assert len(sheets_of(tonight, "nord-1")) == 1


def test_two_clerks_at_one_sheet(server: ServerOfTheApp) -> None:
    """Both type the second entry at once: one is recorded, the other clerk is told."""
    tonight = hosted(BALLOT.replace("rule plurality", "rule plurality entry=double"))
    entry = {
        "event": "entry-recorded/1", "unit": "nord-1", "contest": "presidence", "round": 1, "registered": 100,
        "signatures": 50, "in_box": 50, "blank": 0, "null": 0, "valid": 50,
        "votes": {"martin": 20, "petit": 30},
        "entry": "first", "actor": "a-1", "role": "secretary",
    }  # fmt: skip
    tonight.record(entry, f"e-{tonight.slug}")
    clerks = [Visitor(server, person((tonight.slug, Post.CLERK, ""))) for _ in range(2)]
    answers = together(
        *(partial(one.post, _at("second", tonight), TYPED | {"key": secrets.token_hex(4)}) for one in clerks)
    )
    tonight.now()
    assert sum(getattr(event, "entry", "") == "second" for event in tonight.events) == 1
    assert sum("vient de saisir ce procès-verbal" in unescape(page) for _, page, _ in answers) == 1
