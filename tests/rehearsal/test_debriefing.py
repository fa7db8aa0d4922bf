"""Who found what: a team by the book, a team that does less, and each kind of act by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ledger_making import files_of
from recolement.acts import RefusedEvent
from recolement.ledger.events import (
    AnyEvent,
    EntryRecorded,
    FindingAcknowledged,
    ResultFrozen,
    SheetAccepted,
    SheetRecorded,
    SheetReturned,
)
from recolement.model.ids import ContestId, OptionId, UnitId
from recolement.rehearsal.debriefing import End, Verified, debrief
from recolement.rehearsal.invented import invented
from recolement.rehearsal.playing import PLAYER, Played, due, intention
from recolement.rehearsal.script import Fault, FaultKind, Script, Wanted
from recolement.rehearsal.writing import write_script
from recolement.verify import verify
from rehearsal.playing_team import Evening

START = datetime(2026, 11, 25, 20, tzinfo=UTC)


def test_a_team_that_follows_the_queue_finds_the_twelve(tmp_path: Path) -> None:
    """4,000 sections, twelve faults: findings acted upon, the missing called, the record verified."""
    ballot = invented(4000, "Congrès")
    evening = Evening(tmp_path / "night", ballot, write_script(ballot, Wanted("S")))
    evening.follow()
    ends = evening.debriefing().ends
    assert [(one.fault.kind.value, one.end.value) for one in ends] == [
        (kind.value, "found") for kind in FaultKind
    ]
    state = evening.desk.moment.state
    for one in ends:
        assert one.by == "Zoé" or state.who(one.by) == "Zoé"
        assert one.at is not None
    # Everything is in: nobody is missing, and each section's figures are those of the truth or disputed.
    (result,) = evening.now().results
    assert result.coverage.received == 4000


def test_a_team_without_a_telephone_misses_the_silences(tmp_path: Path) -> None:
    """Nobody calls, nobody verifies: the debriefing names the four that stay, and only these."""
    ballot = invented(600, "Congrès")
    evening = Evening(tmp_path / "night", ballot, write_script(ballot, Wanted("S")))
    evening.follow(telephone=False, verifies=False)
    missed = {one.fault.kind for one in evening.debriefing().ends if one.end is End.NOT_FOUND}
    assert missed == {FaultKind.FORGOTTEN, FaultKind.NETWORK, FaultKind.LATE, FaultKind.ALTERED}
    assert evening.debriefing().number(End.FOUND) == 8


def test_nobody_does_anything(tmp_path: Path) -> None:
    """Before the night nothing came up; after it nothing was found."""
    ballot = invented(300, "Congrès")
    evening = Evening(tmp_path / "night", ballot, write_script(ballot, Wanted("S")))
    assert evening.debriefing().number(End.NOT_SHOWN) == 12
    evening.follow(telephone=False, findings=False, verifies=False)
    assert evening.debriefing().number(End.NOT_FOUND) == 12


def test_an_altered_line_is_well_written_and_only_its_hash_tells(tmp_path: Path) -> None:
    """The figures still add up in shape; verification names the line, and nothing else is wrong."""
    ballot = invented(60, "Congrès")
    script = write_script(ballot, Wanted("S"))
    evening = Evening(tmp_path / "night", ballot, script)
    evening.play(script.ends)
    (fault,) = (one for one in script.faults if one.kind is FaultKind.ALTERED)
    assert evening.altered is not None
    report = verify(files_of(evening.place))
    assert {one.code for one in report.wrongs} == {"line_changed", "history_differs"}
    (line,) = (one.line for one in report.wrongs if one.line is not None)
    (event,) = (one for one in map(_read, _lines(evening.place)) if one["seq"] == line)
    assert (event["unit"], event["votes"][fault.field]) == (fault.units[0], fault.written)


def _lines(place: Path) -> list[bytes]:
    return (place / "ledger.jsonl").read_bytes().splitlines()


def _read(line: bytes) -> dict[str, object]:
    import json

    found: dict[str, object] = json.loads(line)
    return found


# One fault, a few lines, by hand

UNITS = (UnitId("u1"), UnitId("u2"))
CONTEST = ContestId("c")


def _script(kind: FaultKind, *, units: tuple[UnitId, ...] = UNITS[:1], until: int | None = None) -> Script:
    place = UnitId("fed") if kind is FaultKind.FORGOTTEN else None
    fault = Fault(1, kind, units, CONTEST, 1, at=600, until=until, place=place)
    return Script("S", CONTEST, 1, "FR", OptionId("a"), OptionId("b"), 1, (), (), (fault,))


def _at(seq: int) -> datetime:
    return START + timedelta(minutes=seq)


def _sheet(seq: int, unit: str = "u1", role: str = PLAYER) -> SheetRecorded:
    return SheetRecorded(seq=seq, at=_at(seq), unit=unit, contest="c", round=1, role=role, actor="d" * 64)


def _accepted(seq: int) -> SheetAccepted:
    return SheetAccepted(
        seq=seq, at=_at(seq), unit="u1", contest="c", round=1, role="federation", actor="e" * 64
    )


def _acknowledged(seq: int) -> FindingAcknowledged:
    return FindingAcknowledged(
        seq=seq,
        at=_at(seq),
        units=("u1",),
        contest="c",
        round=1,
        code="A3",
        role="federation",
        actor="e" * 64,
    )


def _returned(seq: int) -> SheetReturned:
    return SheetReturned(
        seq=seq,
        at=_at(seq),
        unit="u1",
        contest="c",
        round=1,
        reason="f" * 64,
        role="federation",
        actor="e" * 64,
    )


def _end(script: Script, *events: AnyEvent, second: int = 10_000) -> tuple[str, int | None, int | None]:
    (one,) = debrief(script, events, second=second).ends
    return one.end.value, one.seq, one.seconds


def test_an_act_on_the_sheet_finds_it_and_an_acceptance_lets_it_pass() -> None:
    """Sent back three minutes after it came: found in 180 s; accepted first, sent back later: found too."""
    swapped = _script(FaultKind.SWAPPED)
    assert _end(swapped, _sheet(1), _returned(4)) == ("found", 4, 180)
    assert _end(swapped, _sheet(1), _accepted(2)) == ("let_pass", 2, 60)
    assert _end(swapped, _sheet(1), _accepted(2), _returned(4)) == ("found", 4, 180)
    assert _end(swapped, _sheet(1)) == ("not_found", None, None)
    assert _end(swapped) == ("not_shown", None, None)


def test_what_was_done_before_the_fault_came_up_does_not_count() -> None:
    """A sheet sent back before its double came has found nothing; the mended sheet is not the double."""
    doubled = _script(FaultKind.DOUBLED)
    assert _end(doubled, _sheet(1), _returned(2), _sheet(3)) == ("not_shown", None, None)
    assert _end(doubled, _sheet(1), _sheet(2), _returned(3)) == ("found", 3, 60)


def test_an_acknowledgement_answers_a_gap_and_not_an_exchange() -> None:
    """A gap that is written down may be so; votes exchanged may not."""
    assert _end(_script(FaultKind.GAP), _sheet(1), _acknowledged(2))[0] == "found"
    assert _end(_script(FaultKind.SWAPPED), _sheet(1), _acknowledged(2))[0] == "let_pass"


def test_a_silence_is_found_before_it_ends_by_itself() -> None:
    """A section called is found; a representative's copy is no call; what came by itself was missed."""
    late = _script(FaultKind.LATE, until=5000)
    assert _end(late, _sheet(1, role="federation"), _sheet(2))[:2] == ("found", 1)
    assert _end(late, _sheet(1), _sheet(2, role="federation"))[:2] == ("not_found", None)
    copy = EntryRecorded(
        seq=1, at=_at(1), unit="u1", contest="c", round=1, entry="representative:a", role="representative"
    )
    assert _end(late, copy)[0] == "not_found"
    assert _end(late, second=10)[0] == "not_shown"


