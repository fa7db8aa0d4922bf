"""What each file of a ballot folder is for, and each of its columns and keys, in French and in English."""

from __future__ import annotations

from collections.abc import Mapping

FILES: Mapping[str, tuple[str, str]] = {
    "ballot.toml": (
        "le vote, sa règle, ses choix, ses tours",
        "the ballot, its rule, its options, its rounds",
    ),
    "units": ("les unités, du sommet aux sections", "the units, from the top to the sections"),
    "rolls": ("les inscrits d'un tour, s'ils changent", "a round's own roll, where it changes"),
    "groups": ("des ensembles qui coupent l'arbre", "groupings that cut across the tree"),
    "sheets": ("les feuilles, une ligne par section", "the tally sheets, one row a section"),
    "votes": ("les voix en long, pour beaucoup de choix", "votes in rows, for many options"),
    "entries": ("les saisies d'une même feuille", "the typings of one sheet"),
    "publications": ("ce qui a été rendu public, dans l'ordre", "what was made public, in order"),
    "acts.toml": ("ce qui s'est passé, dans l'ordre", "what happened, in order"),
}
"""By table or document; a table is a CSV file, an XLSX file, or a sheet of ``ballot.xlsx``."""

COLUMNS: Mapping[str, tuple[str, str]] = {
    "unit": ("identifiant de l'unité", "the id of the unit"),
    "parent": ("l'unité dont elle dépend ; vide pour le sommet", "the unit above; empty for the top"),
    "level": ("son échelon, un de « levels »", "its level, one of “levels”"),
    "name": ("son nom", "its name"),
    "registered": ("inscrits de la liste arrêtée", "registered voters of the closed roll"),
    "mandates": ("mandats, où les unités en pèsent", "mandates, where units weigh them"),
    "round": ("le tour ; inutile s'il n'y en a qu'un", "the round; may be left out where there is one"),
    "contest": (
        "le scrutin ; inutile s'il n'y en a qu'un",
        "the contest; may be left out where there is one",
    ),
    "kind": ("la sorte d'ensemble", "the kind of grouping"),
    "group": ("l'identifiant de l'ensemble", "the id of the grouping"),
    "signatures": ("émargements", "signatures on the register"),
    "in_box": ("bulletins trouvés dans l'urne", "papers found in the box"),
    "voters": ("votants, si le papier n'a qu'un nombre", "voters, where the form has a single number"),
    "blank": ("blancs", "blank papers"),
    "null": ("nuls", "null papers"),
    "blank_null": ("blancs et nuls comptés ensemble", "blank and null counted together"),
    "valid": ("suffrages exprimés", "valid votes"),
    "option": ("l'identifiant du choix", "the id of the option"),
    "votes": ("ses voix", "its votes"),
    "entry": ("first, second ou representative:CHOIX", "first, second or representative:OPTION"),
    "by": ("qui a saisi", "who typed it"),
    "at": ("quand", "when"),
    "field": ("une colonne, un choix, ou share:CHOIX", "a column, an option, or share:OPTION"),
    "value": ("le nombre publié, ou la part de 1", "the published number, or share of 1"),
    "reason": ("la raison d'un changement", "the reason for a change"),
}
"""By column; after those of ``sheets`` and ``entries`` comes one column an option, named by its id."""

