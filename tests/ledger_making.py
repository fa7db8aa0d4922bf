"""Small ledgers for the tests: a folder, a clock that ticks, salts that are the same at each run."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from recolement.acts import RefusedEvent
from recolement.desk import Desk, Recorded
from recolement.formats.folder import read_folder
from recolement.formats.shorthand import read_shorthand
from recolement.ledger import bringing
from recolement.ledger.checkpoint import cosign
from recolement.ledger.note import COSIGNATURE, Note, SigningKey, VerifierKey
from recolement.model.folder import BallotFolder
from recolement.model.ids import UnitId
from recolement.storage.jsonl import JsonlStorage
from recolement.storage.ledger_folder import LedgerFolder
from recolement.verify import Files, Report, verify

ORIGIN = "test.example/vote"

SMALL = """
ballot title="Bureau" levels=nation,section root=FR
rule majority_two_round
unit Lyon-3 in=FR registered=120
unit Brest in=FR registered=80
unit Metz in=FR registered=50
option A
option B
sheet Lyon-3 registered=120 in_box=100 blank=0 null=0 A=60 B=40
dispute d1 Lyon-3 seeks=annul grounds="urne ouverte" by="Zoé" role=representative
"""


class Ticking:
    """A clock that advances by a minute each time it is read."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 25, 20, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.time += timedelta(minutes=1)
        return self.time


def salts(start: int = 0) -> Callable[[], bytes]:
    """Salts that differ, the same at each run."""
    numbers = itertools.count(start)
    return lambda: next(numbers).to_bytes(32, "big")


def opened(place: Path, clock: Callable[[], datetime] | None = None) -> Desk:
    """The desk of the ledger in a folder."""
    beside = LedgerFolder(place)
    return Desk(JsonlStorage(place), beside, clock or Ticking(), salts(10_000)).read()


def begun(
    place: Path, shorthand: str | BallotFolder = SMALL, clock: Callable[[], datetime] | None = None
) -> Desk:
    """A new ledger in a folder, begun with a ballot."""
    folder = read_shorthand(shorthand) if isinstance(shorthand, str) else shorthand
    return Desk.create(JsonlStorage(place), LedgerFolder(place), clock or Ticking(), salts(), ORIGIN, folder)


def sheet(unit: str, a: int, b: int, **more: Any) -> dict[str, Any]:
    """A sheet to record."""
    figures = {"in_box": a + b, "blank": 0, "null": 0, "votes": {"A": a, "B": b}}
    return {"event": "sheet-recorded/1", "unit": unit, "contest": "contest", "round": 1, **figures, **more}


def recorded(desk: Desk, intention: Mapping[str, Any], key: str | None = None) -> Recorded:
    """Record an intention that is allowed."""
    answer = desk.record(intention, desk.size, key or f"k{desk.size}")
    assert isinstance(answer, Recorded), answer
    return answer


def refusal(desk: Desk, intention: Mapping[str, Any], key: str = "refused") -> RefusedEvent:
    """The refusal of an intention that is not allowed; the ledger stays as it is."""
    size = desk.size
    answer = desk.record(intention, desk.size, key)
    assert isinstance(answer, RefusedEvent), answer
    assert desk.size == size
    return answer


def files_of(place: Path) -> Files:
    """The files of a folder, as ``verify`` takes them."""
    return {
        path.relative_to(place).as_posix(): path.read_bytes
        for path in sorted(place.rglob("*"))
        if path.is_file()
    }


def verified(place: Path, pinned: VerifierKey | None = None, *evidence: bytes) -> Report:
    """The report on a folder."""
    return verify(
        files_of(place), pinned, [(f"evidence-{number}", one) for number, one in enumerate(evidence)]
    )


