"""The pages of a sheet: set aside, disputed, dated; and what the lists show after one more."""

from __future__ import annotations

import secrets
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from recolement.model.ids import ContestId, UnitId
from recolement.web.accounts.models import Post
from recolement.web.evenings import Evening, evening, forget
from recolement.web.words import say
from web.world import BALLOT, SHEET, hosted, new_world, person

pytestmark = pytest.mark.usefixtures("web")

AT = ("presidence", 1, "nord-2")


def _record(tonight: Evening, event: str, **fields: Any) -> None:
    answer = tonight.record({"event": event, "actor": "a-1", **fields}, secrets.token_hex(8))
    assert hasattr(answer, "seq"), answer


def _page(address: str, who: Client | None = None) -> str:
    return (who or Client()).get(address, headers={"Accept-Language": "en"}).content.decode()


def test_a_sheet_set_aside_leaves_the_sums_and_what_is_received() -> None:
    """nord-2's 40 and 20 leave the totals; 1 of 3 received becomes 0 of 3; the reason is kept."""
    world = new_world()
    who = world.person(Post.FEDERATION, "nord").signed_in()
    ballot = reverse("ballot", args=[world.slug])
    assert "Sheets received: 1 of 3." in _page(ballot)
    address = reverse("sheet-aside", args=[world.slug, *AT])
    who.post(address, {"key": "k-1", "kind": "twice", "reason": ""})
    key = UnitId("nord-2"), ContestId("presidence"), 1
    assert world.evening.board().states[key] == "received"  # without a reason nothing is done
    who.post(address, {"key": "k-2", "kind": "twice", "reason": "le même PV est parti deux fois"})
    night = world.evening.now()
    retained = night.retained(UnitId("nord-2"), ContestId("presidence"), 1)
    assert retained.set_aside is not None
    assert retained.set_aside.reason.endswith(": le même PV est parti deux fois")
    assert dict(night.results[0].figures.votes) == {"martin": None, "petit": None}
    said = _page(ballot)
    assert "Sheets received: 0 of 3. Set aside: 1." in said
    assert "0 of 2 received" in said  # of Nord's two sections
    assert "state-set_aside" in _page(reverse("federation", args=[world.slug, "nord"]), who)


def test_a_dispute_is_told_on_the_page_of_its_unit_and_to_the_federation() -> None:
    """Its grounds, and who has it: the commission, then its members' vote, then what was decided."""
    world = new_world()
    unit = reverse("unit", args=[world.slug, "nord-2"])
    desk = reverse("sheet-desk", args=[world.slug, *AT])
    federation = world.person(Post.FEDERATION, "nord").signed_in()
    _record(
        world.evening, "dispute-filed/1", id="d-1", units=["nord-2"], contest="presidence", round=1,
        seeks="annul", grounds="L'urne n'avait pas de <cadenas>.", role="representative",
    )  # fmt: skip
    for page in (_page(unit), _page(desk, federation)):
        assert "&lt;cadenas&gt;" in page
        assert say("room.to_rule", "en").replace("'", "&#x27;") in page
    _record(world.evening, "ruling-moved/1", id="m-1", of="d-1", effect="uphold", role="commissioner")
    assert say("room.to_vote", "en").replace("'", "&#x27;") in _page(unit)
    assert "cadenas" not in _page(reverse("unit", args=[world.slug, "nord-1"]))


def test_an_act_shows_its_own_time() -> None:
    """A correction of 22 November 2008 that is recorded today is shown under that day, in Paris time."""
    world = new_world()
    _record(
        world.evening, "figure-corrected/1", units=["nord-2"], contest="presidence", round=1, field="petit",
        value=21, dated="2008-11-22T23:30:00Z", role="federation",
    )  # fmt: skip
    assert "23 Nov 2008 00:30:00" in _page(reverse("unit", args=[world.slug, "nord-2"]))


