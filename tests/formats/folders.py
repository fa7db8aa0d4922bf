"""Ballot folders of every kind, with hostile names: whatever a folder can hold and a reader accepts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from fractions import Fraction
from typing import Any
from unicodedata import normalize

from hypothesis import strategies as st

from recolement.formats.ballot import COLUMNS
from recolement.formats.tables import adds_up
from recolement.formats.toml import wrong_id
from recolement.model.acts import (
    Acknowledged,
    Act,
    Claimed,
    Corrected,
    Disputed,
    Drawn,
    Frozen,
    NoVoteHeld,
    Proclaimed,
    Rallied,
    Referred,
    RollClosed,
    RoundClosed,
    RoundOpened,
    Ruled,
    SetAside,
    Target,
    Withdrawn,
)
from recolement.model.ballots import Ballot, Contest, Member, Option, OptionKind, Round, Scope
from recolement.model.folder import BallotFolder
from recolement.model.ids import ContestId, OptionId, UnitId
from recolement.model.rulebook import Base, Rule, Rulebook, Runoff, Warn
from recolement.model.sheets import FIGURES, Entry, Published, TallySheet
from recolement.model.units import Group, Unit, UnitTree

HOSTILE = [
    "<script>alert(1)</script>",
    "=cmd|'/C calc'!A0",
    '"; DROP',
    "a,b;c\td",
    "‮rtl",
    "🗳️",
    "x" * 10_000,
    "\\",
    "'''",
    "#",
]

texts = (
    st.one_of(
        st.sampled_from(HOSTILE),
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=12),
    )
    .map(str.strip)
    .filter(bool)
)
"""What people write: any characters, without spaces around (a table's cells lose them)."""

ids = st.one_of(
    st.sampled_from(["a", "75-02", "=1+1", "<b>", 'q"q', "a,b", "a;b", "é"]),
    st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8),
).filter(lambda text: not wrong_id(text) and not adds_up(text) and normalize("NFC", text) == text)

