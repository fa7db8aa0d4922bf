"""Every check of the register over a night, kept up to date sheet by sheet.

Worked example: one section, valid written 85 for votes 39 and 45: ``examine(night)`` is one finding, A1
with expected 84, found 85, difference 1. When a second section comes in, the sheets that are compared with
it are looked at again before the findings are given, so that the order of arrival changes none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date

from recolement.checks.concordance import Sitting
from recolement.checks.night import Night, SheetKey
from recolement.checks.register import ARITHMETIC, CONCORDANCE, COVERAGE, PUBLICATION, ROLL, SURPRISING
from recolement.checks.roll import registered_nowhere
from recolement.checks.setting import Context, Setting
from recolement.checks.snapshots import gather
from recolement.model.acts import KINDS, Act, Drawn, Referred, Refused
from recolement.model.findings import Figure, Finding, Severity
from recolement.model.ids import ContestId, UnitId
from recolement.model.sheets import Entry, TallySheet

SettingKey = tuple[ContestId, int]
"""A contest in a round."""
Progress = Callable[[int, int], None]
"""Told from time to time how many units are done, of how many."""
STEP = 1000
OF_SHEETS = (*ARITHMETIC, *ROLL)


def examine(night: Night, progress: Progress | None = None) -> list[Finding]:
    """Every finding of a night: contest by contest in order, unit by unit, then what was published."""
    return Examination(Context(night), progress).findings()


class Examination:
    """Every finding of a night, by what it speaks of; one more sheet costs the checks of that sheet.

    ``surprises``: whether what is surprising and not wrong (W) is looked for too; no result rests on it.
    """

    def __init__(self, context: Context, progress: Progress | None = None, *, surprises: bool = True) -> None:
        self.context = context
        self._of_sheets = (*OF_SHEETS, *SURPRISING) if surprises else OF_SHEETS
        self._of_units: dict[SettingKey, dict[UnitId, list[Finding]]] = {key: {} for key in context.settings}
        self._of_days: dict[int, dict[UnitId, list[Finding]]] = {number: {} for number in context.sittings}
        self._arrived: dict[SettingKey, dict[UnitId, None]] = {}
        """Per contest and round, the sheets whose neighbours have not been looked at again yet."""
        total, done = sum(len(_units(setting)) for setting in context.settings.values()), 0
        for key, setting in context.settings.items():
            for unit in _units(setting):
                self._look_at(unit, key, setting)
                done += 1
                if progress is not None and done % STEP == 0:
                    progress(done, total)
        for number, settings in context.sittings.items():
            for unit in _sitting_units(settings, context.entries, number):
                self._look_at_day(unit, number)
        if progress is not None:
            progress(total, total)

    def receive(self, sheet: TallySheet) -> None:
        """A sheet now stands for its unit: taken into account, then checked.

        The sheets compared with it are looked at again when the findings are asked for.
        """
        self.change(sheet.key, sheet)

    def change(self, of: SheetKey, sheet: TallySheet | None) -> bool:
        """Another sheet, or none, stands for a unit, or it is marked otherwise now (annulled, set aside).

        Whether another set of figures is known since: then something else may be found about every sheet.
        """
        unit, key = of[0], (of[1], of[2])
        setting = self.context.settings[key]
        known = setting.known
        if sheet is None:
            setting.empty(unit)
        else:
            setting.receive(setting.read(sheet))
        arrived = self._arrived.setdefault(key, {})
        arrived[unit] = None
        if setting.known != known:  # a figure that nobody knew, or that nobody knows any more
            arrived.update(dict.fromkeys(setting.sheets))
        self._look_at(unit, key, setting)
        self._look_at_day(unit, of[2])
        return setting.known != known

    def double(self, sheet: TallySheet) -> None:
        """A further sheet for a unit that has one: recorded, and not taken into account."""
        key = (sheet.contest, sheet.round)
        setting = self.context.settings[key]
        setting.doubles.setdefault(sheet.unit, []).append(sheet)
        self._look_at(sheet.unit, key, setting)

    def enter(self, entry: Entry) -> None:
        """One more typing of a sheet: set beside the others of that day."""
        sheet = entry.sheet
        of_unit = self.context.entries.setdefault((sheet.unit, sheet.round), {})
        of_unit.setdefault(sheet.contest, []).append(entry)
        self._look_at_day(sheet.unit, sheet.round)

    def entered(self, sheet: TallySheet, kind: str) -> bool:
        """Whether an entry of that kind was made for the sheet's unit, contest and round."""
        of_unit = self.context.entries.get((sheet.unit, sheet.round), {})
        return any(entry.entry == kind for entry in of_unit.get(sheet.contest, ()))

    def about(self, unit: UnitId, contest: ContestId, number: int) -> list[Finding]:
        """Everything found about one unit's sheet, what speaks of all contests of that day with it."""
        of_day = self._of_days[number].get(unit, ())
        own = self._of_units[contest, number].get(unit, ())
        return [*own, *(finding for finding in of_day if finding.contest in (None, contest))]

    def if_received(self, sheet: TallySheet) -> list[Finding]:
        """What would be found about a sheet if it stood for its unit; everything is as before after that."""
        setting = self.context.settings[(sheet.contest, sheet.round)]
        with setting.instead(sheet):
            found: list[Finding] = []
            self._unit(sheet.unit, setting, found)
        return found

    def of_unit(self, unit: UnitId, contest: ContestId, number: int) -> list[Finding]:
        """The findings of one unit's sheet: by itself, and beside those of the same day."""
        of_day = self._of_days[number].get(unit, ())
        own = self._of_units[contest, number].get(unit, ())
        return [*own, *(finding for finding in of_day if finding.contest == contest)]

    def findings(self) -> list[Finding]:
        """Every finding now: contest by contest in order, unit by unit, then what was published."""
        self.look_again()
        found: list[Finding] = []
        for key, setting in self.context.settings.items():
            nowhere = registered_nowhere(setting)
            if nowhere is not None:
                found.append(nowhere)
            by_unit = self._of_units[key]
            for unit in _units(setting) if by_unit else ():
                found.extend(by_unit.get(unit, ()))
        for number, settings in self.context.sittings.items():
            of_day = self._of_days[number]
            for unit in _sitting_units(settings, self.context.entries, number) if of_day else ():
                found.extend(of_day.get(unit, ()))
        publications = gather(self.context, self.context.night.folder.publications)
        for publication_check in PUBLICATION:
            found.extend(publication_check(publications))
        return found

    def look_again(self) -> None:
        """Look again at the sheets that are compared with those that have come in since."""
        for key, arrived in self._arrived.items():
            setting = self.context.settings[key]
            for again in (setting, *setting.following):
                number = (again.contest.id, again.round)
                alike = setting.same_everywhere and again.same_everywhere
                touched = again.around.compared_with(arrived) if again is setting or alike else again.sheets
                for unit in dict.fromkeys((*arrived, *touched)):
                    if again.reading_of(unit) is not None:
                        self._look_at(unit, number, again)
        self._arrived.clear()

    def _look_at(self, unit: UnitId, key: SettingKey, setting: Setting) -> None:
        found: list[Finding] = []
        self._unit(unit, setting, found)
        _keep(self._of_units[key], unit, found)

    def _look_at_day(self, unit: UnitId, number: int) -> None:
        settings, entries = self.context.sittings[number], self.context.entries.get((unit, number), {})
        found: list[Finding] = []
        if entries or len(settings) > 1:
            _sitting(Sitting(unit, number, settings, entries), found)
        _keep(self._of_days[number], unit, found)

    def _unit(self, unit: UnitId, setting: Setting, found: list[Finding]) -> None:
        for unit_check in COVERAGE:
            finding = unit_check(unit, setting)
            if finding is not None:
                found.append(finding)
        reading = setting.reading_of(unit)
        if reading is None or (setting.night.annulled and setting.is_annulled(unit)):
            return
        for check in self._of_sheets:
            finding = check(reading, setting)
            if finding is not None:
                found.append(finding)


