"""The verdict in words: where a result stands, whether it is settled, what is open, what could be ruled.

>>> say_verdict("partial", False, "fr", open_units=37, open_registered=4120, lead=(1203, True))
'Pas encore acquis : 37 unités, 4\\u202f120 inscrits en suspens ; avance 1\\u202f203 voix.'
>>> say_verdict("complete", True, "en", open_units=0, open_registered=0, lead=(42, True))
'Settled: nothing is open; lead 42 votes.'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recolement.model.matters import Reason
from recolement.words.findings import papers
from recolement.words.numbers import Language, count

STATUSES: Mapping[str, tuple[str, str]] = {
    "partial": ("provisoire, partiel", "unofficial, partial"),
    "complete": ("provisoire, complet", "unofficial, complete"),
    "frozen": ("gelé", "frozen"),
    "proclaimed": ("proclamé", "proclaimed"),
    "corrected": ("rectifié", "corrected"),
}
"""Where a result stands. *Unofficial* is the word of the standard terms (NIST) for before a proclamation."""

SOLEMN = ("frozen", "proclaimed", "corrected")
"""The statuses that open the verdict's sentence."""

REASONS: Mapping[Reason, tuple[str, str]] = {
    Reason.MISSING: ("procès-verbal manquant", "sheet missing"),
    Reason.ANNULMENT: ("annulation demandée", "annulment sought"),
    Reason.RECOUNT: ("recomptage demandé", "recount sought"),
    Reason.BALLOTS: ("bulletins contestés", "ballots contested"),
    Reason.SWAP: ("voix peut-être interverties", "votes perhaps swapped"),
    Reason.CLAIM: ("nombres contestés", "figures contested"),
    Reason.SET_ASIDE: ("feuille écartée", "sheet set aside"),
    Reason.FINDING: ("constat non résolu", "finding not resolved"),
}
"""Why a matter is open."""
RETURNED = ("procès-verbal renvoyé à la section", "sheet returned to the section")
"""Why, of a missing sheet that its section had sent."""

RULINGS: Mapping[str, tuple[str, str]] = {
    "uphold": ("laisser en l'état", "leave as it is"),
    "annul": ("annuler le procès-verbal", "annul the sheet"),
    "correct": ("rectifier", "correct"),
    "add": ("ajouter la feuille", "add the sheet"),
    "recount": ("recompter", "recount"),
    "ballots": ("trancher les bulletins contestés", "rule on the contested ballots"),
    "arrive": ("la feuille arrive", "the sheet comes in"),
}
"""What may be decided of a matter. To *uphold* would be understood of the dispute as well as of the sheet."""


def status_label(status: str, language: Language) -> str:
    """Where a result stands."""
    return STATUSES[status][language == "en"]


def reason_label(reason: Reason, language: Language, *, returned: bool = False) -> str:
    """Why a matter is open; a missing sheet may have been ``returned``: it came in, and was sent back."""
    both = RETURNED if returned and reason is Reason.MISSING else REASONS[reason]
    return both[language == "en"]


def ruling_label(ruling: str, language: Language) -> str:
    """What may be decided; several decisions at once are joined as they are written (``annul+correct``)."""
    words = (RULINGS.get(part, (part, part))[language == "en"] for part in ruling.split("+"))
    return " + ".join(words)


def say_verdict(
    status: str,
    settled: bool | None,
    language: Language,
    *,
    open_units: int,
    open_registered: int,
    unknown_rolls: int = 0,
    papers: bool = False,
    lead: tuple[int, bool] | None = None,
    exact: bool = True,
    lots: bool = False,
    votes: bool = True,
) -> str:
    """The sentence of the verdict strip.

    ``papers``: of some open sheets only the papers are known, and not the roll. ``lead``: the slack of the
    condition that the open matters threaten most, and whether it is a lead in votes. ``lots``: a tie waits
    for a draw. ``votes``: somebody has cast one. ``exact``: without it, a verdict that is not settled means:
    not proved settled.
    """
    french = language == "fr"
    state = _state(settled, french, exact=exact, lots=lots, votes=votes)
    if status in SOLEMN:
        word = status_label(status, language)
        state = f"{word} ; {state}" if french else f"{word}; {state}"
    tail = []
    if votes and not lots:
        tail.append(_open(open_units, open_registered, unknown_rolls, papers, language))
    if lead is not None:
        slack, in_votes = lead
        said = count(slack, language)
        unit = "voix" if french else "vote" if slack == 1 else "votes"
        if in_votes:
            tail.append(f"{'avance' if french else 'lead'} {said} {unit}")
        else:
            tail.append(f"marge {said}" if french else f"{said} to spare")
    colon, semicolon = (" : ", " ; ") if french else (": ", "; ")
    sentence = state + (colon + semicolon.join(tail) if tail else "") + "."
    return sentence[:1].upper() + sentence[1:]


