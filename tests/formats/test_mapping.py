"""Tables with any column names, read by a mapping: wide, long, several rounds, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recolement.canvass import canvass
from recolement.formats.mapping import EXAMPLE, TableSource, import_table
from recolement.model.folder import BallotFolder
from recolement.model.ids import ContestId, OptionId, UnitId
from recolement.model.imports import Imported
from recolement.model.problems import Problem, Unusable
from recolement.publication import tally_json
from recolement.words.imports import note_sentence
from recolement.words.problems import problem_sentence

WIDE = """
title = "Primaire"
[rulebook]
rule = "majority_two_round"
[root]
id = "FR"
name = "France"
level = "nation"
[[level]]
level = "federation"
unit = "Fédé"
[[level]]
level = "section"
unit = ["Fédé", "N°"]
name = "Lieu"
[figures]
registered = "Inscrits"
voters = "Votants"
blank_null = "B/N"
[options]
columns = ["Ann", "Bob"]
[ignored]
columns = ["%"]
"""

# Ann has 60 + 30 of 90 + 60 valid votes; Bob 30 + 30.
TABLE = """\
Fédé;N°;Lieu;Inscrits;Votants;B/N;Ann;Bob;%;Remarque
Val de Marne;1;École;200;92;2;60;30;65,2;
Val de Marne;2;;100;60;0;30;30;50;égalité
Creuse;1;Mairie;1 000;;;;;;pas reçu
"""


def read(table: str = TABLE, mapping: str = WIDE, **more: object) -> Imported:
    """What a table and a mapping make."""
    return import_table([TableSource("t.csv", table.encode())], mapping.encode(), "m.toml")


def refused(table: str = TABLE, mapping: str = WIDE) -> list[Problem]:
    """Why they make nothing; every reason can be said."""
    with pytest.raises(Unusable) as why:
        read(table, mapping)
    for problem in why.value.problems:
        assert "{" not in problem_sentence(problem, "fr") + problem_sentence(problem, "en")
    return list(why.value.problems)


def sheet(folder: BallotFolder, unit: str, number: int = 1) -> dict[str, object]:
    """What is known of a unit's sheet in a round."""
    (found,) = (one for one in folder.sheets if (one.unit, one.round) == (unit, number))
    known = {name: found.figure(name) for name in ("registered", "voters", "blank_null", "valid", "null")}
    return {**{name: value for name, value in known.items() if value is not None}, **found.votes}


def test_a_wide_table() -> None:
    """Units of two levels, their names, figures and votes; an empty cell stays unknown."""
    folder = read().folder
    assert folder.tree.trail(UnitId("Val-de-Marne-1")) == ("FR", "Val-de-Marne", "Val-de-Marne-1")
    assert (folder.tree[UnitId("Val-de-Marne")].name, folder.tree[UnitId("Creuse-1")].name) == (
        "Val de Marne", "Mairie",
    )  # fmt: skip
    assert sheet(folder, "Val-de-Marne-1") == {
        "registered": 200, "voters": 92, "blank_null": 2, "ann": 60, "bob": 30,
    }  # fmt: skip
    assert sheet(folder, "Creuse-1") == {"registered": 1000}
    assert folder.tree[UnitId("Creuse-1")].registered == 1000
    (result,) = tally_json(canvass(folder))["contests"]
    assert result["votes"] == {"ann": 90, "bob": 60}


def test_no_column_is_dropped_in_silence() -> None:
    """ "%" is set aside as asked, "Remarque" is named because the mapping says nothing of it."""
    notes = {note.code: note for note in read().notes}
    assert notes["columns_ignored"].facts["columns"] == "%"
    assert notes["columns_ignored"].facts["reason"] == ""
    assert notes["columns_unmentioned"].facts["columns"] == "Remarque"
    for note in notes.values():
        assert "{" not in note_sentence(note, "fr") + note_sentence(note, "en")


LONG = """\
code_commune,bureau,lieu,commune,canton,circonscription,tour,inscrits,votants,blancs,nuls,exprimes,candidat,voix
29019,0001,École,Brest,1,29-02,1,100,60,0,0,60,M. NOIR,20
29019,0001,École,Brest,1,29-02,1,100,60,0,0,60,Mme BLANC,25
29019,0001,École,Brest,1,29-02,1,100,60,0,0,60,M. GRIS,15
29019,0002,Mairie,Brest,1,29-03,1,80,41,1,0,40,M. NOIR,22
29019,0002,Mairie,Brest,1,29-03,1,80,41,1,0,40,Mme VERT,18
29019,0001,École,Brest,1,29-02,2,101,50,2,0,48,M. NOIR,28
29019,0001,École,Brest,1,29-02,2,101,50,2,0,48,Mme BLANC,20
"""


