"""The ministry's files by polling station, in each of their layouts."""

from __future__ import annotations

from datetime import date

import pytest

from formats.ministry_files import (
    FIGURES,
    GROUP,
    HEADER,
    NORTH,
    OLD,
    OLD_ROWS,
    PLACE,
    SOUTH,
    grouped,
    old,
    one,
    votes,
    wide,
    workbook,
)
from recolement.canvass import canvass
from recolement.formats.ministry import StationSource, import_ministry
from recolement.model.acts import NoVoteHeld, Ruled
from recolement.model.ids import OptionId, UnitId
from recolement.model.problems import Unusable
from recolement.publication import tally_json
from recolement.words.imports import note_sentence

# The current layout


def test_the_current_layout() -> None:
    """Places, figures and candidates of a file with a group of columns per candidate, some groups empty."""
    folder = one(grouped(*NORTH, *SOUTH)).folder
    sheet = folder.sheets[0]
    assert (sheet.unit, sheet.registered, sheet.voters, sheet.blank, sheet.null, sheet.valid) == (
        "01001-0001", 100, 62, 1, 1, 60,
    )  # fmt: skip
    assert (sheet.signatures, sheet.in_box) == (None, None)  # the ministry gives a single number of voters
    assert votes(folder, "01001-0001") == {"01-A-noir": 30, "01-A-blanc": 20, "01-A-gris": 10}
    assert votes(folder, "01002-0001") == {"01-B-noir": 20, "01-B-roux": 10}
    assert folder.tree.trail(UnitId("01002-0001")) == ("FR", "01", "01002", "01002-0001")
    assert folder.tree[UnitId("01002")].name == "Bey; le Vieux"
    assert folder.tree[UnitId("01001-0002")].registered == 200


def test_two_people_of_one_name_in_two_constituencies_are_two_options() -> None:
    """Ada Noir and Max Noir stand apart: two ids, each on offer in the stations of one constituency only."""
    folder = one(grouped(*NORTH, *SOUTH)).folder
    options = {option.id: option for option in folder.ballot.contests[0].options}
    ada, max_ = options[OptionId("01-A-noir")], options[OptionId("01-B-noir")]
    assert (ada.name, ada.units) == ("Ada NOIR", ("01001-0001", "01001-0002"))
    assert (max_.name, max_.units) == ("Max NOIR", ("01002-0001",))


def test_the_same_name_and_first_name_in_two_constituencies() -> None:
    """Full homonyms of one department with different panels do not join two constituencies into one."""
    south = SOUTH[0].replace("NOIR;Max;MASCULIN", "NOIR;Ada;FEMININ")
    folder = one(grouped(*NORTH, south)).folder
    assert [group.units for group in folder.groups] == [("01001-0001", "01001-0002"), ("01002-0001",)]


def test_two_people_of_one_name_in_one_constituency_are_told_by_the_panel() -> None:
    """Two Ada Noirs on panels 1 and 2 are two options, 30 votes and 20."""
    row = NORTH[0].replace("2;RN;BLANC;Luc;MASCULIN", "2;RN;NOIR;Ada;FEMININ")
    assert list(votes(one(grouped(row)).folder, "01001-0001").values()) == [30, 20, 10]


def test_a_constituency_is_decided_by_its_law() -> None:
    """A: 55 of 145 valid votes for Noir, 60 for Blanc, nobody has half; of 300 registered an eighth is 37.5,
    so Gris with 30 may not stand (art. L. 162). B: Noir has 20 of 30 valid and of 50 registered: elected."""
    told = tally_json(canvass(one(grouped(*NORTH, *SOUTH)).folder))["contests"]
    assert [(entry["unit"], entry["outcome"]["kind"], entry["outcome"]["options"]) for entry in told] == [
        ("constituency:01-A", "runoff", ["01-A-noir", "01-A-blanc"]),
        ("constituency:01-B", "elected", ["01-B-noir"]),
    ]


def test_what_is_not_kept_is_said() -> None:
    """Percentages and the candidates' sex are named among the columns left out, in both languages."""
    notes = {note.code: note for note in one(grouped(*NORTH)).notes}
    assert notes["columns_derived"].facts["columns"] == "% Votants"
    assert notes["columns_left"].facts["columns"] == "Sexe candidat n"
    for note in notes.values():
        assert "{" not in note_sentence(note, "fr") + note_sentence(note, "en")


