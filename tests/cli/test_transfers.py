"""The command `recolement transfers`: files in, estimates out, problems told with exit code 2."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import polars as pl
import pytest
from typer.testing import CliRunner

from recolement.cli.transfers import app


def test_estimates_are_written_and_summed_up(tmp_path: Path) -> None:
    """EST has the columns of the contract, a row per area and one for the whole; --json is one document."""
    (tmp_path / "a.csv").write_text("area,unit,L,R\nn,1,80,20\nn,2,20,80\ns,1,50,50\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("area,unit,L,R\nn,1,78,22\nn,2,22,78\ns,1,50,50\n", encoding="utf-8")
    arguments = ["--from", str(tmp_path / "a.csv"), "--to", str(tmp_path / "b.csv")]
    done = CliRunner().invoke(app, [*arguments, "--out", str(tmp_path / "est.csv"), "--json"])
    assert done.exit_code == 0, done.output
    written = pl.read_csv(tmp_path / "est.csv")
    assert written.columns == ["area", "origin", "destination", "votes", "low", "high"]
    assert set(written["area"]) == {"n", "s", "*"}
    assert json.loads(done.stdout)["format"] == "recolement-transfers/1"


def test_a_bad_cell_is_told_with_its_place(tmp_path: Path) -> None:
    """Exit code 2, nothing on standard output, and the row and column in the sentence."""
    (tmp_path / "a.csv").write_text("unit,L\n1,many\n", encoding="utf-8")
    done = CliRunner().invoke(
        app, ["--from", str(tmp_path / "a.csv"), "--to", str(tmp_path / "a.csv"), "--lang", "en"]
    )
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "row 2" in done.stderr


BALLOT = """title = "Two rounds"
language = "en"
levels = ["all", "federation", "section"]
[rulebook]
rule = "majority_two_round"
[[contest]]
id = "c"
scope = "all"
[[contest.option]]
id = "a"
name = "Anne"
[[contest.option]]
id = "b"
name = "<script>alert(1)</script>"
[[contest.option]]
id = "d"
name = "Dora"
[[round]]
number = 1
[[round]]
number = 2
[round.options]
c = ["a", "b"]
"""


@pytest.fixture
def ballot(tmp_path: Path) -> Path:
    """Two federations of three sections; section n3 sent no sheet in round 2, s1 gained two people."""
    folder = tmp_path / "ballot"
    folder.mkdir()
    units, sheets = (
        ["unit,parent,level,registered", "all,,all,", "n,all,federation,", "s,all,federation,"],
        ["unit,round,registered,voters,blank,null,a,b,d"],
    )
    for place, (unit, a, b, d) in enumerate(
        [("n1", 60, 20, 10), ("n2", 30, 50, 12), ("n3", 40, 40, 10), ("s1", 10, 70, 9), ("s2", 50, 30, 11)]
    ):
        units.append(f"{unit},{unit[0]},section,{120}")
        sheets.append(f"{unit},1,120,{a + b + d + 3},1,2,{a},{b},{d}")
        if unit != "n3":
            registered = 122 if unit == "s1" else 120
            sheets.append(f"{unit},2,{registered},{a + b + 8 + place},4,4,{a + place},{b},")
    (folder / "ballot.toml").write_text(BALLOT, encoding="utf-8")
    (folder / "units.csv").write_text("\n".join(units), encoding="utf-8")
    (folder / "sheets.csv").write_text("\n".join(sheets), encoding="utf-8")
    return folder


def _run(ballot: Path, *more: str) -> tuple[int, str, str]:
    between = ["--from", f"{ballot}#round=1", "--to", f"{ballot}#round=2", "--lang", "en"]
    done = CliRunner().invoke(app, [*between, *more])
    return done.exit_code, done.stdout, done.stderr


def test_two_rounds_of_a_ballot_account_for_everybody(ballot: Path, tmp_path: Path) -> None:
    """Abstention, blank and null are rows and columns; the areas are the federations; what is unmatched and
    who was counted once are said: four sections of 120, and two people more in s1."""
    code, out, error = _run(ballot, "--json", "--out", str(tmp_path / "e.csv"))
    assert code == 0, error
    told = json.loads(out)
    assert [(gone["area"], gone["unit"], gone["side"]) for gone in told["unmatched"]] == [
        ("n", "n3", "origins")
    ]
    assert (told["more_in_destinations"], told["more_in_origins"]) == (2, 0)
    assert sum(cell["votes"] for cell in told["whole"]) == pytest.approx(4 * 120 + 2, abs=0.5)
    estimate = pl.read_csv(tmp_path / "e.csv")
    assert set(estimate["area"]) == {"n", "s", "*"}
    assert {"abstention", "blank", "null", "Dora"} <= set(estimate["origin"])
    assert "Dora" not in set(estimate["destination"])


def test_a_level_can_be_chosen_as_area(ballot: Path) -> None:
    """With the root as area there is one area; an unknown level is told under the option's own name."""
    code, out, _ = _run(ballot, "--json", "--area", "all")
    assert code == 0
    assert json.loads(out)["areas"] == 1
    code, _, error = _run(ballot, "--area", "canton")
    assert code == 2
    assert error.startswith("--area")


