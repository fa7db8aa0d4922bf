"""What is said of a petition's sample: its plan, its draw, what it decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from recolement.words.numbers import Language


@dataclass(frozen=True, slots=True)
class InitiativeWords:
    """The sentences of the commands about a petition."""

    plan: str
    why: str
    full: str
    before: str
    drawn: str
    first: str
    estimate: str
    sufficient: str
    insufficient: str
    full_check: str
    impossible: str
    risk_out: str
    share_out: str
    not_share: str
    found_out: str
    seed_bytes: str


INITIATIVE_WORDS: Final[Mapping[Language, InitiativeWords]] = {
    "fr": InitiativeWords(
        plan=(
            "{signatures} signatures déposées, {needed} nécessaires : en contrôler {drawn}, tirées au sort. "
            "L'initiative est déclarée suffisante si {void} au plus sont nulles et {repeats} au plus "
            "répètent une autre signature de l'échantillon."
        ),
        why=(
            "Si elle n'avait pas assez de signatures, elle passerait quand même dans {risk} des tirages au "
            "plus : il faudrait {bar} nulles au moins, ou {hidden} répétées au moins, et l'échantillon "
            "les montrerait."
        ),
        full="Aucun échantillon ne suffirait : contrôler les {signatures} signatures.",
        before="Publiez ce plan avant que la graine soit connue.",
        drawn="{drawn} signatures à contrôler, par leur numéro, tirées de la graine {seed}.",
        first="Les premières : {some}",
        estimate="Estimation : {valid} signatures comptent, pour {needed} nécessaires.",
        sufficient=(
            "Suffisante : l'échantillon montre {void} nulles et {repeats} répétées, dans les limites du plan."
        ),
        insufficient="Insuffisante : toutes contrôlées, il en reste {counted} pour {needed} nécessaires.",
        full_check=(
            "L'échantillon ne permet pas de conclure ({void} nulles et {repeats} répétées ; le plan en "
            "admettait {void_allowed} et {repeats_allowed}) : contrôler toutes les signatures."
        ),
        impossible="Il faut au moins une signature nécessaire, et pas plus que de signatures déposées.",
        risk_out="Le risque est une part entre 0 et 1, l'un et l'autre exclus : « 5 % » ou « 1/20 ».",
        share_out="Une part attendue va de 0 à 1 : « 10 % » ou « 1/10 ».",
        not_share="« {found} » n'est pas une part : écrivez « 5 % » ou « 1/20 ».",
        found_out="L'échantillon a {drawn} signatures : il ne peut pas en montrer autant.",
        seed_bytes="La graine n'est pas un texte en UTF-8 : écrivez-la en lettres et en chiffres.",
    ),
    "en": InitiativeWords(
        plan=(
            "{signatures} signatures handed in, {needed} needed: check {drawn} of them, drawn by lot. The "
            "initiative is declared sufficient if at most {void} are void and at most {repeats} repeat "
            "another signature of the sample."
        ),
        why=(
            "If it did not have enough signatures, it would still pass in at most {risk} of all draws: it "
            "would need {bar} void ones or more, or {hidden} repeated or more, and the sample would show "
            "them."
        ),
        full="No sample would do: check all {signatures} signatures.",
        before="Publish this plan before the seed is known.",
        drawn="{drawn} signatures to check, by their number, drawn from the seed {seed}.",
        first="The first: {some}",
        estimate="Estimate: {valid} signatures count, of {needed} needed.",
        sufficient="Sufficient: the sample shows {void} void and {repeats} repeated, within the plan.",
        insufficient="Insufficient: all were checked, {counted} are left of {needed} needed.",
        full_check=(
            "The sample does not decide ({void} void and {repeats} repeated; the plan allowed "
            "{void_allowed} and {repeats_allowed}): check every signature."
        ),
        impossible="At least one signature must be needed, and no more than were handed in.",
        risk_out="A risk is a share between 0 and 1, both left out: “5 %” or “1/20”.",
        share_out="An expected share goes from 0 to 1: “10 %” or “1/10”.",
        not_share="“{found}” is not a share: write “5 %” or “1/20”.",
        found_out="The sample has {drawn} signatures: it cannot show so many.",
        seed_bytes="The seed is no UTF-8 text: write it in letters and digits.",
    ),
}


def say_risk(risk: Fraction, language: Language) -> str:
    """A risk as people say it: one in so many where it is, else a percentage.

    >>> say_risk(Fraction(1, 20), "en"), say_risk(Fraction(3, 100), "fr")
    ('1/20', '3 %')
    """
    if risk.numerator == 1:
        return f"1/{risk.denominator}"
    percent = f"{float(risk * 100):g}"
    return f"{percent.replace('.', ',')} %" if language == "fr" else f"{percent} %"
