"""Awkward folders that are sound: they are read, and what must be read of them is written by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
import xlsxwriter

from broken.broken import BALLOT, SHEETS, SOUND, UNITS
from broken.workbooks import ROWS, SHEET, Cell, computed, rewritten, workbook
from recolement.canvass import canvass
from recolement.formats.folder import read_folder
from recolement.model.folder import BallotFolder
from recolement.publication import tally_json

USUAL = {
    "Lyon-1": {"in_box": 80, "blank": 1, "null": 2, "ann": 40, "bob": 37},
    "Lyon-2": {"in_box": 90, "blank": 0, "null": 0, "ann": 50, "bob": 40},
}
"""What the sound folder's two rows say."""


@dataclass(frozen=True)
class Awkward:
    """A folder over the sound one, and the figures of its sheets (a figure left out is unknown)."""

    name: str
    files: Mapping[str, str | bytes | None]
    figures: Mapping[str, Mapping[str, int]] = field(default_factory=lambda: USUAL)


def as_text(book: xlsxwriter.Workbook) -> None:
    """Figures typed as text, with a narrow no-break space, beside a formula that gives an empty text."""
    sheet = book.worksheets()[0]
    sheet.write_string("B2", "1\u202f080")
    sheet.write_formula("C2", '=IF(D2>5,1,"")', None, "")


SPACED = "unit,in_box,ann,bob\nLyon-1,{},{},3\n"
REGISTERED: list[list[Cell]] = [
    ["unit", "parent", "level"],
    ["Lyon", None, "ville"],
    ["Lyon-1", "Lyon", "section"],
]

TEXTS = rewritten(
    computed(workbook({"sheets": ROWS}, as_text)), SHEET, b'<c r="C2"><f>', b'<c r="C2" t="str"><f>'
)

