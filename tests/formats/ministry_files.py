"""Small files of the ministry's layouts, and what an import makes of them."""

from __future__ import annotations

import io

import polars as pl
import pytest
import xlsxwriter

from recolement.formats.ministry import StationSource, import_ministry
from recolement.model.folder import BallotFolder
from recolement.model.ids import OptionId
from recolement.model.imports import Imported
from recolement.model.problems import Problem, Unusable
from recolement.words.problems import problem_sentence

PLACE = "Code département;Libellé département;Code commune;Libellé commune;Code BV"
FIGURES = "Inscrits;Votants;% Votants;Exprimés;Blancs;Nuls"
GROUP = (
    "Numéro de panneau {0};Nuance candidat {0};Nom candidat {0};Prénom candidat {0};"
    "Sexe candidat {0};Voix {0}"
)
HEADER = ";".join([PLACE, FIGURES, *(GROUP.format(n) for n in (1, 2, 3))])

# Two constituencies of department 01. Figures made up; votes = valid = voters - blank - null in each row.
NORTH = [
    '01;Ain;001;Ars;0001;100;62;"62,00%";60;1;1;'
    "1;UG;NOIR;Ada;FEMININ;30;2;RN;BLANC;Luc;MASCULIN;20;3;ENS;GRIS;Eve;FEMININ;10",
    '01;Ain;001;Ars;0002;200;90;"45,00%";85;3;2;'
    "1;UG;NOIR;Ada;FEMININ;25;2;RN;BLANC;Luc;MASCULIN;40;3;ENS;GRIS;Eve;FEMININ;20",
]
SOUTH = [
    '01;Ain;002;"Bey; le Vieux";0001;50;31;"62,00%";30;0;1;'
    "4;UG;NOIR;Max;MASCULIN;20;5;RN;ROUX;Zoé;FEMININ;10;;;;;;",
]


def grouped(*rows: str, header: str = HEADER) -> bytes:
    """A file of the current layout."""
    return "\n".join((header, *rows)).encode()


def one(content: bytes, name: str = "legislatives_t1.csv") -> Imported:
    """The import of one file."""
    return import_ministry([StationSource(name, content)])


def problems(content: bytes, name: str = "legislatives_t1.csv") -> list[Problem]:
    """The problems of one file that cannot be used; each has a sentence in both languages."""
    with pytest.raises(Unusable) as refused:
        one(content, name)
    for problem in refused.value.problems:
        assert "{" not in problem_sentence(problem, "fr") + problem_sentence(problem, "en")
    return list(refused.value.problems)


def votes(folder: BallotFolder, unit: str) -> dict[OptionId, int]:
    """The votes of a unit's only sheet."""
    (sheet,) = (sheet for sheet in folder.sheets if sheet.unit == unit)
    return dict(sheet.votes)


# The older layout: real figures of the first round of 2017 (see data of the ministry, 01 001 and 01 002)

OLD = (
    "Code du département;Libellé du département;Code de la circonscription;Libellé de la circonscription;"
    "Code de la commune;Libellé de la commune;Code du b.vote;"
    "Inscrits;Abstentions;% Abs/Ins;Votants;% Vot/Ins;"
    "Blancs;% Blancs/Ins;% Blancs/Vot;Nuls;% Nuls/Ins;% Nuls/Vot;Exprimés;% Exp/Ins;% Exp/Vot;"
    "N°Panneau;Sexe;Nom;Prénom;Voix;% Voix/Ins;% Voix/Exp"
)
CANDIDATES = [
    ("1", "M", "DUPONT-AIGNAN", "Nicolas", "34", "6"),
    ("2", "F", "LE PEN", "Marine", "126", "48"),
    ("3", "M", "MACRON", "Emmanuel", "119", "37"),
    ("4", "M", "HAMON", "Benoît", "29", "13"),
    ("5", "F", "ARTHAUD", "Nathalie", "4", "2"),
    ("6", "M", "POUTOU", "Philippe", "4", "2"),
    ("7", "M", "CHEMINADE", "Jacques", "2", "0"),
    ("8", "M", "LASSALLE", "Jean", "2", "0"),
    ("9", "M", "MÉLENCHON", "Jean-Luc", "59", "33"),
    ("10", "M", "ASSELINEAU", "François", "6", "1"),
    ("11", "M", "FILLON", "François", "110", "34"),
]
OLD_ROWS = (
    "01;Ain;04;4ème circonscription;001;L'Abergement-Clémenciat;0001;598;92;15,38;506;84,62;"
    "2;0,33;0,40;9;1,51;1,78;495;82,78;97,83",
    "01;Ain;05;5ème circonscription;002;L'Abergement-de-Varey;0001;209;25;11,96;184;88,04;"
    "6;2,87;3,26;2;0,96;1,09;176;84,21;95,65",
)  # fmt: skip


def old(shuffled: bool = False) -> bytes:
    """The two stations as the older files have them: groups without names, in Latin-1."""
    lines = [OLD]
    for place, row in enumerate(OLD_ROWS):
        order = CANDIDATES[::-1] if shuffled and place else CANDIDATES
        groups = [f"{c[0]};{c[1]};{c[2]};{c[3]};{c[4 + place]};1,00;1,00" for c in order]
        lines.append(";".join([row, *groups]))
    return "\r\n".join(lines).encode("latin-1")


def wide() -> bytes:
    """The same two stations as wide Parquet."""
    frame = pl.DataFrame(
        {
            "departement": ["01", "01"], "commune": ["001", "002"], "bureau": ["0001", "0001"],
            "circonscription": ["4", "5"],
            "commune_libelle": ["L'Abergement-Clémenciat", "L'Abergement-de-Varey"],
            "inscrits": [598, 209], "votants": [506, 184], "blancs": [2, 6], "nuls": [9, 2],
            "exprimes": [495, 176], **{c[2]: [int(c[4]), int(c[5])] for c in CANDIDATES},
        }
    )  # fmt: skip
    sink = io.BytesIO()
    frame.write_parquet(sink)
    return sink.getvalue()


def workbook(header: str, rows: list[str], texts: int = 5) -> bytes:
    """A sheet with counts as numbers and the codes of the first ``texts`` columns as text."""
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink) as book:
        sheet = book.add_worksheet("BVot")
        for at, line in enumerate([header, *rows]):
            for column, cell in enumerate(line.replace('"', "").split(";")):
                if at and cell.isdigit() and column >= texts:
                    sheet.write_number(at, column, int(cell))
                elif at and cell.endswith("%"):
                    sheet.write_number(at, column, float(cell[:-1].replace(",", ".")) / 100)
                elif cell:
                    sheet.write_string(at, column, cell)
    return sink.getvalue()
