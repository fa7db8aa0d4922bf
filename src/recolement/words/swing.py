"""What is said with a swing: its table, its arithmetic, what it leaves out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from recolement.words.numbers import UNKNOWN, Language, count
from recolement.words.plain import shown


@dataclass(frozen=True, slots=True)
class SwingWords:
    """The headings and sentences of a swing."""

    title: str
    option: str
    change: str
    arithmetic: str
    by_area: str
    compared: str
    unmatched: str
    not_both: str
    made: str
    map_of: str
    map_how: str
    map_unmatched: str


SWING_WORDS: Final[Mapping[Language, SwingWords]] = {
    "fr": SwingWords(
        title="D'un vote à l'autre",
        option="Choix",
        change="Évolution, en points",
        arithmetic="{after} ({votes_after} sur {valid_after}) − {before} ({votes_before} sur {valid_before})",
        by_area="Par zone, en points",
        compared="Parts des suffrages exprimés, dans les {units} unités comptées les deux fois.",
        unmatched="Unités laissées de côté, car présentes d'un seul côté : {number} ({some}).",
        not_both="Ne se présentait pas aux deux votes : pas d'évolution.",
        made="Page faite par Récolement à partir des voix de chaque unité.",
        map_of="Où {option} gagne et perd",
        map_how="Bleu plein : un gain ; orange rayé : une perte ; plus c'est foncé, plus il est grand. En "
        "pointillés : pas d'évolution. Chaque aire dit ses points.",
        map_unmatched="Aires qui ne sont d'aucune unité comparée : {codes}.",
    ),
    "en": SwingWords(
        title="From one vote to the other",
        option="Option",
        change="Change, in points",
        arithmetic="{after} ({votes_after} of {valid_after}) − {before} ({votes_before} of {valid_before})",
        by_area="By area, in points",
        compared="Shares of the valid votes, in the {units} units counted both times.",
        unmatched="Units left out, as found on one side only: {number} ({some}).",
        not_both="Did not stand both times: no change.",
        made="Page made by Récolement from the votes of each unit.",
        map_of="Where {option} gained and lost",
        map_how="Plain blue: a gain; striped orange: a loss; the darker, the larger. Dashed: no change. "
        "Every area says its points.",
        map_unmatched="Areas of no unit that was compared: {codes}.",
    ),
}
NAMED = 5


def say_points(points: Fraction | None, language: Language, *, signed: bool = True) -> str:
    """Hundredths of a point, rounded half up away from zero; a dash where there is none.

    >>> say_points(Fraction(1337, 100), "fr"), say_points(Fraction(-1, 8), "en"), say_points(None, "en")
    ('+13,37', '\\u22120.13', '—')
    """
    if points is None:
        return UNKNOWN
    hundredths = (abs(points.numerator) * 200 + points.denominator) // (2 * points.denominator)
    sign = "" if not hundredths else "\N{MINUS SIGN}" if points < 0 else "+" if signed else ""
    mark = "," if language == "fr" else "."
    return f"{sign}{hundredths // 100}{mark}{hundredths % 100:02d}"


def say_unmatched(unmatched: Sequence[str], language: Language) -> str:
    """How many units were left out, and the first of them."""
    some = ", ".join(shown(unit, 40) for unit in unmatched[:NAMED])
    more = "…" if len(unmatched) > NAMED else ""
    return SWING_WORDS[language].unmatched.format(
        number=count(len(unmatched), language), some=f"{some}{more}"
    )
