"""What the commission has before it: the queue, a matter with its sheets, and each ruling tried out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from recolement.canvass import Canvass
from recolement.canvass.proceedings import DisputeState
from recolement.canvass.verdict import OpenMatter
from recolement.model.acts import Ruled, Target
from recolement.model.matters import Reason
from recolement.model.results import Outcome
from recolement.publication.findings import telling_unknown
from recolement.publication.matters import matter_name, why_open
from recolement.publication.report import Strip
from recolement.publication.reporting import result_report
from recolement.web.evenings import Evening, time_now
from recolement.web.told import day
from recolement.web.words import say
from recolement.words.naming import Names
from recolement.words.numbers import Language

MOST_IN_QUEUE = 100
WAITS = ("decides", "vote", "rule", "referred", "other")
"""What rows of the queue may be: able to decide alone; waiting for votes, a ruling, a body above, a sheet."""

WAITS_FOR = {Reason.MISSING: "sheet", Reason.SET_ASIDE: "filing"}


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One matter that waits: what it is, where, what it could do, who has it."""

    id: str
    name: str
    reason: str
    units: tuple[str, ...]
    question: str
    permille: int | None
    """Its leverage in thousandths, for the bar; ``None``: no bound."""
    decides: bool
    worst: int | None
    break_even: int | None
    motion: str
    referred: str
    """To whom, and by when they are to answer."""
    overdue: bool
    is_dispute: bool
    waits_for: str
    """What it waits for where it is no dispute: ``sheet``, ``filing`` (it is set aside) or ``look``."""
    contest: str
    round: int
    unit: str = ""
    """The section whose sheet it is, where it is one section's."""
    figures: bool = True
    """Without: no sheet of it has come in, so that nothing can be said of what it could do."""

    @property
    def waits(self) -> tuple[str, ...]:
        """Whether it decides, and whom it waits for, as in :data:`WAITS`."""
        of = (
            "vote" if self.motion else "referred" if self.referred else "rule" if self.is_dispute else "other"
        )
        return ("decides", of) if self.decides else (of,)


def queue(tonight: Evening, language: Language) -> list[QueueRow]:
    """Every open matter of every question, by what it could do to the outcome; unknown bounds first."""
    night = tonight.now()
    names = Names(night.folder, language)
    rows = [
        _row(tonight, names, result.contest, result.round, result.unit, one)
        for result in night.results
        if result.verdict is not None
        for one in list(result.verdict.open[:MOST_IN_QUEUE])
    ]
    known = {row.id for row in rows}
    rows += [row for row in _without_effect(tonight, names) if row.id not in known]
    rows.sort(key=lambda row: (row.permille is not None or not row.figures, -(row.permille or 0), row.name))
    return rows[:MOST_IN_QUEUE]


def _row(tonight: Evening, names: Names, contest: str, round_: int, unit: str, one: OpenMatter) -> QueueRow:
    state = tonight.now().proceedings
    matter = one.matter
    dispute = state.disputes.get(matter.id)
    motion = tonight.desk.moment.state.motion_on(matter.id)
    permille = None if one.leverage is None else min(1000, int(one.leverage * 1000))
    several, tour = len(tonight.now().results) > 1, say("result.round", names.language, number=round_)
    return QueueRow(
        id=matter.id,
        name=matter_name(matter, names),
        reason=why_open(matter, tonight.now().folder, contest, round_, names.language),
        units=tuple(names.unit(here) for here in matter.units[:4]),
        question=f"{names.contest(contest)} · {names.place(unit)} · {tour}" if several else "",
        permille=permille,
        decides=one.leverage is not None and one.leverage >= 1,
        worst=one.worst_case,
        break_even=one.break_even_roll,
        motion="" if motion is None else motion.moved.id,
        referred="" if dispute is None else referred(dispute, names.language),
        overdue=dispute is not None and overdue(dispute),
        is_dispute=dispute is not None,
        waits_for=WAITS_FOR.get(matter.reason, "look"),
        contest=contest,
        round=round_,
        unit=matter.units[0] if len(matter.units) == 1 and dispute is None else "",
    )


