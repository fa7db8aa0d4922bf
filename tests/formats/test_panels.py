"""Volunteers and quotas: what is read, and what is said of a file that cannot be used."""

import io
import time

import pytest
import xlsxwriter

from recolement.formats.gathering import Problems
from recolement.formats.panels import read_pool, read_quotas
from recolement.model.panels import Quota
from recolement.model.problems import Unusable
from recolement.words.panels import PROBLEMS, panel_problem

QUOTAS = (Quota("gender", "F", 1, 2), Quota("gender", "M", 0, 1))


def problems_of(
    people: bytes, quotas: tuple[Quota, ...] = QUOTAS, **columns: object
) -> list[tuple[object, ...]]:
    problems = Problems()
    read_pool(people, "people.csv", quotas, problems, **columns)  # type: ignore[arg-type]  # as the door gives
    try:
        problems.stop_if_any()
    except Unusable as unusable:
        for problem in unusable.problems:
            for language in ("fr", "en"):
                assert panel_problem(problem, language) not in ("", problem.code)
        return [(problem.code, problem.row, problem.column) for problem in unusable.problems]
    return []


@pytest.mark.parametrize(
    ("people", "found"),
    [
        (b"gender\nF\nX\n", [("feature_unknown", 3, "gender")]),
        (b"id,gender\n1,F\n2,\n", [("feature_empty", 3, "gender")]),
        (b"id,gender\n1,F\n1,M\n", [("volunteer_id_twice", 3, "id")]),
        (b"id,gender\n,F\n", [("volunteer_without_id", 2, "id")]),
        (b"name,gender\nAnn  Lee,F\nANN LEE,F\n", [("volunteer_twice", 3, None)]),
        (b"name,age\nAnn,3\n", [("missing_column", 1, "gender")]),
        (b"gender\n", [("no_volunteer", None, None)]),
        (b"id,gender\n1,F,extra\n", [("ragged_row", 2, None)]),
        (b"", [("file_empty", None, None)]),
    ],
)
def test_what_is_wrong_with_volunteers_has_its_place(people: bytes, found: list[tuple[object, ...]]) -> None:
    """Each fault is found with its row and column, and said in both languages."""
    assert problems_of(people) == found


@pytest.mark.parametrize(
    ("quotas", "code"),
    [
        (b"category,feature,min,max\ng,F,3,2\n", "quota_crossed"),
        (b"category,feature,min,max\ng,F,1,2\ng,F,1,2\n", "quota_doubled"),
        (b"category,feature,min,max\ng,F,,2\n", "quota_bound_empty"),
        (b"category,feature,min,max\ng,F,1.5,2\n", "decimal"),
        (b"category,feature,min,max\n,F,1,2\n", "quota_empty"),
        (b"category,feature,min,max,min_flex\ng,F,1,2,2\n", "flexible_inside"),
        (b"category,feature,min,max,mx_flex\ng,F,1,2,2\n", "unknown_quota_column"),
        (b"category,feature,min,max\n", "no_quota"),
        (b"category,min,max\ng,1,2\n", "missing_column"),
    ],
)
def test_what_is_wrong_with_quotas_is_told(quotas: bytes, code: str) -> None:
    """Each fault of a quota has its code, and a sentence in both languages."""
    problems = Problems()
    read_quotas(quotas, "quotas.csv", problems)
    with pytest.raises(Unusable) as raised:
        problems.stop_if_any()
    assert [problem.code for problem in raised.value.problems] == [code]
    for language in ("fr", "en"):
        assert panel_problem(raised.value.problems[0], language) != code


@pytest.mark.parametrize("name", ["feature", "value", "name"])
def test_the_feature_column_has_three_names(name: str) -> None:
    """feature, value and name are the same column."""
    problems = Problems()
    table = f"category,{name},min,max\ngender,F,1,2\n".encode()
    assert read_quotas(table, "q.csv", problems) == (Quota("gender", "F", 1, 2),)
    assert not problems


def test_an_address_is_compared_without_regard_to_writing() -> None:
    """Columns named address… and the postcode beside them make a household; an empty address is unknown."""
    problems = Problems()
    people = (
        "gender,address1,postcode\nF,12 Rue Haute,29200\nM,12  rue HAUTE,29200\nM,12 rue haute,75001\nF,,\n"
    )
    pool = read_pool(people.encode(), "people.csv", QUOTAS, problems)
    homes = [one.household for one in pool.volunteers]
    assert homes[0] == homes[1] != homes[2]
    assert homes[3] is None
    assert pool.household_columns == ("address1", "postcode")


def test_hostile_names_are_ordinary_text() -> None:
    """Scripts, formulas, directions, emoji, ten thousand letters are read as they are, and quoted short."""
    hostile = ["<script>alert(1)</script>", "=cmd|' /C calc'!A0", "\u202egnp.exe", "🗳️" * 9, "x" * 10_000]
    people = "name,gender\n" + "".join(f'"{name}",F\n' for name in hostile)
    problems = Problems()
    pool = read_pool(people.encode(), "people.csv", QUOTAS, problems)
    assert not problems
    assert len({one.identity for one in pool.volunteers}) == 5
    wrong = Problems()
    read_pool(f"gender\n{'x' * 10_000}\n\u202eevil\n".encode(), "people.csv", QUOTAS, wrong)
    with pytest.raises(Unusable) as raised:
        wrong.stop_if_any()
    said = [panel_problem(problem, "en") for problem in raised.value.problems]
    assert all(len(sentence) < 250 and "\u202e" not in sentence for sentence in said)


def test_a_hundred_thousand_lines_are_read_in_seconds() -> None:
    """100,000 volunteers with an address and a name take less than ten seconds of computing."""
    lines = "".join(f"{n},n{n},{n // 2} rue Haute,{'FM'[n % 2]}\n" for n in range(100_000))
    began = time.process_time()
    problems = Problems()
    pool = read_pool(("id,name,address,gender\n" + lines).encode(), "people.csv", QUOTAS, problems)
    assert not problems
    assert len({one.household for one in pool.volunteers}) == 50_000
    assert time.process_time() - began < 10


def test_a_workbook_is_read_like_a_table() -> None:
    """The only sheet of an XLSX file holds the volunteers."""
    sink = io.BytesIO()
    book = xlsxwriter.Workbook(sink)
    sheet = book.add_worksheet()
    for row, cells in enumerate([["id", "gender"], ["a", "F"], ["b", "M"]]):
        sheet.write_row(row, 0, cells)
    book.close()
    problems = Problems()
    pool = read_pool(sink.getvalue(), "people.xlsx", QUOTAS, problems)
    assert [(one.id, one.features) for one in pool.volunteers] == [("a", ("F",)), ("b", ("M",))]


def test_every_problem_has_two_sentences() -> None:
    """French and English, both ending as a sentence does."""
    assert all(
        len(pair) == 2 and all(text.rstrip().endswith(".") for text in pair) for pair in PROBLEMS.values()
    )