BALLOT: Mapping[str, tuple[str, str]] = {
    "title": ("le titre du vote", "the title of the ballot"),
    "organisation": ("qui l'organise", "who holds it"),
    "language": ("la langue des pages : fr ou en", "the language of the pages: fr or en"),
    "timezone": ("le fuseau des heures", "the time zone"),
    "levels": ("les échelons, du sommet aux sections", "the levels, from the top to the sections"),
    "turnout_hours": (
        "les heures auxquelles les sections disent combien ont voté",
        "the hours at which sections say how many have voted",
    ),
    "rulebook": ("la règle, ou le nom de son fichier", "the rule, or the name of its file"),
    "contest": ("un bloc par scrutin ; les clés du règlement y valent aussi", "a block a contest; "
    "it may hold "
                "keys of the rulebook"),
    "contest.id": ("son identifiant", "its id"),
    "contest.name": ("son nom", "its name"),
    "contest.scope": ("où il se décide : une unité, each:ÉCHELON, SORTE:ENSEMBLE", "where it is decided: a "
                      "unit, each:LEVEL, KIND:GROUP"),
    "contest.option": ("un bloc par choix", "a block an option"),
    "option.id": ("son identifiant, titre de sa colonne", "its id, the name of its column"),
    "option.name": ("son nom", "its name"),
    "option.kind": ("candidate, ticket, list, motion ou answer", "candidate, ticket, list, motion or answer"),
    "option.principal": ("titulaire d'un binôme", "the principal of a ticket"),
    "option.substitute": ("remplaçant·e", "the substitute"),
    "option.members": ("les noms d'une liste, et leur naissance", "the names on a list, and when born"),
    "option.born": ("date de naissance, pour une égalité", "date of birth, for a tie"),
    "option.since": ("date d'adhésion, pour une égalité", "member since, for a tie"),
    "option.labels": ("étiquettes", "labels"),
    "option.number": ("numéro de panneau", "number on the boards"),
    "option.colour": ("couleur", "colour"),
    "option.units": ("les seules unités où il est proposé", "the only units where it is on offer"),
    "option.family": ("famille, pour les études", "family, for studies"),
    "round": ("un bloc par tour", "a block a round"),
    "round.number": ("son numéro", "its number"),
    "round.date": ("son jour", "its day"),
    "round.contests": ("les scrutins de ce tour (tous sinon)", "the contests of the round (all otherwise)"),
    "round.options": ("qui s'y présente, par scrutin", "who stands in it, by contest"),
    "round.places": (
        "qui s'y présente unité par unité, par scrutin ; personne : décidé avant, elle ne vote plus",
        "who stands in it place by place, by contest; nobody: decided before, it votes no more",
    ),
}  # fmt: skip
"""By key of ``ballot.toml``; ``option.`` is ``contest.option.`` in short."""

ACT_KEYS: Mapping[str, tuple[str, str]] = {
    "kind": ("la sorte d'acte", "the kind of act"),
    "at": ("une date, ou une heure avec son fuseau", "a date, or a time with its offset"),
    "by": ("qui", "who"),
    "role": ("à quel titre", "in which role"),
    "unit": ("l'unité touchée", "the unit it touches"),
    "units": ("les unités touchées", "the units it touches"),
    "contest": ("le scrutin touché (tous sinon)", "the contest it touches (all otherwise)"),
    "round": ("le tour touché (tous sinon)", "the round it touches (all otherwise)"),
    "result": ("true : le résultat lui-même", "true: the result itself"),
    "reason": ("la raison", "the reason"),
    "field": ("une colonne de sheets.csv", "a column of sheets.csv"),
    "value": ("le nombre juste", "the right number"),
    "evidence": ("empreintes des preuves", "digests of the evidence"),
    "code": ("le code du constat", "the code of the finding"),
    "id": ("le nom de l'acte, pour le citer", "the name of the act, to cite it"),
    "grounds": ("les motifs", "the grounds"),
    "seeks": ("annul, recount ou correct", "annul, recount or correct"),
    "options": (
        "deux choix intervertis ; ceux qu'un tirage départage",
        "two options swapped; those that lots part",
    ),
    "ballots": ("combien de bulletins sont contestés", "how many papers are contested"),
    "values": ("les nombres prétendus ou décidés", "the figures as claimed or as ruled"),
    "of": ("l'acte auquel il répond", "the act that it answers"),
    "until": ("jusqu'à quand", "until when"),
    "to": ("à qui, ou pour qui", "to whom, or for whom"),
    "due": ("la date de réponse attendue", "when an answer is due"),
    "effect": ("uphold, correct, annul, vote_again ou lift", "uphold, correct, annul, vote_again or lift"),
    "for": ("voix pour", "votes for"),
    "against": ("voix contre", "votes against"),
    "abstaining": ("abstentions", "abstentions"),
    "order": ("l'ordre tiré, le préféré d'abord", "the order drawn, the preferred one first"),
    "method": ("comment il a été tiré", "how it was drawn"),
    "seed": ("la graine publique", "the public seed"),
    "option": ("qui se rallie", "who rallies"),
    "version": ("1, puis une de plus à chaque rectification", "1, then one more at each correction"),
    "signed_by": ("qui signe", "who signs"),
}
"""By key of an act."""
