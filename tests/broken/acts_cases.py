"""Acts that say nothing, or of somebody unknown."""

from __future__ import annotations

from broken.broken import Broken, acts, case

MISSING_FR = "cette clé manque ou est vide. Ajoutez-la"
MISSING_EN = "this key is missing or empty. Add it"
OF_FR = "n'est l'identifiant d'aucun litige ni gel écrit plus haut."
OF_EN = "is the id of no dispute or freeze written above."
UNIT_FR = "n'est pas dans units.csv. Ajoutez-la ou corrigez l'identifiant (la casse compte)."
UNIT_EN = "is not in units.csv. Add it or mend the id (case matters)."

CASES: list[Broken] = [
    case(
        "an act of no kind",
        acts('reason = "…"'),
        f'acts.toml, ligne 1, clé « act[1].kind » : {MISSING_FR} : kind = "dispute".',
        f'acts.toml, row 1, key “act[1].kind”: {MISSING_EN}: kind = "dispute".',
    ),
    case(
        "an act of an unknown kind",
        acts('kind = "disput"'),
        "acts.toml, ligne 3, clé « act[1].kind » : « disput » n'est pas une sorte d'acte. Vouliez-vous dire "
        "« dispute » ?",
        "acts.toml, row 3, key “act[1].kind”: “disput” is not a kind of act. Did you mean “dispute”?",
    ),
    case(
        "an act written as a single table",
        {"acts.toml": '[act]\nkind = "freeze"\nid = "g1"\nat = 2017-01-29\n'},
        "acts.toml, ligne 1, clé « act » : « {…} » n'est pas de la sorte attendue (une liste de tableaux). "
        "Écrivez le titre entre doubles crochets : [[act]].",
        "acts.toml, row 1, key “act”: “{…}” is not of the kind expected (a list of tables). "
        "Write the heading in double brackets: [[act]].",
    ),
    case(
        "a key of another kind of act",
        acts('kind = "freeze"\nid = "g1"\ngrounds = "…"'),
        "acts.toml, ligne 5, clé « act[1].grounds » : un acte « freeze » n'a pas cette clé. Retirez-la.",
        "acts.toml, row 5, key “act[1].grounds”: an act “freeze” has no such key. Take it away.",
    ),
    case(
        "no date",
        {"acts.toml": '[[act]]\nkind = "freeze"\nid = "g1"\n'},
        f"acts.toml, ligne 1, clé « act[1].at » : {MISSING_FR} : at = 2017-01-29.",
        f"acts.toml, row 1, key “act[1].at”: {MISSING_EN}: at = 2017-01-29.",
    ),
    case(
        "a time without its offset",
        {"acts.toml": '[[act]]\nat = 2017-01-29T20:15:00\nkind = "freeze"\nid = "g1"\n'},
        "acts.toml, ligne 2, clé « act[1].at » : « 2017-01-29T20:15:00 » : dans quel fuseau ? Ajoutez le "
        "décalage : 2017-01-29T20:15:00+01:00.",
        "acts.toml, row 2, key “act[1].at”: “2017-01-29T20:15:00”: in which time zone? Add the offset: "
        "2017-01-29T20:15:00+01:00.",
    ),
    case(
        "a date in words",
        {"acts.toml": '[[act]]\nat = "le 29 janvier"\nkind = "freeze"\nid = "g1"\nuntil = "mardi"\n'},
        "acts.toml, ligne 2, clé « act[1].at » : « le 29 janvier » n'est ni une date (2017-01-29) ni une heure "
        "avec son décalage (2017-01-29T20:15:00+01:00).",
        "acts.toml, row 2, key “act[1].at”: “le 29 janvier” is neither a date (2017-01-29) nor a time with "
        "its offset (2017-01-29T20:15:00+01:00).",
        "acts.toml, ligne 5, clé « act[1].until » : « mardi » n'est pas une date. Écrivez année-mois-jour : "
        "2017-01-29.",
        "acts.toml, row 5, key “act[1].until”: “mardi” is not a date. Write year-month-day: 2017-01-29.",
    ),
    case(
        "a ruling of nothing",
        acts('kind = "ruling"\nof = "d1"\neffect = "annul"'),
        f"acts.toml, ligne 4, clé « act[1].of » : « d1 » {OF_FR}",
        f"acts.toml, row 4, key “act[1].of”: “d1” {OF_EN}",
    ),
    case(
        "a ruling before its dispute",
        {
            "acts.toml": '[[act]]\nat = 2017-01-29\nkind = "ruling"\nof = "d1"\neffect = "annul"\n'
            '[[act]]\nat = 2017-01-28\nkind = "dispute"\nid = "d1"\nunit = "Lyon-1"\n'
        },
        f"acts.toml, ligne 4, clé « act[1].of » : « d1 » {OF_FR}",
        f"acts.toml, row 4, key “act[1].of”: “d1” {OF_EN}",
    ),
    case(
        "a ruling without effect",
        acts('kind = "ruling"\nunit = "Lyon-1"'),
        f'acts.toml, ligne 1, clé « act[1].effect » : {MISSING_FR} : effect = "uphold".',
        f'acts.toml, row 1, key “act[1].effect”: {MISSING_EN}: effect = "uphold".',
    ),
    case(
        "a dispute over an unknown unit",
        acts('kind = "dispute"\nid = "d1"\nunits = ["Lyon-1", "Lyon-7"]'),
        f"acts.toml, ligne 5, clé « act[1].units » : l'unité « Lyon-7 » {UNIT_FR} Vouliez-vous dire "
        "« Lyon-2 » ?",
        f"acts.toml, row 5, key “act[1].units”: the unit “Lyon-7” {UNIT_EN} Did you mean “Lyon-2”?",
    ),
    case(
        "two disputes of one id",
        {
            "acts.toml": '[[act]]\nat = 2017-01-29\nkind = "dispute"\nid = "d1"\nunit = "Lyon-1"\n'
            '[[act]]\nat = 2017-01-29\nkind = "dispute"\nid = "d1"\nunit = "Lyon-2"\n'
        },
        "acts.toml, ligne 9, clé « act[2].id » : « d1 » est déjà l'identifiant d'un acte. Changez-en un.",
        "acts.toml, row 9, key “act[2].id”: “d1” is already the id of an act. Change one.",
    ),
    case(
        "a dispute that says twice how to correct",
        acts('kind = "dispute"\nid = "d1"\nseeks = "correct"\noptions = ["ann", "bob"]\nballots = 3'),
        "acts.toml, ligne 5, clé « act[1].seeks » : « correct » demande une chose parmi « options », « values » "
        "et « ballots » (trouvé : options, ballots).",
        "acts.toml, row 5, key “act[1].seeks”: “correct” needs one of “options”, “values” and “ballots” "
        "(found: options, ballots).",
    ),
    case(
        "a dispute that asks to annul and to swap",
        acts('kind = "dispute"\nid = "d1"\noptions = ["ann", "bob"]'),
        'acts.toml, ligne 5, clé « act[1].options » : cette clé ne va qu\'avec seeks = "correct" (ici : '
        "« annul »).",
        'acts.toml, row 5, key “act[1].options”: this key only goes with seeks = "correct" (here: “annul”).',
    ),
    case(
        "an option swapped with itself",
        acts('kind = "dispute"\nid = "d1"\nseeks = "correct"\noptions = ["ann", "ann"]'),
        "acts.toml, ligne 6, clé « act[1].options » : il faut deux choix différents, ceux dont les voix sont "
        "interverties.",
        "acts.toml, row 6, key “act[1].options”: two different options are needed, those whose votes are "
        "swapped.",
    ),
    case(
        "a claim about a place that has no sheet",
        acts(
            'kind = "dispute"\nid = "d1"\nunit = "Lyon-1"\nseeks = "correct"\n'
            'values = [{unit = "Lyon", field = "ann", value = 41}]'
        ),
        "acts.toml, ligne 7, clé « act[1].values[1].unit » : « Lyon » n'est pas une section : seule une "
        "section a une feuille, donc des chiffres à corriger.",
        "acts.toml, row 7, key “act[1].values[1].unit”: “Lyon” is no section: only a section has a sheet, "
        "hence figures to correct.",
    ),
    case(
        "a draw that leaves an option out",
        acts('kind = "draw"\noptions = ["ann", "bob"]\norder = ["ann"]'),
        "acts.toml, ligne 5, clé « act[1].order » : « order » doit contenir chaque choix de « options » une "
        "fois.",
        "acts.toml, row 5, key “act[1].order”: “order” must hold each of “options” once.",
    ),
    case(
        "a draw of an unknown option",
        acts('kind = "draw"\noptions = ["ann", "boob"]\norder = ["boob", "ann"]'),
        "acts.toml, ligne 4, clé « act[1].options » : le choix « boob » n'est pas de ce scrutin. Vouliez-vous "
        "dire « bob » ?",
        "acts.toml, row 4, key “act[1].options”: the option “boob” is not one of this contest. Did you mean "
        "“bob”?",
        "acts.toml, ligne 5, clé « act[1].order » : le choix « boob » n'est pas de ce scrutin. Vouliez-vous "
        "dire « bob » ?",
        "acts.toml, row 5, key “act[1].order”: the option “boob” is not one of this contest. Did you mean "
        "“bob”?",
    ),
    case(
        "a draw of nobody",
        acts('kind = "draw"'),
        f'acts.toml, ligne 1, clé « act[1].options » : {MISSING_FR} : options = ["ann", "bob"].',
        f'acts.toml, row 1, key “act[1].options”: {MISSING_EN}: options = ["ann", "bob"].',
        f'acts.toml, ligne 1, clé « act[1].order » : {MISSING_FR} : order = ["bob", "ann"].',
        f'acts.toml, row 1, key “act[1].order”: {MISSING_EN}: order = ["bob", "ann"].',
    ),
    case(
        "a correction of no unit and of no field",
        acts('kind = "correction"\nfield = "votants"\nvalue = 80'),
        "acts.toml, ligne 1, clé « act[1].unit » : une rectification porte sur une unité, un scrutin et un "
        "tour : nommez celui-ci.",
        "acts.toml, row 1, key “act[1].unit”: a correction is about one unit, contest and round: name this "
        "one.",
        "acts.toml, ligne 4, clé « act[1].field » : « votants » n'est ni une colonne de sheets.csv ni un "
        "choix. Vouliez-vous dire « voters » ?",
        "acts.toml, row 4, key “act[1].field”: “votants” is neither a column of sheets.csv nor an option. Did "
        "you mean “voters”?",
    ),
    case(
        "a correction to a negative number",
        acts('kind = "correction"\nunit = "Lyon-1"\nfield = "ann"\nvalue = -4'),
        "acts.toml, ligne 6, clé « act[1].value » : « -4 » n'est pas de la sorte attendue (un nombre entier, "
        "pas trop petit).",
        "acts.toml, row 6, key “act[1].value”: “-4” is not of the kind expected (a whole number, not too "
        "small).",
    ),
    case(
        "an acknowledgement of a check that does not exist",
        acts('kind = "acknowledgement"\nunit = "Lyon-1"\ncode = "A11"\nreason = "…"'),
        "acts.toml, ligne 5, clé « act[1].code » : « A11 » n'est le code d'aucun contrôle (« recolement explain » les donne tous). "
        "Vouliez-vous dire « A1 » ?",
        "acts.toml, row 5, key “act[1].code”: “A11” is the code of no check (“recolement explain” lists them all). Did you mean "
        "“A1”?",
    ),
    case(
        "one unit and several",
        acts('kind = "set_aside"\nreason = "…"\nunit = "Lyon-1"\nunits = ["Lyon-2"]'),
        "acts.toml, ligne 6, clé « act[1].units » : écrivez « unit » ou « units », pas les deux.",
        "acts.toml, row 6, key “act[1].units”: write “unit” or “units”, not both.",
    ),
    case(
        "no vote without a reason",
        acts('kind = "no_vote"\nunit = "Lyon-1"'),
        f'acts.toml, ligne 1, clé « act[1].reason » : {MISSING_FR} : reason = "…".',
        f'acts.toml, row 1, key “act[1].reason”: {MISSING_EN}: reason = "…".',
    ),
    case(
        "a withdrawal of a dispute in another case",
        {
            "acts.toml": '[[act]]\nat = 2017-01-29\nkind = "dispute"\nid = "Lyon"\n'
            '[[act]]\nat = 2017-01-29\nkind = "withdrawal"\nof = "lyon"\n'
        },
        f"acts.toml, ligne 8, clé « act[2].of » : « lyon » {OF_FR} Vouliez-vous dire « Lyon » ?",
        f"acts.toml, row 8, key “act[2].of”: “lyon” {OF_EN} Did you mean “Lyon”?",
    ),
    case(
        "a round that is no number",
        acts('kind = "round_closed"\nround = "2"'),
        "acts.toml, ligne 4, clé « act[1].round » : « 2 » n'est pas de la sorte attendue (un nombre entier, "
        "pas trop petit). Écrivez-le sans guillemets.",
        "acts.toml, row 4, key “act[1].round”: “2” is not of the kind expected (a whole number, not too "
        "small). Write it without quotation marks.",
    ),
]
