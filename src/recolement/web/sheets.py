"""A sheet as its readers see it: figures in paper order, findings beside them, photo, state, history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from recolement.canvass.proceedings import DisputeState
from recolement.canvass.scopes import Question
from recolement.ledger.fold.figures import sheet
from recolement.model.ids import UnitId
from recolement.model.sheets import FIGURES, TallySheet
from recolement.web.accounts.models import Post
from recolement.web.boards import entries_of
from recolement.web.evenings import Evening
from recolement.web.history import Said, of_sheet
from recolement.web.told import when
from recolement.web.words import say
from recolement.words.fields import field_label
from recolement.words.findings import say_finding, severity_label, what_to_do
from recolement.words.naming import Names
from recolement.words.numbers import Language, count
from recolement.words.plain import LONGEST, shown


@dataclass(frozen=True, slots=True)
class Line:
    """One box of the paper: its label, the figure that stands, the one recorded where it differs."""

    field: str
    label: str
    figure: str
    recorded: str
    codes: tuple[tuple[str, str], ...]
    """Code and severity of each finding that speaks of this box."""
    entries: tuple[str, ...] = ()
    """What each typing says, where the sheet was typed more than once."""


@dataclass(frozen=True, slots=True)
class SheetCard:
    """What the pages of a sheet show."""

    unit: str
    name: str
    contest: str
    contest_name: str
    round: int
    state: str
    lines: tuple[Line, ...]
    findings: tuple[dict[str, str], ...]
    photos: tuple[str, ...]
    observations: str
    roll: int | None
    history: tuple[Said, ...] = ()
    entries: tuple[str, ...] = ()
    """The names of the typings, where there were several."""


def disputes_on(tonight: Evening, unit: str, language: Language) -> list[dict[str, str]]:
    """The disputes about a section: what each seeks and why, when, by whom, and who it waits for."""
    found = []
    for id, dispute in tonight.now().proceedings.disputes.items():
        if UnitId(unit) not in dispute.units:
            continue
        act = dispute.act
        found.append(
            {
                "id": shown(id, LONGEST),
                "seeks": say(f"seeks.{act.seeks}", language),
                "grounds": act.grounds,
                "filed": when(act.at, tonight.now().folder.ballot.timezone, language),
                "by": say(f"post.{act.role}", language) if act.role in Post.values else "",
                "state": _waits_for(tonight, dispute, language),
            }
        )
    return found


def _waits_for(tonight: Evening, dispute: DisputeState, language: Language) -> str:
    """What became of a dispute, or who has it now."""
    if dispute.ruling is not None:
        return say("dispute.ruled", language, effect=say(f"effect.{dispute.ruling.effect}", language))
    if dispute.withdrawn is not None:
        return say("dispute.withdrawn", language)
    if tonight.desk.moment.state.motion_on(dispute.act.id) is not None:
        return say("dispute.waits", language, who=say("room.to_vote", language))
    if dispute.referral is not None:
        return say("room.referred", language, to=shown(dispute.referral.to, LONGEST))
    return say("dispute.waits", language, who=say("room.to_rule", language))


def questions_of(tonight: Evening, unit: str) -> Iterator[Question]:
    """The questions on which a section votes, the last round first."""
    asked = [one for one in tonight.now().questions if UnitId(unit) in one.place.leaves]
    yield from sorted(asked, key=lambda question: -question.round.number)


def card(tonight: Evening, question: Question, unit: str, language: Language) -> SheetCard:
    """The card of a section's sheet for a question."""
    night = tonight.now()
    names = Names(night.folder, language)
    contest, round_ = question.contest.id, question.round.number
    retained = night.retained(UnitId(unit), contest, round_)
    found = night.findings_of(UnitId(unit), contest, round_)
    offered = [one.id for one in question.options]
    fields = (*FIGURES, *offered)
    stands, recorded = retained.sheet, retained.recorded
    key = UnitId(unit), contest, round_
    typed = entries_of(tonight.of_unit.get(unit, ()), key)
    both = {name: sheet(typed[name]) for name in ("first", "second") if name in typed}
    lines = tuple(
        Line(
            field,
            names.option(contest, field) if field in offered else field_label(field, language),
            _figure(stands, field, language),
            _figure(recorded, field, language) if _differs(stands, recorded, field) else "",
            tuple((one.code, one.severity.value) for one in found if field in one.fields),
            tuple(_figure(one, field, language) for one in both.values()),
        )
        for field in fields
        if _shown(stands, recorded, field, field in offered)
    )
    events = [
        one
        for one in tonight.of_unit.get(unit, ())
        if getattr(one, "scans", ()) or hasattr(one, "observations")
    ]
    said = [
        night_text
        for one in events
        if (night_text := tonight.desk.moment.state.said(getattr(one, "observations", None)))
    ]
    return SheetCard(
        unit,
        names.unit(unit),
        contest,
        names.contest(contest),
        round_,
        tonight.board().states[key],
        lines,
        tuple(
            {
                "code": one.code,
                "severity": one.severity.value,
                "label": severity_label(one.severity, language),
                "text": say_finding(one, names),
                "to_do": what_to_do(one.code, "federation", language),
                "acknowledged": one.acknowledged or "",
            }
            for one in found
        ),
        tonight.scans(unit),
        "\n".join(said),
        night.folder.roll(UnitId(unit), round_),
        tuple(of_sheet(tonight, key, language)),
        tuple(say(f"entry.{name}", language) for name in both),
    )


def _figure(sheet: TallySheet | None, field: str, language: Language) -> str:
    return count(None if sheet is None else sheet.figure(field), language)


def _differs(one: TallySheet | None, other: TallySheet | None, field: str) -> bool:
    return one is not None and other is not None and one.figure(field) != other.figure(field)


def _shown(stands: TallySheet | None, recorded: TallySheet | None, field: str, is_option: bool) -> bool:
    """Options and the usual boxes always; ``voters`` and ``blank_null`` where a paper has them."""
    if is_option or field not in ("voters", "blank_null"):
        return True
    return any(sheet is not None and sheet.figure(field) is not None for sheet in (stands, recorded))