def test_what_a_process_has_kept_up_is_what_one_that_begins_reads() -> None:
    """Sheets, a copy, an acceptance and a correction, one by one: the same states and counts as read anew."""
    tonight = hosted()
    tonight.board()
    figures = {"registered": 100, "signatures": 60, "in_box": 60, "blank": 0, "null": 0, "valid": 60}
    common = {"contest": "presidence", "round": 1, "votes": {"martin": 40, "petit": 20}} | figures
    for event, fields in (
        ("sheet-recorded/1", {"unit": "nord-1"} | common),
        ("sheet-recorded/1", {"unit": "sud-1"} | common | {"in_box": 59}),
        ("entry-recorded/1", {"unit": "nord-1", "entry": "representative:petit"} | common | {"valid": 61}),
        ("sheet-accepted/1", {"unit": "nord-1", "contest": "presidence", "round": 1}),
        ("figure-corrected/1", {"units": ["sud-1"], "contest": "presidence", "round": 1, "field": "in_box",
                                "value": 60}),
    ):  # fmt: skip
        _record(tonight, event, **fields)
        kept, night = tonight.board(), tonight.now()
        forget()
        anew = evening(tonight.slug)
        assert anew is not tonight
        assert (kept.states, kept.received) == (anew.board().states, anew.board().received)
        assert night.findings == anew.now().findings
        for one, other in zip(night.results, anew.now().results, strict=True):
            assert (one.figures, one.coverage, one.status) == (other.figures, other.coverage, other.status)
            assert one.verdict is not None
            assert other.verdict is not None
            assert tuple(one.verdict.open) == tuple(other.verdict.open)
    assert {key[0]: state for key, state in kept.states.items()} == {
        "nord-1": "accepted", "nord-2": "awaited", "sud-1": "received"
    }  # fmt: skip
    assert (kept.received["pays"], kept.received["nord"], kept.expected["pays"]) == (2, 1, 3)


def test_lists_have_pages_and_are_searched_without_a_script() -> None:
    """120 sections: 50 a page, the last page holds 20; a search by name; odd numbers do no harm."""
    units = "".join(
        f'unit est-{number} in=sud name="Est {number:03d}" registered=100\n' for number in range(117)
    )
    world = new_world(SHEET + units)
    who = world.person(Post.REPRESENTATIVE, "").signed_in()
    address = reverse("representative", args=[world.slug, "pays"])
    for page, rows in (("1", 50), ("2", 50), ("3", 20), ("99", 20), ("0", 50), ("x", 50), ("9" * 40, 50)):
        assert who.get(address, {"page": page}).content.count(b'<th scope="row">') == rows, page
    found = who.get(address, {"q": "est 07"}).content
    assert found.count(b'<th scope="row">') == 10
    assert b"Est 070" in found
    assert _page(reverse("unit", args=[world.slug, "sud"]) + "?q=EST+116").count('class="card"') == 1


def test_two_first_entries_of_one_sheet() -> None:
    """Where the rulebook asks for two entries, a second sending by another secretary is refused too."""
    tonight = hosted(BALLOT.replace("rule plurality", "rule plurality entry=double"))
    typed = {"registered": "100", "in_box": "50", "blank": "0", "null": "0", "signatures": "50"}
    typed |= {"valid": "50", "vote:martin": "20", "vote:petit": "30"}
    answers = []
    clients = [person((tonight.slug, Post.SECRETARY, "nord-1")).signed_in() for _ in range(2)]
    for client in clients:
        client.post(reverse("sheet-draft", args=[tonight.slug, "presidence", 1, "nord-1"]), typed)
    for client in clients:
        send = reverse("sheet-send", args=[tonight.slug, "presidence", 1, "nord-1"])
        answers.append(client.post(send, {"name": "Ann", "certify": "1"}).status_code)
    assert answers == [302, 409]


def test_a_first_entry_returned_by_the_federation_is_awaited_again() -> None:
    """Returned with a reason that the section sees; what it sends next is a first entry again."""
    tonight = hosted(BALLOT.replace("rule plurality", "rule plurality entry=double"))
    figures = {"signatures": 60, "in_box": 60, "blank": 0, "null": 0, "valid": 60}
    typed = {"unit": "nord-2", "contest": "presidence", "round": 1, "entry": "first", **figures}
    _record(tonight, "entry-recorded/1", votes={"martin": 40, "petit": 20}, **typed)
    who = person((tonight.slug, Post.FEDERATION, "nord")).signed_in()
    key = UnitId("nord-2"), ContestId("presidence"), 1
    assert key in tonight.board().waiting
    who.post(reverse("sheet-return", args=[tonight.slug, *AT]), {"key": "k-1", "reason": "photo floue"})
    assert tonight.board().states[key] == "returned"
    assert key not in tonight.board().waiting
    section = person((tonight.slug, Post.SECRETARY, "nord-2")).signed_in()
    assert "photo floue" in _page(reverse("sheet", args=[tonight.slug, *AT]), section)
    _record(tonight, "entry-recorded/1", votes={"martin": 41, "petit": 19}, **typed)
    assert tonight.board().states[key] == "received"
    assert key in tonight.board().waiting