def test_a_long_table_of_two_rounds() -> None:
    """A row per option, as the command's own example has it: the round is a column, and so the constituency.

    M. NOIR of 29-02 and M. NOIR of 29-03 are two options; NOIR and BLANC stand in the second round.
    """
    folder = read(LONG, EXAMPLE).folder
    assert sheet(folder, "29019-0001", 1) == {
        "registered": 100, "voters": 60, "blank_null": 0, "valid": 60,
        "29-02-m-noir": 20, "29-02-mme-blanc": 25, "29-02-m-gris": 15,
    }  # fmt: skip
    assert sheet(folder, "29019-0002", 1)["29-03-m-noir"] == 22
    assert folder.rolls == {("29019-0001", 2): 101}
    contest = folder.ballot.contests[0]
    assert contest.option(OptionId("29-03-m-noir")).units == ("29019-0002",)
    assert folder.ballot.rounds[1].options == {ContestId("deputy"): ("29-02-m-noir", "29-02-mme-blanc")}


def test_several_files_of_one_mapping() -> None:
    """A file per round, said by hand with its date; a file per federation, all of one round."""
    first, second = (TableSource("t.csv", TABLE.encode(), number, date(2017, 1, 22)) for number in (1, 2))
    folder = import_table([first, second], WIDE.encode(), "m.toml").folder
    assert [(one.number, one.date) for one in folder.ballot.rounds] == [
        (1, date(2017, 1, 22)), (2, date(2017, 1, 22)),
    ]  # fmt: skip
    header, *rows = TABLE.splitlines(keepends=True)
    parts = [TableSource(f"{n}.csv", (header + row).encode()) for n, row in enumerate(rows)]
    assert import_table(parts, WIDE.encode(), "m.toml").folder.tree == read().folder.tree


def test_a_unit_twice_is_refused_across_files() -> None:
    """The second file has the stations of the first: which of the two stands, nobody can say."""
    twice = [TableSource("a.csv", TABLE.encode()), TableSource("b.csv", TABLE.encode())]
    with pytest.raises(Unusable) as why:
        import_table(twice, WIDE.encode(), "m.toml")
    assert {problem.code for problem in why.value.problems} == {"doubled_station"}


@pytest.mark.parametrize(
    ("old", "new", "code", "column", "near"),
    [
        ('voters = "Votants"', 'voters = "Votans"', "mapped_column", "figures.voters", "Votants"),
        ('columns = ["Ann", "Bob"]', 'columns = ["Ann", "Bobb"]', "mapped_column", "options.columns", "Bob"),
        ('name = "Lieu"', 'name = "Lieux"', "mapped_column", "level[2].name", "Lieu"),
        ('columns = ["%"]', 'columns = ["% Ann"]', "mapped_column", "ignored.columns", ""),
        ("voters =", "voter =", "unknown_key", "figures.voter", "voters"),
        ("[options]", "[option]", "unknown_key", "option", "options"),
        ('columns = ["Ann", "Bob"]', "", "options_how", "options.columns", ""),
        ('columns = ["Ann", "Bob"]', 'column = "Ann"', "options_how", "options.columns", ""),
        ('rule = "majority_two_round"', "", "missing_key", "rulebook.rule", ""),
        ('rule = "majority_two_round"', 'rule = "majority"', "unknown_choice", "rulebook.rule", ""),
        ('title = "Primaire"', "", "missing_key", "title", ""),
        ('id = "FR"', 'id = "la France"', "id_spaces", "root.id", ""),
        ('level = "section"', 'level = "federation"', "doubled_level", "level", ""),
        ("[options]", '[contest]\nid = "c"\nscope = "each:sections"\n[options]', "unknown_scope",
         "contest.scope", "each:section"),
    ],
)  # fmt: skip
def test_a_mapping_that_does_not_fit_is_refused(
    old: str, new: str, code: str, column: str, near: str
) -> None:
    """The key at fault is named, and the nearest column or key there is."""
    found = {
        (problem.code, problem.column, problem.facts.get("nearest", ""))
        for problem in refused(mapping=WIDE.replace(old, new, 1))
    }
    assert (code, column) in {one[:2] for one in found}
    if near:
        assert (code, column, near) in found


@pytest.mark.parametrize(
    ("old", "new", "code", "row", "column"),
    [
        ("Marne;1;École;200;92", "Marne;1;École;200;92,5", "decimal", 2, "Votants"),
        ("Marne;1;École;200;92", "Marne;1;École;200;46%", "percentage", 2, "Votants"),
        (";60;30;65,2", ";65,2 %;30;65,2", "percentage", 2, "Ann"),
        (";60;30;65,2", ";soixante;30;65,2", "not_a_number", 2, "Ann"),
        ("Val de Marne;2", "Val de Marne;1", "doubled_station", 3, "N°"),
        ("Val de Marne;2", ";2", "empty_cell", 3, "Fédé"),
        ("Val de Marne;2", "Val-de-Marne;2", "same_id", 3, "Fédé"),
        ("Creuse;1;Mairie", "Total;;", "total_row", 4, "Fédé"),
        ("Creuse;1;Mairie", "FR;1;Mairie", "two_parents", 4, "Fédé"),
        ("Creuse;1", f"{'C' * 300};1", "id_too_long", 4, "Fédé"),
        ("égalité", "égalité;9", "ragged_row", 3, None),
        ("Bob;%", "Ann;%", "doubled_column", 1, "Ann"),
        (TABLE, TABLE.splitlines()[0], "no_rows", None, None),
        (TABLE, "", "file_empty", None, None),
    ],
)  # fmt: skip
def test_a_bad_row_is_told_with_its_place(
    old: str, new: str, code: str, row: int | None, column: str | None
) -> None:
    """Row 1 is the header; the column is named as in the file."""
    found = [(problem.code, problem.row, problem.column) for problem in refused(TABLE.replace(old, new, 1))]
    assert (code, row, column) in found