def test_two_rounds() -> None:
    """The second round's file names two of the candidates; those stand in it. A station's roll may change."""
    header = ";".join([PLACE, FIGURES, *(GROUP.format(n) for n in (1, 2))])
    second = [
        "01;Ain;001;Ars;0001;101;80;;78;1;1;1;UG;NOIR;Ada;FEMININ;40;2;RN;BLANC;Luc;MASCULIN;38",
        "01;Ain;001;Ars;0002;200;90;;90;0;0;1;UG;NOIR;Ada;FEMININ;40;2;RN;BLANC;Luc;MASCULIN;50",
        "01;Ain;002;Bey;0001;50;31;;31;0;0;4;UG;NOIR;Max;MASCULIN;20;5;RN;ROUX;Zoé;FEMININ;11",
    ]
    made = import_ministry([
        StationSource("legislatives_t2.csv", grouped(*second, header=header), date=date(2024, 7, 7)),
        StationSource("legislatives_t1.csv", grouped(*NORTH, *SOUTH)),
    ])  # fmt: skip
    first, then = made.folder.ballot.rounds
    assert (first.number, first.options, then.number, then.date) == (1, {}, 2, date(2024, 7, 7))
    assert list(then.options.values()) == [("01-A-noir", "01-A-blanc", "01-B-noir", "01-B-roux")]
    assert made.folder.rolls == {("01001-0001", 2): 101}
    assert made.folder.tree[UnitId("01001-0001")].registered == 100


@pytest.mark.parametrize(("day", "acts"), [(date(2024, 7, 7), 1), (None, 0)])
def test_a_constituency_elected_in_the_first_round_holds_no_vote_in_the_second(
    day: date | None, acts: int
) -> None:
    """B elected Max Noir (20 of 30 valid, 20 of 50 registered) and has no row: an act says so, if it can be
    dated; A has its second round."""
    header = ";".join([PLACE, FIGURES, *(GROUP.format(n) for n in (1, 2))])
    second = "01;Ain;001;Ars;0001;100;80;;78;1;1;1;UG;NOIR;Ada;FEMININ;40;2;RN;BLANC;Luc;MASCULIN;38"
    made = import_ministry([
        StationSource("legislatives_t1.csv", grouped(*NORTH, *SOUTH)),
        StationSource("legislatives_t2.csv", grouped(second, header=header), date=day),
    ])  # fmt: skip
    assert len(made.folder.acts) == acts
    for act in made.folder.acts:
        assert isinstance(act, NoVoteHeld)
        assert act.target.units == ("01002-0001",)
    assert ("elected" if acts else "elected_undated") in {note.code for note in made.notes}


# The older layout


@pytest.mark.parametrize("shuffled", [False, True])
def test_the_older_layout_says_the_same_as_the_wide_one(shuffled: bool) -> None:
    """Repeated unnamed groups in Latin-1, in any order in a row, give the sheets of the Parquet file."""
    text = one(old(shuffled), "PR17_BVot_T1_FE.txt").folder
    parquet = one(wide(), "presidentielle_t1.parquet").folder
    for unit in ("01001-0001", "01002-0001"):
        assert votes(text, unit) == votes(parquet, unit)
    assert votes(text, "01001-0001")[OptionId("melenchon")] == 59
    assert text.ballot.contests[0].option(OptionId("melenchon")).name == "Jean-Luc MÉLENCHON"
    assert [(group.id, group.units) for group in text.groups] == [
        ("01-04", ("01001-0001",)), ("01-05", ("01002-0001",)),
    ]  # fmt: skip
    assert text.groups[0].name == "Ain, 4ème circonscription"
    assert [sheet.valid for sheet in text.sheets] == [495, 176]  # = the sums of the votes above


def test_rows_may_have_fewer_groups_than_others() -> None:
    """A row of the older layout that ends after its last candidate is filled up."""
    header = OLD.replace("Prénom;Voix", "Prénom;Nuance;Voix")
    first = f"{OLD_ROWS[0]};1;M;NOIR;Ada;UG;300;1,00;1,00;2;F;BLANC;Luc;RN;195;1,00;1,00"
    second = f"{OLD_ROWS[1]};1;F;ROUX;Zoé;UG;176;1,00;1,00"
    folder = one("\n".join((header, first, second)).encode("latin-1"), "leg17_t1.txt").folder
    assert votes(folder, "01001-0001") == {"01-04-noir": 300, "01-04-blanc": 195}
    assert votes(folder, "01002-0001") == {"01-05-roux": 176}
    assert folder.ballot.contests[0].options[0].labels == ("UG",)


