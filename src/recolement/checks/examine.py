"""Every check of the register over a night, or over the one sheet that just came in.

Worked example: one section, valid written 85 for votes 39 and 45: ``examine(night)`` is one finding, A1
with expected 84, found 85, difference 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import chain

from recolement.checks.concordance import Sitting
from recolement.checks.night import Night
from recolement.checks.reading import Reading
from recolement.checks.register import ARITHMETIC, CONCORDANCE, COVERAGE, PUBLICATION, ROLL, SURPRISING
from recolement.checks.roll import registered_nowhere
from recolement.checks.setting import Context, Setting
from recolement.checks.snapshots import gather
from recolement.model.acts import KINDS, Act, Referred, Refused
from recolement.model.findings import Figure, Finding, Severity
from recolement.model.ids import UnitId
from recolement.model.sheets import TallySheet

Progress = Callable[[int, int], None]
"""Told from time to time how many units are done, of how many."""
STEP = 1000
OF_SHEETS = (*ARITHMETIC, *ROLL, *SURPRISING)


def examine(night: Night, progress: Progress | None = None) -> list[Finding]:
    """Every finding of a night: contest by contest in order, unit by unit, then what was published."""
    return examine_all(Context(night), progress)


def examine_all(context: Context, progress: Progress | None = None) -> list[Finding]:
    """Every finding of a night whose context is kept for further sheets (:func:`examine_sheet`)."""
    night = context.night
    found: list[Finding] = []
    entries = context.entries
    work = [(setting, _units(setting)) for setting in context.settings.values()]
    total, done = sum(len(units) for _, units in work), 0
    for setting, units in work:
        nowhere = registered_nowhere(setting)
        if nowhere is not None:
            found.append(nowhere)
        for unit in units:
            _unit(unit, setting, found)
            done += 1
            if progress is not None and done % STEP == 0:
                progress(done, total)
    for number, settings in context.sittings.items():
        for unit in _sitting_units(settings, entries, number):
            _sitting(Sitting(unit, number, settings, entries.get((unit, number), {})), found)
    publications = gather(context, night.folder.publications)
    for publication_check in PUBLICATION:
        found.extend(publication_check(publications))
    if progress is not None:
        progress(total, total)
    return found


def examine_sheet(context: Context, sheet: TallySheet) -> list[Finding]:
    """The findings of one sheet that now stands for its unit: taken into account, then checked.

    Everything about its unit on that day (A, R, W, V, C), measured on the sheets received so far; the
    findings made earlier on other units are not looked at again.
    """
    setting = context.settings.get((sheet.contest, sheet.round))
    if setting is None:
        return []
    setting.receive(setting.read(sheet))
    found: list[Finding] = []
    _unit(sheet.unit, setting, found)
    entries = context.entries.get((sheet.unit, sheet.round), {})
    settings = context.sittings[sheet.round]
    if entries or len(settings) > 1:
        of_day: list[Finding] = []
        _sitting(Sitting(sheet.unit, sheet.round, settings, entries), of_day)
        found.extend(one for one in of_day if one.contest == sheet.contest)
    return found


def _units(setting: Setting) -> list[UnitId]:
    """The units to look at: those expected, then those that came unexpected."""
    return list(dict.fromkeys((*setting.expected, *setting.sheets, *setting.doubles)))


def _unit(unit: UnitId, setting: Setting, found: list[Finding]) -> None:
    for unit_check in COVERAGE:
        finding = unit_check(unit, setting)
        if finding is not None:
            found.append(finding)
    reading = setting.reading_of(unit)
    if reading is not None and not (setting.night.annulled and setting.is_annulled(unit)):
        _sheet(reading, setting, found)


def _sheet(reading: Reading, setting: Setting, found: list[Finding]) -> None:
    for check in OF_SHEETS:
        finding = check(reading, setting)
        if finding is not None:
            found.append(finding)


def _sitting(sitting: Sitting, found: list[Finding]) -> None:
    for check in CONCORDANCE:
        found.extend(check(sitting))


def _sitting_units(
    settings: list[Setting], entries: Mapping[tuple[UnitId, int], object], number: int
) -> Iterable[UnitId]:
    """Units with something to set side by side: several contests, or entries typed for them."""
    if len(settings) > 1:
        listed = (unit for unit, _, of_round in settings[0].night.folder.listed if of_round == number)
        return dict.fromkeys(chain((unit for setting in settings for unit in setting.sheets), sorted(listed)))
    return [unit for unit, of_round in entries if of_round == number]


def act_refused(refused: Refused) -> Finding:
    """D1: an act that was not allowed when it was made; it changes nothing.

    By hand: a proclamation (act 7) while federation 78 is frozen: refused, code ``frozen``.
    """
    act = refused.act
    facts: dict[str, Figure] = {
        name: value if isinstance(value, int) or value is None else str(value)
        for name, value in refused.facts.items()
    }
    facts |= {"refusal": refused.code, "act": act.number, "kind": _kind(act)}
    return Finding("D1", Severity.ERROR, _unit_of(act), act.target.contest, act.target.round, facts=facts)


def referral_overdue(act: Referred, today: date) -> Finding | None:
    """D2: a matter referred to a higher body has not come back by its due date.

    By hand: referred to the national commission, due 3 February; on 5 February: two days late.
    """
    if act.due is None or act.due >= today:
        return None
    days = (today - act.due).days
    facts: dict[str, Figure] = {"of": act.of, "to": act.to, "due": act.due.isoformat(), "days": days}
    return Finding("D2", Severity.WARNING, _unit_of(act), act.target.contest, act.target.round, facts=facts)


def _kind(act: Act) -> str:
    return next(kind for kind, made in KINDS.items() if type(act) is made)


def _unit_of(act: Act) -> UnitId | None:
    units = act.target.units
    return units[0] if units and len(units) == 1 else None
