"""What an assertion claims, what a step says and what an outcome is, in French and in English.

The facts ``option``, ``winner`` and ``loser`` are option ids and are replaced by ``names``; an id without
a name is written as it is. Facts ending in ``_seat`` are ranks; ``numerator``/``denominator`` of a
``base`` make a share; other numbers are counts. A name is data: whatever it holds is written as it is.

>>> names = {"aubry": "Martine Aubry", "royal": "Ségolène Royal"}
>>> claim = Claim("more_votes", {"winner": "aubry", "loser": "royal"})
>>> say_claim(claim, names, "en")
'Martine Aubry has more votes than Ségolène Royal'
>>> say_claim(claim, names, "fr")
'Martine Aubry a plus de voix que Ségolène Royal'
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from recolement.model.results import Claim, LotsNeeded, Outcome, OutcomeKind, Step
from recolement.words.numbers import Language, count

OPTION_FACTS = ("option", "winner", "loser")
"""The facts that are option ids."""

_CLAIMS: Mapping[str, tuple[str, str]] = {
    "more_votes": (
        "{winner} a plus de voix que {loser}",
        "{winner} has more votes than {loser}",
    ),
    "as_many_votes": (
        "{winner} a au moins autant de voix que {loser} (et l'emporte à égalité)",
        "{winner} has at least as many votes as {loser} (and is preferred in a tie)",
    ),
    "more_than_share": (
        "{option} a plus {of_share} des {base}",
        "{option} has more than {share} of the {base}",
    ),
    "at_least_share": (
        "{option} a au moins {share} des {base}",
        "{option} has at least {share} of the {base}",
    ),
    "at_most_share": (
        "{option} n'a pas plus {of_share} des {base}",
        "{option} has no more than {share} of the {base}",
    ),
    "less_than_share": (
        "{option} a moins {of_share} des {base}",
        "{option} has less than {share} of the {base}",
    ),
    "quorum_reached": (
        "les bulletins trouvés dans l'urne atteignent {share} des {base}",
        "the papers in the box reach {share} of the {base}",
    ),
    "quorum_missed": (
        "les bulletins trouvés dans l'urne n'atteignent pas {share} des {base}",
        "the papers in the box do not reach {share} of the {base}",
    ),
    "some_vote": ("au moins une voix s'est portée sur un choix", "at least one vote was cast for an option"),
    "no_vote": ("aucune voix ne s'est portée sur un choix", "no vote was cast for any option"),
    "has_votes": ("{option} a au moins une voix", "{option} has at least one vote"),
    "has_no_votes": ("{option} n'a aucune voix", "{option} has no votes"),
    "average_exceeds": (
        "la {winner_seat} moyenne de {winner} dépasse la {loser_seat} de {loser}",
        "{winner}'s {winner_seat} average exceeds {loser}'s {loser_seat}",
    ),
    "average_reaches": (
        "la {winner_seat} moyenne de {winner} atteint la {loser_seat} de {loser} (et l'emporte à égalité)",
        "{winner}'s {winner_seat} average reaches {loser}'s {loser_seat} (and is preferred in a tie)",
    ),
    "remainder_exceeds": (
        "au quotient ou au reste, {winner} passe avant {loser} "
        "(son siège n° {winner_place} avant le n° {loser_place})",
        "by quota or remainder, {winner}'s {winner_seat} seat comes before {loser}'s {loser_seat}",
    ),
    "remainder_reaches": (
        "au quotient ou au reste, {winner} ne passe pas après {loser} "
        "(son siège n° {winner_place}, le n° {loser_place} ; à égalité il l'emporte)",
        "by quota or remainder, {winner}'s {winner_seat} seat does not come after {loser}'s {loser_seat} "
        "(and is preferred in a tie)",
    ),
    "fewer_quotas": (
        "{option} a moins de {quotas} quotients entiers (suffrages exprimés divisés par {divisor})",
        "{option} has fewer than {quotas} whole quotas (valid votes divided by {divisor})",
    ),
    "at_least_quotas": (
        "{option} a au moins {quotas} quotients entiers (suffrages exprimés divisés par {divisor})",
        "{option} has at least {quotas} whole quotas (valid votes divided by {divisor})",
    ),
    "quota_at_least": (
        "il y a au moins {votes} suffrages exprimés (quotient d'au moins {quota})",
        "there are at least {votes} valid votes (a quota of at least {quota})",
    ),
    "quota_at_most": (
        "il y a au plus {votes} suffrages exprimés (quotient d'au plus {quota})",
        "there are at most {votes} valid votes (a quota of at most {quota})",
    ),
}
"""Per code of a claim: French, English."""

_STEPS: Mapping[str, tuple[str, str]] = {
    "plurality": (
        "À la majorité relative, sièges à pourvoir : {seats}.",
        "By plurality, seats to fill: {seats}.",
    ),
    "ahead": (
        "{winner} a {winner_votes} voix et {loser} {loser_votes} : différence {difference}.",
        "{winner} has {winner_votes} votes and {loser} {loser_votes}: a difference of {difference}.",
    ),
    "preferred": (
        "{winner} et {loser} ont {winner_votes} voix : la règle d'égalité préfère {winner}.",
        "{winner} and {loser} have {winner_votes} votes: the tie rule prefers {winner}.",
    ),
    "elected": (
        "{option}, en tête avec {votes} voix, l'emporte.",
        "{option}, first with {votes} votes, wins.",
    ),
    "bar_exceeded": (
        "Plus {of_share} des {base_votes} {base}, c'est {needed} voix.",
        "More than {share} of the {base_votes} {base} is {needed} votes.",
    ),
    "bar_reached": (
        "Au moins {share} des {base_votes} {base}, c'est {needed} voix.",
        "At least {share} of the {base_votes} {base} is {needed} votes.",
    ),
    "nobody_elected": (
        "Personne ne l'atteint : {option}, en tête, a {votes} voix.",
        "Nobody gets there: {option}, who leads, has {votes} votes.",
    ),
    "no_majority": (
        "Ce qui suit, selon le règlement : {follows}",
        "What follows, says the rulebook: {follows}",
    ),
    "nobody_eligible": (
        "Aucune liste n'atteint le seuil. Ce qui suit, selon le règlement : {follows}",
        "No list reaches the threshold. What follows, says the rulebook: {follows}",
    ),
    "withdrew": ("{option} se retire.", "{option} withdrew."),
    "may_stand": ("{option} peut se présenter ({votes} voix).", "{option} may stand ({votes} votes)."),
    "may_join": (
        "{option} peut rejoindre une liste qui se maintient ({votes} voix).",
        "{option} may join a list that stands ({votes} votes).",
    ),
    "fewer_than_two": (
        "Options qui atteignent ce seuil : {reaching} ; les deux premières peuvent se présenter.",
        "Options that reach it: {reaching}; the top two may stand.",
    ),
    "votes": ("{option} : {votes} voix.", "{option}: {votes} votes."),
    "quorum_reached": (
        "Quorum de {share} des {base} : {needed} bulletins, atteint avec {papers}.",
        "A quorum of {share} of the {base}: {needed} papers, reached with {papers}.",
    ),
    "quorum_missed": (
        "Quorum de {share} des {base} : {needed} bulletins, manqué avec {papers}.",
        "A quorum of {share} of the {base}: {needed} papers, missed with {papers}.",
    ),
    "adopted": ("La majorité y est : adoption.", "The majority is there: adopted."),
    "rejected": ("Les conditions ne sont pas réunies : rejet.", "The conditions are not met: rejected."),
    "highest_averages": (
        "Sièges à répartir à la plus forte moyenne ({divisor}) : {seats}.",
        "Seats to share by highest averages ({divisor}): {seats}.",
    ),
    "largest_remainder": (
        "Sièges à répartir aux plus forts restes (quotient {quota}) : {seats}.",
        "Seats to share by largest remainders ({quota} quota): {seats}.",
    ),
    "quota": (
        "Le quotient est {numerator} divisé par {denominator}.",
        "The quota is {numerator} divided by {denominator}.",
    ),
    "whole_seats": (
        "{option} : {votes} voix, sièges au quotient : {seats}.",
        "{option}: {votes} votes, seats by whole quotas: {seats}.",
    ),
    "remainder_seat": (
        "{option} : sièges au plus fort reste : {seats}.",
        "{option}: seats by remainder: {seats}.",
    ),
    "overflow": (
        "Ce quotient donnerait {quotas} sièges pour {seats} : le diviseur est diminué de un.",
        "This quota would give out {quotas} seats of {seats}: the divisor is lowered by one.",
    ),
    "below_threshold": (
        "{option} ({votes} voix) est sous le seuil.",
        "{option} ({votes} votes) is below the threshold.",
    ),
    "head_by_plurality": ("La liste en tête reçoit la prime.", "The head list takes the bonus."),
    "bonus": (
        "{option} reçoit la prime, en sièges : {seats}.",
        "{option} takes the bonus, in seats: {seats}.",
    ),
    "seats": ("{option} ({votes} voix), sièges : {seats}.", "{option} ({votes} votes), seats: {seats}."),
    "vacant": ("Sièges vacants, faute de noms : {seats}.", "Seats vacant for want of names: {seats}."),
    "no_vote": ("Aucune voix n'est comptée.", "No vote has been counted."),
    "lots_needed": (
        "Égalité entre {equal} options, places restantes : {places}.",
        "A tie between {equal} options, places left: {places}.",
    ),
}
"""Per code of a step: French, English."""

_BASES: Mapping[str, tuple[str, str]] = {
    "valid": ("suffrages exprimés", "valid votes"),
    "in_box": ("bulletins trouvés dans l'urne", "papers in the box"),
    "registered": ("inscrits", "registered voters"),
}
_SHARES: Mapping[Fraction, tuple[str, str]] = {
    Fraction(1, 2): ("la moitié", "half"),
    Fraction(1, 3): ("un tiers", "a third"),
    Fraction(2, 3): ("deux tiers", "two thirds"),
    Fraction(1, 4): ("un quart", "a quarter"),
    Fraction(3, 4): ("trois quarts", "three quarters"),
    Fraction(3, 5): ("trois cinquièmes", "three fifths"),
    Fraction(1, 8): ("un huitième", "an eighth"),
}
_METHODS: Mapping[str, tuple[str, str]] = {
    "dhondt": ("D'Hondt", "D'Hondt"),
    "sainte_lague": ("Sainte-Laguë", "Sainte-Laguë"),
    "modified_sainte_lague": ("Sainte-Laguë modifiée", "modified Sainte-Laguë"),
    "imperiali": ("Imperiali", "Imperiali"),
    "hare": ("de Hare", "Hare"),
    "hagenbach_bischoff": ("de Hagenbach-Bischoff", "Hagenbach-Bischoff"),
    "droop": ("de Droop", "Droop"),
}


def say_claim(claim: Claim, names: Mapping[str, str], language: Language) -> str:
    """The sentence of an assertion, without a full stop; ``KeyError`` for a code that has none."""
    return _say(_CLAIMS, claim.code, claim.facts, names, language)


def say_step(step: Step, names: Mapping[str, str], language: Language) -> str:
    """One step of the reasoning; its ``source`` is left to the door, which shows it beside."""
    if step.code in ("no_majority", "nobody_eligible") and not step.facts["follows"]:
        silent = ("Le règlement ne dit pas ce qui suit.", "The rulebook does not say what follows.")
        return silent[language == "en"]
    return _say(_STEPS, step.code, step.facts, names, language)


def say_outcome(outcome: Outcome, names: Mapping[str, str], language: Language) -> str:
    """What the proclamation says, in one sentence.

    >>> elected = Outcome(OutcomeKind.ELECTED, ("aubry",))
    >>> say_outcome(elected, {"aubry": "Martine Aubry"}, "en")
    'Elected: Martine Aubry.'
    """
    english = language == "en"
    chosen = _joined([names.get(option, option) for option in outcome.options], language)
    if outcome.lots is not None:
        return _say_lots(outcome.lots, chosen, language)
    if outcome.kind is OutcomeKind.SEATS:
        seats = [
            f"{names.get(option, option)} {count(number, language)}"
            for option, number in (outcome.seats or {}).items()
            if number
        ]
        return f"Seats: {', '.join(seats)}." if english else f"Sièges : {', '.join(seats)}."
    sentences = {
        OutcomeKind.ELECTED: (f"Élection de {chosen}.", f"Elected: {chosen}."),
        OutcomeKind.RUNOFF: (
            f"Second tour, peuvent se présenter : {chosen}.",
            f"Runoff, who may stand: {chosen}.",
        ),
        OutcomeKind.ADOPTED: ("Adoption.", "Adopted."),
        OutcomeKind.REJECTED: ("Rejet.", "Rejected."),
        OutcomeKind.NO_MAJORITY: ("Personne n'atteint la majorité requise.", "Nobody reaches the majority."),
        OutcomeKind.NO_VOTES: ("Aucune voix n'est comptée.", "No vote has been counted."),
    }
    sentence = sentences[outcome.kind][english]
    return sentence if english else elided(sentence)


def _say_lots(lots: LotsNeeded, equal: str, language: Language) -> str:
    """A tie that crosses the line, and what would break it."""
    places = count(lots.places, language)
    what = {
        "lot": ("un tirage au sort est nécessaire", "lots must be drawn"),
        "age": ("il manque les dates de naissance", "the dates of birth are needed"),
        "seniority": ("il manque les dates d'adhésion", "the dates of membership are needed"),
    }[lots.by]
    if language == "en":
        return f"Tie between {equal}, places left: {places}; {what[1]}."
    return f"Égalité entre {equal}, places restantes : {places} ; {what[0]}."


def _say(
    sentences: Mapping[str, tuple[str, str]],
    code: str,
    facts: Mapping[str, str | int],
    names: Mapping[str, str],
    language: Language,
) -> str:
    said = {name: _fact(name, fact, names, language) for name, fact in facts.items()}
    said |= {
        f"{role}_place": str(facts[f"{role}_seat"]) for role in ("winner", "loser") if f"{role}_seat" in facts
    }
    if "denominator" in facts and "base" in facts:
        share = Fraction(int(facts["numerator"]), int(facts["denominator"]))
        said["share"] = _share(share, language)
        said["of_share"] = (
            f"d{chr(39)}{said['share']}" if said["share"].startswith("un ") else f"de {said['share']}"
        )
    sentence = sentences[code][language == "en"].format_map(said)
    return sentence if language == "en" else elided(sentence)


_ELISION = re.compile(r"\b([Dd]e|que) (?=[AEÉÈÊIOUYÎÔaeéèêiou])(?!onz|oui\b|un\b|une\b)")


def elided(sentence: str) -> str:
    """French before a vowel: qu'Arnaud, d'Alice.

    >>> elided("Élection de Alice Martin, plus de voix que Arnaud"), elided("quotient de Hare")
    ("Élection d'Alice Martin, plus de voix qu'Arnaud", 'quotient de Hare')
    """
    return _ELISION.sub(lambda found: f"{found[1][:-1]}'", sentence)


def _fact(name: str, fact: str | int, names: Mapping[str, str], language: Language) -> str:
    if isinstance(fact, int):
        return _rank(fact, name, language) if name.endswith("_seat") else count(fact, language)
    if name in OPTION_FACTS:
        return names.get(fact, fact)
    if name == "base":
        return _BASES[fact][language == "en"]
    if name in ("divisor", "quota"):
        return _METHODS[fact][language == "en"]
    return fact


def _share(share: Fraction, language: Language) -> str:
    """A share in words where there is one, else in per cent where that is exact, else as a fraction."""
    if share in _SHARES:
        return _SHARES[share][language == "en"]
    percent = share * 100
    if 10000 % percent.denominator:
        return f"{share.numerator}/{share.denominator}"
    whole, decimals = divmod(percent, 1)
    digits = f"{int(decimals * 10000):04d}".rstrip("0")
    if language == "en":
        return f"{whole}.{digits}%" if digits else f"{whole}%"
    return f"{whole},{digits}\N{NARROW NO-BREAK SPACE}%" if digits else f"{whole}\N{NARROW NO-BREAK SPACE}%"


def _rank(number: int, name: str, language: Language) -> str:
    """1st, 2nd, 3rd, 11th; 1re, 2e."""
    if language == "fr":
        return "1re" if number == 1 else f"{number}e"
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _joined(parts: Sequence[str], language: Language) -> str:
    """``a, b and c``."""
    last = " and " if language == "en" else " et "
    return last.join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))
