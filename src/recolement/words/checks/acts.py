"""Words of family D, acts and disputes: what was done, and whether it could be."""

from __future__ import annotations

from collections.abc import Mapping

from recolement.words.checks.entry import NOTHING, CheckWords

ACTS: Mapping[str, CheckWords] = {
    "D1": CheckWords(
        ("Un acte était permis quand il a été fait", "An act was allowed when it was made"),
        {
            "": (
                "Acte n° {act}, {kind} : refusé, il n'a rien changé. {refusal}",
                "Act {act}, {kind}: refused, it changed nothing. {refusal}",
            )
        },
        NOTHING,
        (
            "Lisez la raison du refus, puis faites d'abord ce qu'elle demande.",
            "Read why it was refused, then do first what it asks for.",
        ),
        (
            "Levez la cause du refus, puis refaites l'acte, à sa date.",
            "Remove the cause of the refusal, then make the act again, with its own date.",
        ),
    ),
    "D2": CheckWords(
        ("Un renvoi a reçu réponse à sa date", "A referral was answered by its due date"),
        {
            "": (
                "« {of} » a été renvoyé à {to} pour le {due} : {days} jours de retard.",
                "“{of}” was referred to {to} for {due}: overdue, days: {days}.",
            )
        },
        NOTHING,
        ("Relancez l'instance saisie.", "Remind the body that was asked."),
        (
            "Rendez la décision attendue, ou fixez une nouvelle date en disant pourquoi.",
            "Give the ruling that is awaited, or set a new date and say why.",
        ),
    ),
}
