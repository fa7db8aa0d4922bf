"""What is open, in tables: each matter with what it could take, and what each possible ruling would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from recolement.canvass import Canvass, ContestResult
from recolement.canvass.effects import Effect, effects
from recolement.canvass.verdict import OpenMatter, Verdict
from recolement.model.folder import BallotFolder
from recolement.model.ids import ContestId
from recolement.model.matters import Matter, Reason
from recolement.model.results import Assertion
from recolement.publication.report import Count, Share, Table, Value
from recolement.words.claims import say_claim, say_outcome
from recolement.words.naming import Names
from recolement.words.numbers import UNKNOWN, Language, count
from recolement.words.plain import LONGEST, shown
from recolement.words.verdict import reason_label, ruling_label

UNITS_NAMED = 3
RULED_UPON = 6
"""Matters whose rulings are worked out: those that could do most."""
RULINGS_SHOWN = 8


def matter_name(matter: Matter, names: Names) -> str:
    """A matter of one unit by its unit, any other by its id."""
    id: str = matter.id
    if len(matter.units) == 1 and id.removeprefix("finding:") == str(matter.units[0]):
        return names.unit(matter.units[0])
    return shown(id, LONGEST)


def why_open(matter: Matter, folder: BallotFolder, contest: str, round_: int, language: Language) -> str:
    """Why a matter is open; of a missing sheet, whether it was sent back to its section."""
    key = ContestId(contest), round_
    sent_back = matter.reason is Reason.MISSING and all(
        (unit, *key) in folder.returned for unit in matter.units
    )
    return reason_label(matter.reason, language, returned=sent_back)


def open_table(
    canvass: Canvass, result: ContestResult, names: Names, most: int, *, alone: bool = True
) -> Table | None:
    """The open matters, those that could do most first.

    ``alone``: one condition that fails is enough for another outcome (there is one branch), so that a matter
    which takes the whole of a slack decides alone.
    """
    verdict, contest = result.verdict, result.contest
    total = 0 if verdict is None else len(verdict.open)
    if verdict is None or not total:
        return None
    french = names.language == "fr"
    claims: dict[int, str] = {}
    rows: list[tuple[Value, ...]] = []
    for one in islice(verdict.open, most):
        rows.append(
            (
                matter_name(one.matter, names),
                why_open(one.matter, canvass.folder, contest, result.round, names.language),
                _units(one.matter, names),
                _worst(one, names),
                _leverage(one, names, alone=alone),
                _claim(one.on, contest, names, claims),
            )
        )
    columns: tuple[str, ...] = (
        ("Affaire", "Pourquoi", "Unités", "Peut ôter", "Part de la marge", "À la condition")
        if french
        else ("Matter", "Why", "Units", "Could take", "Share of what is to spare", "From the condition")
    )
    note = ""
    if len({row[-1] for row in rows}) == 1:  # one condition: said once, under the table
        columns, rows, claim = columns[:-1], [row[:-1] for row in rows], rows[0][-1]
        if claim != UNKNOWN:
            note = f"À la condition : {claim}." if french else f"From the condition: {claim}."
    title = f"En suspens ({count(total, 'fr')})" if french else f"Open ({count(total, 'en')})"
    return Table(title, columns, tuple(rows), note, left_out=total - len(rows))


def _units(matter: Matter, names: Names) -> str:
    named = [names.place(unit) for unit in matter.units[:UNITS_NAMED]]
    more = len(matter.units) - UNITS_NAMED
    return ", ".join(named) + (f"… (+ {count(more, names.language)})" if more > 0 else "")


def _worst(one: OpenMatter, names: Names) -> Value:
    if one.worst_case is not None:
        return Count(one.worst_case)
    if one.break_even_roll is not None:
        roll = count(one.break_even_roll, names.language)
        return f"sans borne (dès {roll} inscrits)" if names.language == "fr" else f"no bound (from {roll} on)"
    return UNKNOWN


def _leverage(one: OpenMatter, names: Names, *, alone: bool) -> Value:
    """The share of the slack; from the whole of it on, in words."""
    if one.leverage is None:
        return UNKNOWN
    if one.leverage >= 1:
        if alone:
            return "décide seule" if names.language == "fr" else "decides alone"
        return "toute la marge" if names.language == "fr" else "all of it"
    return Share(one.leverage.numerator, one.leverage.denominator)


def _claim(on: Assertion | None, contest: str, names: Names, said: dict[int, str]) -> str:
    if on is None:
        return UNKNOWN
    if id(on) not in said:
        said[id(on)] = say_claim(on.claim, names.options(contest), names.language)
    return said[id(on)]


def effects_table(canvass: Canvass, result: ContestResult, names: Names) -> Table | None:
    """For the matters somebody may rule upon: each possible ruling, slack and outcome after it."""
    verdict, totals = result.verdict, result.totals
    if verdict is None or totals is None or verdict.lead is None:
        return None
    asked = [
        one.matter for one in islice(verdict.open, 4 * RULED_UPON) if one.matter.reason is not Reason.MISSING
    ]
    running = canvass.count(result.contest, result.round, result.unit)
    rows: list[tuple[Value, ...]] = []
    for matter in asked[:RULED_UPON]:
        for effect in effects(matter, totals, running.decide)[:RULINGS_SHOWN]:
            rows.append(
                (matter_name(matter, names), *_effect(effect, verdict.lead.assertion, result.contest, names))
            )
    if not rows:
        return None
    french = names.language == "fr"
    claim = say_claim(verdict.lead.assertion.claim, names.options(result.contest), names.language)
    columns = (
        ("Affaire", "Décision", "Marge avant", "Marge après", "Issue")
        if french
        else ("Matter", "Ruling", "To spare before", "To spare after", "Outcome")
    )
    note = f"Marge de la condition : {claim}." if french else f"To spare for the condition: {claim}."
    title = "Effet de chaque décision possible" if french else "Effect of each possible ruling"
    return Table(title, columns, tuple(rows), note, grouped=True)


def _effect(effect: Effect, on: Assertion, contest: str, names: Names) -> tuple[Value, ...]:
    french = names.language == "fr"
    change = next((one for one in effect.slacks if one.assertion == on), None)
    if effect.outcome is None:
        after = "selon le recomptage, au pire" if french else "by the recount, at worst"
    else:
        after = "inchangée" if french else "the same"
        if effect.changes:
            said = say_outcome(effect.outcome, names.options(contest), names.language)
            after = f"change : {said}" if french else f"changes: {said}"
    return (
        ruling_label(effect.ruling, names.language),
        Count(None if change is None else change.before),
        Count(None if change is None else change.after),
        after,
    )


def decisive_names(verdict: Verdict, names: Names) -> str:
    """The matters of the decisive set, named, a few of them if there are many."""
    chosen: Sequence[str] = verdict.decisive
    known: Mapping[str, Matter] = {one.matter.id: one.matter for one in islice(verdict.open, 1000)}
    named = [
        matter_name(known[matter], names) if matter in known else names.unit(matter) for matter in chosen[:10]
    ]
    more = len(chosen) - len(named)
    return ", ".join(named) + (f"… (+ {count(more, names.language)})" if more else "")