def night(place: Path) -> Desk:
    """A ledger with two sheets, disputes, a ruling, a freeze lifted, a no-vote, and a proclamation."""
    desk = begun(place)
    recorded(desk, sheet("Brest", 30, 45, actor="clerk 1", role="clerk", observations="Un isoloir de moins"))
    recorded(desk, {"event": "result-frozen/1", "id": "g1", "reason": "jusqu'à la réunion"})
    recorded(desk, {"event": "no-vote-held/1", "units": ["Metz"], "reason": "bureau fermé"})
    recorded(desk, {"event": "ruling-made/1", "of": "d1", "effect": "uphold", "for": 5, "against": 1})
    recorded(desk, {"event": "ruling-made/1", "of": "g1", "effect": "lift", "for": 6, "against": 0})
    recorded(desk, {"event": "result-proclaimed/1", "signed_by": ["présidente"]})
    return desk


EVERYTHING = """
ballot title="Tout 🗳️ <b>" levels=nation,federation,section root=FR organisation="=cmd|'/C'!A0"
rule majority_two_round ties=age,lot quorum=1/3 runoff.kind=threshold runoff.share=12.5%
contest c name="Ａ 😀 ﷽" scope=each:federation
contest d name=D scope=zone:z rule=highest_averages seats=3
option A contest=c name=Alice born=1950-08-08
option B contest=c name=Bob
option X contest=d kind=list
option Y contest=d kind=list units=S1
round 1
round 2 options=A,B contest=c contests=c
unit F1 in=FR level=federation
unit F2 in=FR level=federation
unit S1 in=F1 registered=100
unit S2 in=F1 registered=90
unit S3 in=F2 registered=80
group zone:z S1 S3 name="Zone z"
roll S1 round=2 registered=99
sheet S1 contest=c round=1 registered=100 in_box=80 blank=0 null=0 A=45 B=35
sheet S1 contest=d round=1 registered=100 in_box=80 blank=0 null=5 X=50 Y=25
sheet S2 contest=c round=2
entry S2 first contest=c round=1 by=Zoé at=2026-11-25T20:10:00+01:00 in_box=50 A=30 B=20
published 2026-11-25T21:00:00+01:00 FR A 75 contest=c round=1 reason=provisoire
dispute d1 S1 contest=c round=1 seeks=annul grounds="urne ouverte" by=jean role=representative
referral d1 to="commission nationale" due=2027-02-03
"""


