"""The runoff place by place: who stands is what each place's own first round says, asked alone.

For random small ballots decided in some places, each place is also a ballot of its own. What that one says is
accepted at the place and nothing else is; no section of a place that was decided is expected again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, combinations, count

from hypothesis import given, settings
from hypothesis import strategies as st

from recolement.acts import Moment
from recolement.canvass import canvass
from recolement.formats.folder import read_folder
from recolement.formats.shorthand import read_shorthand
from recolement.formats.writing import write_folder
from recolement.ledger.bringing import Bringing
from recolement.ledger.events import LedgerOpened, RunoffPreparedByPlace
from recolement.ledger.events.rounds import RunoffAtPlace
from recolement.ledger.note import SigningKey
from recolement.model.ids import ContestId, UnitId
from recolement.model.results import OutcomeKind

OPTIONS = "ABCD"
RULES = (
    "majority_two_round",
    "majority_two_round runoff.kind=threshold runoff.share=1/4 runoff.share_base=valid",
)
AT = datetime(2026, 11, 26, tzinfo=UTC)


@dataclass(frozen=True)
class Case:
    """``votes``: of each section of each place, by option; an option is on offer where it is named."""

    rule: str
    votes: tuple[tuple[dict[str, int], ...], ...]
    gone: tuple[str, ...]
    """By place, the option that withdraws; empty for none."""

    def name(self, place: int) -> str:
        return f"p{place}"

    def places(self) -> Iterator[tuple[str, list[tuple[str, dict[str, int]]]]]:
        for number, sections in enumerate(self.votes):
            yield self.name(number), [(f"s{number}-{at}", votes) for at, votes in enumerate(sections)]

    def ballot(self, only: str | None = None) -> str:
        """The whole ballot, decided at each place, or one place of it as a ballot of its own."""
        chosen = [(name, sections) for name, sections in self.places() if only in (None, name)]
        scope = "each:place" if only is None else only
        lines = [
            "ballot levels=nation,place,section root=FR",
            f"rule {self.rule}",
            f"contest c scope={scope}",
        ]
        where: dict[str, list[str]] = {}
        for name, sections in chosen:
            lines.append(f"unit {name} in=FR level=place")
            for section, votes in sections:
                lines.append(f"unit {section} in={name} registered=200")
                for option in votes:
                    where.setdefault(option, []).append(section)
        lines += [f"option {one} units={','.join(where[one])}" for one in OPTIONS if one in where]
        lines += ["round 1", "round 2"]
        for _, sections in chosen:
            for section, votes in sections:
                cast = " ".join(f"{option}={number}" for option, number in votes.items())
                lines.append(f"sheet {section} round=1 in_box={sum(votes.values())} blank=0 null=0 {cast}")
        lines += [f"proclamation contest=c unit={name} round=1" for name, _ in chosen]
        return "\n".join(lines)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """One to three places of one or two sections, two to four options on offer in each."""
    votes = tuple(
        tuple(
            dict.fromkeys(draw(st.sets(st.sampled_from(OPTIONS), min_size=2)), 0)
            for _ in range(draw(st.integers(1, 2)))
        )
        for _ in range(draw(st.integers(1, 3)))
    )
    for sections in votes:
        for section in sections:
            for option in sorted(section):
                section[option] = draw(st.integers(0, 40))
    gone = tuple(draw(st.sampled_from(("", *OPTIONS))) for _ in votes)
    return Case(draw(st.sampled_from(RULES)), votes, gone)


def opened(case: Case) -> Moment:
    """A ledger that was begun with the first round, proclaimed at every place where it can be."""
    moment, salt = Moment({}), count()
    key = str(SigningKey.from_seed("law.example", b"k" * 32).verifier())
    moment.take(LedgerOpened(seq=0, at=AT, format=1, origin="law.example", log_key=key))
    bringing = Bringing(1, AT, lambda: next(salt).to_bytes(32, "big"))
    for event in bringing.events(read_shorthand(case.ballot())):
        moment.take(event)  # type: ignore[arg-type]
    return moment


def alone(case: Case, place: str, gone: tuple[str, ...]) -> tuple[str, ...] | None:
    """Who stands in the runoff of a place that is a ballot of its own; nobody: decided; ``None``: neither."""
    withdrawals = "".join(f"\nwithdrawal {one} contest=c round=1" for one in gone)
    folder = read_shorthand(case.ballot(place) + withdrawals)
    (first,) = (one for one in canvass(folder).results if one.round == 1)
    if first.outcome is None or first.outcome.kind is OutcomeKind.LOTS_NEEDED:
        return None
    if first.outcome.kind is not OutcomeKind.RUNOFF:
        return ()
    return tuple(one for one in first.outcome.options if one not in gone) or None


def prepared(moment: Moment, *places: RunoffAtPlace) -> RunoffPreparedByPlace:
    return RunoffPreparedByPlace(seq=moment.size, at=AT, contest="c", round=2, places=places)


@settings(max_examples=60, deadline=None)
@given(cases())
def test_each_place_stands_for_itself(case: Case) -> None:
    """Exactly what each place's own ballot says is accepted there; the second round asks it and no other."""
    moment = opened(case)
    expected: dict[str, tuple[str, ...] | None] = {}
    told: list[RunoffAtPlace] = []
    for (place, sections), leaves in zip(case.places(), case.gone, strict=True):
        offered = {option for _, votes in sections for option in votes}
        gone = (leaves,) if leaves in offered else ()
        if alone(case, place, ()) in ((), None):
            gone = ()  # nobody withdraws from what is decided, or waits for lots
        stands = expected[place] = alone(case, place, gone)
        for options in chain.from_iterable(combinations(OPTIONS, size) for size in range(len(OPTIONS) + 1)):
            event = prepared(moment, RunoffAtPlace(place=place, options=options, withdrawn=gone))
            refusal = moment.refusal(event)
            assert (refusal is None) == (options == stands), (place, options, stands, refusal)
        if stands is not None:
            told.append(RunoffAtPlace(place=place, options=stands, withdrawn=gone))
    if not told:
        return
    assert moment.take(prepared(moment, *told)) is None
    for folder in (moment.state.folder(), read_folder(write_folder(moment.state.folder()))):
        night = canvass(folder)
        asked = {one.place.id: one for one in night.questions if one.round.number == 2}
        for place, sections in case.places():
            stands = expected[place]
            assert (place in asked) == (stands != ())
            result = night.result("c", 2, place)
            assert result.coverage.expected == (len(sections) if stands != () else 0)
            for section, votes in sections if stands else ():
                assert asked[place].offered(UnitId(section)) == set(votes) & set(stands or ())
                on_paper = {
                    option.id
                    for option in folder.ballot.standing(ContestId("c"), 2)
                    if option.units is None or section in option.units
                }
                assert on_paper == set(votes) & set(stands or ())
        assert list(night.result("c", 2, "FR").coverage.missing) == [
            section for place, sections in case.places() if expected[place] != () for section, _ in sections
        ]
