"""Why an act was refused, and what to do about it: one sentence a code, in both languages.

>>> say_refusal("version_not_next", {"expected": 2, "found": 1}, "en")
'Version 2 was expected, the act bears 1.'
"""

from __future__ import annotations

from collections.abc import Mapping

from recolement.words.numbers import Language

KINDS: Mapping[Language, Mapping[str, str]] = {
    "fr": {
        "roll_closed": "l'arrêté de la liste",
        "round_opened": "l'ouverture du tour",
        "round_closed": "la clôture du tour",
        "no_vote": "le constat « pas de vote »",
        "correction": "la rectification",
        "acknowledgement": "la prise en compte d'un constat",
        "set_aside": "la mise à l'écart",
        "dispute": "le litige",
        "withdrawal": "le désistement",
        "freeze": "le gel",
        "referral": "le renvoi",
        "ruling": "la décision",
        "draw": "le tirage",
        "rally": "le ralliement",
        "proclamation": "la proclamation",
    },
    "en": {
        "roll_closed": "the closing of the roll",
        "round_opened": "the opening of the round",
        "round_closed": "the closing of the round",
        "no_vote": "the record that no vote was held",
        "correction": "the correction",
        "acknowledgement": "the acknowledgement",
        "set_aside": "the setting aside",
        "dispute": "the dispute",
        "withdrawal": "the withdrawal",
        "freeze": "the freeze",
        "referral": "the referral",
        "ruling": "the ruling",
        "draw": "the draw",
        "rally": "the rally",
        "proclamation": "the proclamation",
    },
}
"""How each kind of act is called in a sentence."""

REFUSALS: Mapping[Language, Mapping[str, str]] = {
    "fr": {
        "units_missing": "{missing} unité(s) du registre sont sans procès-verbal ({units}). Enregistrez leur "
        "procès-verbal, ou « pas de vote », ou statuez ; puis proclamez.",
        "frozen": "Le résultat est gelé ({freeze}) : {reason}. Une décision doit d'abord lever le gel.",
        "lots_due": "Égalité entre {options} : le tirage doit être fait et enregistré d'abord.",
        "no_valid_vote": "Aucun suffrage exprimé : il n'y a rien à proclamer.",
        "nothing_to_proclaim": "L'acte ne désigne aucun résultat de ce scrutin : nommez un poste, un tour et "
        "une unité où il se décide.",
        "signatures_missing": "Le règlement demande {needed} signatures, l'acte en porte {found}.",
        "version_not_next": "La version attendue est {expected}, l'acte porte {found}.",
        "correction_of_several_sheets": "Une rectification porte sur un seul procès-verbal, l'acte en "
        "désigne {sheets} : nommez l'unité, le poste et le tour.",
        "sheet_received": "Un procès-verbal de {unit} est enregistré : on ne peut pas dire qu'il n'y a "
        "pas eu de vote. Mettez-le à l'écart ou statuez.",
        "nothing_to_withdraw": "Aucun litige ouvert ne porte le nom {of}.",
        "id_taken": "Le nom {id} est déjà pris par un acte antérieur.",
        "nothing_to_refer": "Aucun litige ni gel ne porte le nom {of}.",
        "nothing_to_lift": "Aucun gel en vigueur ne porte le nom {of}.",
        "nothing_to_rule": "Aucun litige, gel ni unité ne porte le nom {of}.",
        "already_decided": "Le litige {of} est déjà tranché ou retiré.",
        "not_unanimous": "Le règlement demande l'unanimité : {for_} pour, {against} contre.",
        "no_majority_for_ruling": "La décision n'a pas de majorité : {for_} pour, {against} contre.",
        "draw_order_incomplete": "L'ordre tiré ne contient pas exactement les choix à départager.",
        "ruling_of_nothing": "La décision ne nomme ni litige, ni gel, ni unité, ni chiffres. Dites sur quoi "
        "elle porte, ou « result = true » pour l'ensemble du scrutin.",
        "values_elsewhere": "La décision donne un chiffre de {unit}, qui n'est pas parmi les unités "
        "dont elle décide.",
        "nothing_to_correct": "La décision rectifie sans dire les chiffres, et {of} n'en demande aucun : "
        "donnez les chiffres retenus.",
    },
    "en": {
        "units_missing": "{missing} units of the register are without a sheet ({units}). Record their "
        'sheets, or "no vote held", or rule on them; then proclaim.',
        "frozen": "The result is frozen ({freeze}): {reason}. A ruling must lift the freeze first.",
        "lots_due": "A tie between {options}: lots must be drawn and recorded first.",
        "no_valid_vote": "There is no valid vote: nothing to proclaim.",
        "nothing_to_proclaim": "The act points at no result of this ballot: name a contest, a round and a "
        "unit where it is decided.",
        "signatures_missing": "The rulebook asks for {needed} signatures, the act bears {found}.",
        "version_not_next": "Version {expected} was expected, the act bears {found}.",
        "correction_of_several_sheets": "A correction speaks of one sheet, the act points at {sheets}: name "
        "the unit, the contest and the round.",
        "sheet_received": "A sheet of {unit} is recorded: it cannot be said that no vote was held. Set it "
        "aside or rule on it.",
        "nothing_to_withdraw": "No open dispute is called {of}.",
        "id_taken": "The name {id} is taken by an earlier act.",
        "nothing_to_refer": "No dispute or freeze is called {of}.",
        "nothing_to_lift": "No freeze in force is called {of}.",
        "nothing_to_rule": "No dispute, freeze or unit is called {of}.",
        "already_decided": "Dispute {of} is already decided or withdrawn.",
        "not_unanimous": "The rulebook asks for unanimity: {for_} for, {against} against.",
        "no_majority_for_ruling": "The ruling has no majority: {for_} for, {against} against.",
        "draw_order_incomplete": "The order drawn does not hold exactly the options to be parted.",
        "ruling_of_nothing": "The ruling names no dispute, freeze, unit or figures. Say what it is about, or "
        '"result = true" for the whole vote.',
        "values_elsewhere": "The ruling gives a figure of {unit}, which is not among the units it "
        "decides on.",
        "nothing_to_correct": "The ruling corrects without saying the figures, and {of} asks for none: give "
        "the figures retained.",
    },
}


def say_refusal(code: str, facts: Mapping[str, object], language: Language) -> str:
    """Why an act of this code is refused; a fact the act did not give is a dash."""
    given = {name: "—" if value in (None, "") else value for name, value in facts.items()}
    return REFUSALS[language][code].format(**given)