def everything(place: Path) -> Desk:
    """A ledger with every event of the format, two keys, a witness and an erased text."""
    folder = read_shorthand(EVERYTHING)
    contest = folder.ballot.contests[1]
    offered = replace(contest.options[1], units=(UnitId("S3"), UnitId("S1")))
    seats = replace(contest.rulebook, seats={"zone:z": 3})
    contests = (
        folder.ballot.contests[0],
        replace(contest, rulebook=seats, options=(contest.options[0], offered)),
    )
    piece, bringing.PIECE = bringing.PIECE, 8  # lists of a few items are long enough to be cut
    try:
        desk = begun(place, replace(folder, ballot=replace(folder.ballot, contests=contests)))
    finally:
        bringing.PIECE = piece
    for intention in (
        {"event": "round-opened/1", "round": 1},
        {"event": "roll-closed/1", "commitment": "ab" * 32},
        {**sheet("S3", 30, 40), "contest": "c", "scans": ["cd" * 32], "observations": "Un isoloir de moins"},
        {**sheet("S3", 0, 0), "contest": "d", "votes": {"X": 90}},
        {"event": "sheet-returned/1", "unit": "S3", "contest": "d", "round": 1, "reason": "illisible"},
        {**sheet("S3", 0, 0), "contest": "d", "votes": {"X": 20}},
        {"event": "sheet-accepted/1", "unit": "S3", "contest": "d", "round": 1, "actor": "fédération"},
        {"event": "entry-recorded/1", "unit": "S2", "contest": "c", "round": 1, "entry": "second",
         "in_box": 50, "votes": {"A": 30, "B": 20}, "actor": "Paul"},
        {"event": "figure-published/1", "dated": "2026-11-25", "contest": "c", "round": 1, "unit": "F1",
         "field": "A", "value": "75"},
        {"event": "dispute-filed/1", "id": "d2", "units": ["S3"], "seeks": "recount", "grounds": "écart"},
        {"event": "dispute-withdrawn/1", "of": "d2"},
        {"event": "result-frozen/1", "id": "g1", "units": ["F1"], "reason": "attente", "until": "2027-01-01"},
        {"event": "sheet-set-aside/1", "units": ["S3"], "contest": "c", "round": 1, "reason": "illisible"},
        {"event": "ruling-made/1", "effect": "uphold", "units": ["S3"], "contest": "c", "round": 1, "for": 3},
        {"event": "ruling-made/1", "of": "d1", "effect": "correct", "for": 5, "against": 1,
         "grounds": "procès-verbal relu", "values": [{"unit": "S1", "field": "A", "value": 46}]},
        {"event": "ruling-moved/1", "id": "m1", "of": "g1", "effect": "lift", "grounds": "trop tôt"},
        {"event": "member-voted/1", "motion": "m1", "vote": "against", "actor": "membre 1"},
        {"event": "motion-lost/1", "motion": "m1", "against": 1},
        {"event": "ruling-moved/1", "id": "m2", "of": "g1", "effect": "lift"},
        {"event": "member-voted/1", "motion": "m2", "vote": "for", "actor": "membre 1"},
        {"event": "member-voted/1", "motion": "m2", "vote": "abstain", "actor": "membre 2"},
        {"event": "ruling-made/1", "of": "g1", "effect": "lift", "for": 1, "abstaining": 1},
        {"event": "figure-corrected/1", "units": ["S1"], "contest": "c", "round": 1, "field": "B",
         "value": 34, "reason": "relu", "evidence": ["page 2"]},
        {"event": "finding-acknowledged/1", "units": ["S1"], "code": "A3", "reason": "vu"},
        {"event": "lots-drawn/1", "options": ["A", "B"], "order": ["B", "A"], "contest": "c", "round": 2,
         "method": "urne", "seed": "12 34 56"},
        {"event": "option-rallied/1", "option": "B", "to": "A", "contest": "c"},
        {"event": "no-vote-held/1", "units": ["FR"], "contest": "c", "round": 2,
         "reason": "pas de second tour"},
        {"event": "round-closed/1", "round": 1},
        {"event": "proclamation-signed/1", "contest": "c", "round": 1, "unit": "F1", "version": 1,
         "actor": "présidente"},
        {"event": "result-proclaimed/1", "units": ["F1"], "contest": "c", "round": 1,
         "signed_by": ["présidente"]},
        {"event": "witness-named/1", "witness_key": str(witness_key().verifier(COSIGNATURE))},
    ):  # fmt: skip
        recorded(desk, intention)
    erased = next(one for one in desk.moment.cited if desk.moment.state.texts.get(one) == "écart")
    recorded(desk, {"event": "text-erased/1", "text": erased, "ground": "RGPD, art. 17"})
    desk.change_key("planned", desk.size, "rotation")
    beside = LedgerFolder(place)
    note = Note.read(beside.checkpoint() or b"")
    cosigned = note.with_signature(cosign(note, witness_key(), 1_800_000_000))
    beside.keep_witnessed(witness_key().verifier(COSIGNATURE), cosigned.written())
    recorded(desk, {**sheet("S1", 1, 1), "contest": "c"})
    return desk


def witness_key() -> SigningKey:
    """The key of a witness of the tests."""
    return SigningKey.from_seed("w.example/a", b"w" * 32)


