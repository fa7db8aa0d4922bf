"""The command `recolement swing`: shares of two votes side by side, with their arithmetic."""

import csv
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from cli.terminal import recolement
from formats.test_geojson import collection, square
from recolement.cli.swing import app


@pytest.fixture
def votes(tmp_path: Path) -> tuple[str, str]:
    """The Socialist party in November 2008, per ten thousand (CASES): motions E, D, C, others (29.08, 24.32,
    18.52, 28.08), then Royal, Aubry, Hamon (42.45, 34.73, 22.82); a unit counted once only on each side."""
    first, second = tmp_path / "motions.csv", tmp_path / "secretary.csv"
    first.write_text(
        "unit,E,D,C,others,abstention\nFR,2908,2432,1852,2808,90000\nX,1,1,1,1,1\n", encoding="utf-8"
    )
    second.write_text(
        "unit,Royal,Aubry,Hamon,abstention\nFR,4245,3473,2282,5000\nY,1,1,1,1\n", encoding="utf-8"
    )
    (tmp_path / "map.csv").write_text("option,family\nE,Royal\nD,Aubry\nC,Hamon\n", encoding="utf-8")
    return str(first), str(second)


def _run(votes: tuple[str, str], *more: str) -> tuple[int, str, str]:
    map_of = str(Path(votes[0]).with_name("map.csv"))
    done = CliRunner().invoke(
        app, ["--from", votes[0], "--to", votes[1], "--families", map_of, "--lang", "en", *more]
    )
    return done.exit_code, done.stdout, done.stderr


def test_the_swing_since_the_vote_on_motions(votes: tuple[str, str]) -> None:
    """Royal +13.37 and Aubry +10.41, as CASES computes from the published shares; abstention is no vote."""
    code, out, error = _run(votes, "--json")
    assert code == 0, error
    told = json.loads(out)
    points = {one["option"]: one["points"] for one in told["changes"] if one["level"] == "whole"}
    assert points == {"Royal": 13.37, "Aubry": 10.41, "Hamon": 4.3, "others": None}
    assert told["unmatched"] == ["X", "Y"]


def test_every_line_shows_its_arithmetic(votes: tuple[str, str]) -> None:
    """Both shares with the votes they are made of."""
    _, out, error = _run(votes)
    assert "42.45% (4,245 of 10,000) − 29.08% (2,908 of 10,000)" in out
    assert "X, Y" in error


def test_the_table_can_be_added_up_again(votes: tuple[str, str], tmp_path: Path) -> None:
    """Each row of the CSV holds the four counts from which its change is computed."""
    code, _, error = _run(votes, "--out", str(tmp_path / "s.csv"))
    assert code == 0, error
    with (tmp_path / "s.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    row = next(one for one in rows if one["level"] == "unit" and one["option"] == "Aubry")
    counts = (row["votes_from"], row["valid_from"], row["votes_to"], row["valid_to"])
    assert counts == ("2432", "10000", "3473", "10000")
    assert float(row["points"]) == pytest.approx(100 * 3473 / 10000 - 100 * 2432 / 10000)


@pytest.mark.parametrize("ending", ["svg", "html"])
def test_the_picture_and_the_page_stand_alone(votes: tuple[str, str], tmp_path: Path, ending: str) -> None:
    """No script, nothing fetched; the picture is well-formed and says the change."""
    file = tmp_path / f"s.{ending}"
    code, _, error = _run(votes, "--out", str(file))
    assert code == 0, error
    text = file.read_text(encoding="utf-8")
    assert "<script" not in text
    assert "href" not in text
    drawing = text[text.index("<svg") : text.index("</svg>") + 6]
    assert "+13.37" in "".join(ElementTree.fromstring(drawing).itertext())


def test_votes_without_a_unit_in_common_are_refused(tmp_path: Path) -> None:
    """One key of each side is shown."""
    (tmp_path / "a.csv").write_text("unit,L\n1,3\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("unit,L\n01,3\n", encoding="utf-8")
    given = ["--from", str(tmp_path / "a.csv"), "--to", str(tmp_path / "b.csv"), "--lang", "en"]
    done = CliRunner().invoke(app, given)
    assert done.exit_code == 2
    assert "“1” here, “01” there" in done.stderr


def test_a_map_says_where_an_option_gained_and_lost(tmp_path: Path) -> None:
    """A goes from 60 to 40 % at a, 30 to 50 at b: -20 and +20 points, each in its area; z is nobody's."""
    for name, rows in (("one.csv", "a,60,40\nb,30,70\n"), ("two.csv", "a,40,60\nb,50,50\n")):
        (tmp_path / name).write_text(f"unit,A,B\n{rows}", encoding="utf-8")
    areas = tmp_path / "areas.geojson"
    areas.write_bytes(collection(*(square(code, n) for n, code in enumerate("abz"))))
    out = tmp_path / "swing.html"
    done = recolement(
        "swing", "--from", tmp_path / "one.csv", "--to", tmp_path / "two.csv", "--out", out, "--map", areas,
        RECOLEMENT_LANG="en",
    )  # fmt: skip
    assert done.code == 0, done.err
    assert "Areas of no unit that was compared: z" in done.err
    page = out.read_text("utf-8")
    figure = page[page.index("Where A gained and lost") :]
    assert re.findall(r"<title>([^<]*)</title></path>", figure)[:2] == ["a: \N{MINUS SIGN}20.00", "b: +20.00"]
    assert figure.count('fill="url(#loss)"') >= 1
