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
                "« {of} » a été renvoyé à {to} pour le {due} ; jours de retard : {days}.",
                "“{of}” was referred to {to} for {due}; days overdue: {days}.",
            )
        },
        NOTHING,
        ("Relancez l'instance saisie.", "Remind the body that was asked."),
        (
            "Rendez la décision attendue, ou fixez une nouvelle date en disant pourquoi.",
            "Give the ruling that is awaited, or set a new date and say why.",
        ),
    ),
    "D3": CheckWords(
        ("Un tirage répond à une égalité", "Lots were drawn for a tie"),
        {
            "": (
                "Tirage entre {options} (acte {act}), alors qu'aucune égalité entre eux ne l'attendait : "
                "il ne décide rien.",
                "Lots drawn between {options} (act {act}), though no tie between them waited for it: "
                "it decides nothing.",
            )
        },
        NOTHING,
        (
            "Gardez le procès-verbal du tirage ; il n'a pas d'effet.",
            "Keep the record of the draw; it has no effect.",
        ),
        (
            "Si une égalité apparaît ensuite, tirez alors, entre les choix à égalité et eux seuls.",
            "If a tie appears later, draw then, between the equal options and only these.",
        ),
    ),
}
