"""From a canvass to its :class:`Report` in a language: everything that is said of a result, once.

>>> from recolement.canvass import canvass
>>> from recolement.formats.shorthand import read_shorthand
>>> night = canvass(read_shorthand("sheet Lyon-3 in_box=100 A=60 B=40\\nsheet Brest in_box=90 A=45 B=45"))
>>> result, = report(night, "en").results
>>> result.strip.sentence, result.outcome
('Settled: nothing is open; lead 20 votes.', 'Elected: A.')
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import islice

from recolement.canvass import Canvass, ContestResult
from recolement.canvass.results import Status
from recolement.canvass.verdict import Exposure, Verdict
from recolement.model.results import Branch, Outcome, OutcomeKind, Vector
from recolement.publication.figures import figures_table, votes_table
from recolement.publication.findings import Telling, said_findings, telling_unknown, unknown_in
from recolement.publication.matters import decisive_names, effects_table, matter_name, open_table
from recolement.publication.places import below_table, results_below
from recolement.publication.proceedings import notes_on
from recolement.publication.report import Count, Report, ResultReport, SaidStep, Strip, Table, Value
from recolement.words.claims import say_claim, say_outcome, say_step
from recolement.words.naming import Names
from recolement.words.numbers import UNKNOWN, Language
from recolement.words.plain import LONGEST, shown
from recolement.words.rehearsal import title_in
from recolement.words.verdict import (
    say_break_even,
    say_decisive,
    say_each_decides,
    say_margin,
    say_to_spare,
    say_unknown_votes,
    say_verdict,
    status_label,
)

LEADS = ("more_votes", "as_many_votes")
"""The claims whose slack is a lead in votes."""
MOST_CONDITIONS = 12
MOST_OPEN = 10
MOST_FINDINGS = 5


def report(
    canvass: Canvass,
    language: Language,
    results: Iterable[ContestResult] | None = None,
    *,
    level: str | None = None,
    most_open: int = MOST_OPEN,
    most_findings: int | None = MOST_FINDINGS,
) -> Report:
    """What is read of a canvass. ``level``: the level of the units shown under each result."""
    ballot = canvass.folder.ballot
    names = Names(canvass.folder, language)
    chosen = canvass.results if results is None else tuple(results)
    telling = telling_unknown(canvass)
    return Report(
        title=shown(title_in(ballot.title, language), LONGEST),
        organisation=shown(ballot.organisation, LONGEST),
        results=tuple(result_report(canvass, one, names, telling, level, most_open) for one in chosen),
        findings=said_findings(canvass, names, most_findings),
    )


def result_report(
    canvass: Canvass,
    result: ContestResult,
    names: Names,
    telling: Telling,
    level: str | None = None,
    most_open: int = MOST_OPEN,
) -> ResultReport:
    """What is read of one result. ``telling``: the findings that say of a unit what is unknown there."""
    language, verdict = names.language, result.verdict
    own = names.options(result.contest)
    votes = votes_table(result, names)
    below = results_below(canvass, result, level)
    unknown = unknown_in(canvass, result, telling)
    return ResultReport(
        contest=result.contest,
        round=result.round,
        unit=result.unit,
        heading=" · ".join(heading(canvass, result, names)),
        status=status_label(result.status.value, language),
        strip=_strip(result, own, language, papers="registered" in unknown),
        notes=notes_on(canvass, result, names),
        votes=votes,
        figures=figures_table(result, names, unknown),
        below=below_table(below, by_votes(result), level, names),
        outcome=_outcome(result, own, language),
        steps=() if result.outcome is None else _steps(result.outcome, own, language),
        conditions=() if result.outcome is None else _conditions(result, result.outcome, own, language),
        margin=say_margin(None if verdict is None else verdict.margin, language),
        open=_open(canvass, result, names, most_open),
        decisive=_decisive(verdict, result.outcome, names),
        effects=effects_table(canvass, result, names),
    )


def heading(canvass: Canvass, result: ContestResult, names: Names) -> Iterable[str]:
    """What a result is of: the contest, the round where there are several, the place."""
    yield names.contest(result.contest)
    if len(canvass.folder.ballot.rounds) > 1:
        yield f"tour {result.round}" if names.language == "fr" else f"round {result.round}"
    yield names.place(result.unit)


def by_votes(result: ContestResult) -> Sequence[str]:
    """The options, most votes first; those without a figure last."""
    votes = result.figures.votes
    return sorted(votes, key=lambda option: -1 - (votes[option] or 0) if votes[option] is not None else 0)


def strip_of(canvass: Canvass, result: ContestResult, names: Names) -> Strip | None:
    """The verdict strip alone, without the rest of the report."""
    unknown = unknown_in(canvass, result, telling_unknown(canvass))
    return _strip(result, names.options(result.contest), names.language, papers="registered" in unknown)


def _strip(
    result: ContestResult, own: Mapping[str, str], language: Language, *, papers: bool = False
) -> Strip | None:
    verdict, outcome = result.verdict, result.outcome
    if result.totals is None:
        return None
    unknown = [option for option, votes in result.figures.votes.items() if votes is None]
    if outcome is None and 0 < len(unknown) < len(result.figures.votes):
        return Strip(say_unknown_votes([own[option] for option in unknown], language))
    if verdict is None or outcome is None:
        held = result.status if result.status is not Status.PARTIAL else Status.COMPLETE
        sentence = say_verdict(held.value, None, language, open_units=0, open_registered=0, votes=False)
        return Strip(sentence)
    lead = verdict.lead
    in_votes = lead is not None and lead.assertion.claim.code in LEADS
    sentence = say_verdict(
        result.status.value,
        verdict.settled,
        language,
        open_units=verdict.open_units,
        open_registered=verdict.open_registered,
        unknown_rolls=verdict.unknown_rolls,
        papers=papers,
        lead=None if lead is None else (lead.slack, in_votes),
        exact=outcome.exact,
        lots=outcome.kind is OutcomeKind.LOTS_NEEDED,
    )
    if lead is None:
        return Strip(sentence, settled=verdict.settled)
    french = language == "fr"
    return Strip(
        sentence,
        say_claim(lead.assertion.claim, own, language),
        lead.slack,
        lead.at_risk,
        ("avance" if french else "lead") if in_votes else ("marge" if french else "to spare"),
        "peut être perdu" if french else "could be lost",
        verdict.settled,
    )


def _steps(outcome: Outcome, own: Mapping[str, str], language: Language) -> tuple[SaidStep, ...]:
    """The steps in order; a source is cited where it begins to hold, not on every line."""
    said: list[SaidStep] = []
    cited = ""
    for step in outcome.steps:
        source = "" if step.source == cited else shown(step.source, LONGEST)
        said.append(SaidStep(say_step(step, own, language), source))
        cited = step.source or cited
    return tuple(said)


def _conditions(
    result: ContestResult, outcome: Outcome, own: Mapping[str, str], language: Language
) -> tuple[Table, ...]:
    """One table a branch; of the branch shown, what the open matters could take from each condition."""
    if result.totals is None or result.verdict is None:
        return ()
    exposures = {
        (one.assertion.coefficients, one.assertion.constant): one for one in result.verdict.exposures
    }
    several = len(outcome.branches) > 1
    return tuple(
        _branch(number if several else 0, branch, result.totals, exposures, own, language)
        for number, branch in enumerate(outcome.branches, start=1)
    )


def _branch(
    number: int,
    branch: Branch,
    totals: Vector,
    exposures: Mapping[tuple[Vector, int], Exposure],
    own: Mapping[str, str],
    language: Language,
) -> Table:
    french = language == "fr"
    found: list[tuple[Fraction, tuple[Value, ...]]] = []
    for assertion in branch.assertions:
        slack = assertion.slack(totals)
        exposed = exposures.get((assertion.coefficients, assertion.constant))
        threat = _threat(slack, exposed)
        row = (
            say_claim(assertion.claim, own, language),
            Count(slack),
            UNKNOWN if exposed is None else _risk(exposed.at_risk, french),
            _fate(slack, exposed, french),
        )
        found.append((threat, row))
    found.sort(key=lambda one: -one[0])
    rows = tuple(row for _, row in found[:MOST_CONDITIONS])
    title = "Conditions de l'issue" if french else "What the outcome rests on"
    if number:
        holds = branch.holds(totals)
        case = f"cas {number}" if french else f"case {number}"
        tells = ("réuni" if holds else "non réuni") if french else ("holds" if holds else "does not hold")
        title = f"{title}, {case} ({tells})"
    columns = (
        ("Condition", "Marge", "Peut perdre", "État")
        if french
        else ("Condition", "To spare", "Could lose", "State")
    )
    return Table(title, columns, rows, say_to_spare(language), left_out=len(found) - len(rows))


def _threat(slack: int, exposed: Exposure | None) -> Fraction:
    """The most threatened first; a condition without a bound before all."""
    if exposed is None:
        return Fraction(-slack)
    return Fraction(10**18) if exposed.at_risk is None else Fraction(exposed.at_risk, max(1, slack))


def _risk(at_risk: int | None, french: bool) -> Value:
    return ("sans borne" if french else "no bound") if at_risk is None else Count(at_risk)


def _fate(slack: int, exposed: Exposure | None, french: bool) -> str:
    if slack <= 0:
        return "non remplie" if french else "does not hold"
    if exposed is None:
        return "remplie" if french else "holds"
    if exposed.safe:
        return "tient quoi qu'il arrive" if french else "holds whatever comes"
    return "peut tomber" if french else "could fail"


def _open(canvass: Canvass, result: ContestResult, names: Names, most: int) -> Table | None:
    if result.verdict is None or result.outcome is None:
        return None
    alone = len(result.outcome.branches) == 1
    return open_table(canvass, result, names, most, alone=alone)


def _outcome(result: ContestResult, own: Mapping[str, str], language: Language) -> str:
    """What is decided; while it is not settled and not proclaimed, as it stands."""
    if result.outcome is None:
        return ""
    said = say_outcome(result.outcome, own, language)
    held = result.status in (Status.PROCLAIMED, Status.CORRECTED) or result.outcome.lots is not None
    if held or (result.verdict is not None and result.verdict.settled and result.status is not Status.FROZEN):
        return said
    return ("En l'état : " if language == "fr" else "As it stands, ") + said[:1].lower() + said[1:]


def _decisive(verdict: Verdict | None, outcome: Outcome | None, names: Names) -> str:
    if verdict is None or not len(verdict.open):
        return ""
    if verdict.settled is None:
        return say_break_even(verdict.break_even_roll, names.language)
    alone = _deciding_alone(verdict, outcome, names)
    if len(alone) > 1:
        return say_each_decides(", ".join(alone), names.language)
    return say_decisive(len(verdict.decisive), decisive_names(verdict, names), names.language)


def _deciding_alone(verdict: Verdict, outcome: Outcome | None, names: Names) -> list[str]:
    """The matters that could each change the outcome by themselves, some of them where there are many."""
    if len(verdict.decisive) != 1 or outcome is None or len(outcome.branches) != 1:
        return []
    alone = (one for one in islice(verdict.open, MOST_OPEN) if one.leverage is not None and one.leverage >= 1)
    return [matter_name(one.matter, names) for one in alone]
