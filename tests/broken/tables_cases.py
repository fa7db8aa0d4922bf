"""Tables whose header, separators, quotation marks or rows cannot be read in one way only."""

from __future__ import annotations

from broken.broken import SHEETS, UNITS, Broken, case, sheets

UNKNOWN_FR = (
    "ni une colonne du format, ni l'identifiant d'un choix. Corrigez le titre, ou supprimez la colonne."
)
UNKNOWN_EN = "neither a column of the format nor the id of an option. Mend the name, or delete the column."
RAGGED_FR = "Un séparateur manque ou est de trop ; mettez entre guillemets un nom qui en contient un."
RAGGED_EN = "A separator is missing or too many; put quotation marks around a name that holds one."

CASES: list[Broken] = [
    case(
        "wrong separator: bars",
        {"sheets.csv": SHEETS.replace(",", "|")},
        "sheets.csv, ligne 1 : les colonnes ne sont pas séparées (« unit|in_box|blank|null|ann|bob »). "
        "Séparez-les par des virgules, des points-virgules ou des tabulations.",
        "sheets.csv, row 1: the columns are not separated (“unit|in_box|blank|null|ann|bob”). "
        "Separate them by commas, semicolons or tabs.",
    ),
    case(
        "wrong separator: spaces",
        {"sheets.csv": SHEETS.replace(",", "   ")},
        "sheets.csv, ligne 1 : les colonnes ne sont pas séparées (« unit in_box blank null ann bob »). "
        "Séparez-les par des virgules, des points-virgules ou des tabulations.",
        "sheets.csv, row 1: the columns are not separated (“unit in_box blank null ann bob”). "
        "Separate them by commas, semicolons or tabs.",
    ),
    case(
        "two separators in one table",
        {"sheets.csv": SHEETS.replace("Lyon-2,90,0,0,50,40", "Lyon-2;90;0;0;50;40")},
        f"sheets.csv, ligne 3 : la ligne a 1 case au lieu de 6. {RAGGED_FR}",
        f"sheets.csv, row 3: the row has 1 cell instead of 6. {RAGGED_EN}",
    ),
    case(
        "a comma in a name without quotation marks",
        {
            "units.csv": "unit,parent,level,name\nLyon,,ville,Lyon\nLyon-1,Lyon,section,École, rue Bât\n"
            "Lyon-2,Lyon,section,Mairie\n"
        },
        f"units.csv, ligne 3 : la ligne a 5 cases au lieu de 4. {RAGGED_FR}",
        f"units.csv, row 3: the row has 5 cells instead of 4. {RAGGED_EN}",
    ),
    case(
        "a cell lost at the end of a row",
        sheets("Lyon-1,80,1,2,40"),
        f"sheets.csv, ligne 2 : la ligne a 5 cases au lieu de 6. {RAGGED_FR}",
        f"sheets.csv, row 2: the row has 5 cells instead of 6. {RAGGED_EN}",
    ),
    case(
        "a quotation mark never closed",
        sheets('Lyon-1,80,1,2,"40,37\nLyon-2,90,0,0,50,40'),
        "sheets.csv, ligne 2 : un guillemet est ouvert et pas refermé, ou suivi de texte. Doublez les "
        "guillemets à l'intérieur d'un nom.",
        "sheets.csv, row 2: a quotation mark is opened and not closed, or followed by text. Double those "
        "inside a name.",
    ),
    case(
        "a quotation mark inside a name",
        {
            "units.csv": 'unit,parent,level,name\nLyon,,ville,Lyon\nLyon-1,Lyon,section,"Le "Gymnase""\n'
            "Lyon-2,Lyon,section,Mairie\n"
        },
        "units.csv, ligne 3 : un guillemet est ouvert et pas refermé, ou suivi de texte. Doublez les "
        "guillemets à l'intérieur d'un nom.",
        "units.csv, row 3: a quotation mark is opened and not closed, or followed by text. Double those "
        "inside a name.",
    ),
    case(
        "a doubled column",
        {"sheets.csv": "unit,ann,bob,ann\nLyon-1,40,37,41\n"},
        "sheets.csv, ligne 1, colonne « ann » : cette colonne figure deux fois. Gardez celle qui fait foi.",
        "sheets.csv, row 1, column “ann”: this column stands twice. Keep the one that holds.",
    ),
    case(
        "a column without a name",
        {"sheets.csv": "unit,ann,,bob\nLyon-1,40,3,37\n"},
        "sheets.csv, ligne 1, colonne « 3 » : cette colonne n'a pas de titre. Donnez-lui un titre ou "
        "supprimez-la.",
        "sheets.csv, row 1, column “3”: this column has no name. Name it or delete it.",
    ),
    case(
        "a misspelt column",
        {"sheets.csv": SHEETS.replace("in_box", "inbox")},
        f"sheets.csv, ligne 1, colonne « inbox » : {UNKNOWN_FR} Vouliez-vous dire « in_box » ?",
        f"sheets.csv, row 1, column “inbox”: {UNKNOWN_EN} Did you mean “in_box”?",
    ),
    case(
        "an option that nobody wrote in the ballot",
        {"sheets.csv": "unit,ann,bob,zoé\nLyon-1,40,37,3\n"},
        f"sheets.csv, ligne 1, colonne « zoé » : {UNKNOWN_FR}",
        f"sheets.csv, row 1, column “zoé”: {UNKNOWN_EN}",
    ),
    case(
        "the column of units missing",
        {"sheets.csv": "section,ann,bob\nLyon-1,40,37\n"},
        f"sheets.csv, ligne 1, colonne « section » : {UNKNOWN_FR} Vouliez-vous dire « unit » ?",
        f"sheets.csv, row 1, column “section”: {UNKNOWN_EN} Did you mean “unit”?",
        "sheets.csv, ligne 1, colonne « unit » : cette colonne manque. Ajoutez-la, avec ce titre exactement.",
        "sheets.csv, row 1, column “unit”: this column is missing. Add it, with exactly this name.",
    ),
    case(
        "no header",
        {"units.csv": "Lyon,,ville,\nLyon-1,Lyon,section,100\n"},
        "units.csv, ligne 1 : la première ligne doit porter les titres des colonnes (unit, parent, level…) ; "
        "on y lit « Lyon, , ville ».",
        "units.csv, row 1: the first row must hold the names of the columns (unit, parent, level…); "
        "it reads “Lyon, , ville”.",
    ),
    case(
        "a row of totals",
        {"sheets.csv": SHEETS + "TOTAL,170,1,2,90,77\n"},
        "sheets.csv, ligne 4, colonne « unit » : « TOTAL » : une ligne de total. Supprimez-la, Récolement "
        "fait les sommes lui-même.",
        "sheets.csv, row 4, column “unit”: “TOTAL”: a row of totals. Delete it, Récolement adds up by itself.",
    ),
    case(
        "a row of totals among the units",
        {"units.csv": UNITS + "Ensemble,Lyon,section,220\n"},
        "units.csv, ligne 5, colonne « unit » : « Ensemble » : une ligne de total. Supprimez-la, Récolement "
        "fait les sommes lui-même.",
        "units.csv, row 5, column “unit”: “Ensemble”: a row of totals. Delete it, Récolement adds up by "
        "itself.",
    ),
    case(
        "a row without its unit",
        sheets(",80,1,2,40,37"),
        "sheets.csv, ligne 2, colonne « unit » : la case est vide ; il faut la remplir.",
        "sheets.csv, row 2, column “unit”: the cell is empty; it must be filled in.",
    ),
]