def referred(dispute: DisputeState, language: Language) -> str:
    """To whom a dispute is referred, and by when they are to answer; nothing where it is not."""
    act = dispute.referral
    if act is None:
        return ""
    if act.due is None:
        return say("room.referred", language, to=act.to)
    return say("room.referred_due", language, to=act.to, due=day(act.due, language))


def overdue(dispute: DisputeState) -> bool:
    """Whether the body above should have answered by now."""
    due = None if dispute.referral is None else dispute.referral.due
    return dispute.open and due is not None and due < time_now().date()


def _without_effect(tonight: Evening, names: Names) -> Iterator[QueueRow]:
    """Open disputes that touch no figure now (their sheet is awaited): they wait all the same."""
    for id, dispute in tonight.now().proceedings.disputes.items():
        if dispute.open:
            motion = tonight.desk.moment.state.motion_on(id)
            yield QueueRow(
                id, id, say(f"seeks.{dispute.act.seeks}", names.language),
                tuple(names.unit(unit) for unit in dispute.units[:4]), "", None, False, None, None,
                "" if motion is None else motion.moved.id,
                referred(dispute, names.language), overdue(dispute),
                True, "", dispute.act.target.contest or "", dispute.act.target.round or 0, figures=False,
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tried:
    """A ruling tried out before anybody votes: the verdict strip of each result it touches."""

    effect: str
    strips: tuple[Strip, ...]
    outcomes: tuple[str, ...]
    changes: bool


def tried(tonight: Evening, dispute: DisputeState, language: Language) -> tuple[Tried, ...]:
    """As it stands, without (annulled), and as ruled (corrected as claimed, where something is claimed).

    Tried out once for each size of the ledger.
    """
    night = tonight.now()
    kept = tonight.trials.get((dispute.act.id, language))
    if kept is not None and kept[0] == tonight.size:
        found: tuple[Tried, ...] = kept[1]
        return found
    found = _tried(night, dispute, language)
    tonight.trials[dispute.act.id, language] = (tonight.size, found)
    return found


def _tried(night: Canvass, dispute: DisputeState, language: Language) -> tuple[Tried, ...]:
    """Each ruling is heard by the evening's own canvass and taken back: nobody sees it, its lock is held."""
    effects = ["uphold", "annul"]
    if dispute.act.seeks == "correct" and (dispute.act.options or dispute.act.values):
        effects.append("correct")
    acts = night.folder.acts
    before = _touched(night, dispute, language)
    found = []
    try:
        for effect in effects:
            ruling = Ruled(
                number=len(acts) + 1, at=datetime.now(UTC), of=dispute.act.id, effect=effect, target=Target()
            )
            night.hear((*acts, ruling))
            after = _touched(night, dispute, language)
            found.append(
                Tried(
                    effect,
                    tuple(strip for strip, _, _ in after if strip is not None),
                    tuple(said for _, said, _ in after),
                    [decided for _, _, decided in after] != [decided for _, _, decided in before],
                )
            )
    finally:
        night.hear(acts)
    return tuple(found)


def _touched(
    night: Canvass, dispute: DisputeState, language: Language
) -> list[tuple[Strip | None, str, tuple[object, ...]]]:
    """Of each result that the dispute's units belong to: its strip, its outcome in words, what is decided."""
    touched = set(dispute.units)
    results = [
        one
        for one in night.results
        if dispute.act.target.touches(one.contest, one.round)
        and not touched.isdisjoint(night.places.get(one.unit).leaves)
    ]
    names, telling = Names(night.folder, language), telling_unknown(night)
    said = [result_report(night, one, names, telling) for one in results]
    return [
        (one.strip, one.outcome, _decided(result.outcome)) for one, result in zip(said, results, strict=True)
    ]


def _decided(outcome: Outcome | None) -> tuple[object, ...]:
    """Who gets what, whatever is still open beside it."""
    return () if outcome is None else (outcome.kind, outcome.options, outcome.seats)
