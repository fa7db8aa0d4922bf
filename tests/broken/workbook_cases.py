"""Workbooks that would have to be guessed at, or that are dangerous to open."""

from __future__ import annotations

import io
import zipfile

import xlsxwriter

from broken.broken import COUNT_EN, COUNT_FR, Broken, case
from broken.workbooks import ROWS, SHEET, computed, rewritten, workbook

DAMAGED_FR = "le classeur est abîmé ou n'est pas un XLSX. Ouvrez-le et enregistrez-le de nouveau, en XLSX."
DAMAGED_EN = "the workbook is damaged or is no XLSX. Open it and save it again, as XLSX."
FORMULA_FR = (
    "la formule n'a pas de valeur enregistrée. Ouvrez le classeur, laissez-le calculer, enregistrez-le."
)
FORMULA_EN = "the formula has no stored value. Open the workbook, let it compute, and save it."
ERROR_FR = "la case contient une erreur de formule (#REF!, #DIV/0!…). Écrivez le nombre, ou videz la case."
ERROR_EN = "the cell holds a formula's error (#REF!, #DIV/0!…). Write the number, or empty the cell."


def xlsx(name: str, content: bytes, *said: str) -> Broken:
    """A case whose sheets are in ``sheets.xlsx``."""
    return case(name, {"sheets.csv": None, "sheets.xlsx": content}, *said)


def merged(book: xlsxwriter.Workbook) -> None:
    """Two cells of the first column as one."""
    book.worksheets()[0].merge_range("A2:A3", "Lyon-1")


def formula(book: xlsxwriter.Workbook) -> None:
    """The papers of the first section as a sum; xlsxwriter stores 0, to be computed when it is opened."""
    book.worksheets()[0].write_formula("B2", "=SUM(C2:F2)")


def error(book: xlsxwriter.Workbook) -> None:
    """A division by zero."""
    book.worksheets()[0].write_formula("B2", "=1/0", None, "#DIV/0!")