def second_round(place: Path) -> Desk:
    """A ledger from a first round to the proclamation of the second one, B having withdrawn in between."""
    desk = begun(
        place,
        """
        ballot title="Présidence" levels=nation,section root=FR
        rule majority_two_round
        option A
        option B
        option C
        unit Lyon-3 in=FR registered=1000
        unit Brest in=FR registered=80
        round 1
        round 2
        """,
    )
    figures = {"event": "sheet-recorded/1", "contest": "contest", "blank": 0, "null": 0}
    for intention in (
        {"event": "round-opened/1", "round": 1},
        {**figures, "unit": "Lyon-3", "round": 1, "votes": {"A": 380, "B": 290, "C": 180}},
        {**figures, "unit": "Brest", "round": 1, "votes": {"A": 20, "B": 10, "C": 20}},
        {"event": "result-proclaimed/1", "contest": "contest", "round": 1, "signed_by": ["présidente"]},
        {"event": "option-rallied/1", "option": "B", "to": "C", "contest": "contest", "round": 1},
        {"event": "runoff-prepared/1", "contest": "contest", "round": 2, "options": ["A", "B"]},
        {"event": "runoff-prepared/1", "contest": "contest", "round": 2, "options": ["A", "C"],
         "withdrawn": ["B"], "actor": "organisatrice", "role": "organiser"},
        {"event": "rolls-revised/1", "round": 2, "rolls": {"Brest": 85}},
        {"event": "round-opened/1", "round": 2},
        {**figures, "unit": "Lyon-3", "round": 2, "votes": {"A": 400, "C": 450}},
        {**figures, "unit": "Brest", "round": 2, "votes": {"A": 20, "C": 50}},
        {"event": "result-proclaimed/1", "contest": "contest", "round": 2, "signed_by": ["présidente"]},
    ):  # fmt: skip
        recorded(desk, intention)
    return desk


def round_added(place: Path) -> Desk:
    """A ledger of a ballot that declared one round, whose acts name none, and was given a second one."""
    desk = begun(
        place,
        """
        ballot title="Présidence" levels=nation,section root=FR
        rule majority_two_round
        option A
        option B
        option C
        unit Lyon-3 in=FR registered=1000
        unit Brest in=FR registered=80
        """,
    )
    figures = {"event": "sheet-recorded/1", "contest": "contest", "blank": 0, "null": 0}
    for intention in (
        {"event": "round-opened/1"},
        {**figures, "unit": "Lyon-3", "round": 1, "votes": {"A": 380, "B": 290, "C": 280}},
        {"event": "no-vote-held/1", "units": ["Brest"], "reason": "inondation"},
        {"event": "dispute-withdrawn/1", "of": "B"},
        {"event": "result-proclaimed/1", "signed_by": ["présidente"]},
        {"event": "round-added/1", "number": 2, "contests": ["contest"], "date": "2026-12-06"},
        {"event": "runoff-prepared/1", "contest": "contest", "round": 2, "options": ["A", "C"]},
        {"event": "round-opened/1", "round": 2},
        {**figures, "unit": "Lyon-3", "round": 2, "votes": {"A": 400, "C": 450}},
        {**figures, "unit": "Brest", "round": 2, "votes": {"A": 20, "C": 50}},
        {"event": "result-proclaimed/1", "contest": "contest", "round": 2, "signed_by": ["présidente"]},
    ):  # fmt: skip
        recorded(desk, intention)
    return desk


SEATS = {
    "ballot.toml": b"""title = "Deputes"
levels = ["nation", "seat", "section"]
[rulebook]
rule = "majority_two_round"
[[contest]]
id = "seat"
scope = "each:seat"
option = [{id = "A"}, {id = "B"}, {id = "C", units = ["N", "W"]}, {id = "D", units = ["s1"]}]
[[contest]]
id = "mayor"
scope = "each:seat"
option = [{id = "A"}, {id = "B"}, {id = "C"}]
[[round]]
number = 1
[[round]]
number = 2
[round.places.mayor]
N = ["A", "C"]
S = []
""",
    "units.csv": b"unit,parent,level,registered\nFR,,nation,\nN,FR,seat,\nS,FR,seat,\nW,FR,seat,\n"
    b"n1,N,section,300\nn2,N,section,300\ns1,S,section,300\nw1,W,section,300\n",
}
"""A ballot of two contests decided in three places each; of one it is declared who stands in round 2."""


