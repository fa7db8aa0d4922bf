"""Trees, rolls and groups that cannot be one thing only."""

from __future__ import annotations

from unicodedata import normalize

from broken.broken import BALLOT, UNITS, Broken, case

HEADER = "unit,parent,level,registered\n"
TWO = BALLOT + "[[round]]\nnumber = 1\n[[round]]\nnumber = 2\n"
DOWN_FR = "Dans ballot.toml, « levels » va du sommet aux sections."
DOWN_EN = "In ballot.toml, “levels” runs from the root to the sections."
NFC, NFD = normalize("NFC", "Évry"), normalize("NFD", "Évry")


def units(rows: str) -> dict[str, str | bytes | None]:
    """A tree of these rows, without sheets."""
    return {"units.csv": HEADER + rows, "sheets.csv": None}


CASES: list[Broken] = [
    case(
        "a unit twice",
        units("Lyon,,ville,\nLyon-1,Lyon,section,100\nLyon-1,Lyon,section,120\n"),
        "units.csv, ligne 4, colonne « unit » : l'unité « Lyon-1 » figure déjà ligne 3. Chaque unité a un "
        "identifiant à elle.",
        "units.csv, row 4, column “unit”: the unit “Lyon-1” already stands in row 3. Each unit has an id of "
        "its own.",
    ),
    case(
        "two roots",
        units("Lyon,,ville,\nParis,,ville,\nLyon-1,Lyon,section,100\n"),
        "units.csv, ligne 3, colonne « parent » : « Paris » ne dépend d'aucune unité, comme « Lyon » : il faut "
        "un seul sommet.",
        "units.csv, row 3, column “parent”: “Paris” stands under no unit, like “Lyon”: there must be one root.",
    ),
    case(
        "no unit at all",
        units(""),
        "units.csv : il n'y a aucune unité. Écrivez au moins la plus haute et une section.",
        "units.csv: there is no unit. Write at least the highest one and a section.",
    ),
    case(
        "a parent that is not there",
        units("Lyon,,ville,\nLyon-1,Lyonn,section,100\n"),
        "units.csv, ligne 3, colonne « parent » : l'unité « Lyonn », dont celle-ci dépend, n'est pas dans "
        "units.csv. Vouliez-vous dire « Lyon » ?",
        "units.csv, row 3, column “parent”: the unit “Lyonn”, under which this one stands, is not in "
        "units.csv. Did you mean “Lyon”?",
    ),
    case(
        "a unit under itself",
        {
            **units("France,,nation,\nA,B,région,\nB,A,région,\nA-1,A,section,10\n"),
            "ballot.toml": BALLOT.replace('"ville", "section"', '"nation", "région", "section"'),
        },
        "units.csv, ligne 3, colonne « level » : une unité d'échelon « région » ne peut dépendre d'une unité "
        f"d'échelon « région ». {DOWN_FR}",
        "units.csv, row 3, column “level”: a unit of level “région” cannot stand under a unit of level "
        f"“région”. {DOWN_EN}",
        "units.csv, ligne 4, colonne « level » : une unité d'échelon « région » ne peut dépendre d'une unité "
        f"d'échelon « région ». {DOWN_FR}",
        "units.csv, row 4, column “level”: a unit of level “région” cannot stand under a unit of level "
        f"“région”. {DOWN_EN}",
        "units.csv, ligne 3, colonne « parent » : « A » dépend d'elle-même par l'intermédiaire d'autres "
        "(2 unités tournent en rond). Corrigez « parent ».",
        "units.csv, row 3, column “parent”: “A” stands under itself through others (2 units go in a circle). "
        "Mend “parent”.",
    ),
    case(
        "no root",
        units("Lyon,Lyon-1,ville,\nLyon-1,Lyon,section,100\n"),
        "units.csv, ligne 2, colonne « level » : une unité d'échelon « ville » ne peut dépendre d'une unité "
        f"d'échelon « section ». {DOWN_FR}",
        "units.csv, row 2, column “level”: a unit of level “ville” cannot stand under a unit of level "
        f"“section”. {DOWN_EN}",
        "units.csv, ligne 2, colonne « parent » : « Lyon » dépend d'elle-même par l'intermédiaire d'autres "
        "(2 unités tournent en rond). Corrigez « parent ».",
        "units.csv, row 2, column “parent”: “Lyon” stands under itself through others (2 units go in a "
        "circle). Mend “parent”.",
    ),
    case(
        "an unknown level",
        units("Lyon,,ville,\nLyon-1,Lyon,sections,100\n"),
        "units.csv, ligne 3, colonne « level » : l'échelon « sections » n'est pas dans « levels » de "
        "ballot.toml (ville | section). Vouliez-vous dire « section » ?",
        "units.csv, row 3, column “level”: the level “sections” is not among “levels” of ballot.toml "
        "(ville | section). Did you mean “section”?",
    ),
    case(
        "levels upside down",
        {"ballot.toml": BALLOT.replace('"ville", "section"', '"section", "ville"')},
        "units.csv, ligne 3, colonne « level » : une unité d'échelon « section » ne peut dépendre d'une unité "
        f"d'échelon « ville ». {DOWN_FR}",
        "units.csv, row 3, column “level”: a unit of level “section” cannot stand under a unit of level "
        f"“ville”. {DOWN_EN}",
        "units.csv, ligne 4, colonne « level » : une unité d'échelon « section » ne peut dépendre d'une unité "
        f"d'échelon « ville ». {DOWN_FR}",
        "units.csv, row 4, column “level”: a unit of level “section” cannot stand under a unit of level "
        f"“ville”. {DOWN_EN}",
    ),
    case(
        "an id with a space",
        units("Lyon,,ville,\nLyon 1,Lyon,section,100\n"),
        "units.csv, ligne 3, colonne « unit » : « Lyon 1 » : un identifiant s'écrit sans espaces. "
        "Remplacez-les par des traits d'union.",
        "units.csv, row 3, column “unit”: “Lyon 1”: an id is written without spaces. Put hyphens instead.",
    ),
    case(
        "an id with a colon",
        units("Lyon,,ville,\nsection:1,Lyon,section,100\n"),
        "units.csv, ligne 3, colonne « unit » : « section:1 » : les deux-points sont réservés aux groupes "
        "(circonscription:29-02).",
        "units.csv, row 3, column “unit”: “section:1”: the colon is kept for groups (constituency:29-02).",
    ),
    case(
        "an id of ten thousand characters",
        units(f"Lyon,,ville,\n{'L' * 10_000},Lyon,section,100\n"),
        f"units.csv, ligne 3, colonne « unit » : « {'L' * 59}… » : un identifiant tient en 200 caractères. Le "
        "nom complet va dans « name ».",
        f"units.csv, row 3, column “unit”: “{'L' * 59}…”: an id takes at most 200 characters. The full name "
        "goes into “name”.",
    ),
    case(
        "an invisible character in an id",
        units("Lyon,,ville,\nLyon\u200b-1,Lyon,section,100\n"),
        "units.csv, ligne 3, colonne « unit » : « Lyon�-1 » : l'identifiant contient un caractère invisible "
        "(montré par �). Retapez-le.",
        "units.csv, row 3, column “unit”: “Lyon�-1”: the id holds a character that cannot be seen (shown as "
        "�). Type it again.",
    ),
    case(
        "two ids that read the same",
        units(f"Lyon,,ville,\n{NFC},Lyon,section,100\n{NFD},Lyon,section,100\n"),
        f"units.csv, ligne 4, colonne « unit » : « {NFD} » se lit comme l'unité de la ligne 3, mais ses "
        "accents sont codés autrement. Une unité s'écrit d'une seule façon : recopiez l'identifiant, ou "
        "donnez-en un autre.",
        f"units.csv, row 4, column “unit”: “{NFD}” reads like the unit of row 3, but its accents are coded "
        "otherwise. A unit is written in one way: copy the id, or give another one.",
    ),
    case(
        "a sheet whose unit has its accents coded otherwise",
        {
            "units.csv": HEADER + f"Lyon,,ville,\n{NFC},Lyon,section,100\n",
            "sheets.csv": f"unit,ann,bob\n{NFD},40,37\n",
        },
        f"sheets.csv, ligne 2, colonne « unit » : l'unité « {NFD} » est dans units.csv avec des accents codés "
        "autrement. Recopiez l'identifiant de units.csv.",
        f"sheets.csv, row 2, column “unit”: the unit “{NFD}” is in units.csv with its accents coded otherwise. "
        "Copy the id from units.csv.",
    ),
    case(
        "a unit of another case",
        {"sheets.csv": "unit,ann,bob\nlyon-1,40,37\n"},
        "sheets.csv, ligne 2, colonne « unit » : l'unité « lyon-1 » n'est pas dans units.csv. Ajoutez-la ou "
        "corrigez l'identifiant (la casse compte). Vouliez-vous dire « Lyon-1 » ?",
        "sheets.csv, row 2, column “unit”: the unit “lyon-1” is not in units.csv. Add it or mend the id (case "
        "matters). Did you mean “Lyon-1”?",
    ),
    case(
        "a roll twice",
        {"rolls.csv": "unit,registered\nLyon-1,101\nLyon-2,99\nLyon-1,102\n"},
        "rolls.csv, ligne 4, colonne « unit » : les inscrits de « Lyon-1 » à ce tour figurent déjà plus haut. "
        "Gardez une ligne.",
        "rolls.csv, row 4, column “unit”: the roll of “Lyon-1” in this round already stands above. Keep one "
        "row.",
    ),
    case(
        "a roll of the whole town",
        {"rolls.csv": "unit,registered\nLyon,220\n"},
        "rolls.csv, ligne 2, colonne « unit » : « Lyon » n'est pas une section : ses inscrits sont la somme de "
        "celles qui en dépendent. Supprimez la ligne.",
        "rolls.csv, row 2, column “unit”: “Lyon” is no section: its registered voters are the sum of those "
        "below. Delete the row.",
    ),
    case(
        "rolls without their round",
        {"ballot.toml": TWO, "sheets.csv": None, "rolls.csv": "unit,registered\nLyon-1,101\n"},
        "rolls.csv, ligne 1, colonne « round » : cette colonne manque. Ajoutez-la, avec ce titre exactement.",
        "rolls.csv, row 1, column “round”: this column is missing. Add it, with exactly this name.",
    ),
    case(
        "overlapping groups",
        {"groups.csv": "unit,kind,group\nLyon-1,canton,nord\nLyon-2,canton,sud\nLyon-1,canton,sud\n"},
        "groups.csv, ligne 4, colonne « unit » : « Lyon-1 » est déjà dans le groupe « nord » de la même sorte "
        "(canton) : ses voix y compteraient deux fois.",
        "groups.csv, row 4, column “unit”: “Lyon-1” is already in the group “nord” of the same kind (canton): "
        "its votes would count twice.",
    ),
    case(
        "a unit twice in a group",
        {"groups.csv": "unit,kind,group\nLyon,canton,nord\nLyon-1,canton,nord\n"},
        "groups.csv, ligne 3, colonne « unit » : « Lyon-1 » est déjà dans le groupe « nord ».",
        "groups.csv, row 3, column “unit”: “Lyon-1” is already in the group “nord”.",
    ),
    case(
        "a kind of groups named like a level",
        {"groups.csv": "unit,kind,group\nLyon-1,section,nord\n"},
        "ballot.toml, ligne 2, clé « levels » : « section » est à la fois un échelon et une sorte de groupes "
        "(groups.csv). Renommez l'un des deux.",
        "ballot.toml, row 2, key “levels”: “section” is both a level and a kind of groups (groups.csv). Rename "
        "one of them.",
    ),
    case(
        "a group with two names",
        {"groups.csv": "unit,kind,group,name\nLyon-1,canton,nord,Nord\nLyon-2,canton,nord,Le Nord\n"},
        "groups.csv, ligne 3, colonne « name » : le groupe porte deux noms : « Nord » et « Le Nord ». Gardez-en "
        "un.",
        "groups.csv, row 3, column “name”: the group bears two names: “Nord” and “Le Nord”. Keep one.",
    ),
    case(
        "a kind called each",
        {"groups.csv": "unit,kind,group\nLyon-1,each,nord\n"},
        "groups.csv, ligne 2, colonne « kind » : « each » ne peut nommer une sorte de groupes.",
        "groups.csv, row 2, column “kind”: “each” cannot name a kind of groups.",
    ),
    case(
        "the columns of the tree",
        {"units.csv": UNITS.replace("parent", "parrent").replace("level", "niveau")},
        "units.csv, ligne 1, colonne « parrent » : ni une colonne du format, ni l'identifiant d'un choix. "
        "Corrigez le titre, ou supprimez la colonne. Vouliez-vous dire « parent » ?",
        "units.csv, row 1, column “parrent”: neither a column of the format nor the id of an option. Mend the "
        "name, or delete the column. Did you mean “parent”?",
        "units.csv, ligne 1, colonne « niveau » : ni une colonne du format, ni l'identifiant d'un choix. "
        "Corrigez le titre, ou supprimez la colonne. Vouliez-vous dire « level » ?",
        "units.csv, row 1, column “niveau”: neither a column of the format nor the id of an option. Mend the "
        "name, or delete the column. Did you mean “level”?",
        "units.csv, ligne 1, colonne « parent » : cette colonne manque. Ajoutez-la, avec ce titre exactement. "
        "Vouliez-vous dire « parrent » ?",
        "units.csv, row 1, column “parent”: this column is missing. Add it, with exactly this name. Did you "
        "mean “parrent”?",
        "units.csv, ligne 1, colonne « level » : cette colonne manque. Ajoutez-la, avec ce titre exactement.",
        "units.csv, row 1, column “level”: this column is missing. Add it, with exactly this name.",
    ),
]
