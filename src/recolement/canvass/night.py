"""The canvass of a whole ballot (récolement): acts read, sheets retained, checked, added up and judged.

Everything here is recomputed from the ballot folder; nothing is stored. One more sheet is received with
:meth:`Canvass.receive`, which costs the work of that one sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property, partial

from recolement.canvass.count import QuestionCount
from recolement.canvass.counting import count_questions, expected_sections, retained_sheets
from recolement.canvass.gate import refusal_to_proclaim, status_of, ties_drawn
from recolement.canvass.proceedings import Gate, Proceedings, QuestionKey, SheetKey
from recolement.canvass.reader import read_acts
from recolement.canvass.results import ContestResult, Status
from recolement.canvass.retain import MISSING, Recorded, Retained, received, retain
from recolement.canvass.scopes import Place, Places, Question, questions
from recolement.canvass.tabulate import Adder, CoverageCount
from recolement.checks import Context, Night, act_refused, examine_all, examine_sheet, referral_overdue
from recolement.model.acts import Corrected, Drawn, Proclaimed, Refused, Ruled
from recolement.model.ballots import Contest, Round
from recolement.model.findings import Finding, Severity
from recolement.model.folder import BallotFolder
from recolement.model.ids import ContestId, UnitId
from recolement.model.sheets import FIGURES, TallySheet

Progress = Callable[[str, int, int], None]
"""Told what is under way, how much is done, of how much."""


def canvass(folder: BallotFolder, *, today: date | None = None, progress: Progress | None = None) -> Canvass:
    """Canvass a ballot folder: results, findings, verdicts. ``today`` shows overdue referrals."""
    return Canvass(folder, today=today, progress=progress)


class Canvass:
    """A canvassed ballot. ``results`` has one entry per contest, round and scope unit."""

    def __init__(
        self, folder: BallotFolder, *, today: date | None = None, progress: Progress | None = None
    ) -> None:
        self.folder = folder
        self.places = Places(folder)
        self.questions = questions(folder, self.places)
        self._today = today
        self._recorded: Recorded = received(folder)
        self._expected = expected_sections(self.questions)
        self._at_gate: tuple[int, dict[tuple[ContestId, int, str], QuestionCount]] | None = None
        self.proceedings: Proceedings = read_acts(folder, self.places, Gate(self._refusal, self._ties_drawn))
        self._retained = self._retain(self.proceedings)
        self._context = Context(self._look())
        self._findings = [*self._checked(progress), *self._of_acts()]
        self._counts = self._count(self.proceedings, self._retained, self._open_errors())

    # What is asked of a canvass

    @cached_property
    def results(self) -> tuple[ContestResult, ...]:
        """One result per contest, round and scope unit, in the order of the ballot."""
        return tuple(self._result(count) for count in self._counts.values())

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding of the checks, and the acts that were refused."""
        return tuple(self._findings)

    def result(self, contest: str, round_number: int, unit: str) -> ContestResult:
        """The result at any unit or group (``kind:id``); ``KeyError`` for an unknown place or contest."""
        key = (ContestId(contest), round_number, unit)
        if key in self._counts:
            return self._result(self._counts[key])
        of = self.folder.ballot
        return self._figures_at(of.contest(key[0]), of.round(round_number), self.places.get(unit))

    def at_level(self, level: str, contest: str, round_number: int) -> tuple[ContestResult, ...]:
        """The results of a contest's round at every place of a level or kind of groups."""
        return tuple(self.result(contest, round_number, place.id) for place in self.places.at_level(level))

    def count(self, contest: str, round_number: int, unit: str) -> QuestionCount:
        """The running count where the contest is decided: its totals, open matters and rule."""
        return self._counts[(ContestId(contest), round_number, unit)]

    def retained(self, unit: UnitId, contest: ContestId, round_number: int) -> Retained:
        """What stands for one section, and because of which acts."""
        return self._retained[(contest, round_number)].get(unit, MISSING)

    def receive(self, sheet: TallySheet) -> tuple[ContestResult, ...]:
        """Record one more sheet; gives the results of the questions it belongs to.

        A sheet already received stays: the new one is a double, which the checks report.
        """
        place, key = (sheet.contest, sheet.round), sheet.key
        contest = self.folder.ballot.contest(sheet.contest)
        standing = retain(key, sheet, contest, self.proceedings)
        self._retained[place][sheet.unit] = standing
        shown = standing.sheet or sheet
        found = [self._acknowledge(finding) for finding in examine_sheet(self._context, shown)]
        self._findings += found
        error = max((_opens(finding) for finding in found), default=0)
        touched = []
        for count in self._counts.values():
            question = count.question
            if (question.contest.id, question.round.number) == place and count.counts(sheet.unit):
                count.arrive(sheet.unit, standing, error)
                touched.append(self._result(count))
        self.__dict__.pop("results", None)
        return tuple(touched)

    # How it is made

    def _retain(self, state: Proceedings) -> dict[tuple[ContestId, int], dict[UnitId, Retained]]:
        return retained_sheets(self.folder, self._expected, self._recorded.first, state)

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

    def _ties_drawn(self, state: Proceedings, act: Drawn) -> tuple[QuestionKey, ...] | Refused:
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
        return Night(
            folder=self.folder,
            standing=standing,
            doubles=self._recorded.doubles,
            no_vote=frozenset(marked["no_vote"]),
            annulled=frozenset(marked["annulled"]),
            set_aside=frozenset(marked["set_aside"]),
            expected=self._expected,
            totals=self._published_totals(),
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

    def _checked(self, progress: Progress | None) -> Iterable[Finding]:
        told = None if progress is None else partial(progress, "checks")
        return [self._acknowledge(finding) for finding in examine_all(self._context, told)]

    def _acknowledge(self, finding: Finding) -> Finding:
        if not self.proceedings.acknowledged or finding.unit is None:
            return finding
        for contest in self.folder.ballot.contests:
            for round_ in self.folder.ballot.rounds:
                if finding.contest in (None, contest.id) and finding.round in (None, round_.number):
                    key = ((finding.unit, contest.id, round_.number), finding.code)
                    act = self.proceedings.acknowledged.get(key)
                    # What was explained is the sheet as it stood then: changed since, it is looked at again.
                    if act is not None and act.number > self.proceedings.changed_since.get(key[0], 0):
                        return replace(finding, acknowledged=act.reason)
        return finding

    def _of_acts(self) -> Iterable[Finding]:
        """Refused acts are errors; referrals past their due date are notices."""
        yield from (act_refused(refused) for refused in self.proceedings.refused)
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
        for finding in self._findings:
            size = _opens(finding)
            if not size or finding.unit is None:
                continue
            for place in self._expected:
                if finding.contest in (None, place[0]) and finding.round in (None, place[1]):
                    key = (finding.unit, *place)
                    if finding.code[0] == "C" and self._decided(key, finding.fields):
                        continue  # what differed has been corrected or ruled upon
                    here = found.setdefault(place, {})
                    here[finding.unit] = max(size, here.get(finding.unit, 0))
        return found

    def _decided(self, key: SheetKey, fields: tuple[str, ...]) -> bool:
        """Whether a ruling speaks of the sheet, or each of these figures has been corrected."""
        acts = self.proceedings.sheet_acts.get(key, ())
        corrected = {act.field for act in acts if isinstance(act, Corrected)}
        return any(isinstance(act, Ruled) for act in acts) or corrected.issuperset(fields)

    def _result(self, count: QuestionCount) -> ContestResult:
        return count.result(lambda question, complete: status_of(question, complete, self.proceedings))

    def _figures_at(self, contest: Contest, round_: Round, place: Place) -> ContestResult:
        """Figures and coverage of a place where the contest is not decided."""
        by_unit = self._retained[(contest.id, round_.number)]
        leaves = [leaf for leaf in place.leaves if leaf in by_unit]
        standing = self.folder.ballot.standing(contest.id, round_.number)
        here = set(leaves)
        options = tuple(
            option
            for option in standing
            if option.units is None or not here.isdisjoint(self.places.leaves_of(option.units))
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


def _opens(finding: Finding) -> int:
    """How many papers an error leaves uncertain: its difference, if its family opens a sheet."""
    if (
        finding.severity is not Severity.ERROR
        or finding.acknowledged is not None
        or finding.code[0] not in "ACR"
    ):
        return 0
    return abs(finding.difference) if isinstance(finding.difference, int) else 0
