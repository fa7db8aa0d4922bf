"""A ballot, its places, figures and acts that do not hold together: what is wrong and what to do, by code."""

from __future__ import annotations

from collections.abc import Mapping

OF_BALLOTS: Mapping[str, tuple[str, str]] = {
    # The ballot
    "doubled_level": ("un échelon figure deux fois.", "a level stands twice."),
    "doubled_contest": (
        "l'identifiant « {found} » est porté par deux scrutins. Changez-en un.",
        "the id “{found}” is borne by two contests. Change one.",
    ),
    "doubled_option": (
        "l'identifiant « {found} » est porté par deux choix du scrutin. Changez-en un.",
        "the id “{found}” is borne by two options of the contest. Change one.",
    ),
    "doubled_round": ("le tour {found} figure deux fois.", "round {found} stands twice."),
    "bad_hour": (
        "« {found} » n'est pas une heure. Écrivez-la comme 09:00 ou 17:30.",
        "“{found}” is no hour. Write it as 09:00 or 17:30.",
    ),
    "hours_out_of_order": (
        "ces heures ne se suivent pas, ou l'une figure deux fois : {found}. Écrivez-les dans l'ordre du "
        "jour.",
        "these hours do not follow one another, or one stands twice: {found}. Write them in the day's order.",
    ),
    "unknown_scope": (
        "« {found} » n'est ni une unité, ni « each: » suivi d'un échelon ou d'une sorte de "
        "groupes, ni un groupe.",
        "“{found}” is neither a unit, nor “each:” with a level or a kind of groups, nor a group.",
    ),
    "empty_scope": (
        "il n'y a aucune unité d'échelon « {found} » : le scrutin ne se déciderait nulle part.",
        "there is no unit of level “{found}”: the contest would be decided nowhere.",
    ),
    "seats_missing": (
        "la règle « {found} » répartit des sièges : écrivez combien, par exemple seats = 7.",
        "the rule “{found}” shares out seats: write how many, for example seats = 7.",
    ),
    "seats_of_place": (
        "les sièges de « {found} » ne sont pas donnés (lieux sans sièges : {places}). Ajoutez-les.",
        "the seats of “{found}” are not given (places without seats: {places}). Add them.",
    ),
    "majority_unreachable": (
        "« {found} » : personne ne peut dépasser la totalité. Ajoutez majority_reached = true s'il suffit "
        "de l'atteindre, ou corrigez la part.",
        "“{found}”: nobody can exceed the whole. Add majority_reached = true if reaching it is enough, or "
        "mend the share.",
    ),
    "nobody_stands": (
        "aucun choix n'est en lice dans « {found} » à ce tour. Nommez-les, ou retirez la ligne si tous le "
        "sont.",
        "no option stands in “{found}” in this round. Name them, or take the line away if all do.",
    ),
    "doubled_standing": (
        "un choix figure deux fois parmi ceux en lice dans « {found} ». Gardez-le une fois.",
        "an option stands twice among those of “{found}”. Keep it once.",
    ),
    "not_decided_there": (
        "« {contest} » ne se décide pas dans « {found} » : écrivez une unité ou un groupe où il se décide.",
        "“{contest}” is not decided in “{found}”: write a unit or a group where it is.",
    ),
    # Places
    "twin_unit": (
        "« {found} » se lit comme l'unité de la ligne {first}, mais ses accents sont codés autrement. "
        "Une unité s'écrit d'une seule façon : recopiez l'identifiant, ou donnez-en un autre.",
        "“{found}” reads like the unit of row {first}, but its accents are coded otherwise. "
        "A unit is written in one way: copy the id, or give another one.",
    ),
    "unit_in_other_characters": (
        "l'unité « {found} » est dans units.csv avec des accents codés autrement. Recopiez l'identifiant "
        "de units.csv.",
        "the unit “{found}” is in units.csv with its accents coded otherwise. Copy the id from units.csv.",
    ),
    "roll_of_inner_unit": (
        "« {found} » n'est pas une section : ses inscrits sont la somme de celles qui en dépendent. "
        "Supprimez la ligne.",
        "“{found}” is no section: its registered voters are the sum of those below. Delete the row.",
    ),
    "unit_in_two_groups": (
        "« {found} » est déjà dans le groupe « {first} » de la même sorte ({kind}) : ses voix y compteraient "
        "deux fois.",
        "“{found}” is already in the group “{first}” of the same kind ({kind}): its votes would count twice.",
    ),
    "kind_is_level": (
        "« {found} » est à la fois un échelon et une sorte de groupes (groups.csv). Renommez l'un des deux.",
        "“{found}” is both a level and a kind of groups (groups.csv). Rename one of them.",
    ),
    "doubled_unit": (
        "l'unité « {found} » figure déjà ligne {first}. Chaque unité a un identifiant à elle.",
        "the unit “{found}” already stands in row {first}. Each unit has an id of its own.",
    ),
    "unknown_parent": (
        "l'unité « {found} », dont celle-ci dépend, n'est pas dans units.csv.",
        "the unit “{found}”, under which this one stands, is not in units.csv.",
    ),
    "several_roots": (
        "« {found} » ne dépend d'aucune unité, comme « {first} » : il faut un seul sommet.",
        "“{found}” stands under no unit, like “{first}”: there must be one root.",
    ),
    "no_root": (
        "il n'y a aucune unité. Écrivez au moins la plus haute et une section.",
        "there is no unit. Write at least the highest one and a section.",
    ),
    "cycle": (
        "« {found} » dépend d'elle-même par l'intermédiaire d'autres ({units} unités tournent en rond). "
        "Corrigez « parent ».",
        "“{found}” stands under itself through others ({units} units go in a circle). Mend “parent”.",
    ),
    "unknown_level": (
        "l'échelon « {found} » n'est pas dans « levels » de ballot.toml ({expected}).",
        "the level “{found}” is not among “levels” of ballot.toml ({expected}).",
    ),
    "level_order": (
        "une unité d'échelon « {found} » ne peut dépendre d'une unité d'échelon « {above} ». "
        "Dans ballot.toml, « levels » va du sommet aux sections.",
        "a unit of level “{found}” cannot stand under a unit of level “{above}”. "
        "In ballot.toml, “levels” runs from the root to the sections.",
    ),
    "unknown_unit": (
        "l'unité « {found} » n'est pas dans units.csv. Ajoutez-la ou corrigez l'identifiant (la "
        "casse compte).",
        "the unit “{found}” is not in units.csv. Add it or mend the id (case matters).",
    ),
    "kind_is_each": (
        "« each » ne peut nommer une sorte de groupes.",
        "“each” cannot name a kind of groups.",
    ),
    "doubled_unit_in_group": (
        "« {found} » est déjà dans le groupe « {group} ».",
        "“{found}” is already in the group “{group}”.",
    ),
    "two_names": (
        "le groupe porte deux noms : « {first} » et « {found} ». Gardez-en un.",
        "the group bears two names: “{first}” and “{found}”. Keep one.",
    ),
    "doubled_roll": (
        "les inscrits de « {found} » à ce tour figurent déjà plus haut. Gardez une ligne.",
        "the roll of “{found}” in this round already stands above. Keep one row.",
    ),
    # Figures
    "unknown_contest": (
        "le scrutin « {found} » n'est pas dans ballot.toml.",
        "the contest “{found}” is not in ballot.toml.",
    ),
    "unknown_round": (
        "le tour « {found} » n'est pas prévu. Tours : {expected}.",
        "the round “{found}” is not foreseen. Rounds: {expected}.",
    ),
    "unknown_option": (
        "le choix « {found} » n'est pas de ce scrutin.",
        "the option “{found}” is not one of this contest.",
    ),
    "unknown_field": (
        "« {found} » n'est ni une colonne de sheets.csv ni un choix.",
        "“{found}” is neither a column of sheets.csv nor an option.",
    ),
    "unknown_entry": (
        "« {found} » : une saisie est « first », « second » ou « representative: » suivi d'un choix.",
        "“{found}”: an entry is “first”, “second” or “representative:” with an option.",
    ),
    "contest_not_held": (
        "le scrutin « {found} » n'a pas lieu au tour {round}.",
        "the contest “{found}” is not held in round {round}.",
    ),
    "not_standing": (
        "des voix sont données à un choix qui n'est pas en lice (scrutin « {contest} », tour {round}). "
        "Videz la case, ou corrigez [round.options].",
        "votes are given to an option that does not stand (contest “{contest}”, round {round}). "
        "Empty the cell, or mend [round.options].",
    ),
    "doubled_votes": (
        "les voix de « {found} » dans cette unité figurent déjà plus haut. Gardez une ligne.",
        "the votes of “{found}” in this unit already stand above. Keep one row.",
    ),
    "votes_twice": (
        "les voix de « {found} » sont à la fois dans sheets.csv et dans votes.csv. Gardez-les à un endroit.",
        "the votes of “{found}” are both in sheets.csv and in votes.csv. Keep them in one place.",
    ),
    "votes_of_doubled_sheet": (
        "« {found} » a deux feuilles dans sheets.csv : à laquelle vont ces voix ? Gardez une feuille.",
        "“{found}” has two sheets in sheets.csv: to which do these votes go? Keep one sheet.",
    ),
    # Acts
    "not_a_section": (
        "« {found} » n'est pas une section : seule une section a une feuille, donc des chiffres à corriger.",
        "“{found}” is no section: only a section has a sheet, hence figures to correct.",
    ),
    "unknown_act": ("« {found} » n'est pas une sorte d'acte.", "“{found}” is not a kind of act."),
    "key_of_other_act": (
        "un acte « {found} » n'a pas cette clé. Retirez-la.",
        "an act “{found}” has no such key. Take it away.",
    ),
    "unknown_act_id": (
        "« {found} » n'est l'identifiant d'aucun litige ni gel écrit plus haut.",
        "“{found}” is the id of no dispute or freeze written above.",
    ),
    "doubled_act_id": (
        "« {found} » est déjà l'identifiant d'un acte. Changez-en un.",
        "“{found}” is already the id of an act. Change one.",
    ),
    "unit_and_units": ("écrivez « unit » ou « units », pas les deux.", "write “unit” or “units”, not both."),
    "correction_target": (
        "une rectification porte sur une unité, un scrutin et un tour : nommez celui-ci.",
        "a correction is about one unit, contest and round: name this one.",
    ),
    "correct_how": (
        "« correct » demande une chose parmi « options », « values » et « ballots » (trouvé : {found}).",
        "“correct” needs one of “options”, “values” and “ballots” (found: {found}).",
    ),
    "correct_only": (
        'cette clé ne va qu\'avec seeks = "correct" (ici : « {found} »).',
        'this key only goes with seeks = "correct" (here: “{found}”).',
    ),
    "two_options": (
        "il faut deux choix différents, ceux dont les voix sont interverties.",
        "two different options are needed, those whose votes are swapped.",
    ),
    "draw_order": (
        "« order » doit contenir chaque choix de « options » une fois.",
        "“order” must hold each of “options” once.",
    ),
    # Shorthand
    "unknown_line": (
        "« {found} » ne commence aucune ligne de l'écriture abrégée.",
        "“{found}” begins no line of the shorthand.",
    ),
    "short_line": (
        "« {found} » doit être suivi d'au moins {expected} noms.",
        "“{found}” must be followed by at least {expected} names.",
    ),
}
"""French, English. Facts stand between braces."""
