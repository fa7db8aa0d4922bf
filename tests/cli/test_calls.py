"""``recolement calls``: the three lists from files, what did not match, who objected."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from cli.terminal import recolement

ROLL = """section,number,name,telephone,email,consent,consent_date,said,opinion
n-2,1,Zoé Bleu,06 10 00 00 01,,yes,2026-03-01,,rouge
n-1,1,Alice Martin,06 10 00 00 02,,yes,2026-03-01,,rouge
n-1,2,=cmd|' /C calc'!A0,06 10 00 00 03,,oui,01/03/2026,,rouge
n-1,3,Chi Nguyen,06 10 00 00 04,chi@example.org,yes,2026-03-01,,rouge
n-1,4,Dora Petit,06 10 00 00 05,,no,,,rouge
n-1,5,Emil Petit,06 10 00 00 06,,yes,2026-03-01,undecided,rouge
n-3,1,Fanny Roux,06 10 00 00 07,,yes,2026-03-01,,rouge
"""
REGISTER = "section;numero;nom\nn-1;01;\nn-1;9;\nn-2;;BLEU Zoe\nn-1;1;MARTIN Alice\nn-1;3;Dora Petit\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """The roll and the register."""
    (tmp_path / "roll.csv").write_text(ROLL, encoding="utf-8")
    (tmp_path / "register.csv").write_text(REGISTER, encoding="utf-8")
    return tmp_path


def _names(path: Path) -> list[str]:
    return [row["name"] for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))]


def test_three_lists_by_hand(files: Path) -> None:
    """Zoé and Alice voted; number 2 and Chi did not; Dora: no consent; Emil: undecided; n-3: unknown."""
    told = recolement(
        "calls",
        "lists",
        files / "roll.csv",
        files / "register.csv",
        "--out",
        files / "out",
        "--lang",
        "en",
        RECOLEMENT_LANG="en",
    )
    assert told.code == 1, "lines in doubt"
    out = files / "out"
    assert _names(out / "remind.csv") == ["Alice Martin", "Zoé Bleu"]
    assert _names(out / "not_yet.csv") == ["'=cmd|' /C calc'!A0", "Chi Nguyen"]
    assert _names(out / "undecided.csv") == ["Emil Petit"]
    assert "row 3, section n-1: nobody of that number" in told.out
    assert "row 5, section n-1: already marked in row 2" in told.out
    assert "row 6, section n-1: number and name are of different people" in told.out
    assert "1 people without a telephone or a dated consent" in told.out
    assert "1 people of sections whose register is not there" in told.out
    assert "Columns not read: opinion." in told.out
    assert "rouge" not in "".join(path.read_text(encoding="utf-8") for path in out.iterdir())


def test_objections_are_honoured_and_nobody_is_named_in_json(files: Path) -> None:
    """By telephone and by address: two people are in no list, and are counted."""
    (files / "no.csv").write_text("telephone,email\n+33610000002,\n,CHI@example.org\n", encoding="utf-8")
    told = recolement(
        "calls", "lists", files / "roll.csv", files / "register.csv", "--out", files / "out",
        "--objections", files / "no.csv", "--json",
    )  # fmt: skip
    document = json.loads(told.out)
    assert document["objected"] == 2
    assert document["lists"] == {"not_yet": 1, "remind": 1, "undecided": 1}
    assert document["register"]["voted"] == 2
    assert "Martin" not in told.out


def test_what_is_wrong_is_said_with_its_place(tmp_path: Path) -> None:
    """A telephone that is none, a day that is none, a person twice, a consent without a day: all at once."""
    (tmp_path / "roll.csv").write_text(
        "section,number,name,telephone,consent,consent_date\n"
        "s,1,A,12 bis,no,\ns,2,B,,yes,31/02/2026\ns,2,C,,no,\ns,3,D,,yes,\n,4,E,,no,\ns,5,,,perhaps,\n",
        encoding="utf-8",
    )
    (tmp_path / "register.csv").write_text("section,age\ns,3\n", encoding="utf-8")
    told = recolement(
        "calls", "lists", tmp_path / "roll.csv", tmp_path / "register.csv", "--out", tmp_path / "out",
        "--lang", "fr", RECOLEMENT_LANG="fr",
    )  # fmt: skip
    assert told.code == 2
    for said in (
        "roll.csv, ligne 2, colonne « telephone » : « 12 bis » n'est pas un numéro",
        "roll.csv, ligne 3, colonne « consent_date » : « 31/02/2026 » n'est pas un jour",
        "roll.csv, ligne 4 : cette personne est déjà ligne 3",
        "roll.csv, ligne 5, colonne « consent_date » : un consentement a une date",
        "roll.csv, ligne 6, colonne « section » : la section manque",
        "roll.csv, ligne 7, colonne « name » : le nom manque",
        "roll.csv, ligne 7, colonne « consent » : « perhaps » : écrivez oui ou non",
        "register.csv, ligne 1 : il faut une colonne number",
    ):
        assert said in told.err, told.err
    assert not (tmp_path / "out").exists(), "nothing is written"
