"""The command `recolement transfers`: files in, estimates out, problems told with exit code 2."""

import json
from pathlib import Path

import polars as pl
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
    done = CliRunner().invoke(app, ["--from", str(tmp_path / "a.csv"), "--to", str(tmp_path / "a.csv")])
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "row 2" in done.stderr