CASES = [
    Awkward("semicolons", {"sheets.csv": SHEETS.replace(",", ";")}),
    Awkward("tabs", {"sheets.csv": SHEETS.replace(",", "\t")}),
    Awkward("a line that names the separator", {"sheets.csv": "sep=;\r\n" + SHEETS.replace(",", ";")}),
    Awkward("the mark of UTF-8", {name: b"\xef\xbb\xbf" + text.encode() for name, text in SOUND.items()}),
    Awkward("line ends of Windows", {name: text.replace("\n", "\r\n") for name, text in SOUND.items()}),
    Awkward("line ends of old Macs in a table", {"sheets.csv": SHEETS.replace("\n", "\r")}),
    Awkward("no line end at the end", {name: text.rstrip("\n") for name, text in SOUND.items()}),
    Awkward(
        "everything quoted",
        {"sheets.csv": "\n".join(",".join(f'"{cell}"' for cell in row.split(",")) for row in SHEETS.split())},
    ),
    Awkward("spaces around cells", {"sheets.csv": SHEETS.replace(",", " , ")}),
    Awkward("empty rows", {"sheets.csv": "\n\n" + SHEETS.replace("\n", "\n\n,,,,,\n  ,,,,,\n")}),
    Awkward("empty columns at the end", {"sheets.csv": SHEETS.replace("\n", ",,,\n")}),
    Awkward(
        "columns in another order",
        {"sheets.csv": "bob,null,ann,unit,blank,in_box\n37,2,40,Lyon-1,1,80\n40,0,50,Lyon-2,0,90\n"},
    ),
    Awkward(
        "thousands spaced in five ways",
        {
            "sheets.csv": "unit,in_box,blank,null,ann,bob\nLyon-1,1 080,1\u00a0001,2\u202f002,3\u2009003,4\u2007004\n"
        },
        {"Lyon-1": {"in_box": 1080, "blank": 1001, "null": 2002, "ann": 3003, "bob": 4004}},
    ),
    Awkward(
        "millions, and zeros in front",
        {"sheets.csv": SPACED.format("1 234 567", "0040")},
        {"Lyon-1": {"in_box": 1_234_567, "ann": 40, "bob": 3}},
    ),
    Awkward(
        "an empty cell is unknown, a zero is zero",
        {"sheets.csv": SPACED.format("", "0")},
        {"Lyon-1": {"ann": 0, "bob": 3}},
    ),
    Awkward(
        "Windows-1252, accents in ids and names",
        {
            "units.csv": "unit,parent,level,name\nLyon,,ville,Lyon\nÉcole-1,Lyon,section,L’École – Œuvre\n".encode(
                "cp1252"
            ),
            "sheets.csv": "unit,ann,bob\nÉcole-1,40,37\n".encode("cp1252"),
        },
        {"École-1": {"ann": 40, "bob": 37}},
    ),
    Awkward(
        "a list of sections prepared before the night, two of them with their roll",
        {"sheets.csv": "unit,registered,ann,bob\nLyon-1,100,40,37\nLyon-2,120,,\n"},
        {"Lyon-1": {"registered": 100, "ann": 40, "bob": 37}},
    ),
    Awkward(
        "votes in long form, zeros for those who do not stand",
        {
            "ballot.toml": BALLOT + '[[round]]\nnumber = 1\n[round.options]\nbureau = ["ann"]\n',
            "sheets.csv": "unit,in_box\nLyon-1,80\n",
            "votes.csv": "option,votes,unit\nann,80,Lyon-1\nbob,0,Lyon-1\nann,50,Lyon-2\nbob,,Lyon-2\n",
        },
        {"Lyon-1": {"in_box": 80, "ann": 80}, "Lyon-2": {"ann": 50}},
    ),
    Awkward("a workbook instead of a table", {"sheets.csv": None, "sheets.xlsx": workbook({"sheets": ROWS})}),
    Awkward(
        "a workbook with one sheet of any name",
        {"sheets.csv": None, "sheets.xlsx": workbook({"Feuil1": ROWS})},
    ),
    Awkward(
        "a workbook with other sheets beside",
        {
            "sheets.csv": None,
            "sheets.xlsx": workbook({"Notes": [["à relire"]], "sheets": ROWS, "Brouillon": [["x"]]}),
        },
    ),
    Awkward(
        "one workbook for all tables",
        {
            "sheets.csv": None,
            "units.csv": None,
            "ballot.xlsx": workbook({"units": REGISTERED, "sheets": ROWS[:2], "Lisez-moi": [["…"]]}),
        },
        {"Lyon-1": USUAL["Lyon-1"]},
    ),
    Awkward(
        "a workbook with empty rows and columns around",
        {
            "sheets.csv": None,
            "sheets.xlsx": workbook({"sheets": [ROWS[0], [], *ROWS[1:], [None] * 9, [" "]]}),
        },
    ),
    Awkward(
        "a workbook of texts, and of a formula that gives an empty one",
        {"sheets.csv": None, "sheets.xlsx": TEXTS},
        {**USUAL, "Lyon-1": {"in_box": 1080, "null": 2, "ann": 40, "bob": 37}},
    ),
    Awkward(
        "a workbook with merged cells in another sheet",
        {
            "sheets.csv": None,
            "sheets.xlsx": workbook(
                {"sheets": ROWS, "Notes": [["a", "b"]]},
                lambda book: book.worksheets()[1].merge_range("A1:B2", "à relire"),
            ),
        },
    ),
    Awkward(
        "a computed formula",
        {
            "sheets.csv": None,
            "sheets.xlsx": computed(
                workbook(
                    {"sheets": ROWS},
                    lambda book: book.worksheets()[0].write_formula("B2", "=SUM(C2:F2)", None, 80),
                )
            ),
        },
    ),
    Awkward(
        "other files in the folder",
        {
            "README.md": "…",
            "photo.jpg": b"\xff\xd8",
            "sheets (1).csv": "x",
            ".DS_Store": b"\0",
            "pv.pdf": b"%PDF",
        },
    ),
    Awkward(
        "comments and blank lines in the ballot", {"ballot.toml": "# Le bureau\n\n" + BALLOT + "\n# fin\n"}
    ),
    Awkward(
        "the rulebook in its own file",
        {
            "ballot.toml": 'rulebook = "rules.toml"\n'
            + BALLOT.replace('[rulebook]\nrule = "plurality"\n', ""),
            "rules.toml": 'rule = "plurality"\n',
        },
    ),
    Awkward(
        "rounds out of order, figures of the second",
        {
            "ballot.toml": BALLOT + "[[round]]\nnumber = 2\n[[round]]\nnumber = 1\n",
            "sheets.csv": "unit,round,ann,bob\nLyon-1,2,40,37\n",
        },
        {"Lyon-1": {"ann": 40, "bob": 37}},
    ),
    Awkward(
        "a section right under the root of three levels",
        {"ballot.toml": BALLOT.replace('"ville", ', '"ville", "canton", ')},
    ),
]


def figures(folder: BallotFolder) -> dict[str, dict[str, int]]:
    """The known figures of the sheets, by unit."""
    names = ("registered", "signatures", "in_box", "voters", "blank", "null", "blank_null", "valid")
    return {
        sheet.unit: {
            **{name: value for name in names if (value := sheet.figure(name)) is not None},
            **sheet.votes,
        }
        for sheet in folder.sheets
    }


