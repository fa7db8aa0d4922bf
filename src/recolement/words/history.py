"""What people did, one sentence an act: disputes, rulings, corrections, as a page or a feed tells them.

>>> from datetime import date
>>> from recolement.formats.shorthand import read_shorthand
>>> from recolement.model.acts import Corrected, Target
>>> from recolement.model.ids import UnitId
>>> names = Names(read_shorthand('option B name="Bob"\\nunit Brest\\nsheet Brest B=45'), "en")
>>> act = Corrected(number=1, at=date(2017, 1, 2), field="B", value=44, reason="misread",
...                 target=Target((UnitId("Brest"),)))
>>> say_act(act, names)
'Correction: Bob, 44. Reason: misread'
"""

from __future__ import annotations

from collections.abc import Mapping

from recolement.model.acts import (
    Acknowledged,
    Act,
    Claimed,
    Corrected,
    Disputed,
    Drawn,
    Frozen,
    NoVoteHeld,
    Proclaimed,
    Rallied,
    Referred,
    RollClosed,
    RoundClosed,
    RoundOpened,
    Ruled,
    SetAside,
    Withdrawn,
)
from recolement.words.fields import day
from recolement.words.naming import Names
from recolement.words.numbers import count
from recolement.words.plain import LONGEST, shown
from recolement.words.verdict import ruling_label

LONG_REASON = 600
"""Characters of a reason that a page shows."""
VALUES = 8
"""Figures named in one sentence."""

KINDS: Mapping[type[Act], tuple[str, str]] = {
    RollClosed: ("Liste électorale arrêtée", "Roll closed"),
    RoundOpened: ("Tour ouvert", "Round opened"),
    RoundClosed: ("Tour clos", "Round closed"),
    NoVoteHeld: ("Pas de vote tenu", "No vote held"),
    Corrected: ("Rectification", "Correction"),
    Acknowledged: ("Constat pris en compte", "Finding acknowledged"),
    SetAside: ("Mis à l'écart", "Set aside"),
    Disputed: ("Litige déposé", "Dispute filed"),
    Withdrawn: ("Retrait", "Withdrawal"),
    Frozen: ("Résultat gelé", "Result frozen"),
    Referred: ("Renvoi à l'instance supérieure", "Referred to a higher body"),
    Ruled: ("Décision", "Ruling"),
    Drawn: ("Tirage au sort", "Lots drawn"),
    Rallied: ("Ralliement", "Rally"),
    Proclaimed: ("Proclamation", "Proclamation"),
}
"""What an act is called."""

EVENTS: Mapping[str, tuple[str, str]] = {
    "sheet-recorded/1": ("Procès-verbal enregistré", "Sheet recorded"),
    "entry-recorded/1": ("Saisie enregistrée", "Entry recorded"),
    "sheet-accepted/1": ("Procès-verbal accepté", "Sheet accepted"),
    "sheet-returned/1": ("Renvoyé à la section", "Returned to the section"),
    "figure-published/1": ("Chiffre rendu public", "Figure made public"),
    "figure-corrected/1": ("Rectification", "Correction"),
    "finding-acknowledged/1": ("Constat pris en compte", "Finding acknowledged"),
    "sheet-set-aside/1": ("Mis à l'écart", "Set aside"),
    "dispute-filed/1": ("Litige déposé", "Dispute filed"),
    "dispute-withdrawn/1": ("Retrait", "Withdrawal"),
    "ruling-made/1": ("Décision", "Ruling"),
    "no-vote-held/1": ("Pas de vote tenu", "No vote held"),
    "result-frozen/1": ("Résultat gelé", "Result frozen"),
    "matter-referred/1": ("Renvoi à l'instance supérieure", "Referred to a higher body"),
    "lots-drawn/1": ("Tirage au sort", "Lots drawn"),
    "option-rallied/1": ("Ralliement", "Rally"),
    "result-proclaimed/1": ("Proclamation", "Proclamation"),
    "roll-closed/1": ("Liste électorale arrêtée", "Roll closed"),
    "round-opened/1": ("Tour ouvert", "Round opened"),
    "round-closed/1": ("Tour clos", "Round closed"),
}
"""What a line that speaks of a unit is called."""


