"""Files of the ministry broken in every way we thought of: each is refused with its place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formats.ministry_files import (
    FIGURES,
    HEADER,
    NORTH,
    PLACE,
    SOUTH,
    grouped,
    old,
    one,
    problems,
    wide,
    workbook,
)
from recolement.formats.ministry import StationSource, import_ministry
from recolement.formats.workbook import column_letters
from recolement.formats.writing import write_folder
from recolement.model.ids import UnitId
from recolement.model.imports import Imported
from recolement.model.problems import Problem, Unusable
from recolement.words.imports import NOTES
from recolement.words.problems import SENTENCES, problem_sentence

# What must be said, and what is broken


def swapped(row: str, at: int, cell: str) -> str:
    """A row with one cell written otherwise."""
    cells = row.split(";")
    cells[at] = cell
    return ";".join(cells)


def renamed(column: str, otherwise: str) -> bytes:
    """A file with one column called otherwise."""
    return grouped(N, header=HEADER.replace(column, otherwise))


N = NORTH[0]
NO_GROUPS = f"{PLACE};{FIGURES}"
WIDE = "departement;commune;bureau;inscrits;votants;blancs;nuls;exprimes"
BROKEN: list[tuple[str, bytes, str, int | None, str | None]] = [
    ("no votes", grouped(";".join(N.split(";")[:11]), header=NO_GROUPS), "no_votes_column", 1, None),
    ("no station column", renamed("Code BV", "Bureau n°9"), "missing_column", 1, "Code BV"),
    ("no voters", renamed(";Votants", ";Votes"), "missing_column", 1, "Votants"),
    ("no blanks", renamed(";Blancs", ";Blanc s"), "missing_column", 1, "Blancs"),
    ("no name", renamed("Nom candidat 2", "Liste 2"), "missing_column", 1, "Nom candidat 2"),
    ("no votes of 3", renamed("Voix 3", "Points 3"), "missing_column", 1, "Voix 3"),
    ("voters twice", renamed("% Votants", "Votants."), "column_twice", 1, "Votants."),
    ("same name twice", renamed("% Votants", "Votants"), "doubled_column", 1, "Votants"),
    ("percent for a count", grouped(swapped(N, 16, "48,39%")), "percentage", 2, "Voix 1"),
    ("decimal", grouped(swapped(N, 16, "30,5")), "decimal", 2, "Voix 1"),
    ("negative", grouped(swapped(N, 16, "-30")), "negative_count", 2, "Voix 1"),
    ("letters", grouped(swapped(N, 5, "cent")), "not_a_number", 2, "Inscrits"),
    ("huge", grouped(swapped(N, 5, "99999999999")), "huge_count", 2, "Inscrits"),
    ("thousands", grouped(swapped(N, 5, "1.000")), "thousands_mark", 2, "Inscrits"),
    ("a cell too many", grouped(N + ";7"), "ragged_row", 2, None),
    ("a cell too few", grouped(N.rpartition(";")[0]), "ragged_row", 2, None),
    ("groups shifted", grouped(N.replace(";UG;NOIR", ";NOIR") + ";"), "bad_panel", 2, "Numéro de panneau 2"),
    ("name is a number", grouped(swapped(N, 13, "48,39")), "name_is_number", 2, "Nom candidat 1"),
    ("panel is a name", grouped(swapped(N, 11, "UG")), "bad_panel", 2, "Numéro de panneau 1"),
    ("no candidate's name", grouped(swapped(N, 13, "")), "empty_cell", 2, "Nom candidat 1"),
    ("votes for nobody", grouped(*NORTH, SOUTH[0] + "12"), "votes_for_nobody", 4, "Voix 3"),
    ("a candidate twice", grouped(N.replace("2;RN;BLANC;Luc;MASCULIN", "1;UG;NOIR;Ada;FEMININ")),
     "doubled_candidate", 2, "Nom candidat 2"),
    ("nobody at all", grouped(";".join([*N.split(";")[:11], *[""] * 18])), "no_candidate", 2, None),
    ("other spelling", grouped(*NORTH, NORTH[0].replace("0001", "0003").replace("BLANC", "BLANK")),
     "other_candidates", 4, None),
    ("station twice", grouped(*NORTH, N), "doubled_station", 4, "Code BV"),
    ("no station", grouped(swapped(N, 4, "")), "empty_cell", 2, "Code BV"),
    ("station with spaces", grouped(swapped(N, 4, "1 bis")), "id_spaces", 2, "Code BV"),
    ("total row", grouped(N, swapped(N, 0, "TOTAL")), "total_row", 3, "Code département"),
    ("total station", grouped(N, swapped(N, 4, "Total")), "total_row", 3, "Code BV"),
    ("no department", grouped(swapped(N, 0, "")), "empty_cell", 2, "Code département"),
    ("department lost its zero", grouped(swapped(N, 0, "1")), "bad_department", 2, "Code département"),
    ("department is the root", grouped(swapped(N, 0, "FR")), "bad_department", 2, "Code département"),
    ("commune lost its zeros", grouped(swapped(N, 2, "1")), "bad_commune", 2, "Code commune"),
    ("commune of two departments", grouped(swapped(N, 2, "01001"), swapped(swapped(NORTH[1], 2, "01001"),
     0, "02")), "commune_in_two", 3, "Code département"),
    ("empty", b"", "file_empty", None, None),
    ("header only", grouped(), "no_rows", None, None),
    ("UTF-16", grouped(N).decode().encode("utf-16"), "encoding_utf16", None, None),
    ("unknown encoding", grouped(N).replace(b"Ars", b"Ars\x81"), "encoding_unknown", 2, None),
    ("open quotation", grouped(N, '01;Ain;"002;Bey'), "broken_quotes", None, None),
    ("a web page", b"<!DOCTYPE html><html><body>404</body></html>", "web_page", None, None),
    ("a damaged Parquet", b"PAR1" + b"\x00" * 40, "broken_parquet", None, None),
    ("a damaged workbook", b"PK\x03\x04" + b"\x00" * 40, "broken_workbook", None, None),
    ("wide without constituencies", f"{WIDE};A;B\n01;001;0001;9;9;0;0;9;5;4".encode(),
     "no_constituency", 1, None),
    ("wide with a column of names", f"{WIDE};A;lieu\n01;001;0001;9;9;0;0;9;9;école".encode(),
     "not_a_number", 2, "lieu"),
    ("a constituency with spaces", f"{WIDE};circonscription;A\n01;001;0001;9;9;0;0;9;4 bis;9".encode(),
     "id_spaces", 2, "circonscription"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "code", "row", "column"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN]
)
def test_a_broken_file_is_refused_with_its_place(
    content: bytes, code: str, row: int | None, column: str | None
) -> None:
    """Code, row and column of the first reason, and a sentence for each in both languages."""
    found = [(problem.code, problem.row, problem.column) for problem in problems(content)]
    assert (code, row if row is not None else found[0][1], column) in found


def test_every_bad_row_is_listed() -> None:
    """Three bad cells in three rows: three problems, none stops the reading."""
    rows = [swapped(N, 16, "x"), swapped(NORTH[1], 5, "10,5"), SOUTH[0].replace(";31;", ";-31;")]
    found = {(problem.code, problem.row, problem.column) for problem in problems(grouped(*rows))}
    assert found == {
        ("not_a_number", 2, "Voix 1"), ("decimal", 3, "Inscrits"), ("negative_count", 4, "Votants"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "code"), [("export_t1.csv", "which_election"), ("legislatives.csv", "which_round")]
)
def test_what_the_name_does_not_say_is_asked(name: str, code: str) -> None:
    """Neither the election nor the round is guessed."""
    assert code in [problem.code for problem in problems(grouped(*NORTH), name)]


def test_what_is_said_is_not_asked() -> None:
    """The election and the round given by hand, whatever the file's name."""
    made = import_ministry([StationSource("export.csv", grouped(*NORTH), 2)], "legislative")
    assert [one.number for one in made.folder.ballot.rounds] == [2]


