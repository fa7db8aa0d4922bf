"""The result as it is read on a terminal: sentences, both languages, 80 and 120 columns, hostile names."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from cli.hostile import hostile_folder
from cli.terminal import BALLOTS, recolement


def test_reims_in_french() -> None:
    """The verdict strip, the outcome with its arithmetic, both totals with their base, what could "
    "change it."""
    said = recolement("tally", BALLOTS / "reims-2008", "--round", "2", "--lang", "fr").out.replace(
        "\u202f", " "
    )
    one_line = " ".join(said.split())
    # 67,413 − 67,371 = 42; 67,413 / 134,784 = 50.0156 %; 137,116 / 232,912 = 58.87 %; ⌈42 / 2⌉ = 21.
    for sentence in (
        "Pas encore acquis : 4 unités",
        "avance 42 voix",
        "En l'état : élection de Martine Aubry.",
        "Martine Aubry a 67 413 voix et Ségolène Royal 67 371 : différence 42.",
        "Part des 134 784 suffrages exprimés.",
        "50,02 %",
        "58,87 % des inscrits",
        "Écart décisif : 21 bulletins",
        "Peut changer l'issue ensemble : lille-fives, talange.",
        "Publié : votants 8 040, mais les voix publiées font déjà 8 052 : 12 bulletins de trop",
    ):
        assert sentence in one_line, sentence
    for figure in ("Inscrits", "Votants", "Abstentions", "Blancs et nuls", "Suffrages exprimés"):
        assert figure in said


def test_a_frozen_result_says_so_with_its_reason() -> None:
    """Conflans 2016: frozen, by whom and why, the referral, and from how many registered on it "
    "could change."""
    said = " ".join(recolement("tally", BALLOTS / "conflans-2016", "--lang", "en").out.split())
    assert "Frozen;" in said
    assert "commission nationale (until 3 February 2017)" in said
    assert "referred to Instances nationales" in said
    assert "From 6 registered voters in one unit whose roll is not known" in said  # 45 − 39 = 6


def test_a_partial_sum_has_no_share_of_it() -> None:
    """UMP 2012: 1,628 voters are known of one line only; 174,678 valid votes are not a share of them."""
    said = recolement("tally", BALLOTS / "ump-2012", "--contest", "president", "--lang", "en").out
    (valid,) = (line for line in said.splitlines() if line.startswith("Valid votes "))
    assert "%" not in valid
    assert "Partial sums, units without the figure: voters (1)" in " ".join(said.split())


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("command", ["tally", "check"])
@pytest.mark.parametrize("name", ["reims-2008", "primaire-2017", "ump-2012", "conflans-2016"])
def test_lines_fit_the_terminal(command: str, name: str, columns: int) -> None:
    """No line is wider than the terminal, and no word of it is lost to an ellipsis of the layout."""
    done = recolement(command, BALLOTS / name, "--lang", "fr", COLUMNS=str(columns))
    assert max(map(cell_len, done.out.splitlines())) <= columns


def test_a_level_is_a_table_under_the_result() -> None:
    """--level federation shows each federation with what was received of what was expected."""
    said = recolement(
        "tally",
        BALLOTS / "reims-2008",
        "--round",
        "2",
        "--level",
        "federation",
        "--lang",
        "en",
        COLUMNS="120",
    ).out
    assert "By federation" in said
    assert "Gironde" in said


def test_brackets_are_not_markup(tmp_path: Path) -> None:
    """A contest called [red]rouge[/red] is printed with its brackets."""
    assert "[red]rouge[/red]" in recolement("tally", hostile_folder(tmp_path), "--lang", "fr").out


def test_hostile_names_do_nothing_to_a_terminal(tmp_path: Path) -> None:
    """No escape, no direction override, no markup acts; ten thousand letters take a line; 80 columns hold."""
    folder = hostile_folder(tmp_path)
    for command in ("tally", "check"):
        done = recolement(command, folder, "--lang", "fr")
        assert "\x1b" not in done.out
        assert "\u202e" not in done.out
        assert "<script>" in done.out
        assert max(map(cell_len, done.out.splitlines())) <= 80
        assert len(done.out) < 60_000
