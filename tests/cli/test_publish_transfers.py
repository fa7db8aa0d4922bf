"""Transfers among the published pages: an estimate, signed and made again like every file, never a result."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.hostile import FORMULA, SCRIPT
from cli.terminal import recolement
from recolement.publication import estimated

BALLOT = f"""title = "Two rounds"
language = "en"
levels = ["all", "section"]
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
name = "{FORMULA}"
[[contest.option]]
id = "d"
name = "{SCRIPT}"
[[round]]
number = 1
[[round]]
number = 2
[round.options]
c = ["a", "b"]
"""
RALLY = '[[act]]\nkind = "rally"\nat = 2017-05-01\noption = "d"\nto = "a"\ncontest = "c"\nround = 1\n'
SECTIONS = 20


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twenty sections of 100 registered, 80 voters: d's 5 to 20 votes all go to a in round 2."""
    made = tmp_path / "ballot"
    made.mkdir()
    units, sheets = (
        ["unit,parent,level,registered", "all,,all,"],
        ["unit,round,registered,voters,blank,null,a,b,d"],
    )
    for place in range(SECTIONS):
        ours, theirs = 30 + place * 5 % 11, 5 + place * 7 % 16
        units.append(f"s{place},all,section,100")
        sheets.append(f"s{place},1,100,80,0,0,{ours},{80 - ours - theirs},{theirs}")
        sheets.append(f"s{place},2,100,80,0,0,{ours + theirs},{80 - ours - theirs},")
    for name, text in (
        ("ballot.toml", BALLOT), ("units.csv", "\n".join(units) + "\n"),
        ("sheets.csv", "\n".join(sheets) + "\n"), ("acts.toml", RALLY),
    ):  # fmt: skip
        (made / name).write_text(text, encoding="utf-8")
    return made


def test_the_page_says_that_it_is_an_estimate(folder: Path, tmp_path: Path) -> None:
    """Linked from the second round's result, labelled, with the rally; hostile names stay text, and no file
    of results holds any of it."""
    assert recolement("publish", folder, tmp_path / "out").code == 0
    out = tmp_path / "out"
    assert 'href="transfers/1.html"' in (out / "en/index.html").read_text("utf-8")
    page = (out / "en/transfers/1.html").read_text("utf-8")
    assert page.index("not a result") < page.index("<table")
    assert "Declared rally" in page
    assert SCRIPT not in page + (out / "transfers/1-en.svg").read_text("utf-8")
    said = json.loads((out / "transfers/estimates.json").read_bytes())
    assert said["is_a_result"] is False
    (estimate,) = said["estimates"]
    followed = {(cell["from"], cell["to"]): cell for cell in estimate["cells"]}[SCRIPT, "Anne"]
    given = sum(5 + place * 7 % 16 for place in range(SECTIONS))
    assert 0.75 * given < followed["votes"] <= given  # all of them, had the ballot been open
    for name in ("data/results.json", "publication.json"):
        assert b"transfers" not in (out / name).read_bytes()


def test_its_pages_are_made_again_from_the_file(folder: Path, tmp_path: Path) -> None:
    """``verify --pages`` holds, on a machine that cannot estimate too; a page that shows another estimate
    than the file's is found."""
    assert recolement("publish", folder, tmp_path / "out").code == 0
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(estimated, "can_estimate", lambda: False)
        assert recolement("verify", tmp_path / "out", "--pages").code == 0
    page = tmp_path / "out/en/transfers/1.html"
    page.write_bytes(page.read_bytes().replace(b"not a result", b"the result"))
    done = recolement("verify", tmp_path / "out", "--pages", RECOLEMENT_LANG="en")
    assert done.code == 1
    assert "en/transfers/1.html" in done.out + done.err


def test_published_again_it_is_the_same(folder: Path, tmp_path: Path) -> None:
    """The same sheets give the same estimate, byte for byte; once it cannot be made, its files go."""
    assert recolement("publish", folder, tmp_path / "out").code == 0
    first = (tmp_path / "out/transfers/estimates.json").read_bytes()
    assert recolement("publish", folder, tmp_path / "out").code == 0
    assert (tmp_path / "out/transfers/estimates.json").read_bytes() == first
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(estimated, "can_estimate", lambda: False)
        assert recolement("publish", folder, tmp_path / "out").code == 0
    assert not [*(tmp_path / "out").rglob("transfers/*")]
    assert "transfers/1.html" not in (tmp_path / "out/en/index.html").read_text("utf-8")
    assert recolement("verify", tmp_path / "out", "--pages").code == 0