counts = st.integers(0, 10**9)
maybe_counts = st.none() | counts
days = st.dates()
moments = st.datetimes(
    min_value=datetime(1900, 1, 1),
    timezones=st.integers(-12 * 60, 12 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
shares = st.fractions(min_value=0, max_value=1, max_denominator=1000)


def several(
    strategy: st.SearchStrategy[Any], least: int = 0, most: int = 3
) -> st.SearchStrategy[tuple[Any, ...]]:
    """A few different ones."""
    return st.lists(strategy, min_size=least, max_size=most, unique=True).map(tuple)


@st.composite
def rulebooks(draw: st.DrawFn, places: list[str]) -> Rulebook:
    """Any rulebook that reads back."""
    warn = Warn(blank_share=draw(shares), gap_papers=draw(st.integers(0, 50)))
    kind = draw(st.sampled_from(["top_two", "threshold"]))
    runoff = Runoff(kind, draw(shares), draw(st.sampled_from(Base)), draw(st.none() | shares))
    return Rulebook(
        rule=draw(st.sampled_from(Rule)),
        source=draw(texts),
        dated=draw(st.none() | days),
        base=draw(st.sampled_from(Base)),
        threshold=draw(st.none() | shares),
        runoff=draw(st.just(Runoff()) | st.just(runoff)),
        elected_share_of_registered=draw(st.none() | shares),
        majority=draw(st.just(Fraction(1, 2)) | shares.filter(lambda share: share < 1)),
        majority_reached=draw(st.booleans()),
        blank=draw(st.sampled_from(["separate", "valid"])),
        seats=draw(st.integers(1, 50) | st.fixed_dictionaries(dict.fromkeys(places, st.integers(1, 9)))),
        ties=draw(several(st.sampled_from(["age", "seniority", "lot"]), 1)),
        mandates=draw(st.none() | st.sampled_from(["proportional", "winner"])),
        annulment=draw(st.sampled_from(["null", "abstain", "all_zero"])),
        warn=draw(st.just(Warn()) | st.just(warn)),
        sources=draw(st.dictionaries(st.sampled_from(["rule", "ties", "quorum"]), texts, max_size=2)),
    )


@st.composite
def trees(draw: st.DrawFn) -> UnitTree:
    """A root, perhaps inner units, and sections."""
    names = draw(st.lists(ids, min_size=2, max_size=8, unique=True))
    weighed = draw(st.booleans())

    def unit(name: str, parent: str | None, level: str) -> Unit:
        roll = draw(maybe_counts)
        above = None if parent is None else UnitId(parent)
        return Unit(UnitId(name), above, level, draw(texts), roll, draw(maybe_counts) if weighed else None)

    inner = names[1 : draw(st.integers(1, max(1, len(names) - 1)))]
    units = [unit(names[0], None, "top"), *(unit(name, names[0], "middle") for name in inner)]
    for name in names[len(inner) + 1 :]:
        units.append(unit(name, draw(st.sampled_from([names[0], *inner])), "section"))
    return UnitTree(units)


@st.composite
def options(draw: st.DrawFn, name: str, places: list[tuple[UnitId, ...]]) -> Option:
    """An option with any of its optional keys."""
    parts = draw(st.none() | st.lists(st.sampled_from(places), max_size=3))
    return Option(
        OptionId(name),
        draw(texts),
        draw(st.sampled_from(OptionKind)),
        principal=draw(st.none() | texts),
        members=tuple(Member(draw(texts), draw(st.none() | days)) for _ in range(draw(st.integers(0, 2)))),
        born=draw(st.none() | days),
        labels=draw(several(texts)),
        number=draw(st.none() | st.integers(0, 99)),
        family=draw(st.none() | texts),
        units=None if parts is None else tuple(unit for part in parts for unit in part),
    )


@st.composite
def folders(draw: st.DrawFn) -> BallotFolder:
    """A whole folder, acts included, as a reader would accept it."""
    tree = draw(trees())
    leaves = tree.leaves
    groups = tuple(
        Group(f"kind-{place}", name, draw(texts), draw(several(st.sampled_from(leaves), 1, 5)))
        for place, name in enumerate(draw(several(ids, 0, 2)))
    )
    addresses = [*tree, *(group.address for group in groups)]
    parts = [*(tree.leaves_under(unit) for unit in tree), *(group.units for group in groups)]
    names = iter(
        draw(st.lists(ids.filter(lambda name: name not in COLUMNS), min_size=6, max_size=6, unique=True))
    )
    books = draw(st.lists(rulebooks(addresses), min_size=1, max_size=2))
    scopes = [Scope(False, None, unit) for unit in tree] + [Scope(True, "section", None)]
    scopes += [Scope(False, group.kind, group.id) for group in groups]
    contests = tuple(
        Contest(
            ContestId(name),
            draw(texts),
            draw(st.sampled_from(scopes)),
            tuple(draw(options(next(names), parts)) for _ in range(3)),
            draw(st.sampled_from(books)),
        )
        for name in draw(several(ids, 1, 2))
    )
    rounds = tuple(
        Round(
            number,
            draw(st.none() | days),
            None,
            {c.id: draw(several(st.sampled_from([o.id for o in c.options]), 1)) for c in contests}
            if draw(st.booleans())
            else {},
        )
        for number in sorted(draw(several(st.integers(1, 9), 1, 2)))
    )
    ballot = Ballot(draw(texts), draw(st.just("") | texts), ("top", "middle", "section"), contests, rounds,
                    draw(st.sampled_from(["fr", "en"])))  # fmt: skip

    def sheet(unit: UnitId) -> TallySheet:
        contest, number = draw(st.sampled_from(contests)).id, draw(st.sampled_from(rounds)).number
        figures = {name: draw(maybe_counts) for name in FIGURES}
        standing = [option.id for option in ballot.standing(contest, number)]
        chosen = draw(several(st.sampled_from(standing))) if standing else ()
        votes = {option: draw(counts) for option in chosen}
        return TallySheet(unit, contest, number, **figures, votes=votes)

    sheets = tuple(sheet(draw(st.sampled_from(tuple(tree)))) for _ in range(draw(st.integers(0, 5))))
    entries = tuple(
        Entry(
            one,
            draw(st.sampled_from(["first", "second"])),
            draw(st.none() | texts),
            draw(st.none() | moments),
        )
        for one in sheets[: draw(st.integers(0, 2))]
    )
    publications = tuple(
        Published(
            draw(texts),
            one.contest,
            one.round,
            one.unit,
            "voters",
            str(draw(counts)),
            draw(st.just("") | texts),
        )
        for one in sheets[:1]
    )
    rolls = {
        (unit, one.number): draw(counts) for unit in leaves for one in rounds if draw(st.booleans())
    }  # fmt: skip
    told = tuple(one for one in sheets if not one.is_bare)
    listed = frozenset(one.key for one in sheets if one.is_bare)
    done = draw(acts(ballot, tree))
    return BallotFolder(ballot, tree, told, entries, publications, done, rolls, groups, listed)


@st.composite
def acts(draw: st.DrawFn, ballot: Ballot, tree: UnitTree) -> tuple[Act, ...]:
    """Acts of every kind, in a row."""
    units = tuple(tree)
    contest = ballot.contests[0]
    two = (contest.options[0].id, contest.options[1].id)
    dispute, freeze = draw(st.lists(ids, min_size=2, max_size=2, unique=True))
    values = (Claimed(draw(st.sampled_from(tree.leaves)), "valid", draw(counts)),)
    one = Target((draw(st.sampled_from(units)),), contest.id, ballot.rounds[0].number)

    def common(target: Target | None = None) -> dict[str, Any]:
        anywhere = Target(draw(st.none() | several(st.sampled_from(units), 1)), result=draw(st.booleans()))
        return {
            "number": 0,
            "at": draw(days | moments),
            "by": draw(st.none() | texts),
            "role": draw(st.none() | texts),
            "target": target or anywhere,
        }

    made: list[Act] = [
        RollClosed(**common()),
        RoundOpened(**common()),
        RoundClosed(**common()),
        NoVoteHeld(**common(), reason=draw(texts)),
        Corrected(
            **common(one),
            field="valid",
            value=draw(counts),
            reason=draw(texts),
            evidence=draw(several(texts)),
        ),
        Acknowledged(**common(), code=draw(st.sampled_from(["A1", "C6", "W2"])), reason=draw(texts)),
        SetAside(**common(), reason=draw(texts)),
        draw(
            st.sampled_from(
                [
                    Disputed(**common(), id=dispute, grounds=draw(texts), seeks="recount"),
                    Disputed(**common(), id=dispute, seeks="correct", options=two),
                    Disputed(**common(), id=dispute, seeks="correct", ballots=draw(st.integers(1, 99))),
                    Disputed(**common(), id=dispute, seeks="correct", values=values),
                ]
            )
        ),
        Frozen(**common(), id=freeze, reason=draw(st.just("") | texts), until=draw(st.none() | days)),
        Withdrawn(**common(), of=dispute),
        Referred(**common(), of=freeze, to=draw(texts), due=draw(st.none() | days)),
        Ruled(**common(), of=draw(st.sampled_from(["", dispute])), effect="annul", for_=draw(maybe_counts)),
        Ruled(**common(), of=dispute, effect="correct", values=values, grounds=draw(texts)),
        Drawn(**common(), options=two, order=two[::-1], method=draw(texts)),
        Rallied(**common(), option=two[0], to=two[1]),
        Proclaimed(**common(), version=draw(st.integers(1, 9)), signed_by=draw(several(texts))),
    ]
    return tuple(replace(act, number=number) for number, act in enumerate(made, start=1))
