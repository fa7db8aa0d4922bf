"""``recolement check``: exit codes, the JSON object, findings with what to do."""

from __future__ import annotations

import json
from pathlib import Path

from cli.format_checker import EXTENSIONS, FINDING_KEYS
from cli.terminal import BALLOTS, recolement

BALLOT = """title = "Bureau"
levels = ["all", "section"]
rulebook = { rule = "plurality" }
[[contest]]
id = "c"
scope = "all"
option = [{ id = "ann" }, { id = "bob" }]
"""


def folder(where: Path, sheets: str, acts: str = "") -> Path:
    """A ballot of one section with 100 registered voters."""
    (where / "ballot.toml").write_text(BALLOT, encoding="utf-8")
    (where / "units.csv").write_text(
        "unit,parent,level,registered\nall,,all,\nLyon-3,all,section,100\n", encoding="utf-8"
    )
    (where / "sheets.csv").write_text(sheets, encoding="utf-8")
    (where / "acts.toml").write_text(acts, encoding="utf-8")
    return where


def test_without_errors_the_code_is_0(tmp_path: Path) -> None:
    """85 signatures, 85 papers, 60 + 25 votes: nothing to say."""
    done = recolement("check", folder(tmp_path, "unit,signatures,in_box,ann,bob\nLyon-3,85,85,60,25\n"))
    assert done.code == 0


def test_with_errors_the_code_is_1_and_the_sentence_says_what_to_do(tmp_path: Path) -> None:
    """87 signatures for 85 papers is A3: two fewer; what to do is said to each person."""
    where = folder(tmp_path, "unit,signatures,in_box,ann,bob\nLyon-3,87,85,60,25\n")
    done = recolement("check", where, "--lang", "fr")
    said = " ".join(done.out.split())
    assert done.code == 1
    assert "A3 [erreur]" in said
    assert "Bulletins trouvés dans l'urne 85, émargements 87 : deux de moins." in said
    assert "sheets.csv, ligne 2" in said
    assert "Section : Recomptez les émargements" in said
    assert "Commission : " in said


def test_an_acknowledged_error_is_no_error_any_more(tmp_path: Path) -> None:
    """The same gap acknowledged: listed as such, with the reason, nothing to do; the code is 0."""
    act = '[[act]]\nkind = "acknowledgement"\nat = 2017-01-29\nunit = "Lyon-3"\ncode = "A3"\n'
    act += 'reason = "two left"\n'
    where = folder(tmp_path, "unit,signatures,in_box,ann,bob\nLyon-3,87,85,60,25\n", act)
    done = recolement("check", where, "--lang", "en")
    assert done.code == 0
    assert "Findings: 1 acknowledged" in done.out
    assert "A3 [acknowledged] " in done.out
    assert "two fewer. [sheets.csv, row 2] (acknowledged: two left)" in " ".join(done.out.split())
    assert "error" not in done.out
    assert "Recount" not in done.out


def test_an_acknowledged_finding_stands_apart_from_those_that_are_not(tmp_path: Path) -> None:
    """Two sections with the gap, one of them acknowledged: one error with what to do, one acknowledged."""
    act = '[[act]]\nkind = "acknowledgement"\nat = 2017-01-29\nunit = "Lyon-3"\ncode = "A3"\n'
    act += 'reason = "two left"\n'
    rows = "Lyon-3,87,85,60,25\nLyon-4,87,85,60,25\n"
    where = folder(tmp_path, f"unit,signatures,in_box,ann,bob\n{rows}", act)
    with (where / "units.csv").open("a", encoding="utf-8") as units:
        units.write("Lyon-4,all,section,100\n")
    done = recolement("check", where, "--lang", "en")
    assert done.code == 1
    assert "Findings: 1 error, " in done.out
    assert "1 acknowledged" in done.out
    assert done.out.index("A3 [error]") < done.out.index("A3 [acknowledged]")


def test_json_is_an_object_with_the_findings(tmp_path: Path) -> None:
    """format, title, findings; the findings as FORMAT writes them in the tally."""
    document = json.loads(recolement("check", BALLOTS / "primaire-2017", "--json").out)
    assert set(document) == {"format", "title", "findings"}
    assert document["format"] == "recolement-check/1"
    for finding in document["findings"]:
        assert FINDING_KEYS <= set(finding) <= FINDING_KEYS | EXTENSIONS["finding"]
    p2 = next(finding for finding in document["findings"] if finding["code"] == "P2")
    assert (p2["expected"], p2["found"], p2["difference"]) == (1249126, 1601138, 352012)
