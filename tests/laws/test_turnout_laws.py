"""Reports of turnout never enter any result, whatever they say and wherever they stand among the lines."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from recolement.acts import Moment
from recolement.canvass import canvass
from recolement.formats.shorthand import read_shorthand
from recolement.ledger.bringing import Bringing
from recolement.ledger.events import AnyEvent, BallotOpened, LedgerOpened, SheetRecorded, TurnoutReported
from recolement.ledger.note import SigningKey
from recolement.publication.tally import tally_json

AT = datetime(2026, 11, 25, 20, tzinfo=UTC)
TEXT = """
ballot levels=nation,section root=FR turnout_hours=12:00,17:00
rule majority_two_round
unit Lyon-3 in=FR registered=120
unit Brest in=FR registered=80
unit Metz in=FR registered=50
option A
option B
round 1
round 2
sheet Lyon-3 round=1 registered=120 in_box=100 blank=0 null=0 A=60 B=40
dispute d1 Lyon-3 round=1 seeks=annul grounds="urne ouverte"
sheet Brest round=1 in_box=50 blank=1 A=20 B=30
"""

reports = st.lists(
    st.tuples(
        st.sampled_from(["Lyon-3", "Brest", "Metz"]),
        st.sampled_from([1, 2]),
        st.sampled_from(["12:00", "17:00"]),
        st.integers(0, 10**9),
        st.integers(0, 30),
    ),
    min_size=1,
    max_size=8,
)


def night() -> tuple[list[AnyEvent], dict[str, str]]:
    """The lines of a ballot with two sheets, a dispute and a missing section, and the texts beside them."""
    key = SigningKey.from_seed("test.example/ledger", bytes(32)).verifier()
    numbers = count()
    bringing = Bringing(1, AT, lambda: next(numbers).to_bytes(32, "big"))
    opened = LedgerOpened(seq=0, at=AT, format=1, origin=key.name, log_key=str(key))
    lines: list[AnyEvent] = [opened, *bringing.events(read_shorthand(TEXT))]  # type: ignore[list-item]
    return lines, {digest: kept.text for digest, kept in bringing.texts.items()}


def taken(lines: list[AnyEvent], texts: dict[str, str]) -> Moment:
    """The moment after these lines, numbered in their order; each may follow the ones before."""
    moment = Moment(texts)
    for seq, event in enumerate(lines):
        assert moment.take(structs.replace(event, seq=seq)) is None
    return moment


def tally_of(moment: Moment) -> dict[str, Any]:
    """The tally, as other programs read it."""
    night = canvass(moment.state.folder())
    return tally_json(night, night.results)


@settings(deadline=None)
@given(reports)
def test_no_result_knows_of_turnout(given_reports: list[tuple[str, int, str, int, int]]) -> None:
    """With any reports among the lines, the folder and the whole tally (figures, outcome, assertions, what is
    open, findings) are those without them."""
    lines, texts = night()
    plain = taken(lines, texts)
    first = next(at for at, event in enumerate(lines) if isinstance(event, BallotOpened)) + 1
    for unit, number, hour, voters, place in given_reports:
        event = TurnoutReported(seq=0, at=AT, unit=unit, round=number, hour=hour, voters=voters)
        lines.insert(min(first + place, len(lines)), event)
    told = taken(lines, texts)
    assert sum(isinstance(event, SheetRecorded) for event in lines) == 2
    assert sum(map(len, told.state.turnout.values())) > 0
    assert told.state.folder() == plain.state.folder()
    assert tally_of(told) == tally_of(plain)