@pytest.mark.parametrize(
    ("old", "new", "code", "row", "column"),
    [
        ("M. NOIR,22", "M. NOIR,", "", 0, ""),
        ("1,100,60,0,0,60,Mme BLANC", "1,100,61,0,0,60,Mme BLANC", "figures_differ", 3, "votants"),
        ("0,60,Mme BLANC,25", "0,60,M. NOIR,25", "doubled_votes", 3, "candidat"),
        ("0,60,Mme BLANC,25", "0,60,,25", "empty_cell", 3, "candidat"),
        ("29-02,1,100,60,0,0,60,Mme", "29-03,1,100,60,0,0,60,Mme", "group_differs", 3, "circonscription"),
        ("29-02,1,100,60,0,0,60,Mme", ",1,100,60,0,0,60,Mme", "empty_cell", 3, "circonscription"),
        ("29-02,1,100,60,0,0,60,Mme", "29-02,0,100,60,0,0,60,Mme", "round_zero", 3, "tour"),
        ("29-02,1,100,60,0,0,60,Mme", "29-02,,100,60,0,0,60,Mme", "empty_cell", 3, "tour"),
        ("29-02,1,100,60,0,0,60,Mme", "29-02,un,100,60,0,0,60,Mme", "not_a_number", 3, "tour"),
    ],
)  # fmt: skip
def test_a_bad_row_of_a_long_table(old: str, new: str, code: str, row: int, column: str) -> None:
    """A unit has the same figures in all its rows; an empty count of votes is unknown, not a problem."""
    table = LONG.replace(old, new, 1)
    assert table != LONG
    if not code:
        assert "29-03-m-noir" not in sheet(read(table, EXAMPLE).folder, "29019-0002")
        return
    assert (code, row, column) in [(one.code, one.row, one.column) for one in refused(table, EXAMPLE)]


def test_the_round_is_said_once() -> None:
    """By hand and by a column: which of the two holds? By hand for one file of two: and the other?"""
    with pytest.raises(Unusable) as why:
        import_table([TableSource("t.csv", LONG.encode(), 1)], EXAMPLE.encode(), "m.toml")
    assert [problem.code for problem in why.value.problems] == ["round_twice"]
    some = [TableSource("a.csv", TABLE.encode(), 1), TableSource("b.csv", TABLE.encode())]
    with pytest.raises(Unusable) as why:
        import_table(some, WIDE.encode(), "m.toml")
    assert ("which_round", "b.csv") in [(problem.code, problem.file) for problem in why.value.problems]


def made_or_problems(table: bytes, mapping: bytes) -> Imported | tuple[Problem, ...]:
    """What an import gives: a folder, or the reasons why not."""
    try:
        return import_table([TableSource("t.csv", table)], mapping, "m.toml")
    except Unusable as why:
        return why.problems


CUT = st.tuples(st.integers(0, 2000), st.integers(0, 20), st.binary(max_size=8))


def mangled(content: str, cuts: list[tuple[int, int, bytes]]) -> bytes:
    """A text with bytes cut or put in."""
    raw = bytearray(content.encode())
    for at, length, put in cuts:
        at %= len(raw) + 1
        raw[at : at + length] = put
    return bytes(raw)


@settings(deadline=None, max_examples=200)
@given(
    case=st.sampled_from([(TABLE, WIDE), (LONG, EXAMPLE)]),
    of_table=st.lists(CUT, max_size=3),
    of_mapping=st.lists(CUT, max_size=2),
)
def test_mangled_tables_and_mappings_give_a_folder_or_problems(
    case: tuple[str, str], of_table: list[tuple[int, int, bytes]], of_mapping: list[tuple[int, int, bytes]]
) -> None:
    """Law: whatever bytes are cut or put in, a table is imported, or refused with sentences."""
    made = made_or_problems(mangled(case[0], of_table), mangled(case[1], of_mapping))
    if isinstance(made, Imported):
        assert made.folder.sheets
    else:
        assert made
        assert all(problem_sentence(problem, "fr") for problem in made)


def test_the_reason_for_leaving_a_column_out_is_said() -> None:
    """The example's mapping says why "nuls" is not read; so does the note."""
    (note,) = (note for note in read(LONG, EXAMPLE).notes if note.code == "columns_ignored")
    assert "nuls is 0 everywhere" in note_sentence(note, "en")
