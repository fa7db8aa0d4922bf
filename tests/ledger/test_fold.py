"""A ballot folder written as a ledger and read again is the same ballot folder."""

from __future__ import annotations

import dataclasses
import itertools
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import rfc8785
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recolement.canvass import canvass
from recolement.formats.folder import read_folder
from recolement.formats.shorthand import read_shorthand
from recolement.ledger.bringing import Bringing
from recolement.ledger.codec import decode, encode
from recolement.ledger.events import NAMES, LedgerOpened
from recolement.ledger.fold import State, fold
from recolement.ledger.fold.rulebook import rulebook_of, rulebook_written
from recolement.ledger.note import SigningKey
from recolement.ledger.texts import Kept
from recolement.model import acts
from recolement.model.folder import BallotFolder
from recolement.model.ids import ContestId, OptionId, UnitId
from recolement.model.rulebook import Base, Rule, Rulebook, Runoff, Warn
from recolement.model.sheets import TallySheet
from recolement.publication.tally import tally_json

BALLOTS = Path(__file__).parents[2] / "ballots"
FOLDERS = sorted(path for path in BALLOTS.iterdir() if path.is_dir())
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def salts() -> Callable[[], bytes]:
    """Salts that differ, the same at each run."""
    numbers = itertools.count()
    return lambda: next(numbers).to_bytes(32, "big")


def lines_of(folder: BallotFolder) -> tuple[list[bytes], dict[str, Kept]]:
    """The ledger of a folder, and its texts."""
    key = SigningKey.from_seed("test.example/ledger", bytes(32)).verifier()
    bringing = Bringing(1, NOON, salts())
    opened = LedgerOpened(seq=0, at=NOON, format=1, origin=key.name, log_key=str(key))
    return [encode(opened), *map(encode, bringing.events(folder))], bringing.texts


def reread(lines: list[bytes], texts: dict[str, Kept]) -> State:
    """The state after these lines."""
    return fold(map(decode, lines), {digest: kept.text for digest, kept in texts.items()})


def same(one: BallotFolder, other: BallotFolder) -> None:
    """The folders are equal, and list their units in the same order."""
    assert list(one.tree) == list(other.tree)
    for name in ("ballot", "sheets", "entries", "publications", "acts", "rolls", "groups"):
        assert getattr(one, name) == getattr(other, name), name
    assert one == other


@pytest.mark.parametrize("path", FOLDERS, ids=lambda path: path.name)
def test_a_worked_ballot_comes_back(path: Path) -> None:
    """Written as a ledger and folded: the same folder, and the same tally to the last figure."""
    folder = read_folder({file.name: file.read_bytes() for file in path.iterdir() if file.is_file()})
    lines, texts = lines_of(folder)
    back = reread(lines, texts).folder()
    same(back, folder)
    assert tally_json(canvass(back)) == tally_json(canvass(folder))


@pytest.mark.parametrize("path", FOLDERS, ids=lambda path: path.name)
def test_erasing_texts_changes_no_figure(path: Path) -> None:
    """Without any of the texts kept outside, every result, outcome and open matter is the same."""
    folder = read_folder({file.name: file.read_bytes() for file in path.iterdir() if file.is_file()})
    lines, _ = lines_of(folder)
    bare = tally_json(canvass(reread(lines, {}).folder()))
    assert bare["contests"] == tally_json(canvass(folder))["contests"]


