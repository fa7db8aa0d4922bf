"""The writer of folders: what is written reads back as it was."""

from __future__ import annotations

from dataclasses import replace
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formats.folders import folders, texts
from recolement.formats import writing
from recolement.formats.folder import read_folder
from recolement.formats.gathering import Problems
from recolement.formats.shorthand import read_shorthand
from recolement.formats.toml import read_toml
from recolement.formats.toml_writing import assignment
from recolement.formats.writing import write_folder
from recolement.model.folder import BallotFolder


def without_sources(folder: BallotFolder) -> BallotFolder:
    """The same folder, forgetting in which row each line stood."""
    return replace(
        folder,
        sheets=tuple(replace(sheet, source=None) for sheet in folder.sheets),
        entries=tuple(replace(entry, sheet=replace(entry.sheet, source=None)) for entry in folder.entries),
        publications=tuple(replace(one, source=None) for one in folder.publications),
    )


@pytest.mark.parametrize(("few", "full"), [(writing.FEW, writing.FULL), (0, 0)])
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(folder=folders())
def test_a_folder_that_is_written_reads_back_as_it_was(few: int, full: int, folder: BallotFolder) -> None:
    """Law: read(write(folder)) = folder, but for rows; votes in columns or, with both at 0, in votes.csv."""
    with mock.patch.multiple(writing, FEW=few, FULL=full):
        again = without_sources(read_folder(write_folder(folder)))
    assert again.ballot == folder.ballot
    assert list(again.tree.values()) == list(folder.tree.values())
    assert again.groups == folder.groups
    assert again.rolls == folder.rolls
    assert again.sheets == without_sources(folder).sheets
    assert again.listed == folder.listed
    assert again.entries == without_sources(folder).entries
    assert again.publications == folder.publications
    assert again.acts == folder.acts


@given(name=st.text(), value=st.text())
def test_any_text_is_quoted(name: str, value: str) -> None:
    """Law: a TOML key and its text read back as they were, whatever characters they hold."""
    written = assignment(name, value) + "\n"
    problems = Problems()
    document = read_toml(written.encode("utf-8", "surrogatepass"), "t.toml", problems)
    if any("\ud800" <= letter <= "\udfff" for letter in name + value):
        assert document is None
    else:
        assert document is not None
        assert document.table == {name: value}


def test_votes_go_into_a_long_table_where_columns_would_be_empty() -> None:
    """60 options, one on each of 60 sheets: one cell in 60 is filled, so the votes stand in votes.csv."""
    lines = "\n".join(f"sheet u{n} valid={n} o{n}={n}" for n in range(60))
    folder = read_shorthand(lines)
    files = write_folder(folder)
    assert files["sheets.csv"].splitlines()[:2] == [b"unit,valid", b"u0,0"]
    assert files["votes.csv"].splitlines()[:2] == [b"unit,contest,round,option,votes", b"u0,contest,1,o0,0"]
    assert without_sources(read_folder(files)).sheets == without_sources(folder).sheets


def test_votes_stay_in_columns_where_a_prepared_row_stands_beside_the_sheet() -> None:
    """A unit with an empty prepared row and a sheet has two rows: votes.csv could not say whose they are."""
    lines = "\n".join(f"sheet u{n} valid={n} o{n}={n}" for n in range(60))
    folder = read_shorthand(lines)
    folder = replace(folder, listed=frozenset({folder.sheets[3].key}))
    files = write_folder(folder)
    assert "votes.csv" not in files
    again = read_folder(files)
    assert without_sources(again).sheets == without_sources(folder).sheets
    assert again.listed == folder.listed


def test_a_group_stands_for_the_stations_of_an_option() -> None:
    """An option on offer in all units of a group is written with the group's address, not unit by unit."""
    folder = read_shorthand(
        "sheet a X=1\nsheet b X=2\nsheet c X=3\ngroup area:n a b\ngroup area:s c\noption X\noption Y"
    )
    contest = folder.ballot.contests[0]
    there = replace(contest.options[1], units=folder.tree.leaves[:2])
    ballot = replace(folder.ballot, contests=(replace(contest, options=(contest.options[0], there)),))
    assert b'units = ["area:n"]' in write_folder(replace(folder, ballot=ballot))["ballot.toml"]


def test_no_line_is_endless() -> None:
    """A list of 100,000 units is written over many lines: a reader refuses a line of a megabyte."""
    written = assignment("units", [f"29019-{n:06}" for n in range(100_000)])
    assert max(map(len, written.splitlines())) < 200
    document = read_toml(written.encode(), "t.toml", Problems())
    assert document is not None
    assert len(document.table["units"]) == 100_000


@given(title=texts)
def test_titles_are_kept(title: str) -> None:
    """A hostile title (markup, formulas, 10 kB, right-to-left) comes back letter by letter."""
    folder = read_shorthand("sheet a X=1")
    folder = replace(folder, ballot=replace(folder.ballot, title=title))
    assert read_folder(write_folder(folder)).ballot.title == title
