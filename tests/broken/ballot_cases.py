"""A ``ballot.toml`` that is no TOML, or whose keys, rounds, options and rulebook do not hold."""

from __future__ import annotations

from broken.broken import BALLOT, Broken, ballot, case

NO_KEY_FR = "cette clé n'existe pas. Corrigez-la ou retirez-la."
NO_KEY_EN = "there is no such key. Mend it or take it away."
MISSING_FR = "cette clé manque ou est vide. Ajoutez-la"
MISSING_EN = "this key is missing or empty. Add it"


def rule(lines: str) -> dict[str, str | bytes | None]:
    """A rulebook of these lines, the first being line 4 of the file."""
    return ballot('rule = "plurality"', lines)


def round_(lines: str) -> dict[str, str | bytes | None]:
    """A ballot with rounds, the first line being line 13 of the file."""
    return {"ballot.toml": BALLOT + lines, "sheets.csv": None}


CASES: list[Broken] = [
    case(
        "a text without quotation marks",
        ballot('title = "Bureau"', "title = Bureau"),
        "ballot.toml, ligne 1 : « title = Bureau » : un texte se met entre guillemets droits "
        '(title = "Bureau").',
        "ballot.toml, row 1: “title = Bureau”: a text stands between straight quotation marks "
        '(title = "Committee").',
    ),
    case(
        "quotation marks of a word processor",
        ballot('name = "Ann"', "name = “Ann”"),
        'ballot.toml, ligne 9 : « name = “Ann” » : le TOML veut des guillemets droits ("), pas ceux du '
        "traitement de texte.",
        'ballot.toml, row 9: “name = “Ann””: TOML wants straight quotation marks ("), not those of a word '
        "processor.",
    ),
    case(
        "a quotation mark not closed",
        ballot('name = "Ann"', 'name = "Ann'),
        'ballot.toml, ligne 9 : « name = "Ann » : un guillemet ou un crochet est ouvert et pas refermé, sur '
        "cette ligne ou plus haut.",
        'ballot.toml, row 9: “name = "Ann”: a quotation mark or a bracket is opened and not closed, in this '
        "line or above.",
    ),
    case(
        "single brackets where a heading comes again",
        {"ballot.toml": BALLOT.replace("[[contest.option]]", "[contest.option]")},
        "ballot.toml, ligne 10 : « [contest.option] » : cette clé ou ce titre figure déjà plus haut. Gardez-en "
        "un ; un titre qui se répète s'écrit entre doubles crochets ([[contest]], [[round]], [[act]]).",
        "ballot.toml, row 10: “[contest.option]”: this key or heading already stands above. Keep one; a "
        "heading that comes again is written in double brackets ([[contest]], [[round]], [[act]]).",
    ),
    case(
        "a path of Windows in a text",
        ballot('name = "Ann"', 'name = "C:\\Ann"'),
        'ballot.toml, ligne 9 : « name = "C:\\Ann" » : la barre \\ a un sens particulier entre guillemets. '
        "Écrivez-la deux fois, ou mettez le texte entre apostrophes.",
        'ballot.toml, row 9: “name = "C:\\Ann"”: the stroke \\ means something else between quotation marks. '
        "Write it twice, or put the text between apostrophes.",
    ),
    case(
        "no TOML at all",
        {"ballot.toml": "Bureau de la section\n"},
        "ballot.toml, ligne 1 : « Bureau de la section » ne se lit pas. Une ligne s'écrit : clé = valeur, ou "
        "[titre], ou [[titre]].",
        "ballot.toml, row 1: “Bureau de la section” cannot be read. A line is written: key = value, or "
        "[heading], or [[heading]].",
    ),
    case(
        "an empty ballot",
        {"ballot.toml": "", "units.csv": "unit,parent,level\nLyon,,ville\n", "sheets.csv": None},
        f'ballot.toml, clé « title » : {MISSING_FR} : title = "…".',
        f'ballot.toml, key “title”: {MISSING_EN}: title = "…".',
        f'ballot.toml, clé « levels » : {MISSING_FR} : levels = ["nation", "section"].',
        f'ballot.toml, key “levels”: {MISSING_EN}: levels = ["nation", "section"].',
        f"ballot.toml, clé « contest » : {MISSING_FR} : [[contest]].",
        f"ballot.toml, key “contest”: {MISSING_EN}: [[contest]].",
    ),
    case(
        "no rule",
        ballot('[rulebook]\nrule = "plurality"\n', ""),
        f'ballot.toml, ligne 3, clé « contest[1].rule » : {MISSING_FR} : rule = "plurality".',
        f'ballot.toml, row 3, key “contest[1].rule”: {MISSING_EN}: rule = "plurality".',
    ),
    case(
        "an unknown rule",
        rule('rule = "pluralité"'),
        "ballot.toml, ligne 4, clé « rulebook.rule » : « pluralité » n'est pas prévu. Choix : plurality | "
        "absolute_majority | majority_two_round | yes_no | highest_averages | largest_remainder | "
        "municipal_list. Vouliez-vous dire « plurality » ?",
        "ballot.toml, row 4, key “rulebook.rule”: “pluralité” is not one of: plurality | absolute_majority | "
        "majority_two_round | yes_no | highest_averages | largest_remainder | municipal_list. Did you mean "
        "“plurality”?",
    ),
    case(
        "an unknown key of the rulebook",
        rule('rule = "plurality"\ntreshold = "5 %"'),
        f"ballot.toml, ligne 5, clé « rulebook.treshold » : {NO_KEY_FR} Vouliez-vous dire « threshold » ?",
        f"ballot.toml, row 5, key “rulebook.treshold”: {NO_KEY_EN} Did you mean “threshold”?",
    ),
    case(
        "a bare number for a threshold",
        rule('rule = "plurality"\nthreshold = 5'),
        "ballot.toml, ligne 5, clé « rulebook.threshold » : « 5 » est-il une part de 1 ou de 100 ? Écrivez "
        '"1/8" ou "12.5 %", entre guillemets.',
        "ballot.toml, row 5, key “rulebook.threshold”: is “5” a share of 1 or of 100? Write "
        '"1/8" or "12.5 %", between quotation marks.',
    ),
    case(
        "a decimal for a threshold",
        rule('rule = "plurality"\nquorum = 0.25'),
        "ballot.toml, ligne 5, clé « rulebook.quorum » : « 0.25 » est-il une part de 1 ou de 100 ? Écrivez "
        '"1/8" ou "12.5 %", entre guillemets.',
        "ballot.toml, row 5, key “rulebook.quorum”: is “0.25” a share of 1 or of 100? Write "
        '"1/8" or "12.5 %", between quotation marks.',
    ),
    case(
        "a share of nothing",
        rule('rule = "plurality"\nthreshold = "1/0"'),
        "ballot.toml, ligne 5, clé « rulebook.threshold » : « 1/0 » n'est pas une part. Écrivez "
        '"1/8" ou "12.5 %".',
        'ballot.toml, row 5, key “rulebook.threshold”: “1/0” is not a share. Write "1/8" or "12.5 %".',
    ),
    case(
        "a share over the whole",
        rule('rule = "plurality"\nthreshold = "125 %"'),
        "ballot.toml, ligne 5, clé « rulebook.threshold » : « 125 % » dépasse 100 %. Vérifiez la saisie.",
        "ballot.toml, row 5, key “rulebook.threshold”: “125 %” is more than 100 %. Check the typing.",
    ),
    case(
        "a majority that nobody can exceed",
        rule('rule = "absolute_majority"\nmajority = "100 %"'),
        "ballot.toml, ligne 5, clé « rulebook.majority » : « 100 % » : personne ne peut dépasser la totalité. "
        "Ajoutez majority_reached = true s'il suffit de l'atteindre, ou corrigez la part.",
        "ballot.toml, row 5, key “rulebook.majority”: “100 %”: nobody can exceed the whole. Add "
        "majority_reached = true if reaching it is enough, or mend the share.",
    ),
    case(
        "an hour that is none",
        ballot('title = "Bureau"', 'title = "Bureau"\nturnout_hours = ["9h00"]'),
        "ballot.toml, ligne 2, clé « turnout_hours » : « 9h00 » n'est pas une heure. Écrivez-la comme 09:00 ou "
        "17:30.",
        "ballot.toml, row 2, key “turnout_hours”: “9h00” is no hour. Write it as 09:00 or 17:30.",
    ),
    case(
        "hours that do not follow one another",
        ballot('title = "Bureau"', 'title = "Bureau"\nturnout_hours = ["17:00", "12:00"]'),
        "ballot.toml, ligne 2, clé « turnout_hours » : ces heures ne se suivent pas, ou l'une figure deux fois "
        ": 17:00, 12:00. Écrivez-les dans l'ordre du jour.",
        "ballot.toml, row 2, key “turnout_hours”: these hours do not follow one another, or one stands twice: "
        "17:00, 12:00. Write them in the day's order.",
    ),
    case(
        "no number of seats",
        rule('rule = "highest_averages"'),
        "ballot.toml, ligne 5, clé « contest[1].seats » : la règle « highest_averages » répartit des sièges : "
        "écrivez combien, par exemple seats = 7.",
        "ballot.toml, row 5, key “contest[1].seats”: the rule “highest_averages” shares out seats: write how "
        "many, for example seats = 7.",
    ),
    case(
        "no seats for a place",
        {
            "ballot.toml": BALLOT.replace(
                'rule = "plurality"', 'rule = "highest_averages"\nseats = {Lyon-1 = 2}'
            ).replace('id = "bureau"', 'id = "bureau"\nscope = "each:section"')
        },
        "ballot.toml, ligne 6, clé « contest[1].seats » : les sièges de « Lyon-2 » ne sont pas donnés (lieux "
        "sans sièges : 1). Ajoutez-les.",
        "ballot.toml, row 6, key “contest[1].seats”: the seats of “Lyon-2” are not given (places without seats: "
        "1). Add them.",
    ),
    case(
        "seats for an unknown place",
        rule('rule = "highest_averages"\nseats = {Lyon = 3, Lyom-1 = 2}'),
        "ballot.toml, ligne 6, clé « contest[1].seats » : l'unité « Lyom-1 » n'est pas dans units.csv. "
        "Ajoutez-la ou corrigez l'identifiant (la casse compte). Vouliez-vous dire « Lyon-1 » ?",
        "ballot.toml, row 6, key “contest[1].seats”: the unit “Lyom-1” is not in units.csv. Add it or mend the "
        "id (case matters). Did you mean “Lyon-1”?",
    ),
    case(
        "no seat to fill",
        rule('rule = "highest_averages"\nseats = 0'),
        "ballot.toml, ligne 5, clé « rulebook.seats » : « 0 » n'est pas de la sorte attendue (un nombre "
        "entier, pas trop petit).",
        "ballot.toml, row 5, key “rulebook.seats”: “0” is not of the kind expected (a whole number, not too "
        "small).",
    ),
    case(
        "a threshold of the runoff left out",
        rule('rule = "majority_two_round"\nrunoff = {kind = "threshold"}'),
        f'ballot.toml, ligne 5, clé « rulebook.runoff.share » : {MISSING_FR} : share = "12.5 %".',
        f'ballot.toml, row 5, key “rulebook.runoff.share”: {MISSING_EN}: share = "12.5 %".',
    ),
    case(
        "ties by an unknown means",
        rule('rule = "plurality"\nties = ["loterie"]'),
        "ballot.toml, ligne 5, clé « rulebook.ties » : « loterie » n'est pas prévu. Choix : age | seniority | "
        "lot.",
        "ballot.toml, row 5, key “rulebook.ties”: “loterie” is not one of: age | seniority | lot.",
    ),
    case(
        "a date that does not exist",
        rule('rule = "plurality"\ndated = "29/01/2017"'),
        "ballot.toml, ligne 5, clé « rulebook.dated » : « 29/01/2017 » n'est pas une date. Écrivez "
        "année-mois-jour : 2017-01-29.",
        "ballot.toml, row 5, key “rulebook.dated”: “29/01/2017” is not a date. Write year-month-day: "
        "2017-01-29.",
    ),
    case(
        "an option named like a column",
        ballot('id = "ann"', 'id = "blank"'),
        "ballot.toml, ligne 8, clé « contest[1].option[1].id » : « blank » est déjà une colonne de sheets.csv. "
        "Donnez un autre identifiant à ce choix.",
        "ballot.toml, row 8, key “contest[1].option[1].id”: “blank” is already a column of sheets.csv. Give "
        "this option another id.",
        "sheets.csv, ligne 1, colonne « ann » : ni une colonne du format, ni l'identifiant d'un choix. "
        "Corrigez le titre, ou supprimez la colonne.",
        "sheets.csv, row 1, column “ann”: neither a column of the format nor the id of an option. Mend the "
        "name, or delete the column.",
    ),
    case(
        "the same option twice",
        {"ballot.toml": BALLOT.replace('id = "bob"', 'id = "ann"'), "sheets.csv": None},
        "ballot.toml, ligne 11, clé « contest[1].option[2].id » : l'identifiant « ann » est porté par deux "
        "choix du scrutin. Changez-en un.",
        "ballot.toml, row 11, key “contest[1].option[2].id”: the id “ann” is borne by two options of the "
        "contest. Change one.",
    ),
    case(
        "an option without an id",
        {"ballot.toml": BALLOT.replace('id = "bob"\n', ""), "sheets.csv": None},
        f'ballot.toml, ligne 10, clé « contest[1].option[2].id » : {MISSING_FR} : id = "…".',
        f'ballot.toml, row 10, key “contest[1].option[2].id”: {MISSING_EN}: id = "…".',
    ),
    case(
        "an unknown kind of option",
        ballot('name = "Ann"', 'kind = "candidat"'),
        "ballot.toml, ligne 9, clé « contest[1].option[1].kind » : « candidat » n'est pas prévu. Choix : "
        "candidate | ticket | list | motion | answer. Vouliez-vous dire « candidate » ?",
        "ballot.toml, row 9, key “contest[1].option[1].kind”: “candidat” is not one of: candidate | ticket | "
        "list | motion | answer. Did you mean “candidate”?",
    ),
    case(
        "an option on offer nowhere known",
        ballot('name = "Ann"', 'units = ["Lyon-3"]'),
        "ballot.toml, ligne 9, clé « contest[1].option[1].units » : l'unité « Lyon-3 » n'est pas dans "
        "units.csv. Ajoutez-la ou corrigez l'identifiant (la casse compte). Vouliez-vous dire « Lyon-2 » ?",
        "ballot.toml, row 9, key “contest[1].option[1].units”: the unit “Lyon-3” is not in units.csv. Add it "
        "or mend the id (case matters). Did you mean “Lyon-2”?",
    ),
    case(
        "an unknown scope",
        ballot('id = "bureau"', 'id = "bureau"\nscope = "each:sections"'),
        "ballot.toml, ligne 7, clé « contest[1].scope » : « each:sections » n'est ni une unité, ni « each: » "
        "suivi d'un échelon ou d'une sorte de groupes, ni un groupe. Vouliez-vous dire « each:section » ?",
        "ballot.toml, row 7, key “contest[1].scope”: “each:sections” is neither a unit, nor “each:” with a "
        "level or a kind of groups, nor a group. Did you mean “each:section”?",
    ),
    case(
        "a scope without any unit",
        {
            "ballot.toml": BALLOT.replace('"ville", ', '"ville", "canton", ').replace(
                'id = "bureau"', 'id = "bureau"\nscope = "each:canton"'
            )
        },
        "ballot.toml, ligne 7, clé « contest[1].scope » : il n'y a aucune unité d'échelon « canton » : le "
        "scrutin ne se déciderait nulle part.",
        "ballot.toml, row 7, key “contest[1].scope”: there is no unit of level “canton”: the contest would be "
        "decided nowhere.",
    ),
    case(
        "the same round twice",
        round_("[[round]]\nnumber = 1\n[[round]]\nnumber = 1\n"),
        "ballot.toml, ligne 16, clé « round[2].number » : le tour 1 figure deux fois.",
        "ballot.toml, row 16, key “round[2].number”: round 1 stands twice.",
    ),
    case(
        "a round with an unknown option",
        round_('[[round]]\nnumber = 1\n[round.options]\nbureau = ["ann", "boB"]\n'),
        "ballot.toml, ligne 16, clé « round[1].options.bureau » : le choix « boB » n'est pas de ce scrutin. "
        "Vouliez-vous dire « bob » ?",
        "ballot.toml, row 16, key “round[1].options.bureau”: the option “boB” is not one of this contest. Did "
        "you mean “bob”?",
    ),
    case(
        "a round where nobody stands",
        round_("[[round]]\nnumber = 1\n[round.options]\nbureau = []\n"),
        "ballot.toml, ligne 16, clé « round[1].options.bureau » : aucun choix n'est en lice dans « bureau » à "
        "ce tour. Nommez-les, ou retirez la ligne si tous le sont.",
        "ballot.toml, row 16, key “round[1].options.bureau”: no option stands in “bureau” in this round. Name "
        "them, or take the line away if all do.",
    ),
    case(
        "a round of an unknown contest",
        round_('[[round]]\nnumber = 1\ncontests = ["burea"]\n'),
        "ballot.toml, ligne 15, clé « round[1].contests » : le scrutin « burea » n'est pas dans ballot.toml. "
        "Vouliez-vous dire « bureau » ?",
        "ballot.toml, row 15, key “round[1].contests”: the contest “burea” is not in ballot.toml. Did you mean "
        "“bureau”?",
    ),
    case(
        "options of a contest that the round does not hold",
        round_(
            '[[round]]\nnumber = 1\ncontests = ["b"]\n[round.options]\nbureau = ["ann"]\n'
            '[[contest]]\nid = "b"\noption = [{id = "yes"}, {id = "no"}]\n'
        ),
        "ballot.toml, ligne 17, clé « round[1].options.bureau » : le scrutin « bureau » n'a pas lieu au tour 1.",
        "ballot.toml, row 17, key “round[1].options.bureau”: the contest “bureau” is not held in round 1.",
    ),
    case(
        "a number of a hundred thousand digits",
        round_(f"[[round]]\nnumber = 0x{'F' * 100_000}\n"),
        "ballot.toml, ligne 14, clé « round[1].number » : « 10³⁰… » n'est pas de la sorte attendue (un nombre "
        "entier, pas trop petit).",
        "ballot.toml, row 14, key “round[1].number”: “10³⁰…” is not of the kind expected (a whole number, not "
        "too small).",
    ),
    case(
        "keys nested thousands deep",
        {"ballot.toml": BALLOT + "x = " + "[" * 3000 + "]" * 3000 + "\n"},
        "ballot.toml : des clés ou des listes sont imbriquées bien trop profondément. Vérifiez que c'est le "
        "bon fichier.",
        "ballot.toml: keys or lists stand inside one another far too deep. Check that it is the right file.",
    ),
    case(
        "a key of thousands of parts",
        {"ballot.toml": BALLOT + "a." * 300_000 + "a = 1\n"},
        "ballot.toml, ligne 13 : des clés ou des listes sont imbriquées bien trop profondément. Vérifiez que "
        "c'est le bon fichier.",
        "ballot.toml, row 13: keys or lists stand inside one another far too deep. Check that it is the right "
        "file.",
    ),
]