def test_a_proclamation_waits_for_the_countersignatures() -> None:
    """The page says how many sheets the federation has not accepted; nothing is signed until then."""
    sheets = "".join(
        f"sheet {unit} registered=100 signatures=60 in_box=60 blank=0 null=0 valid=60 martin=40 petit=20\n"
        for unit in ("nord-1", "nord-2", "sud-1")
    )
    tonight = hosted(BALLOT.replace("rule plurality", "rule plurality entry=countersigned") + sheets)
    member = person((tonight.slug, Post.COMMISSIONER, "")).signed_in()
    page = reverse("proclaim", args=[tonight.slug, "presidence", 1, "pays"])
    for waiting, unit in ((3, "nord-1"), (2, "nord-2"), (1, "sud-1")):
        said = _page(page, member)
        assert f"every sheet; {waiting} are left: " in said
        assert 'id="word"' not in said
        _record(tonight, "sheet-accepted/1", unit=unit, contest="presidence", round=1)
    assert 'id="word"' in _page(page, member)


def test_an_evening_kept_up_is_the_one_read_anew() -> None:
    """After each act, of every kind: the states, results and findings of a process that begins."""
    sheets = "".join(
        f"sheet {unit} registered=100 signatures=60 in_box=60 blank=0 null=0 valid=60 martin=40 petit=21\n"
        for unit in ("nord-1", "nord-2")
    )
    tonight = hosted(BALLOT + sheets)
    of = {"contest": "presidence", "round": 1}
    one = {"units": ["nord-1"], **of}
    acts: list[dict[str, Any]] = [
        {"event": "round-opened/1", "round": 1},
        {"event": "finding-acknowledged/1", **one, "code": "A1", "reason": "vu"},
        {"event": "result-frozen/1", "id": "g1", "reason": "doute"},
        {"event": "dispute-filed/1", "id": "d1", **one, "seeks": "annul", "grounds": "urne"},
        {"event": "matter-referred/1", "of": "d1", "to": "conseil", "due": "2030-01-01"},
        {"event": "ruling-made/1", "of": "d1", "effect": "uphold", "for": 2, "against": 0},
        {"event": "figure-corrected/1", **one, "field": "petit", "value": 20, "reason": "photo"},
        {"event": "no-vote-held/1", "units": ["sud-1"], **of, "reason": "fermé"},
        {"event": "sheet-set-aside/1", "units": ["nord-2"], **of, "reason": "deux fois"},
        {
            "event": "dispute-filed/1",
            "id": "d2",
            "units": ["nord-2"],
            **of,
            "seeks": "annul",
            "grounds": "urne",
        },
        {"event": "ruling-made/1", "of": "d2", "effect": "annul", "for": 2, "against": 0},
        {"event": "ruling-made/1", "of": "g1", "effect": "lift", "for": 2, "against": 0},
        {"event": "result-proclaimed/1", "units": ["pays"], **of, "signed_by": ["a-x"]},
    ]
    for act in acts:
        tonight.board()
        _record(tonight, act.pop("event"), **act)
        kept = tonight.now()
        forget()
        anew = evening(tonight.slug)
        assert tonight.board().states == anew.board().states
        assert kept.findings == anew.now().findings
        for mine, theirs in zip(kept.results, anew.now().results, strict=True):
            assert (mine.figures, mine.status, mine.outcome, mine.coverage) == (
                theirs.figures, theirs.status, theirs.outcome, theirs.coverage,
            )  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_dispute_over_more_papers_than_there_are_is_refused_and_the_form_says_why(language: str) -> None:
    """nord-2 has 60: said beside the box; 61 is refused with both figures, and what was written stays."""
    world = new_world()
    who = world.person(Post.FEDERATION, "nord").signed_in(headers={"Accept-Language": language})
    address = reverse("dispute-new", args=[world.slug, *AT])
    there = say("room.papers_there", language, papers=60)  # type: ignore[arg-type]
    assert there in who.get(address).content.decode()
    written = {"how": "ballots", "grounds": "Des bulletins raturés.", "key": "k-1"}
    page = who.post(address, written | {"papers": "61"}).content.decode()
    assert {"fr": "Bulletins contestés : 61", "en": "Papers contested: 61"}[language] in page
    assert {"fr": "en compte 60", "en": "counts 60"}[language] in page
    assert "Des bulletins raturés." in page
    assert 'value="61"' in page
    assert not world.evening.now().proceedings.disputes
    who.post(address, written | {"papers": "60", "key": "k-2"})
    (filed,) = world.evening.now().proceedings.disputes.values()
    assert filed.act.ballots == 60
