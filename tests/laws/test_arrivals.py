"""The night does not remember in which order its sheets came in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from recolement.canvass import Canvass
from recolement.canvass.results import ContestResult
from recolement.model.acts import (
    Acknowledged,
    Act,
    Corrected,
    Disputed,
    Drawn,
    Frozen,
    NoVoteHeld,
    Proclaimed,
    Referred,
    Ruled,
    SetAside,
    Target,
    Withdrawn,
)
from recolement.model.ballots import Ballot, Contest, Option, Round, Scope
from recolement.model.folder import BallotFolder
from recolement.model.ids import ContestId, OptionId, UnitId
from recolement.model.rulebook import Rule, Rulebook, Warn
from recolement.model.sheets import Entry, Published, TallySheet
from recolement.model.units import Unit, UnitTree

NATION = UnitId("FR")
EAGER = Warn(
    blank_share=Fraction(1, 100),
    null_share=Fraction(1, 100),
    gap_papers=1,
    neighbour_points=Fraction(5, 100),
    neighbour_valid=5,
    round_change=Fraction(5, 100),
    identical_valid=1,
)
"""Thresholds so low that small ballots have something to say."""


def tree(draw: Random) -> UnitTree:
    """A nation with one to three federations of up to seven sections, some of them in towns."""
    units = [Unit(NATION, None, "nation", "France")]
    for number in range(draw.randint(1, 3)):
        federation = UnitId(f"f{number}")
        units.append(Unit(federation, NATION, "federation", federation))
        town = UnitId(f"t{number}")
        in_town = draw.randint(0, 6)
        if in_town:
            units.append(Unit(town, federation, "town", town))
        for place in range(draw.randint(1, 7)):
            roll = draw.choice([None, 40, 60, 90])
            name = UnitId(f"{federation}-{place}")
            units.append(Unit(name, town if place < in_town else federation, "section", name, roll))
    return UnitTree(units)


def ballot(draw: Random, leaves: Sequence[UnitId]) -> Ballot:
    """One or two contests, options and rounds; perhaps an option that is on offer in some sections only."""
    names = [OptionId(letter) for letter in "abc"[: draw.randint(2, 3)]]
    where = (leaves[0], leaves[-1]) if draw.random() < 0.3 else None
    options = tuple(
        Option(name, name, units=where if name == "c" else None, born=date(1950 + place, 1, 1))
        for place, name in enumerate(names)
    )
    rulebook = Rulebook(rule=Rule.PLURALITY, ties=("age",), warn=EAGER)
    contests = tuple(
        Contest(ContestId(name), name, Scope(False, None, NATION), options, rulebook)
        for name in ("president", "motions")[: draw.randint(1, 2)]
    )
    rounds = tuple(Round(number + 1) for number in range(draw.randint(1, 2)))
    return Ballot("Law", "", ("nation", "federation", "town", "section"), contests, rounds)


def sheet(draw: Random, unit: UnitId, contest: Contest, number: int) -> TallySheet:
    """Figures that mostly add up, of few different sizes; some are left empty."""
    votes = {option.id: draw.choice([0, 8, 9, 10, 30]) for option in contest.options}
    if draw.random() < 0.1:
        del votes[contest.options[0].id]
    blank, null = draw.choice([0, 1, 9]), draw.choice([0, 0, 5])
    papers = sum(votes.values()) + blank + null + draw.choice([0, 0, 0, 1, 7])
    return TallySheet(
        unit,
        contest.id,
        number,
        registered=draw.choice([None, 60, 75, 90]),
        signatures=draw.choice([None, papers]),
        in_box=papers,
        blank=draw.choice([None, blank, blank]),
        null=null,
        votes=votes,
    )


def acts(draw: Random, leaves: Sequence[UnitId]) -> tuple[Act, ...]:
    """Some acts on sections that may have sent their sheet, or not yet."""
    found: list[Act] = []
    day = date(2017, 1, 22)
    for number in range(1, draw.choice([1, 1, 4])):
        one = draw.choice(leaves)
        target = Target((one,), ContestId("president"), 1)
        found.append(
            draw.choice(
                [
                    Corrected(number=number, at=day, target=target, field="a", value=3),
                    Acknowledged(number=number, at=day, target=target, code="A2"),
                    SetAside(number=number, at=day, target=target, reason="not signed"),
                    Disputed(number=number, at=day, target=target, id=f"d{number}", seeks="recount"),
                    NoVoteHeld(number=number, at=day, target=target, reason="snow"),
                    Ruled(number=number, at=day, target=target, of=one, effect="annul"),
                    Proclaimed(number=number, at=day, target=Target((NATION,), ContestId("president"), 1)),
                ]
            )
        )
    return tuple(found)


def night(draw: Random) -> BallotFolder:
    """A small ballot with everything that may be compared with a sheet, and all its sheets."""
    units = tree(draw)
    held = ballot(draw, units.leaves)
    sheets = [
        sheet(draw, leaf, contest, round_.number)
        for leaf in units.leaves
        for contest in held.contests
        for round_ in held.rounds
        if draw.random() < 0.85
    ]
    entries: list[Entry] = []
    if draw.random() < 0.4:
        typed = [sheet(draw, draw.choice(units.leaves), held.contests[0], 1) for _ in range(3)]
        entries = [
            Entry(one, kind) for one, kind in zip(typed, ("first", "second", "representative:a"), strict=True)
        ]
    published: list[Published] = []
    if draw.random() < 0.4:
        fields = {"a": "40", "b": "41", "valid": "90"}
        published = [Published("23:00", ContestId("president"), 1, NATION, *pair) for pair in fields.items()]
    return BallotFolder(
        held, units, tuple(sheets), tuple(entries), tuple(published), acts(draw, units.leaves)
    )


def said(result: ContestResult) -> tuple[object, ...]:
    """Everything a result says, comparable."""
    verdict = result.verdict
    judged = verdict and (
        verdict.settled,
        verdict.margin,
        tuple(verdict.open),
        verdict.decisive,
        verdict.exposures,
        verdict.break_even_roll,
        (verdict.open_units, verdict.open_registered, verdict.unknown_rolls),
    )
    return (
        (result.contest, result.round, result.unit),
        result.figures,
        result.coverage,
        result.status,
        result.outcome,
        result.totals,
        judged,
    )


@given(draw=st.randoms(use_true_random=False))
@settings(max_examples=250, deadline=None)
def test_order_of_arrival_changes_neither_results_nor_findings(draw: Random) -> None:
    """Sheets that come one by one, in any order, give the results and findings of all at once."""
    whole = night(draw)
    coming = list(whole.sheets)
    draw.shuffle(coming)
    there = draw.randint(0, len(coming))
    live = Canvass(replace(whole, sheets=tuple(coming[:there])))
    for arriving in coming[there:]:
        live.receive(arriving)
        if draw.random() < 0.2:
            len(live.findings)  # said on the way, which must not leave anything behind
    at_once = Canvass(whole)
    assert live.findings == at_once.findings
    assert [said(result) for result in live.results] == [said(result) for result in at_once.results]
    for level in ("federation", "section"):
        one_by_one = live.at_level(level, "president", 1)
        assert [said(one) for one in one_by_one] == [
            said(one) for one in at_once.at_level(level, "president", 1)
        ]


@given(draw=st.randoms(use_true_random=False))
@settings(max_examples=250, deadline=None)
def test_entries_that_come_one_by_one_say_what_all_at_once_say(draw: Random) -> None:
    """Sheets and typings that come one by one, mixed, give the results and findings of all at once."""
    whole = night(draw)
    typings = [
        Entry(sheet(draw, draw.choice(whole.tree.leaves), draw.choice(whole.ballot.contests), 1), kind)
        for kind in draw.choices(["first", "first", "second", "representative:a"], k=draw.randint(1, 9))
    ]
    whole = replace(whole, entries=(*whole.entries, *typings))
    sheets, entries = list(whole.sheets), list(whole.entries)
    sheets_there, entries_there = draw.randint(0, len(sheets)), draw.randint(0, len(entries))
    live = Canvass(
        replace(whole, sheets=tuple(sheets[:sheets_there]), entries=tuple(entries[:entries_there]))
    )
    sheets, entries = sheets[sheets_there:], entries[entries_there:]
    while sheets or entries:
        if not entries or (sheets and draw.random() < 0.5):
            live.receive(sheets.pop(0))
        else:
            live.enter(entries.pop(0))
        if draw.random() < 0.2:
            len(live.findings)
    at_once = Canvass(whole)
    assert live.findings == at_once.findings
    assert [said(result) for result in live.results] == [said(result) for result in at_once.results]


def later_acts(draw: Random, whole: BallotFolder) -> tuple[Act, ...]:
    """Some acts of every kind that an evening knows, on sections, on places and on the whole."""
    day, found = date(2017, 1, 23), list(whole.acts)
    for number in range(len(found) + 1, len(found) + draw.randint(2, 6)):
        one = draw.choice(whole.tree.leaves)
        target = Target((one,), ContestId("president"), 1)
        wide = draw.choice([target, Target((NATION,), ContestId("president"), 1), Target()])
        known = [act.id for act in found if isinstance(act, Disputed | Frozen)]
        of = draw.choice([*known, one])
        votes = {"for_": 2, "against": 1}
        found.append(
            draw.choice(
                [
                    Corrected(
                        number=number,
                        at=day,
                        target=target,
                        field=draw.choice(["a", "b", "blank", "registered"]),
                        value=draw.randint(0, 40),
                    ),
                    Acknowledged(number=number, at=day, target=target, code=draw.choice(["A1", "A2", "W1"])),
                    SetAside(number=number, at=day, target=target, reason="sent twice"),
                    Disputed(number=number, at=day, target=wide, id=f"e{number}", seeks="annul"),
                    Frozen(number=number, at=day, target=wide, id=f"g{number}", reason="doubt"),
                    Referred(number=number, at=day, target=target, of=of, to="council", due=day),
                    Withdrawn(number=number, at=day, target=target, of=draw.choice([of, "a"])),
                    NoVoteHeld(number=number, at=day, target=target, reason="snow"),
                    Ruled(number=number, at=day, target=target, of=of, effect="uphold", **votes),
                    Ruled(number=number, at=day, target=target, of=of, effect="annul", **votes),
                    Ruled(number=number, at=day, target=target, of=of, effect="vote_again", **votes),
                    Ruled(number=number, at=day, target=Target(), of=of, effect="lift", **votes),
                    Drawn(number=number, at=day, target=wide, options=("a", "b"), order=("b", "a")),
                    Proclaimed(number=number, at=day, target=Target((NATION,), ContestId("president"), 1)),
                ]
            )
        )
    return tuple(found)


@given(draw=st.randoms(use_true_random=False))
@settings(max_examples=250, deadline=None)
def test_acts_that_come_one_by_one_say_what_all_at_once_say(draw: Random) -> None:
    """Sheets, typings and acts that come mixed, one by one, some acts tried out and taken back meanwhile,
    give the results and findings of all at once."""
    whole = night(draw)
    whole = replace(whole, acts=later_acts(draw, whole))
    sheets, entries, heard = list(whole.sheets), list(whole.entries), draw.randint(0, len(whole.acts))
    there = draw.randint(0, len(sheets))
    today = date(2017, 2, 1)
    live = Canvass(
        replace(whole, sheets=tuple(sheets[:there]), entries=(), acts=whole.acts[:heard]), today=today
    )
    sheets = sheets[there:]
    while sheets or entries or heard < len(whole.acts):
        kind = draw.choice([1] * bool(sheets) + [2] * bool(entries) + [3] * (heard < len(whole.acts)))
        if kind == 1:
            live.receive(sheets.pop(0))
        elif kind == 2:
            live.enter(entries.pop(0))
        else:
            heard += 1
            live.hear(whole.acts[:heard])
        if draw.random() < 0.2:
            live.hear(whole.acts)  # tried out, and taken back
            live.hear(whole.acts[:heard])
        if draw.random() < 0.2:
            len(live.findings)
    at_once = Canvass(whole, today=today)
    assert live.findings == at_once.findings
    assert [said(result) for result in live.results] == [said(result) for result in at_once.results]
    assert live.proceedings.refused == at_once.proceedings.refused
    for leaf in whole.tree.leaves:
        assert live.retained(leaf, ContestId("president"), 1) == at_once.retained(
            leaf, ContestId("president"), 1
        )
        assert live.findings_of(leaf, ContestId("president"), 1) == at_once.findings_of(
            leaf, ContestId("president"), 1
        )


def test_only_what_the_acts_speak_of_is_looked_at_again() -> None:
    """A correction in one of three sections is heard for that section alone; a freeze, for none."""
    units = [Unit(NATION, None, "nation", "France")]
    units += [Unit(UnitId(name), NATION, "section", name, 100) for name in ("one", "two", "three")]
    rulebook = Rulebook(rule=Rule.PLURALITY)
    options = tuple(Option(OptionId(letter), letter) for letter in "ab")
    contest = Contest(ContestId("c"), "c", Scope(False, None, NATION), options, rulebook)
    sheets = tuple(
        TallySheet(
            UnitId(name), ContestId("c"), 1, registered=100, signatures=60, in_box=60, blank=0, null=0,
            valid=60, votes={OptionId("a"): 40, OptionId("b"): 20},
        )
        for name in ("one", "two", "three")
    )  # fmt: skip
    folder = BallotFolder(
        ballot=Ballot("Val", "", ("nation", "section"), (contest,)), tree=UnitTree(units), sheets=sheets
    )
    live, day = Canvass(folder), date(2017, 1, 23)
    frozen = Frozen(number=1, at=day, target=Target(), id="g", reason="doubt")
    here = Target((UnitId("two"),), ContestId("c"), 1)
    corrected = Corrected(number=2, at=day, target=here, field="a", value=39)
    assert live.hear((frozen,)) == frozenset()
    assert live.hear((frozen, corrected)) == {"two"}
    votes = live.result("c", 1, NATION).figures.votes
    assert votes == {"a": 119, "b": 60}  # 40 + 39 + 40, and three times 20


@given(draw=st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_what_is_returned_on_arrival_is_the_result_then(draw: Random) -> None:
    """The results given back for a sheet are those of the sheets that are in, and a double changes none."""
    whole = night(draw)
    if not whole.sheets:
        return
    *there, last = whole.sheets
    live = Canvass(replace(whole, sheets=tuple(there)))
    after = {result.contest: said(result) for result in live.receive(last)}
    at_once = {
        result.contest: said(result) for result in Canvass(whole).results if result.round == last.round
    }
    assert last.contest in after
    assert all(after[contest] == at_once[contest] for contest in after)
    again = replace(last, votes={option: votes + 1 for option, votes in last.votes.items()})
    assert {result.contest: said(result) for result in live.receive(again)}.items() <= at_once.items()
    assert live.findings == Canvass(replace(whole, sheets=(*whole.sheets, again))).findings