def _state(settled: bool | None, french: bool, *, exact: bool, lots: bool, votes: bool) -> str:
    if not votes:
        return "aucune voix n'est comptée" if french else "no vote has been counted"
    if lots:
        return "égalité, tirage à faire" if french else "a tie, lots to be drawn"
    if settled is None:
        return "on ne peut pas encore dire si c'est acquis" if french else "not yet to be called settled"
    if settled:
        return "acquis" if french else "settled"
    if exact:
        return "pas encore acquis" if french else "not yet settled"
    return "pas démontré acquis" if french else "not proved settled"


def _open(units: int, registered: int, unknown: int, papers: bool, language: Language) -> str:
    """Thirty-seven units, 4,120 registered voters open; whose rolls are not known is said."""
    french = language == "fr"
    if not units:
        return "rien n'est en suspens" if french else "nothing is open"
    number = count(units, language)
    said = f"{number} {'unité' if french else 'unit'}{'' if units == 1 else 's'}"
    if registered:
        voters = ("inscrits", "registered")[not french]
        if papers:
            voters = ("inscrits ou bulletins", "registered or papers")[not french]
        said += f", {count(registered, language)} {voters}"
    said += " en suspens" if french else " open"
    if unknown:
        rolls = count(unknown, language)
        said += f", dont {rolls} sans liste connue" if french else f", {rolls} of them without a known roll"
    return said


def say_to_spare(language: Language) -> str:
    """What the column of slacks is, under the conditions of an outcome."""
    if language == "fr":
        return "Marge : de combien la condition tient ; quand il n'en reste rien, elle tombe."
    return "To spare: by how much the condition holds; once none of it is left, the condition fails."


def say_unknown_votes(options: Sequence[str], language: Language) -> str:
    """Why there is no outcome where some options' votes are on no sheet.

    >>> say_unknown_votes(["Bruno Petit"], "en")
    'No outcome can be said: the votes of Bruno Petit are on no sheet, and unknown is not zero.'
    """
    names = ", ".join(options)
    if language == "fr":
        return (
            f"L'issue ne peut pas être dite : les voix de {names} ne sont sur aucune feuille "
            "(inconnu n'est pas zéro)."
        )
    return f"No outcome can be said: the votes of {names} are on no sheet, and unknown is not zero."


def say_break_even(roll: int | None, language: Language) -> str:
    """From which unknown roll on the outcome could change; empty where none could change it."""
    if roll is None:
        return ""
    said = count(roll, language)
    if language == "fr":
        return f"Dès {said} inscrits dans une unité dont la liste n'est pas connue, l'issue peut changer."
    return f"From {said} registered voters in one unit whose roll is not known, the outcome could change."


def say_margin(margin: int | None, language: Language) -> str:
    """The fewest papers to change; empty where no change of papers alone gives another outcome."""
    if margin is None:
        return ""
    said = papers(margin, language)
    if language == "fr":
        return f"Écart décisif : {said} à changer de choix pour une autre issue."
    return f"Margin: {said} to change for another outcome."


def say_each_decides(names: str, language: Language) -> str:
    """Several matters, each of which could change the outcome by itself."""
    if language == "fr":
        return f"Chacune à elle seule peut changer l'issue : {names}."
    return f"Each could change the outcome alone: {names}."


def say_decisive(matters: int, names: str, language: Language) -> str:
    """A smallest set of matters that can change the outcome; ``names`` are already said."""
    if not matters:
        return (
            "Aucune affaire en suspens ne peut changer l'issue, même toutes ensemble."
            if language == "fr"
            else "No open matter can change the outcome, not even all together."
        )
    if language == "fr":
        return f"Peut changer l'issue {'à elle seule' if matters == 1 else 'ensemble'} : {names}."
    return f"Could change the outcome {'alone' if matters == 1 else 'together'}: {names}."
