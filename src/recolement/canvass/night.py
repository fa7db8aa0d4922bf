"""The canvass of a whole ballot (récolement): acts read, sheets retained, checked, added up and judged.

Everything here is recomputed from the ballot folder; nothing is stored. One more sheet is received with
:meth:`Canvass.receive`, which costs the work of that one sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property, partial

from recolement.canvass.count import QuestionCount
from recolement.canvass.counting import count_questions, expected_sections, retained_sheets
from recolement.canvass.errors import acknowledged, opened_by
from recolement.canvass.gate import refusal_to_proclaim, status_of, ties_drawn
from recolement.canvass.hearing import marked, seen, spoken_of
from recolement.canvass.proceedings import Gate, Proceedings, QuestionKey, SheetKey
from recolement.canvass.reader import read_acts
from recolement.canvass.results import ContestResult, Status
from recolement.canvass.retain import MISSING, Recorded, Retained, received, retain
from recolement.canvass.scopes import Place, Places, Question, questions
from recolement.canvass.tabulate import Adder, CoverageCount, Figures, figures_of_sheet
from recolement.checks import (
    Context,
    Examination,
    Night,
    act_refused,
    draw_of_nothing,
    referral_overdue,
)
from recolement.model.acts import Act, Drawn, NoVoteHeld, Proclaimed, Refused
from recolement.model.ballots import Contest, Round
from recolement.model.findings import Finding
from recolement.model.folder import BallotFolder
from recolement.model.ids import ContestId, UnitId
from recolement.model.results import Cells
from recolement.model.sheets import FIGURES, Entry, TallySheet

Progress = Callable[[str, int, int], None]
"""Told what is under way, how much is done, of how much."""


def canvass(
    folder: BallotFolder,
    *,
    today: date | None = None,
    progress: Progress | None = None,
    surprises: bool = True,
) -> Canvass:
    """Canvass a ballot folder: results, findings, verdicts. ``today`` shows overdue referrals.

    ``surprises``: whether the checks of what is surprising, not wrong (W) are made; no result rests on them.
    """
    return Canvass(folder, today=today, progress=progress, surprises=surprises)


class Canvass:
    """A canvassed ballot. ``results`` has one entry per contest, round and scope unit."""

    def __init__(
        self,
        folder: BallotFolder,
        *,
        today: date | None = None,
        progress: Progress | None = None,
        surprises: bool = True,
    ) -> None:
        self._today, self._surprises = today, surprises
        self._canvass(folder, progress)

    def _canvass(self, folder: BallotFolder, progress: Progress | None = None) -> None:
        self.folder = folder
        """The folder as it was read; sheets and entries that came in since are not in it."""
        self.places = Places(folder)
        self.questions = questions(folder, self.places)
        self._recorded: Recorded = received(folder)
        self._first, self._typed = dict(self._recorded.first), set(self._recorded.typed)
        self._arrived: list[TallySheet] = []
        self._entered: list[Entry] = []
        self._changed = False
        """Whether acts have changed sheets since all was canvassed."""
        self._expected = expected_sections(folder.ballot, self.questions)
        self._everywhere: dict[tuple[ContestId, int], Cells | None] = {}
        """By contest and round, the options, where all of them are on offer in every section."""
        self._at_gate: tuple[int, dict[tuple[ContestId, int, str], QuestionCount]] | None = None
        self.proceedings: Proceedings = read_acts(folder, self.places, Gate(self._refusal, self._ties_drawn))
        self._retained = self._retain(self.proceedings)
        self._night = self._look()
        told = None if progress is None else partial(progress, "checks")
        context = Context(self._night, surprises=self._surprises)
        self._examination = Examination(context, told, surprises=self._surprises)
        self._counts = self._count(self.proceedings, self._retained, self._open_errors())

    # What is asked of a canvass

    @cached_property
    def results(self) -> tuple[ContestResult, ...]:
        """One result per contest, round and scope unit, in the order of the ballot."""
        return tuple(self._result(count) for count in self._counts.values())

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding of the checks, and the acts that were refused."""
        if (self._arrived or self._entered or self._changed) and self.folder.publications:
            self._totals.update(self._published_totals())
        found = map(self._acknowledge, self._examination.findings())
        return (*found, *self._of_acts())

    def result(self, contest: str, round_number: int, unit: str) -> ContestResult:
        """The result at any unit or group (``kind:id``); ``KeyError`` for an unknown place or contest."""
        key = (ContestId(contest), round_number, unit)
        if key in self._counts:
            return self._result(self._counts[key])
        of = self.folder.ballot
        return self._figures_at(of.contest(key[0]), of.round(round_number), self.places.get(unit))

    def figures_of(self, section: UnitId, contest: ContestId, round_number: int) -> Figures:
        """The figures of one section as in :meth:`result`, without coverage and status: they cost more."""
        sitting = (contest, round_number)
        if sitting not in self._everywhere:
            standing = self.folder.ballot.standing(contest, round_number)
            alike = all(option.units is None for option in standing)
            self._everywhere[sitting] = Cells(tuple(option.id for option in standing)) if alike else None
        cells = self._everywhere[sitting]
        if cells is None:
            return self.result(contest, round_number, section).figures
        voters_are = self.folder.ballot.contest(contest).rulebook.voters_are
        retained = self._retained[sitting].get(section, MISSING)
        if not retained.added or retained.sheet is None:
            return Adder(cells, voters_are).figures()
        roll = self.folder.roll(section, round_number)
        return figures_of_sheet(retained.sheet, roll, cells.options, voters_are)

    def at_level(self, level: str, contest: str, round_number: int) -> tuple[ContestResult, ...]:
        """The results of a contest's round at every place of a level or kind of groups."""
        return tuple(self.result(contest, round_number, place.id) for place in self.places.at_level(level))

    def count(self, contest: str, round_number: int, unit: str) -> QuestionCount:
        """The running count where the contest is decided: its totals, open matters and rule."""
        return self._counts[(ContestId(contest), round_number, unit)]

    def findings_of(self, unit: UnitId, contest: ContestId, round_number: int) -> list[Finding]:
        """The findings of the checks about one section's sheet, without making the list of all of them."""
        self._examination.look_again()
        found = self._examination.about(unit, contest, round_number)
        return [self._acknowledge(finding) for finding in found]

    def if_received(self, sheet: TallySheet) -> list[Finding]:
        """What the checks would find about a sheet if it were received now."""
        return self._examination.if_received(sheet)

    def retained(self, unit: UnitId, contest: ContestId, round_number: int) -> Retained:
        """What stands for one section, and because of which acts."""
        return self._retained[(contest, round_number)].get(unit, MISSING)

    def receive(self, sheet: TallySheet) -> tuple[ContestResult, ...]:
        """Record one more sheet; gives the results of the questions it touches.

        Whatever the order in which the sheets of different sections come, the results and the findings are
        those of all of them canvassed at once. A sheet already received stays: the new one is a double,
        which the checks report. ``KeyError`` for a contest that is not held in that round.
        """
        key, place = sheet.key, (sheet.contest, sheet.round)
        recorded = key in self._first and key not in self._typed
        self._forget_said()
        if not recorded and self._acts_wait_for(key):
            self._arrived.append(sheet)
            return self._all_anew(place, sheet.unit)
        self._arrived.append(sheet)
        if recorded:
            self._examination.double(sheet)
            return tuple(self._result(count) for count in self._counting(place, sheet.unit))
        self._typed.discard(key)
        self._stands(sheet)
        return self._touched(sheet, stands=True)

    def enter(self, entry: Entry) -> tuple[ContestResult, ...]:
        """Record one more typing of a sheet; gives the results of the questions it touches.

        As with :meth:`receive`: the results and findings are those of everything canvassed at once. A first
        entry stands where no sheet was recorded.
        """
        sheet = entry.sheet
        key, place = sheet.key, (sheet.contest, sheet.round)
        self._forget_said()
        self._entered.append(entry)
        alone = entry.entry in ("first", "second") and key not in self._first
        late = entry.entry == "first" and key in self._typed and not self._examination.entered(sheet, "first")
        if late or (alone and entry.entry == "second") or self._acts_wait_for(key):
            return self._all_anew(place, sheet.unit)  # a second entry that came before the first, or an act
        self._examination.enter(entry)
        if alone:
            self._typed.add(key)
            self._stands(sheet)
        return self._touched(sheet, stands=alone)

    def hear(self, acts: tuple[Act, ...]) -> frozenset[UnitId] | None:
        """Take the acts as they are now: those known and some more, or fewer, where some were only tried out.

        Gives the sections of whose sheets they speak.

        The results and findings are those of everything canvassed at once. Only the sheets of which the acts
        say something else now are retained, checked and added again; ``None``: all of them were, as something
        else may be found about any.
        """
        self._forget_said()
        whole = replace(self._all_in(), acts=acts)
        self._at_gate = None
        proceedings = read_acts(whole, self.places, Gate(self._refusal, self._ties_drawn))
        keys = spoken_of(self.proceedings, proceedings)
        self.folder, self.proceedings = replace(self.folder, acts=acts), proceedings
        now = {
            key: retain(key, self._first.get(key), self.folder.ballot.contest(key[1]), proceedings)
            for key in keys
            if key[0] in self._retained.get(key[1:], {})
        }
        changed = {key: one for key, one in now.items() if seen(one) != seen(self._retained[key[1:]][key[0]])}
        self._examination.context.mark(marked(self._examination.context.night, changed))
        for key, one in changed.items():
            if self._stands_otherwise(key, one):
                self._canvass(whole)
                return None
        for key, one in now.items():
            self._retained[key[1:]][key[0]] = one
        for count in self._counts.values():
            count.hear(proceedings)
        for key in keys:
            self._follow(key, now.keys())
        for count in self._counts.values():
            count.settle()
        self._forget_said()
        return frozenset(unit for unit, _, _ in keys)

    def _stands_otherwise(self, key: SheetKey, now: Retained) -> bool:
        """An act has changed, taken away or marked a sheet; whether something else may be found of all."""
        self._changed = True
        if now.sheet is None:
            self._standing.pop(key, None)
        else:
            self._standing[key] = now.sheet
        return self._examination.change(key, now.sheet)

    def _follow(self, of: SheetKey, again: Collection[SheetKey]) -> None:
        """The counts of that round for which the section's sheet, or what is wrong with it, has changed."""
        unit = of[0]
        for contest, number in self._retained:
            for count in self._counting((contest, number), unit) if number == of[2] else ():
                error, key = self._error_of(unit, (contest, number)), (unit, contest, number)
                if key in again or error != count.error_of(unit):
                    count.arrive(unit, self._retained[contest, number][unit], error)

    def _all_in(self) -> BallotFolder:
        """The folder with what came in since it was read."""
        sheets = (*self.folder.sheets, *self._arrived)
        return replace(self.folder, sheets=sheets, entries=(*self.folder.entries, *self._entered))

    def _all_anew(self, place: tuple[ContestId, int], unit: UnitId) -> tuple[ContestResult, ...]:
        """Everything that came in is read again, from the beginning."""
        self._canvass(self._all_in())
        return tuple(self._result(count) for count in self._counting(place, unit))

    def _stands(self, sheet: TallySheet) -> None:
        """A sheet stands where none did."""
        key, place = sheet.key, (sheet.contest, sheet.round)
        by_unit = self._retained[place]
        self._first[key] = self._standing[key] = sheet
        self._examination.receive(sheet)
        if sheet.unit in by_unit:
            by_unit[sheet.unit] = retain(key, sheet, self.folder.ballot.contest(place[0]), self.proceedings)

    def _touched(self, sheet: TallySheet, *, stands: bool) -> tuple[ContestResult, ...]:
        """The counts for which this section's sheet, or what is wrong with it, has changed follow."""
        touched = []
        for contest, number in self._retained:
            for count in self._counting((contest, number), sheet.unit) if number == sheet.round else ():
                error = self._error_of(sheet.unit, (contest, number))
                if (stands and contest == sheet.contest) or error != count.error_of(sheet.unit):
                    count.arrive(sheet.unit, self._retained[contest, number][sheet.unit], error)
                    count.settle()
                    touched.append(self._result(count))
        return tuple(touched)

    def _acts_wait_for(self, key: SheetKey) -> bool:
        """Whether an act says something else once this sheet is in: all is read again then.

        A ruling or a correction on the missing sheet, a proclamation, a "no vote held" that was refused.
        """
        state = self.proceedings
        return (
            key in state.sheet_acts
            or key in state.set_aside
            or key in state.no_vote
            or any(isinstance(act, Proclaimed) for act in self.folder.acts)
            or any(isinstance(refused.act, NoVoteHeld) for refused in state.refused)
        )

    def _counting(self, place: tuple[ContestId, int], unit: UnitId) -> Iterator[QuestionCount]:
        """The counts of a contest's round to which a section belongs."""
        for count in self._counts.values():
            question = count.question
            if (question.contest.id, question.round.number) == place and count.counts(unit):
                yield count

    def _forget_said(self) -> None:
        """What was said before no longer holds: to be said anew when asked for."""
        for name in ("results", "findings"):
            self.__dict__.pop(name, None)

    # How it is made

    def _retain(self, state: Proceedings) -> dict[tuple[ContestId, int], dict[UnitId, Retained]]:
        return retained_sheets(self.folder, self._expected, self._first, state)

    def _count(
        self,
        state: Proceedings,
        retained: Mapping[tuple[ContestId, int], Mapping[UnitId, Retained]],
        errors: Mapping[tuple[ContestId, int], Mapping[UnitId, int]],
    ) -> dict[tuple[ContestId, int, str], QuestionCount]:
        return count_questions(self.questions, self.folder, retained, errors, state)

    def _counts_now(self, state: Proceedings) -> Iterable[QuestionCount]:
        """The counts at this point of the acts."""
        if self._at_gate is None or self._at_gate[0] != state.figures_version:
            self._at_gate = (state.figures_version, self._count(state, self._retain(state), {}))
        return self._at_gate[1].values()

    def _refusal(self, state: Proceedings, act: Proclaimed) -> Refused | None:
        return refusal_to_proclaim(act, state, self._counts_now(state))

    def _ties_drawn(self, state: Proceedings, act: Drawn) -> tuple[QuestionKey, ...]:
        return ties_drawn(act, self._counts_now(state))

    def _look(self) -> Night:
        """What the checks look at."""
        standing = {
            key: sheet
            for key, sheet in self._recorded.first.items()
            if key[0] not in self._retained.get((key[1], key[2]), {})
        }  # what came from where nothing was expected
        marked: dict[str, set[SheetKey]] = {"no_vote": set(), "annulled": set(), "set_aside": set()}
        for (contest, number), by_unit in self._retained.items():
            for unit, retained in by_unit.items():
                key = (unit, contest, number)
                if retained.sheet is not None:
                    standing[key] = retained.sheet
                    if retained.annulled:
                        marked["annulled"].add(key)
                    if retained.set_aside is not None:
                        marked["set_aside"].add(key)
                elif retained.no_vote is not None or retained.ruled:
                    marked["no_vote"].add(key)
        self._standing, self._totals = standing, self._published_totals()
        return Night(
            folder=self.folder,
            standing=standing,
            doubles=self._recorded.doubles,
            no_vote=frozenset(marked["no_vote"]),
            annulled=frozenset(marked["annulled"]),
            set_aside=frozenset(marked["set_aside"]),
            expected=self._expected,
            totals=self._totals,
        )

    def _published_totals(self) -> dict[SheetKey, dict[str, int | None]]:
        """The totals of every place and contest that something was published of."""
        found: dict[SheetKey, dict[str, int | None]] = {}
        for published in self.folder.publications:
            key = (published.unit, published.contest, published.round)
            if key in found or published.unit not in self.places:
                continue
            ballot = self.folder.ballot
            contest, round_ = ballot.contest(published.contest), ballot.round(published.round)
            figures = self._figures_at(contest, round_, self.places.get(published.unit)).figures
            found[key] = {name: getattr(figures, name) for name in FIGURES}
            found[key].update({str(option): votes for option, votes in figures.votes.items()})
        return found

    def _acknowledge(self, finding: Finding) -> Finding:
        return acknowledged(finding, self.folder.ballot, self.proceedings)

    def _of_acts(self) -> Iterable[Finding]:
        """Refused acts are errors; draws that answer no tie and referrals overdue are warnings."""
        yield from (act_refused(refused) for refused in self.proceedings.refused)
        yield from (draw_of_nothing(act) for act in self.proceedings.idle_draws)
        if self._today is None:
            return
        state = self.proceedings
        waiting = {name for name, dispute in state.disputes.items() if dispute.open}
        waiting |= {name for name, freeze in state.freezes.items() if freeze.lifted is None}
        for referral in state.referrals:
            overdue = referral_overdue(referral, self._today) if referral.of in waiting else None
            if overdue is not None:
                yield overdue

    def _open_errors(self) -> dict[tuple[ContestId, int], dict[UnitId, int]]:
        """Per contest and round, the sections that an A, C or R error opens, with its largest difference."""
        found: dict[tuple[ContestId, int], dict[UnitId, int]] = {}
        for finding in self.findings:
            if finding.unit is not None and finding.contest is not None and finding.round is not None:
                place = (finding.contest, finding.round)
                size = opened_by(finding, (finding.unit, *place), self.proceedings)
                if size:
                    here = found.setdefault(place, {})
                    here[finding.unit] = max(size, here.get(finding.unit, 0))
        return found

    def _error_of(self, unit: UnitId, place: tuple[ContestId, int]) -> int:
        """The largest difference of the errors that open one section's sheet, 0 if none does."""
        found = map(self._acknowledge, self._examination.of_unit(unit, *place))
        return max((opened_by(finding, (unit, *place), self.proceedings) for finding in found), default=0)

    def _result(self, count: QuestionCount) -> ContestResult:
        return count.result(lambda question, complete: status_of(question, complete, self.proceedings))

    def _figures_at(self, contest: Contest, round_: Round, place: Place) -> ContestResult:
        """Figures and coverage of a place where the contest is not decided."""
        by_unit = self._retained[(contest.id, round_.number)]
        leaves = [leaf for leaf in place.leaves if leaf in by_unit]
        options = self.folder.ballot.standing(contest.id, round_.number)
        if any(option.units is not None for option in options):
            here = set(leaves)
            given = {  # votes for an option not on offer (check A9) are in the total above: shown here too
                name for leaf in leaves if (sheet := by_unit[leaf].sheet) is not None for name in sheet.votes
            }
            options = tuple(
                option
                for option in options
                if option.units is None
                or option.id in given
                or not here.isdisjoint(self.places.leaves_of(option.units))
            )
        asked = Question(contest, round_, False, place, options)
        adder, coverage = Adder(asked.cells, contest.rulebook.voters_are, asked.only_in), CoverageCount()
        for leaf in leaves:
            retained = by_unit[leaf]
            roll = self.folder.roll(leaf, round_.number)
            coverage.expect(leaf, roll, retained)
            if retained.added and retained.sheet is not None:
                adder.add(retained.sheet, roll)
        status: Status = status_of(asked, coverage.complete, self.proceedings)
        return ContestResult(
            contest.id, round_.number, place.id, place.level, adder.figures(), coverage.coverage(), status
        )