@pytest.mark.parametrize("awkward", CASES, ids=lambda one: one.name)
def test_it_is_read_and_this_is_what_it_says(awkward: Awkward) -> None:
    """The figures of each sheet are those written by hand; nothing unknown has become zero."""
    files = {**SOUND, **awkward.files}
    folder = read_folder(
        {
            name: text.encode() if isinstance(text, str) else text
            for name, text in files.items()
            if text is not None
        }
    )
    assert figures(folder) == awkward.figures


HOSTILE = {
    "script": "<script>alert('à')</script>",
    "formula": "=cmd|'/C calc'!A0",
    "reversed": "\u202eétranger",
    "emoji": "👩‍👩‍👧 🗳️",
    "escape": "\x1b[31mrouge\x1b[0m",
    "long": "é" * 10_000,
    "braces": "{0}{found}%s%n${x}",
    "lines": 'Le "Gymnase"\nrue, 3; bis\t!',
    "zero-width": "An\u200bn",
    "total": "Total général",
}
"""Names that nobody should be able to do harm with; all of them are names."""


@pytest.mark.parametrize("name", HOSTILE.values(), ids=list(HOSTILE))
def test_hostile_names_are_names(name: str) -> None:
    """Options, contests and units of any name are read, canvassed and written as JSON, unchanged."""
    text = json.dumps(
        name
    )  # a JSON string is a TOML string where it escapes what is not ASCII … but surrogates
    if max(name) > "\uffff":
        text = f'"{name}"'
    quoted = '"' + name.replace('"', '""') + '"'
    files = {
        "ballot.toml": BALLOT.replace('"Bureau"', text).replace('"Ann"', text),
        "units.csv": f"unit,parent,level,name\nLyon,,ville,{quoted}\nLyon-1,Lyon,section,{quoted}\n",
        "sheets.csv": "unit,ann,bob\nLyon-1,40,37\n",
    }
    folder = read_folder({file: content.encode() for file, content in files.items()})
    assert folder.ballot.title == folder.ballot.contests[0].options[0].name == name
    assert {unit.name for unit in folder.tree.values()} == {name.strip()}
    told = json.loads(json.dumps(tally_json(canvass(folder))))
    assert told["title"] == name
    (result,) = told["contests"]
    assert result["votes"] == {"ann": 40, "bob": 37}
    assert result["branches"][0]["assertions"][0]["claim"].startswith(name)


@pytest.mark.parametrize(
    "id_", ["<script>", "=1+1", "🗳", "Évry", "-", "été/2017", "a.b", "'", "__class__", "0"]
)
def test_hostile_ids_are_ids(id_: str) -> None:
    """An id of any visible characters without spaces or colons may be a unit and an option."""
    files = {
        "ballot.toml": BALLOT.replace('id = "ann"', f'id = "{id_}"'),
        "units.csv": UNITS.replace("Lyon-1", id_),
        "sheets.csv": f"unit,{id_},bob\n{id_},40,37\n",
    }
    folder = read_folder({file: content.encode() for file, content in files.items()})
    (sheet,) = folder.sheets
    assert sheet.unit == id_
    assert dict(sheet.votes) == {id_: 40, "bob": 37}


def test_a_prepared_list_is_no_sheet() -> None:
    """A section that is only listed is missing, and the coverage says so."""
    rows = "unit,registered,ann,bob\nLyon-1,100,40,37\nLyon-2,120,,\n"
    folder = read_folder({name: text.encode() for name, text in {**SOUND, "sheets.csv": rows}.items()})
    (result,) = tally_json(canvass(folder))["contests"]
    assert result["coverage"]["missing"] == ["Lyon-2"]
    assert result["coverage"]["received"] == 1
    assert result["status"] == "partial"


def test_the_cell_of_a_workbook_is_named_with_its_sheet() -> None:
    """A sheet read from a workbook cites the file, the sheet in it and the row, for findings to point at."""
    folder = read_folder(
        {
            "ballot.toml": BALLOT.encode(),
            "units.csv": UNITS.encode(),
            "ballot.xlsx": rewritten(workbook({"sheets": ROWS}), SHEET, b"<sheetData>", b"<sheetData>"),
        }
    )
    assert [(sheet.source.file, sheet.source.row) for sheet in folder.sheets if sheet.source] == [
        ("ballot.xlsx#sheets", 2),
        ("ballot.xlsx#sheets", 3),
    ]