def say_event(name: str, names: Names) -> str:
    """What a line of the ledger is called; a name that has no word is said as it is written."""
    return EVENTS[name][names.language == "en"] if name in EVENTS else name


def say_act(act: Act, names: Names) -> str:
    """One act in a sentence, with its reason."""
    kind = KINDS[type(act)][names.language == "en"]
    colon = " : " if names.language == "fr" else ": "
    detail = _detail(act, names)
    reason = shown(_reason(act), LONG_REASON)
    said = f"{kind}{colon}{detail}" if detail else kind
    if not reason:
        return said
    word = "Motif" if names.language == "fr" else "Reason"
    return f"{said}{'' if said.endswith('.') else '.'} {word}{colon}{reason}"


def _reason(act: Act) -> str:
    if isinstance(act, Disputed | Ruled):
        return act.grounds
    return act.reason if isinstance(act, NoVoteHeld | Corrected | Acknowledged | SetAside | Frozen) else ""


def _detail(act: Act, names: Names) -> str:
    french, contest = names.language == "fr", act.target.contest
    match act:
        case Corrected():
            return f"{names.field(contest, act.field)}, {count(act.value, names.language)}"
        case Acknowledged():
            return act.code
        case Disputed():
            return _joined([shown(act.id, LONGEST), claims(act.values, contest, names)])
        case Withdrawn():
            return shown(act.of, LONGEST)
        case Frozen():
            until = "" if act.until is None else day(act.until, names.language)
            said = (f"jusqu'au {until}" if french else f"until {until}") if until else ""
            return _joined([shown(act.id, LONGEST), said])
        case Referred():
            due = "" if act.due is None else day(act.due, names.language)
            said = (f"réponse attendue le {due}" if french else f"due {due}") if due else ""
            return _joined([shown(act.of, LONGEST), shown(act.to, LONGEST), said])
        case Ruled():
            return _joined([ruled(act, names), _votes(act, french), claims(act.values, contest, names)])
        case Drawn():
            return ", ".join(names.option(contest, option) for option in act.order)
        case Rallied():
            option, to = names.option(contest, act.option), names.option(contest, act.to)
            return f"{option} → {to}"
        case Proclaimed():
            return f"version {act.version}"
    return ""


def ruled(act: Ruled, names: Names) -> str:
    """What a ruling decided, and of what."""
    own = {
        "vote_again": ("voter à nouveau", "hold the vote again"),
        "lift": ("lever le gel", "lift the freeze"),
        "uphold": ("ce qui était contesté reste", "what was contested stands"),
    }
    effect = (
        own[act.effect][names.language == "en"]
        if act.effect in own
        else ruling_label(act.effect, names.language)
    )
    return f"{effect} ({shown(act.of, LONGEST)})" if act.of else effect


def _votes(act: Ruled, french: bool) -> str:
    if act.for_ is None or act.against is None:
        return ""
    words = ("pour", "contre", "abstention") if french else ("for", "against", "abstaining")
    given = (act.for_, act.against, act.abstaining or 0)
    return ", ".join(f"{number} {word}" for number, word in zip(given, words, strict=True))


def claims(values: tuple[Claimed, ...], contest: str | None, names: Names) -> str:
    """Figures as somebody claims them, each with its unit and box."""
    said = [
        f"{names.place(claim.unit)}, {names.field(contest, claim.field)} {count(claim.value, names.language)}"
        for claim in values[:VALUES]
    ]
    return "; ".join(said) + ("…" if len(values) > VALUES else "")


def _joined(parts: list[str]) -> str:
    return " · ".join(part for part in parts if part)