def test_a_workbook_says_the_same_as_the_text() -> None:
    """The current layout as XLSX, numbers as numbers, and the older one with its unnamed columns."""
    rows = [row.replace("Bey; le Vieux", "Bey") for row in (*NORTH, *SOUTH)]
    text, book = one(grouped(*rows)).folder, one(workbook(HEADER, rows), "legislatives_t1.xlsx").folder
    assert [sheet.votes for sheet in book.sheets] == [sheet.votes for sheet in text.sheets]
    assert book.ballot.contests == text.ballot.contests
    older = old().decode("latin-1").split("\r\n")
    again = one(workbook(older[0], older[1:], 7), "presidentielle_t1.xlsx").folder
    assert votes(again, "01002-0001")[OptionId("fillon")] == 34


# Wide files


def test_a_label_is_on_offer_where_somebody_bore_it() -> None:
    """By label, 0 in a whole constituency means that nobody bore it there ("LR" in 01-05)."""
    text = (
        "departement;commune;bureau;circonscription;inscrits;votants;blancs;nuls;exprimes;REM;LR\n"
        "01;001;0001;4;100;60;0;0;60;40;20\n"
        "01;002;0001;5;100;60;0;0;60;60;0\n"
        "01;002;0002;5;100;50;0;0;50;50;0\n"
    )
    folder = one(text.encode()).folder
    rem, lr = folder.ballot.contests[0].options
    assert (rem.id, rem.units) == ("rem", ("01001-0001", "01002-0001", "01002-0002"))
    assert (lr.id, lr.units) == ("lr", ("01001-0001",))
    assert votes(folder, "01002-0001") == {"rem": 60}


def test_overseas_communes_have_codes_of_insee() -> None:
    """ZA 101 is 97101 Les Abymes, ZM 501 is 97601 Acoua (not 97501, which is Miquelon-Langlade), Abidjan (ZZ)
    is no commune of INSEE."""
    rows = [
        f"{place};0001;9;9;0;0;9;5;4"
        for place in ("ZA;101", "ZM;501", "ZS;501", "ZX;701", "ZZ;001", "2A;004")
    ]
    header = "departement;commune;bureau;inscrits;votants;blancs;nuls;exprimes;A;B"
    folder = one(grouped(*rows, header=header), "presidentielle_t1.csv").folder
    assert {sheet.unit for sheet in folder.sheets} == {
        "97101-0001", "97601-0001", "97501-0001", "97701-0001", "ZZ001-0001", "2A004-0001",
    }  # fmt: skip


# Annulled stations


def test_annulled_stations_are_rulings_that_change_no_total() -> None:
    """The file already counts the 9 papers as null; the ruling says why, and the totals stay."""
    header = "departement;commune;bureau;inscrits;votants;blancs;nuls;exprimes;A;B"
    content = grouped("01;001;0001;20;9;0;9;0;0;0", "01;001;0002;20;9;0;1;8;5;3", header=header)
    source = StationSource("presidentielle_t1.csv", content)
    ruled = StationSource("annulled.csv", b"unit,at,grounds\n01001-0001,2017-04-26,Urne ouverte\n")
    plain, made = import_ministry([source]), import_ministry([source], annulled=ruled)
    (act,) = made.folder.acts
    assert isinstance(act, Ruled)
    assert (act.effect, act.at, act.grounds) == ("annul", date(2017, 4, 26), "Urne ouverte")
    assert act.target.units == ("01001-0001",)
    before, after = (canvass(one.folder).results[0].figures for one in (plain, made))
    assert before == after
    assert (after.voters, after.null, after.valid) == (18, 10, 8)
    codes = [{note.code for note in one.notes} for one in (plain, made)]
    assert ["all_null" in one for one in codes] == [True, False]


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("unit,at\n01001-9999,2017-04-26\n", "unknown_unit", "unit"),
        ("unit,at\n01001-0001,\n", "empty_cell", "at"),
        ("unit,at\n01001-0001,hier\n", "bad_moment", "at"),
        ("unit,at\n01001-0001,2017-04-26T10:00:00\n", "moment_without_offset", "at"),
        ("unit,at,round\n01001-0001,2017-04-26,3\n", "unknown_round", "round"),
        ("unit,when\n01001-0001,2017-04-26\n", "missing_column", "at"),
        ("", "file_empty", None),
    ],
)
def test_a_broken_list_of_annulments_is_refused(text: str, code: str, column: str | None) -> None:
    """Each with its row and column."""
    source = StationSource("legislatives_t1.csv", grouped(*NORTH))
    with pytest.raises(Unusable) as refused:
        import_ministry([source], annulled=StationSource("a.csv", text.encode()))
    assert (code, column) in [(problem.code, problem.column) for problem in refused.value.problems]
