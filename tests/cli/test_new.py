"""``recolement new``: a folder that teaches, works once it is filled in, and never writes over anything."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.terminal import recolement
from recolement.storage.folder import read_ballot


@pytest.mark.parametrize(("language", "separator"), [("fr", ";"), ("en", ",")])
def test_the_skeleton_works_once_filled_in(tmp_path: Path, language: str, separator: str) -> None:
    """40 + 30 + 20 votes against 30 + 30 + 20: elected by ten, and check has no error."""
    folder = tmp_path / "vote"
    made = recolement("new", folder, "--lang", language)
    assert (made.code, made.err) == (0, "")
    rows = [
        ("lyon-3", 71, 71, 1, 0, 70, 40, 30),
        ("brest", 60, 60, 0, 0, 60, 30, 30),
        ("metz", 40, 40, 0, 0, 40, 20, 20),
    ]
    header = (folder / "sheets.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    text = "\n".join([header, *(separator.join(map(str, row)) for row in rows)])
    (folder / "sheets.csv").write_text(text + "\n", encoding="utf-8")
    done = recolement("tally", folder, "--json")
    entry = json.loads(done.out)["contests"][0]
    assert done.code == 0
    assert entry["votes"] == {"martin": 90, "petit": 80}
    assert entry["outcome"]["options"] == ["martin"]
    assert entry["settled"] is True
    assert recolement("check", folder).code == 0


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_skeleton_is_read_as_it_is(tmp_path: Path, language: str) -> None:
    """Before anything is filled in, the folder is usable, and every act of the model is one that is known."""
    folder = tmp_path / "vote"
    recolement("new", folder, "--lang", language)
    assert read_ballot(folder).ballot.language == language
    model = (folder / "acts.toml").read_text(encoding="utf-8")
    lines = [line.removeprefix("# ") for line in model.splitlines()]
    keys = (
        "[[act]]",
        "kind",
        "at ",
        "unit",
        "reason",
        "field",
        "value",
        "id ",
        "seeks",
        "grounds",
        "of ",
        "effect",
    )
    others = ("for ", "against", "result", "version", "signed_by")
    acts = "\n".join(line for line in lines if line.startswith(keys + others))
    (folder / "acts.toml").write_text(acts, encoding="utf-8")
    assert [type(act).__name__ for act in read_ballot(folder).acts] == [
        "NoVoteHeld", "Corrected", "Disputed", "Ruled", "Proclaimed",
    ]  # fmt: skip


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """A folder with a file in it, or a file of that name: exit code 2, and what was there is untouched."""
    kept = tmp_path / "vote" / "sheets.csv"
    kept.parent.mkdir()
    kept.write_text("precious", encoding="utf-8")
    for path in (kept.parent, kept):
        done = recolement("new", path, RECOLEMENT_LANG="en")
        assert (done.code, done.out) == (2, "")
        assert "exists already" in done.err
    assert kept.read_text(encoding="utf-8") == "precious"
    assert [path.name for path in kept.parent.iterdir()] == ["sheets.csv"]


def test_a_program_is_told_what_was_made(tmp_path: Path) -> None:
    """``--json``: the folder, and the names of exactly the files that are in it."""
    folder = tmp_path / "vote"
    told = json.loads(recolement("new", folder, "--json").out)
    assert (told["format"], told["folder"]) == ("recolement-new/1", str(folder))
    assert sorted(told["files"]) == sorted(path.name for path in folder.iterdir())
