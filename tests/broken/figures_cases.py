"""Figures of units, contests, rounds and options that are not there, or that stand in two places."""

from __future__ import annotations

from broken.broken import BALLOT, SHEETS, Broken, case

RUNOFF = BALLOT + '[[round]]\nnumber = 1\n[[round]]\nnumber = 2\n[round.options]\nbureau = ["ann"]\n'
TWO_CONTESTS = BALLOT + '[[contest]]\nid = "motion"\noption = [{id = "yes"}, {id = "no"}]\n'
UNIT_FR = "n'est pas dans units.csv. Ajoutez-la ou corrigez l'identifiant (la casse compte)."
UNIT_EN = "is not in units.csv. Add it or mend the id (case matters)."
EMPTY_FR = "la case est vide ; il faut la remplir."
EMPTY_EN = "the cell is empty; it must be filled in."

CASES: list[Broken] = [
    case(
        "a sheet of an unknown unit",
        {"sheets.csv": SHEETS.replace("Lyon-2", "Paris-14")},
        f"sheets.csv, ligne 3, colonne « unit » : l'unité « Paris-14 » {UNIT_FR}",
        f"sheets.csv, row 3, column “unit”: the unit “Paris-14” {UNIT_EN}",
    ),
    case(
        "two contests and no column to tell them apart",
        {"ballot.toml": TWO_CONTESTS},
        "sheets.csv, ligne 1, colonne « contest » : cette colonne manque. Ajoutez-la, avec ce titre exactement.",
        "sheets.csv, row 1, column “contest”: this column is missing. Add it, with exactly this name.",
    ),
    case(
        "a contest left out and a contest misspelt",
        {"ballot.toml": TWO_CONTESTS, "sheets.csv": "unit,contest,yes,no\nLyon-1,,1,2\nLyon-2,motions,1,2\n"},
        f"sheets.csv, ligne 2, colonne « contest » : {EMPTY_FR}",
        f"sheets.csv, row 2, column “contest”: {EMPTY_EN}",
        "sheets.csv, ligne 3, colonne « contest » : le scrutin « motions » n'est pas dans ballot.toml. "
        "Vouliez-vous dire « motion » ?",
        "sheets.csv, row 3, column “contest”: the contest “motions” is not in ballot.toml. Did you mean "
        "“motion”?",
    ),
    case(
        "a round that was not foreseen",
        {"ballot.toml": RUNOFF, "sheets.csv": "unit,round,ann,bob\nLyon-1,3,1,2\nLyon-2,premier,1,2\n"},
        "sheets.csv, ligne 2, colonne « round » : le tour « 3 » n'est pas prévu. Tours : 1, 2.",
        "sheets.csv, row 2, column “round”: the round “3” is not foreseen. Rounds: 1, 2.",
        "sheets.csv, ligne 3, colonne « round » : le tour « premier » n'est pas prévu. Tours : 1, 2.",
        "sheets.csv, row 3, column “round”: the round “premier” is not foreseen. Rounds: 1, 2.",
    ),
    case(
        "votes for an option that does not stand",
        {"ballot.toml": RUNOFF, "sheets.csv": "unit,round,ann,bob\nLyon-1,1,40,37\nLyon-1,2,45,30\n"},
        "sheets.csv, ligne 3, colonne « bob » : des voix sont données à un choix qui n'est pas en lice "
        "(scrutin « bureau », tour 2). Videz la case, ou corrigez [round.options].",
        "sheets.csv, row 3, column “bob”: votes are given to an option that does not stand (contest “bureau”, "
        "round 2). Empty the cell, or mend [round.options].",
    ),
    case(
        "votes of an unknown option",
        {"sheets.csv": None, "votes.csv": "unit,option,votes\nLyon-1,anne,40\nLyon-1,bob,37\n"},
        "votes.csv, ligne 2, colonne « option » : le choix « anne » n'est pas de ce scrutin. Vouliez-vous dire "
        "« ann » ?",
        "votes.csv, row 2, column “option”: the option “anne” is not one of this contest. Did you mean “ann”?",
    ),
    case(
        "votes of nobody",
        {"sheets.csv": None, "votes.csv": "unit,option,votes\nLyon-1,,40\n"},
        f"votes.csv, ligne 2, colonne « option » : {EMPTY_FR}",
        f"votes.csv, row 2, column “option”: {EMPTY_EN}",
    ),
    case(
        "votes twice in one table",
        {"sheets.csv": None, "votes.csv": "unit,option,votes\nLyon-1,ann,40\nLyon-1,bob,37\nLyon-1,ann,41\n"},
        "votes.csv, ligne 4, colonne « option » : les voix de « ann » dans cette unité figurent déjà plus "
        "haut. Gardez une ligne.",
        "votes.csv, row 4, column “option”: the votes of “ann” in this unit already stand above. Keep one row.",
    ),
    case(
        "votes in both tables",
        {"votes.csv": "unit,option,votes\nLyon-1,ann,40\n"},
        "votes.csv, ligne 2, colonne « option » : les voix de « ann » sont à la fois dans sheets.csv et dans "
        "votes.csv. Gardez-les à un endroit.",
        "votes.csv, row 2, column “option”: the votes of “ann” are both in sheets.csv and in votes.csv. Keep "
        "them in one place.",
    ),
    case(
        "votes of a unit with two sheets",
        {
            "sheets.csv": "unit,in_box\nLyon-1,80\nLyon-1,81\n",
            "votes.csv": "unit,option,votes\nLyon-1,ann,40\nLyon-1,bob,37\n",
        },
        "votes.csv, ligne 2, colonne « unit » : « Lyon-1 » a deux feuilles dans sheets.csv : à laquelle vont "
        "ces voix ? Gardez une feuille.",
        "votes.csv, row 2, column “unit”: “Lyon-1” has two sheets in sheets.csv: to which do these votes go? "
        "Keep one sheet.",
    ),
    case(
        "an entry by nobody known",
        {"entries.csv": "unit,entry,ann,bob\nLyon-1,third,40,37\nLyon-2,representative:zoe,50,40\n"},
        "entries.csv, ligne 2, colonne « entry » : « third » : une saisie est « first », « second » ou "
        "« representative: » suivi d'un choix.",
        "entries.csv, row 2, column “entry”: “third”: an entry is “first”, “second” or “representative:” with "
        "an option.",
        "entries.csv, ligne 3, colonne « entry » : « representative:zoe » : une saisie est « first », "
        "« second » ou « representative: » suivi d'un choix.",
        "entries.csv, row 3, column “entry”: “representative:zoe”: an entry is “first”, “second” or "
        "“representative:” with an option.",
    ),
    case(
        "an entry at an hour without its zone",
        {
            "entries.csv": "unit,entry,at,ann,bob\nLyon-1,first,2017-01-29T20:15,40,37\nLyon-2,first,hier,50,40\n"
        },
        "entries.csv, ligne 2, colonne « at » : « 2017-01-29T20:15 » : dans quel fuseau ? Ajoutez le décalage : "
        "2017-01-29T20:15:00+01:00.",
        "entries.csv, row 2, column “at”: “2017-01-29T20:15”: in which time zone? Add the offset: "
        "2017-01-29T20:15:00+01:00.",
        "entries.csv, ligne 3, colonne « at » : « hier » n'est ni une date (2017-01-29) ni une heure avec son "
        "décalage (2017-01-29T20:15:00+01:00).",
        "entries.csv, row 3, column “at”: “hier” is neither a date (2017-01-29) nor a time with its offset "
        "(2017-01-29T20:15:00+01:00).",
    ),
    case(
        "a published figure of an unknown field",
        {"publications.csv": "at,unit,field,value\n22:30,Lyon,votants,170\n22:30,Lyon,share:zoe,50 %\n"},
        "publications.csv, ligne 2, colonne « field » : « votants » n'est ni une colonne de sheets.csv ni un "
        "choix. Vouliez-vous dire « voters » ?",
        "publications.csv, row 2, column “field”: “votants” is neither a column of sheets.csv nor an option. "
        "Did you mean “voters”?",
        "publications.csv, ligne 3, colonne « field » : « share:zoe » n'est ni une colonne de sheets.csv ni un "
        "choix.",
        "publications.csv, row 3, column “field”: “share:zoe” is neither a column of sheets.csv nor an option.",
    ),
    case(
        "published shares of 1 or of 100",
        {
            "publications.csv": "at,unit,field,value\n22:30,Lyon,share:ann,53.9\n22:30,Lyon,share:bob,146 %\n"
            "22:30,Lyon,ann,90.5\n"
        },
        "publications.csv, ligne 2, colonne « value » : « 53.9 » est-il une part de 1 ou de 100 ? Écrivez "
        '"1/8" ou "12.5 %", entre guillemets.',
        "publications.csv, row 2, column “value”: is “53.9” a share of 1 or of 100? Write "
        '"1/8" or "12.5 %", between quotation marks.',
        "publications.csv, ligne 3, colonne « value » : « 146 % » dépasse 100 %. Vérifiez la saisie.",
        "publications.csv, row 3, column “value”: “146 %” is more than 100 %. Check the typing.",
        "publications.csv, ligne 4, colonne « value » : « 90.5 » n'est pas un nombre entier. Les bulletins se "
        "comptent un par un : écrivez des chiffres seulement, et laissez la case vide si le nombre est inconnu.",
        "publications.csv, row 4, column “value”: “90.5” is not a whole number. Papers are counted one by one: "
        "write digits only, and leave the cell empty if the figure is unknown.",
    ),
    case(
        "a publication without its place, hour and value",
        {"publications.csv": "at,unit,field,value\n,,valid,\n"},
        f"publications.csv, ligne 2, colonne « unit » : {EMPTY_FR}",
        f"publications.csv, row 2, column “unit”: {EMPTY_EN}",
        f"publications.csv, ligne 2, colonne « at » : {EMPTY_FR}",
        f"publications.csv, row 2, column “at”: {EMPTY_EN}",
        f"publications.csv, ligne 2, colonne « value » : {EMPTY_FR}",
        f"publications.csv, row 2, column “value”: {EMPTY_EN}",
    ),
]