def archive(parts: dict[str, bytes]) -> bytes:
    """An archive that is no workbook."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return held.getvalue()


SOUND = workbook({"sheets": ROWS})
FORMULA = workbook({"sheets": ROWS}, formula)

CASES: list[Broken] = [
    xlsx(
        "merged cells",
        workbook({"sheets": ROWS}, merged),
        "sheets.xlsx, feuille « sheets », ligne 2, colonne « A » : des cases sont fusionnées : on ne sait pas à "
        "quelles lignes la valeur appartient. Défusionnez-les et recopiez la valeur.",
        "sheets.xlsx, sheet “sheets”, row 2, column “A”: cells are merged: nobody can say which rows the value "
        "belongs to. Unmerge them and copy the value.",
    ),
    xlsx(
        "a formula never computed, with the 0 that its program wrote",
        FORMULA,
        f"sheets.xlsx, feuille « sheets », ligne 2, colonne « B » : {FORMULA_FR}",
        f"sheets.xlsx, sheet “sheets”, row 2, column “B”: {FORMULA_EN}",
    ),
    xlsx(
        "a formula without any value",
        computed(rewritten(FORMULA, SHEET, b"<v>0</v></c>", b"</c>")),
        f"sheets.xlsx, feuille « sheets », ligne 2, colonne « B » : {FORMULA_FR}",
        f"sheets.xlsx, sheet “sheets”, row 2, column “B”: {FORMULA_EN}",
    ),
    xlsx(
        "an error in a cell",
        computed(workbook({"sheets": ROWS}, error)),
        f"sheets.xlsx, feuille « sheets », ligne 2, colonne « B » : {ERROR_FR}",
        f"sheets.xlsx, sheet “sheets”, row 2, column “B”: {ERROR_EN}",
    ),
    xlsx(
        "a decimal in a workbook",
        workbook({"sheets": [ROWS[0], ["Lyon-1", 80.5, 1, 2, 40, 37]]}),
        "sheets.xlsx, feuille « sheets », ligne 2, colonne « in_box » : « 80.5 » n'est pas un nombre entier. "
        f"Les bulletins se comptent un par un : {COUNT_FR}",
        "sheets.xlsx, sheet “sheets”, row 2, column “in_box”: “80.5” is not a whole number. Papers are counted "
        f"one by one: {COUNT_EN}",
    ),
    xlsx(
        "a title above the header",
        workbook({"sheets": [["Bureau, 29 janvier"], *ROWS]}),
        "sheets.xlsx, feuille « sheets », ligne 1 : la première ligne doit porter les titres des colonnes (unit, contest, round…) ; on y lit « Bureau, 29 janvier ».",
        "sheets.xlsx, sheet “sheets”, row 1: the first row must hold the names of the columns (unit, contest, round…); it reads “Bureau, 29 janvier”.",
    ),
    xlsx(
        "two sheets and none of the table's name",
        workbook({"Feuil1": ROWS, "Feuil2": ROWS}),
        "sheets.xlsx : le classeur a plusieurs feuilles (Feuil1, Feuil2) ou aucune remplie. Donnez à la bonne "
        "le nom du tableau.",
        "sheets.xlsx: the workbook has several sheets (Feuil1, Feuil2) or no filled one. Give the right one the "
        "table's name.",
    ),
    xlsx(
        "an empty sheet",
        workbook({"sheets": []}),
        "sheets.xlsx, feuille « sheets » : le fichier est vide. Il faut au moins la ligne des titres de "
        "colonnes.",
        "sheets.xlsx, sheet “sheets”: the file is empty. It needs at least the row of column names.",
    ),
    case(
        "a sheet of ballot.xlsx with a letter missing",
        {"sheets.csv": None, "ballot.xlsx": workbook({"sheet": ROWS})},
        "ballot.xlsx, feuille « sheet » : aucun tableau ne s'appelle ainsi : cette feuille ne serait pas lue. "
        "Renommez-la en « sheets » ou retirez-la.",
        "ballot.xlsx, sheet “sheet”: no table has this name: the sheet would not be read. Rename it “sheets” or "
        "take it away.",
    ),
    case(
        "a table in a file and in ballot.xlsx",
        {"ballot.xlsx": workbook({"sheets": ROWS})},
        "ballot.xlsx : ce tableau se trouve aussi dans sheets.csv. Gardez-en un seul.",
        "ballot.xlsx: this table is also in sheets.csv. Keep only one of them.",
    ),
    xlsx(
        "a value lost far away",
        workbook({"sheets": ROWS}, lambda book: book.worksheets()[0].write("XFD1048576", "x")),
        "sheets.xlsx : une feuille couvre plus de 20000000 cases : une valeur est perdue très loin en bas ou à "
        "droite. Effacez-la.",
        "sheets.xlsx: a sheet covers more than 20000000 cells: a value is lost far down or far right. Delete "
        "it.",
    ),
    xlsx(
        "a workbook cut off while it was copied",
        SOUND[: len(SOUND) // 2],
        f"sheets.xlsx : {DAMAGED_FR}",
        f"sheets.xlsx: {DAMAGED_EN}",
    ),
    xlsx(
        "no workbook at all", b"unit,ann,bob\n", f"sheets.xlsx : {DAMAGED_FR}", f"sheets.xlsx: {DAMAGED_EN}"
    ),
    xlsx(
        "an ODS renamed .xlsx",
        archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}),
        f"sheets.xlsx : {DAMAGED_FR}",
        f"sheets.xlsx: {DAMAGED_EN}",
    ),
    xlsx(
        "a sheet whose XML is broken",
        rewritten(SOUND, SHEET, b"</row>", b"</rew>"),
        f"sheets.xlsx : {DAMAGED_FR}",
        f"sheets.xlsx: {DAMAGED_EN}",
    ),
    xlsx(
        "a workbook with entities that multiply",
        rewritten(SOUND, "xl/workbook.xml", b"<workbook", b'<!DOCTYPE x [<!ENTITY a "ha">]><workbook'),
        f"sheets.xlsx : {DAMAGED_FR}",
        f"sheets.xlsx: {DAMAGED_EN}",
    ),
]
