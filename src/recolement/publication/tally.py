"""The result as JSON, ``recolement-tally/1`` (FORMAT): the contract with other programs.

Claims are said in English unless a language is asked for; codes and figures are the same in both.
Leverages and shares are decimal numbers, for reading; everything decided is an exact integer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from recolement.canvass import Canvass, ContestResult
from recolement.canvass.verdict import OpenMatter
from recolement.model.findings import Figure, Finding
from recolement.model.results import Assertion, Outcome, OutcomeKind
from recolement.words import Language
from recolement.words.claims import say_claim

FORMAT = "recolement-tally/1"


def tally_json(
    canvass: Canvass, results: Iterable[ContestResult] | None = None, *, language: Language = "en"
) -> dict[str, Any]:
    """The whole tally. ``results``: the entries to give, in order; all scope units when left out."""
    chosen = canvass.results if results is None else tuple(results)
    return {
        "format": FORMAT,
        "title": canvass.folder.ballot.title,
        "contests": [result_json(canvass, result, language) for result in chosen],
        "findings": [finding_json(finding) for finding in canvass.findings],
    }


def names_of(canvass: Canvass, contest: str) -> Mapping[str, str]:
    """The names by which a contest's options are said."""
    for candidate in canvass.folder.ballot.contests:
        if candidate.id == contest:
            return {option.id: option.name for option in candidate.options}
    raise KeyError(contest)


def result_json(canvass: Canvass, result: ContestResult, language: Language = "en") -> dict[str, Any]:
    """One entry of ``contests``.

    Where units weigh mandates, ``mandates`` gives those of each option, and ``scale`` how many units of
    slack, worst case and totals one mandate is.
    """
    figures, coverage, verdict = result.figures, result.coverage, result.verdict
    names = names_of(canvass, result.contest)
    decided = result.totals is not None
    said = {
        "contest": result.contest,
        "round": result.round,
        "unit": result.unit,
        "level": result.level,
        "registered": figures.registered,
        "signatures": figures.signatures,
        "in_box": figures.in_box,
        "voters": figures.voters,
        "blank": figures.blank,
        "null": figures.null,
        "blank_null": figures.blank_null,
        "valid": figures.valid,
        "votes": dict(figures.votes),
        "coverage": {
            "expected": coverage.expected,
            "received": coverage.received,
            "no_vote": list(coverage.no_vote),
            "missing": list(coverage.missing),
            "registered_expected": coverage.registered_expected,
            "registered_received": coverage.registered_received,
        },
        "status": result.status.value,
        "outcome": None if result.outcome is None else outcome_json(result.outcome),
        "branches": branches_json(result, names, language) if decided else None,
        "margin": None if verdict is None else verdict.margin,
        "settled": None if verdict is None else verdict.settled,
        "open": _open(result, names, language) if decided else None,
        "decisive": (list(verdict.decisive) if verdict else []) if decided else None,
        "decisive_units": (list(verdict.decisive_units) if verdict else []) if decided else None,
    }
    weighed = canvass.folder.ballot.contest(result.contest).rulebook.mandates is not None
    if result.totals is not None and weighed:
        parts = zip(figures.votes, result.totals, strict=False)
        said["mandates"] = {option: _mandates(Fraction(part, result.scale)) for option, part in parts}
        said["scale"] = result.scale
    return said


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """What is decided; a tie adds who is equal, for how many places, and what must answer."""
    said: dict[str, Any] = {
        "kind": outcome.kind.value,
        "options": list(outcome.options),
        "seats": None if outcome.seats is None else dict(outcome.seats),
        "exact": outcome.exact,
    }
    if outcome.kind is OutcomeKind.LOTS_NEEDED and outcome.lots is not None:
        lots = outcome.lots
        said["lots"] = {"options": list(lots.options), "places": lots.places, "by": lots.by}
    return said


def branches_json(
    result: ContestResult, names: Mapping[str, str], language: Language
) -> list[dict[str, Any]]:
    if result.outcome is None or result.totals is None:
        return []
    totals = result.totals
    return [
        {
            "holds": branch.holds(totals),
            "assertions": [
                {"claim": say_claim(assertion.claim, names, language), "slack": assertion.slack(totals)}
                for assertion in branch.assertions
            ],
        }
        for branch in result.outcome.branches
    ]


def _open(result: ContestResult, names: Mapping[str, str], language: Language) -> list[dict[str, Any]]:
    if result.verdict is None:
        return []
    said: dict[int, str] = {}  # by identity: thousands of matters speak of the same few assertions

    def claim(assertion: Assertion | None) -> str | None:
        if assertion is None:
            return None
        if id(assertion) not in said:
            said[id(assertion)] = say_claim(assertion.claim, names, language)
        return said[id(assertion)]

    return [_matter(matter, claim(matter.on)) for matter in result.verdict.open]


def _mandates(number: Fraction) -> int | float:
    return number.numerator if number.denominator == 1 else float(number)


def _matter(matter: OpenMatter, on: str | None) -> dict[str, Any]:
    return {
        "matter": matter.matter.id,
        "reason": matter.matter.reason.value,
        "units": list(matter.matter.units),
        "worst_case": matter.worst_case,
        "on": on,
        "leverage": None if matter.leverage is None else float(matter.leverage),
        "break_even_roll": matter.break_even_roll,
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    """One entry of ``findings``; shares are written as numbers, counts as integers."""
    said: dict[str, Any] = {
        "code": finding.code,
        "severity": finding.severity.value,
        "unit": finding.unit,
        "contest": finding.contest,
        "round": finding.round,
        "fields": list(finding.fields),
        "expected": _number(finding.expected),
        "found": _number(finding.found),
        "difference": _number(finding.difference),
    }
    if finding.acknowledged is not None:
        said["acknowledged"] = finding.acknowledged
    if finding.facts:
        said["facts"] = {name: _number(value) for name, value in finding.facts.items()}
    return said


def _number(figure: Figure) -> int | float | str | None:
    return round(float(figure), 6) if isinstance(figure, Fraction) else figure