def test_a_station_in_two_constituencies_is_refused() -> None:
    """In round 1 it is in 4, in round 2 in 5: which one, nobody can say."""
    header = "departement;commune;bureau;circonscription;inscrits;votants;blancs;nuls;exprimes;A;B\n"
    sources = [
        StationSource(f"legislatives_t{n}.csv", f"{header}01;001;0001;{n + 3};9;9;0;0;9;5;4".encode())
        for n in (1, 2)
    ]
    with pytest.raises(Unusable) as refused:
        import_ministry(sources)
    assert refused.value.problems[0].code == "constituency_differs"


def test_hostile_names_are_ordinary() -> None:
    """Markup, formulas, right-to-left marks and 10 kB: kept letter by letter, and the folder reads back."""
    for name in ("<script>alert(1)</script>", "=cmd|'/C calc'!A0", "\u202eRLO", "🗳️", "É" * 10_000, '""'):
        quoted = '"' + name.replace('"', '""') + '"'
        made = one(grouped(N.replace("NOIR", quoted).replace("Ars", quoted)))
        option = made.folder.ballot.contests[0].options[0]
        assert option.name == f"Ada {name}"
        assert len(option.id) < 100
        assert made.folder.tree[UnitId("01001")].name == name
        assert write_folder(made.folder)["ballot.toml"]


def made_or_problems(content: bytes) -> Imported | tuple[Problem, ...]:
    """What an import gives: a folder, or the reasons why not."""
    try:
        return one(content)
    except Unusable as refused:
        return refused.problems


CUT = st.tuples(st.integers(0, 5000), st.integers(0, 40), st.binary(max_size=12))


@settings(deadline=None, max_examples=150)
@given(
    base=st.sampled_from([grouped(*NORTH, *SOUTH), old(), wide(), workbook(HEADER, NORTH)]),
    cuts=st.lists(CUT, min_size=1, max_size=4),
)
def test_a_mangled_file_gives_a_folder_or_problems(base: bytes, cuts: list[tuple[int, int, bytes]]) -> None:
    """Law: whatever bytes are cut or put in, a file is imported, or refused with sentences."""
    content = bytearray(base)
    for at, length, put in cuts:
        at %= len(content) + 1
        content[at : at + length] = put
    made = made_or_problems(bytes(content))
    if isinstance(made, Imported):
        assert made.folder.sheets
    else:
        assert made
        assert all(problem_sentence(problem, "fr") for problem in made)


def test_every_sentence_has_two_languages() -> None:
    """Every problem and note has a French and an English sentence, and they differ."""
    for french, english in (*SENTENCES.values(), *NOTES.values()):
        assert french
        assert english
        assert french != english


def test_letters_of_constituencies_go_on_after_z() -> None:
    """A department with more than 26 constituencies goes on with AA, as columns do."""
    assert column_letters(26) == "AA"