HARD = """
ballot title="🗳️ ‮<script>x()</script>" levels=nation,federation,section root=FR organisation="=cmd|'/C'!A0"
rule majority_two_round blank=valid ties=age,lot quorum=1/3 runoff.kind=threshold runoff.share=12.5% seats=1
contest c name="Ａ｢ 😀 ﷽" scope=each:federation
contest d name=D scope=zone:z rule=highest_averages seats=7
option A contest=c name="é " born=1950-08-08
option B contest=c
option C contest=c units=F1
option X contest=d kind=list
option Y contest=d kind=list
round 1
round 2 options=A,B contest=c contests=c
unit F1 in=FR level=federation
unit F2 in=FR level=federation
unit S1 in=F1 registered=100
unit S2 in=F1 registered=0
unit S3 in=F2
group zone:z S1 S3 name="Zone 🅉"
roll S1 round=2 registered=99
sheet S1 contest=c round=1 registered=100 in_box=80 A=40 B=30 C=10
sheet S1 contest=c round=1 registered=100 in_box=80 A=4 B=30 C=10
sheet S3 contest=d round=1 X=5
sheet S3 contest=c round=2
entry S2 first contest=c round=1 by="Zoé 😀" at=2026-11-25T10:00:00+01:00 A=1
entry S2 second contest=c round=1 by="Zoé 😀" A=2
published 2026-11-25 FR voters 12 contest=c round=1 reason="provisoire"
dispute d1 S1 S3 contest=c round=1 seeks=correct options=A,B grounds="inversion" by=jean role=mandataire
freeze g1 reason="jusqu'à la réunion" until=2027-01-01
correction S1 A=41 contest=c round=1 reason="relu"
acknowledgement S1 A1 reason="vu"
set_aside S3 contest=d round=1
no_vote S2 contest=d round=1
referral d1 to="commission nationale" due=2027-02-03
ruling d1 correct for=5 against=1 values=S1.A:12 grounds="vu le procès-verbal"
ruling g1 lift for=3 against=0
ruling - uphold unit=S1 contest=c round=1
draw A,B order=B,A
rally C A
roll_closed
round_opened
round_closed
proclamation version=1 signed_by=jean,marie
"""


def test_every_kind_of_act_and_figure_comes_back() -> None:
    """A ballot with hostile names and one of everything: the same folder."""
    folder = read_shorthand(HARD)
    lines, texts = lines_of(folder)
    same(reread(lines, texts).folder(), folder)
    used = {decode(line).__class__.__name__ for line in lines}
    unused = {event.__name__ for event in NAMES.values()} - used
    assert unused == {
        "DisputeWithdrawn",
        "KeyChanged",
        "CallListsPurged",
        "MemberVoted",
        "MotionLost",
        "ProclamationSigned",
        "RollsRevised",
        "RoundAdded",
        "RulingMoved",
        "RunoffPrepared",
        "RunoffPreparedByPlace",
        "SheetAccepted",
        "SheetReturned",
        "OptionUnitsDeclared",
        "SeatsDeclared",
        "StandingByPlaceDeclared",
        "TextErased",
        "TurnoutHoursDeclared",
        "TurnoutReported",
        "WitnessNamed",
    }


def test_no_name_and_no_free_text_is_in_the_lines() -> None:
    """Who acted, and what they wrote in their own words, are nowhere in the ledger's bytes."""
    lines, texts = lines_of(read_shorthand(HARD))
    whole = b"\n".join(lines).decode()
    for word in ("Zoé", "jean", "marie", "inversion", "jusqu'à", "relu", "vu le procès-verbal", "provisoire"):
        assert word not in whole
        assert any(word in kept.text for kept in texts.values())


def test_long_lists_are_cut_into_lines_that_a_bundle_can_hold() -> None:
    """3,000 sections, a group of all of them, an option offered in 2,999: every line under 65,536 bytes."""
    units = "".join(f"unit section-{number:05} in=all registered=10\n" for number in range(3000))
    names = [f"section-{number:05}" for number in range(3000)]
    folder = read_shorthand(
        f"option A\noption B units={','.join(names[1:])}\n{units}group zone:z {' '.join(names)}\n"
    )
    lines, texts = lines_of(folder)
    assert max(map(len, lines)) < 65_536
    assert len(lines) > 20
    same(reread(lines, texts).folder(), folder)


figures = st.none() | st.integers(-3, 2**53 - 1)
names = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Z"], exclude_characters=':"#=,\\'), min_size=1, max_size=6
)


@settings(max_examples=60, deadline=None)
@given(st.lists(names, min_size=1, max_size=4, unique=True), st.data())
def test_any_sheets_come_back(options: list[str], data: st.DataObject) -> None:
    """Whatever the options are called and whatever the sheets say: the same sheets, in canonical bytes."""
    base = read_shorthand("unit S1 in=all\nunit S2 in=all\noption A\noption B\n")
    sheets = data.draw(
        st.lists(
            st.tuples(
                st.sampled_from(["S1", "S2"]),
                st.tuples(*[figures] * 8),
                st.dictionaries(st.sampled_from(options), st.integers(0, 10**9)),
            ),
            max_size=5,
        )
    )
    made = tuple(TallySheet(unit, "contest", 1, *counts, votes=votes) for unit, counts, votes in sheets)
    folder = BallotFolder(base.ballot, base.tree, made)
    lines, texts = lines_of(folder)
    same(reread(lines, texts).folder(), folder)
    for line in lines:
        assert rfc8785.dumps(json.loads(line)) == line


