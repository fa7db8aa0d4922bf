"""Names meant to mislead the reader, the terminal or a browser: quoted, harmless, told like the others."""

from __future__ import annotations

from broken.broken import BALLOT, SHEETS, Broken, case

UNIT_FR = "n'est pas dans units.csv. Ajoutez-la ou corrigez l'identifiant (la casse compte)."
UNIT_EN = "is not in units.csv. Add it or mend the id (case matters)."
COLUMN_FR = (
    "ni une colonne du format, ni l'identifiant d'un choix. Corrigez le titre, ou supprimez la colonne."
)
COLUMN_EN = "neither a column of the format nor the id of an option. Mend the name, or delete the column."


def unit(name: str, written: str, shown: str) -> Broken:
    """A sheet of a unit nobody knows, with the name as the message shows it."""
    return case(
        name,
        {"sheets.csv": f'unit,ann,bob\n"{written}",40,37\n'},
        f"sheets.csv, ligne 2, colonne « unit » : l'unité « {shown} » {UNIT_FR}",
        f"sheets.csv, row 2, column “unit”: the unit “{shown}” {UNIT_EN}",
    )


def column(name: str, written: str, shown: str) -> Broken:
    """A column of a name nobody knows."""
    return case(
        name,
        {"sheets.csv": f'unit,ann,bob,"{written}"\nLyon-1,40,37,1\n'},
        f"sheets.csv, ligne 1, colonne « {shown} » : {COLUMN_FR}",
        f"sheets.csv, row 1, column “{shown}”: {COLUMN_EN}",
    )


CASES: list[Broken] = [
    unit("a script as a unit", "<script>alert('à')</script>", "<script>alert('à')</script>"),
    unit("a formula as a unit", "=cmd|'/C'!A0", "=cmd|'/C'!A0"),
    unit("a reversed name", "\u202enoyL", "�noyL"),
    unit("an escape that paints the terminal", "\x1b[2J\x1b[31mOK", "�[2J�[31mOK"),
    unit("a name of ten thousand characters", "x" * 10_000, "x" * 59 + "…"),
    unit("a name over several lines", "Ly\non\r\n3", "Ly on 3"),
    unit("a bell and a backspace", "Zürich\x07\x08", "Zürich��"),
    unit("braces of a format", "{found}{0}%s", "{found}{0}%s"),
    unit("emoji", "🗳️", "🗳️"),
    column("a script as a column", "<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
    column("an escape as a column", "\x1b]0;gagné\x07", "�]0;gagné�"),
    column("a column of ten thousand characters", "é" * 10_000, "é" * 59 + "…"),
    case(
        "an escape in a key",
        {"ballot.toml": BALLOT.replace("title = ", '"\\u001b[31m" = 1\ntitle = ')},
        "ballot.toml, clé « �[31m » : cette clé n'existe pas. Corrigez-la ou retirez-la.",
        "ballot.toml, key “�[31m”: there is no such key. Mend it or take it away.",
    ),
    case(
        "an escape in the name of a file",
        {"sheets.csv": None, "\x1bsheets.csv": SHEETS},
        "�sheets.csv : aucun fichier du dossier ne porte ce nom. Renommez-le en « sheets.csv » ou retirez-le.",
        "�sheets.csv: no file of a ballot folder has this name. Rename it “sheets.csv” or take it away.",
    ),
]