def test_a_freeze_of_the_federation_finds_it() -> None:
    """A freeze names the federation; one of the whole result names nobody."""
    forgotten = _script(FaultKind.FORGOTTEN, units=UNITS)
    frozen = ResultFrozen(seq=1, at=_at(1), id="g", units=("fed",), role="commissioner")
    whole = ResultFrozen(seq=1, at=_at(1), id="g", role="commissioner")
    assert _end(forgotten, frozen)[0] == "found"
    assert _end(forgotten, whole)[0] == "not_found"


@pytest.mark.parametrize(
    ("holds", "minute", "end"), [(False, 5, "found"), (True, 5, "not_found"), (False, 1, "not_found")]
)
def test_an_altered_line_is_found_by_a_verification_that_says_so(holds: bool, minute: int, end: str) -> None:
    """Only a verification after the alteration, and only one that says the record does not hold."""
    checked = [Verified(_at(minute), "Zoé", holds, 3)]
    (one,) = debrief(_script(FaultKind.ALTERED), [], checked, altered=_at(2)).ends
    assert one.end.value == end


def test_playing_twice_sends_nothing_twice(tmp_path: Path) -> None:
    """What the ledger holds is not due again; the second of the night says all."""
    ballot = invented(40, "Congrès")
    script = write_script(ballot, Wanted("S", 0))
    evening = Evening(tmp_path / "night", ballot, script)
    evening.play(3000)
    came = sum(one.at <= 3000 for one in script.arrivals)
    assert evening.desk.moment.state.folder().sheets.__len__() == came > 0
    assert due(script, Played().take(_events(evening)), 3000) == []
    evening.play(3000)
    assert len(evening.desk.moment.state.folder().sheets) == came


def _events(evening: Evening) -> list[AnyEvent]:
    from recolement.ledger.codec import decode

    return [decode(line) for line in _lines(evening.place)]


def test_many_sheets_are_recorded_at_once_or_not_at_all(tmp_path: Path) -> None:
    """One of them names a section that is none: nothing is written, and the refusal says which."""
    ballot = invented(10, "Congrès")
    script = write_script(ballot, Wanted("S", 0))
    evening = Evening(tmp_path / "night", ballot, script)
    size = evening.desk.size
    asked = [intention(one) for one in script.truth]
    wrong = [*asked[:4], asked[4] | {"unit": "nowhere"}]
    refused = evening.desk.record_sheets(wrong, size, "k")
    assert isinstance(refused, RefusedEvent)
    assert refused.code == "unknown_unit"
    assert evening.desk.size == size
    evening.desk.record_sheets(asked, size, "k")
    again = evening.desk.record_sheets(asked, size, "k")
    assert not isinstance(again, RefusedEvent)
    assert again.replayed
    assert evening.desk.size == size + len(asked)
    assert verify(files_of(evening.place)).holds