def test_dates_keep_their_offset() -> None:
    """An act dated by the day stays so; one with an offset is the same instant."""
    folder = read_shorthand(
        "sheet S A=1\nroll_closed at=2008-11-20\nroll_closed at=2008-11-22T05:30:00+01:00"
    )
    lines, texts = lines_of(folder)
    first, second = reread(lines, texts).folder().acts
    assert first.at == date(2008, 11, 20)
    assert second.at == datetime(2008, 11, 22, 4, 30, tzinfo=UTC)


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
shares = st.fractions(0, 2, max_denominator=10**6)
units = st.sampled_from([UnitId("S1"), UnitId("S2"), UnitId("all")])
claims = st.builds(acts.Claimed, units, st.sampled_from(["A", "valid"]), st.integers(0, 9))
moments = st.dates(min_value=date(1, 1, 1)) | st.datetimes(
    min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1), timezones=st.timezones() | st.just(UTC)
).filter(
    lambda moment: (
        moment.replace(fold=0).utcoffset() == moment.replace(fold=1).utcoffset()
    )  # one instant, not two
)
targets = st.builds(
    acts.Target,
    st.none() | st.lists(units, max_size=3).map(tuple),
    st.none() | st.just(ContestId("contest")),
    st.none() | st.just(1),
    st.booleans(),
)


def made(kind: type[acts.Act]) -> st.SearchStrategy[acts.Act]:
    """Acts of one kind with any values that its fields may have."""
    counts = st.none() | st.integers(0, 9)
    named: dict[str, st.SearchStrategy[object]] = {
        "number": st.just(0), "at": moments, "target": targets,
        "by": st.none() | words, "role": st.none() | words,
        "evidence": st.lists(words, max_size=2).map(tuple), "value": st.integers(-5, 5),
        "options": st.lists(words.map(OptionId), max_size=3).map(tuple), "ballots": counts, "for_": counts,
        "order": st.lists(words.map(OptionId), max_size=3).map(tuple), "against": counts,
        "abstaining": counts, "values": st.lists(claims, max_size=2).map(tuple),
        "until": st.none() | st.dates(), "due": st.none() | st.dates(), "version": st.integers(1, 4),
        "signed_by": st.lists(words, max_size=2).map(tuple),
    }  # fmt: skip
    return st.builds(kind, **{field.name: named.get(field.name, words) for field in dataclasses.fields(kind)})


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of([made(kind) for kind in acts.KINDS.values()]), max_size=6))
def test_any_acts_come_back(given_acts: list[acts.Act]) -> None:
    """Acts of every kind with any texts, names, moments and targets: the same acts, in their order."""
    base = read_shorthand("unit S1 in=all\nunit S2 in=all\noption A\noption B\n")
    numbered = tuple(dataclasses.replace(act, number=place) for place, act in enumerate(given_acts, start=1))
    folder = BallotFolder(base.ballot, base.tree, acts=numbered)
    lines, texts = lines_of(folder)
    same(reread(lines, texts).folder(), folder)
    for line in lines:
        assert rfc8785.dumps(json.loads(line)) == line


@given(
    st.builds(
        Rulebook,
        rule=st.sampled_from(Rule), base=st.sampled_from(Base), threshold=st.none() | shares, majority=shares,
        quorum=st.none() | shares, elected_share_of_registered=st.none() | shares, bonus=shares,
        runoff=st.builds(Runoff, kind=words, share=st.none() | shares, joins=st.none() | shares),
        warn=st.builds(Warn, blank_share=shares, gap_papers=st.integers(0, 99)),
        seats=st.integers(1, 99), dated=st.none() | st.dates(), source=words, blank=words, no_majority=words,
        ties=st.lists(words, max_size=3).map(tuple), sources=st.dictionaries(words, words, max_size=3),
        mandates=st.none() | words, majority_reached=st.booleans(), call_probability=shares,
    )
)  # fmt: skip
def test_any_rulebook_comes_back(rulebook: Rulebook) -> None:
    """Written out in full and read again, a rulebook is the same, to the last fraction."""
    assert rulebook_of(rulebook_written(rulebook)) == rulebook