def runoffs_of_places(place: Path) -> Desk:
    """A ledger from first rounds by place to second ones, in the north and, prepared late, in the west."""
    desk = begun(place, read_folder(SEATS))
    figures = {"event": "sheet-recorded/1", "contest": "seat", "blank": 0, "null": 0}
    first, second = {**figures, "round": 1}, {**figures, "round": 2}
    prepared = {"event": "runoff-prepared/2", "contest": "seat", "round": 2}
    proclaimed = {"event": "result-proclaimed/1", "contest": "seat", "signed_by": ["présidente"]}
    for intention in (
        {**first, "unit": "n1", "votes": {"A": 90, "B": 60, "C": 50}},
        {**first, "unit": "n2", "votes": {"A": 60, "B": 80, "C": 70}},
        {**first, "unit": "s1", "votes": {"A": 150, "B": 30, "D": 20}},
        {**first, "unit": "w1", "votes": {"A": 70, "B": 80, "C": 75}},
        {**proclaimed, "units": ["N", "S"], "round": 1},
        {**prepared, "places": [{"place": "N", "options": ["A", "B"]}]},
        {**prepared, "places": [{"place": "N", "options": ["A", "C"], "withdrawn": ["B"]}, {"place": "S"}],
         "actor": "organisatrice", "role": "organiser"},
        {"event": "round-opened/1", "round": 2},
        {**proclaimed, "units": ["W"], "round": 1},
        {**prepared, "places": [{"place": "W", "options": ["B", "C"]}]},
        {**second, "unit": "n1", "votes": {"A": 100, "C": 90}},
        {**second, "unit": "n2", "votes": {"A": 90, "C": 95}},
        {**second, "unit": "w1", "votes": {"B": 100, "C": 120}},
        {**second, "unit": "n1", "contest": "mayor", "votes": {"A": 80, "C": 100}},
        {**proclaimed, "units": ["N", "W"], "round": 2},
    ):  # fmt: skip
        recorded(desk, intention)
    return desk


def day_of_turnout(place: Path) -> Desk:
    """A ledger of a day on which sections reported turnout, one number mended, then of their sheets."""
    desk = begun(
        place,
        """
        ballot title="Présidence" levels=nation,section root=FR turnout_hours=12:00,17:00
        option A
        option B
        unit Lyon-3 in=FR registered=1000
        unit Brest in=FR registered=80
        """,
    )
    reported = {"event": "turnout-reported/1", "round": 1, "actor": "secrétaire", "role": "secretary"}
    figures = {"event": "sheet-recorded/1", "contest": "contest", "round": 1, "blank": 0, "null": 0}
    for intention in (
        {**reported, "unit": "Brest", "hour": "12:00", "voters": 20},
        {**reported, "unit": "Brest", "hour": "12:00", "voters": 21},
        {**reported, "unit": "Lyon-3", "hour": "17:00", "voters": 500},
        {**reported, "unit": "Brest", "hour": "17:00", "voters": 48},
        {**figures, "unit": "Lyon-3", "in_box": 40, "votes": {"A": 30, "B": 10}},
        {**figures, "unit": "Brest", "in_box": 50, "votes": {"A": 10, "B": 40}},
        {"event": "result-proclaimed/1", "contest": "contest", "round": 1, "signed_by": ["présidente"]},
    ):
        recorded(desk, intention)
    return desk


def purge_of_calls(place: Path) -> Desk:
    """A ledger of two sheets, and of two call campaigns whose people are forgotten."""
    desk = begun(
        place,
        """
        ballot title="Présidence" levels=nation,section root=FR
        option A
        option B
        unit Lyon-3 in=FR registered=1000
        unit Brest in=FR registered=80
        """,
    )
    figures = {"event": "sheet-recorded/1", "contest": "contest", "round": 1, "blank": 0, "null": 0}
    purge = {
        "event": "call-lists-purged/1", "actor": "organisatrice", "role": "organiser", "calls": 2, "looks": 5,
        "files": 1, "sealed": "ab" * 32, "key_digest": "cd" * 32, "purge_by": "2026-12-31",
    }  # fmt: skip
    for intention in (
        {**figures, "unit": "Lyon-3", "in_box": 40, "votes": {"A": 30, "B": 10}},
        {**purge, "campaign": "rappel", "people": 3},
        {**figures, "unit": "Brest", "in_box": 50, "votes": {"A": 10, "B": 40}},
        {**purge, "campaign": "rappel-2", "people": 250_000},
    ):
        recorded(desk, intention)
    return desk