def test_a_round_without_votes_is_refused(ballot: Path) -> None:
    """The rounds that have votes are named."""
    done = CliRunner().invoke(
        app, ["--from", f"{ballot}#round=1", "--to", f"{ballot}#round=3", "--lang", "en"]
    )
    assert done.exit_code == 2
    assert "rounds with votes: 1, 2" in done.stderr


def test_the_picture_is_a_drawing_that_stands_alone(ballot: Path, tmp_path: Path) -> None:
    """Well-formed SVG, nothing fetched, no script from a name, and every ribbon tells its figures."""
    code, _, error = _run(ballot, "--picture", str(tmp_path / "p.svg"))
    assert code == 0, error
    text = (tmp_path / "p.svg").read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    assert root.tag.endswith("svg")
    assert not re.findall(r"<script|href|@import", text)
    ribbons = root.findall(".//{http://www.w3.org/2000/svg}g/{http://www.w3.org/2000/svg}title")
    assert any("Anne → Anne" in (ribbon.text or "") for ribbon in ribbons)


def test_the_page_has_every_figure_without_a_script(ballot: Path, tmp_path: Path) -> None:
    """What stands before the first script holds the drawing and a table with a row for each cell."""
    code, out, error = _run(ballot, "--picture", str(tmp_path / "p.html"), "--json")
    assert code == 0, error
    static = (tmp_path / "p.html").read_text(encoding="utf-8").split("<script>")[0]
    assert "<svg" in static
    assert static.count('<th scope="row">') == len(json.loads(out)["whole"])
    assert "alert(1)&lt;/script&gt;" in static
    assert not re.findall(r'src="|<link', static)


def test_a_picture_of_another_kind_is_refused(ballot: Path, tmp_path: Path) -> None:
    """Before anything is estimated or written."""
    code, _, error = _run(ballot, "--picture", str(tmp_path / "p.png"), "--out", str(tmp_path / "e.csv"))
    assert code == 2
    assert ".svg" in error
    assert not (tmp_path / "e.csv").exists()


def test_a_declared_rally_stands_beside_its_estimate(ballot: Path) -> None:
    """The act changes no figure; what the estimate says of it follows, without calling it a cause."""
    act = '[[act]]\nkind = "rally"\nat = 2024-01-01\noption = "d"\nto = "a"\n'
    before = json.loads(_run(ballot, "--json")[1])
    (ballot / "acts.toml").write_text(act, encoding="utf-8")
    after = json.loads(_run(ballot, "--json")[1])
    assert after["whole"] == before["whole"]
    assert after["rallies"] == [{"option": "Dora", "to": "Anne"}]
    assert any("Dora → Anne" in note and "not say" in note for note in after["notes"])