def _keep(by_unit: dict[UnitId, list[Finding]], unit: UnitId, found: list[Finding]) -> None:
    if found:
        by_unit[unit] = found
    else:
        by_unit.pop(unit, None)


def _units(setting: Setting) -> Collection[UnitId]:
    """The units to look at: those expected, then those that came unexpected."""
    if setting.sheets.keys() <= setting.expected.keys() and setting.doubles.keys() <= setting.expected.keys():
        return setting.expected
    return dict.fromkeys((*setting.expected, *setting.sheets, *setting.doubles))


def _sitting(sitting: Sitting, found: list[Finding]) -> None:
    for check in CONCORDANCE:
        found.extend(check(sitting))


def _sitting_units(
    settings: list[Setting], entries: Mapping[tuple[UnitId, int], object], number: int
) -> Iterable[UnitId]:
    """Units with something to set side by side: several contests, or entries typed for them."""
    if len(settings) > 1:
        return dict.fromkeys(unit for setting in settings for unit in _units(setting))
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


def draw_of_nothing(act: Drawn) -> Finding:
    """D3: lots were drawn where no tie among these options waited for them; the draw decides nothing.

    By hand: 31 votes to 29, and A and B are drawn all the same: should a correction make them equal
    afterwards, they are drawn again.
    """
    facts: dict[str, Figure] = {"act": act.number, "options": ", ".join(act.order)}
    return Finding("D3", Severity.WARNING, _unit_of(act), act.target.contest, act.target.round, facts=facts)


def _kind(act: Act) -> str:
    return next(kind for kind, made in KINDS.items() if type(act) is made)


def _unit_of(act: Act) -> UnitId | None:
    units = act.target.units
    return units[0] if units and len(units) == 1 else None
