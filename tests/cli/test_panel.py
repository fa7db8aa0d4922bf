"""`recolement panel`: the contract of draw, the ceremony, and the attacks that verify finds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from recolement.cli.panel import app
from recolement.publication.panel_ceremony import canonical, commitment_of, digest
from recolement.words.panels import DOUBTS

EARLY = "2001-01-01T00:00:00+00:00"
FEATURES = [("F", "young"), ("F", "old"), ("M", "young"), ("M", "old"), ("M", "old")]


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(one) for one in arguments])


@pytest.fixture
def files(tmp_path: Path) -> list[object]:
    """Twenty-five volunteers, some at one address, quotas for six places: as options of a command."""
    lines = ["id,name,address,gender,age"]
    for number in range(25):
        gender, age = FEATURES[number % 5]
        name = "<script>alert(1)</script>" if number == 3 else f"=name {number}"
        lines.append(f"p{number},{name},{number // 2 % 9} rue Haute,{gender},{age}")
    (tmp_path / "people.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    quotas = ["category,feature,min,max,population", "gender,F,3,3,520", "gender,M,3,3,480"]
    quotas += ["age,young,2,4,300", "age,old,2,4,700"]
    (tmp_path / "quotas.csv").write_text("\n".join(quotas) + "\n", encoding="utf-8")
    return ["--people", tmp_path / "people.csv", "--quotas", tmp_path / "quotas.csv"]


def test_draw_prints_the_contract(files: list[object]) -> None:
    """One document with the panel, the chances and how equal they are; two runs give the same."""
    done = run("draw", *files, "--size", 6, "--seed", "S", "--json")
    assert done.exit_code == 0, done.output
    document = json.loads(done.stdout)
    assert len(set(document["panel"])) == 6
    assert set(document["panel"]) <= set(document["probabilities"])
    assert len(document["probabilities"]) == 25
    assert abs(sum(document["probabilities"].values()) - 6) < 1e-9
    assert 0 < document["lottery_minimum_probability"] <= document["minimum_probability"] + 0.006
    assert 0 <= document["gini"] < 1
    # printf '%s' '["recolement-lots/1","S","draw",0]' | sha256sum, modulo 1000
    assert document["number"] == 365
    assert run("draw", *files, "--size", 6, "--seed", "S", "--json").stdout == done.stdout


def test_draw_is_the_same_in_another_process_with_other_hashes(files: list[object]) -> None:
    """Neither the order of Python's sets nor the process changes the draw."""
    ask = ["panel", "draw", *map(str, files), "--size", "6", "--seed", "été", "--json"]
    said = {
        subprocess.run(
            [sys.executable, "-m", "recolement", *ask],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


def test_lines_are_numbered_where_there_is_no_id(tmp_path: Path) -> None:
    """The id of a volunteer is the number of the line, the first being 1, and it is a number."""
    (tmp_path / "p.csv").write_text("gender\nF\nM\nM\n", encoding="utf-8")
    (tmp_path / "q.csv").write_text("category,value,min,max\ngender,F,1,1\ngender,M,0,1\n", encoding="utf-8")
    done = run("draw", "--people", tmp_path / "p.csv", "--quotas", tmp_path / "q.csv", "--size", 2,
               "--seed", "S", "--json")  # fmt: skip
    document = json.loads(done.stdout)
    assert 1 in document["panel"]
    assert document["probabilities"] == {"1": 1.0, "2": 0.5, "3": 0.5}


def test_impossible_quotas_are_explained(files: list[object]) -> None:
    """Seven places cannot be filled by at most six: exit code 1, and what to change in words."""
    for command in (["check"], ["draw", "--seed", "S"]):
        done = run(command[0], *files, "--size", 7, *command[1:])
        assert done.exit_code == 1
        assert "4" in done.output
        assert "gender" in done.output
    found = json.loads(run("check", *files, "--size", 7, "--json").stdout)
    assert found["feasible"] is False
    # One place more for one gender is enough: age allows eight already.
    assert len(found["changes"]) == 1
    assert run("check", *files, "--size", 6).exit_code == 0


def test_bad_files_end_with_two_and_a_sentence(tmp_path: Path, files: list[object]) -> None:
    """An absent file, an empty cell, a panel of no place: exit code 2, nothing on standard output."""
    (tmp_path / "bad.csv").write_text("id,gender,age\n1,F,\n", encoding="utf-8")
    for people, size in ((tmp_path / "absent.csv", 6), (tmp_path / "bad.csv", 6), (files[1], 0)):
        done = run("draw", "--people", people, *files[2:], "--size", size, "--seed", "S", "--json")
        assert done.exit_code == 2
        assert done.stdout == ""
        assert done.stderr.strip()


def test_those_who_decline_are_replaced_and_every_step_is_kept(tmp_path: Path, files: list[object]) -> None:
    """Two rounds of replacement: six people still, nobody who is gone, both steps in the record."""
    first = run("draw", *files, "--size", 6, "--seed", "S", "--json", "--alternates", 3)
    assert len(json.loads(first.stdout)["alternates"]) == 3
    text, gone = first.stdout, []
    for turn in ("T", "U"):
        (tmp_path / "panel.json").write_text(text, encoding="utf-8")
        gone.append(json.loads(text)["panel"][0])
        done = run("replace", *files, "--size", 6, "--panel", tmp_path / "panel.json", "--gone", gone[-1],
                   "--seed", turn, "--json")  # fmt: skip
        assert done.exit_code == 0, done.output
        text = done.stdout
    after = json.loads(text)
    assert len(set(after["panel"])) == 6
    assert not set(gone) & set(after["panel"])
    assert [step["gone"] for step in after["steps"]] == [[one] for one in gone]


@pytest.fixture
def ceremony(tmp_path: Path, files: list[object]) -> tuple[Path, Path, str]:
    """Announced with Alice's commitment and a public source, then held: folder, private list, digest."""
    folder, private = tmp_path / "public", tmp_path / "private.json"
    done = run("announce", *files, "--size", 6, "--folder", folder, "--private", private, "--contribution",
               f"Alice={commitment_of('Alice', 'rain')}", "--public-source", "Loto")  # fmt: skip
    assert done.exit_code == 0, done.output
    held = run("reveal", "--folder", folder, "--reveal", "Alice=rain", "--public", "3 17 22")
    assert held.exit_code == 0, held.output
    return folder, private, done.stdout.split()[-1]


def doubts(folder: Path, *more: object) -> set[str]:
    done = run("verify", folder, *more, "--json")
    found = json.loads(done.stdout)
    assert done.exit_code == (0 if found["sound"] else 1)
    assert all(one["code"] in DOUBTS for one in found["doubts"])
    return {one["code"] for one in found["doubts"]}


def altered(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    document = json.loads(path.read_bytes())
    change(document)
    path.write_bytes(canonical(document))


def test_an_honest_draw_gives_no_doubt(ceremony: tuple[Path, Path, str], files: list[object]) -> None:
    """Published files alone, and with the private ones."""
    folder, private, announced = ceremony
    assert doubts(folder, "--expected", announced) == set()
    assert doubts(folder, *files, "--private", private) == set()


def test_a_seed_chosen_after_the_fact_is_found(ceremony: tuple[Path, Path, str]) -> None:
    """Another secret, a contributor too many, one missing, a public value of no announced source."""
    folder, _, _ = ceremony
    honest = (folder / "draw.json").read_bytes()
    for change, code in (
        (lambda draw: draw["contributions"].update(Alice="sun"), "contribution_wrong"),
        (lambda draw: draw["contributions"].update(Bob="x"), "contribution_unannounced"),
        (lambda draw: draw["contributions"].clear(), "contribution_missing"),
        (lambda draw: draw.update(public=None), "public_value_wrong"),
        (lambda draw: draw.update(number=(draw["number"] + 1) % 1000), "number_wrong"),
        (lambda draw: draw["panel"].reverse(), "panel_wrong"),
        (lambda draw: draw.update(at=EARLY), "drawn_before"),
        (lambda draw: draw.update(announcement="0" * 64), "other_announcement"),
        (lambda draw: draw.pop("number"), "record_malformed"),
    ):
        (folder / "draw.json").write_bytes(honest)
        altered(folder / "draw.json", change)
        assert code in doubts(folder), code


def test_a_draw_that_nothing_fixed_before_is_doubted(tmp_path: Path, files: list[object]) -> None:
    """Announced without commitment or public source, anyone could have tried seeds."""
    run("announce", *files, "--size", 6, "--folder", tmp_path / "f", "--private", tmp_path / "p.json")
    run("reveal", "--folder", tmp_path / "f")
    assert doubts(tmp_path / "f") == {"seed_not_fixed"}


def test_a_file_altered_after_the_announcement_is_found(
    tmp_path: Path, ceremony: tuple[Path, Path, str], files: list[object]
) -> None:
    """The lottery, the commitments, the announcement itself, the volunteers, the quotas."""
    folder, private, announced = ceremony
    for name, change in (
        ("lottery.json", lambda lottery: lottery["panels"].reverse()),
        ("commitments.json", lambda lines: lines["lines"].append("0" * 64)),
    ):
        honest = (folder / name).read_bytes()
        altered(folder / name, change)
        assert "file_changed" in doubts(folder)
        (folder / name).write_bytes(honest)
    people = tmp_path / "people.csv"
    text = people.read_text(encoding="utf-8")
    people.write_text(text.replace("M,old", "M,young", 1), encoding="utf-8")
    assert {"file_changed", "lines_differ"} <= doubts(folder, *files, "--private", private)
    people.write_text(text, encoding="utf-8")
    # A whole new set of files, consistent in itself, is found by the digest that was written down.
    altered(folder / "announcement.json", lambda one: one.update(public_source="another"))
    assert "announcement_changed" in doubts(folder, "--expected", announced)
    assert "other_announcement" in doubts(folder)


def test_a_volunteer_entered_twice_is_found(
    tmp_path: Path, ceremony: tuple[Path, Path, str], files: list[object]
) -> None:
    """The same person under two ids: draw refuses, and verify finds it in a file announced all the same."""
    folder, private, _ = ceremony
    people = tmp_path / "people.csv"
    doubled = people.read_text(encoding="utf-8") + "p99,=NAME 7,3 rue  haute,M,young\n"
    people.write_text(doubled, encoding="utf-8")
    assert run("draw", *files, "--size", 6, "--seed", "S").exit_code == 2
    altered(
        folder / "announcement.json", lambda one: one["digests"].update(people=digest(people.read_bytes()))
    )
    assert "volunteer_twice" in doubts(folder, *files, "--private", private)


def test_a_panel_outside_the_quotas_is_found(ceremony: tuple[Path, Path, str], files: list[object]) -> None:
    """A lottery announced with panels of women only: the quotas of every panel are checked."""
    folder, private, _ = ceremony
    numbers = {one["id"]: one["number"] for one in json.loads(private.read_bytes())["volunteers"]}
    women = sorted(numbers[f"p{number}"] for number in (0, 1, 5, 6, 10, 11))
    altered(folder / "lottery.json", lambda one: one.update(panels=[women] * 1000))
    assert "quota_broken" in doubts(folder, *files, "--private", private)


def test_a_volunteer_checks_their_own_line(ceremony: tuple[Path, Path, str], files: list[object]) -> None:
    """The letter's line hashes to a line of the published list with sha256 alone; another answer does not."""
    folder, private, _ = ceremony
    asked = ["proof", "--folder", folder, *files, "--private", private, "--person"]
    letter = json.loads(run(*asked, "p3").stdout)
    lines = json.loads((folder / "commitments.json").read_bytes())["lines"]
    own = json.dumps(letter["line"], ensure_ascii=False, separators=(",", ":")).encode()
    assert digest(own) == lines[letter["number"] - 1] == letter["commitment"]
    assert digest(own.replace(b"old", b"young")) not in lines
    assert "p4" not in json.dumps(letter)
    assert run("proof", "--folder", folder, *files, "--private", private, "--person", "x").exit_code == 2


@pytest.fixture
def replaced(ceremony: tuple[Path, Path, str], files: list[object]) -> tuple[Path, Path, str]:
    """The same, and a member replaced: announced with Bob's commitment, then drawn; the digest to note."""
    folder, private, _ = ceremony
    by_number = {one["number"]: one["id"] for one in json.loads(private.read_bytes())["volunteers"]}
    # The panel differs from run to run, as the salts do; nobody may be able to replace some (exit code 1).
    panel = json.loads((folder / "draw.json").read_bytes())["panel"]
    codes, done = [], None
    while panel and 0 not in codes:
        done = run("replace", *files, "--size", 6, "--panel", folder / "draw.json", "--private", private,
                   "--gone", by_number[panel.pop()], "--contribution",
                   f"Bob={commitment_of('Bob', 'snow')}")  # fmt: skip
        codes.append(done.exit_code)
    assert done is not None
    assert codes[-1] == 0
    assert set(codes) <= {0, 1}
    assert run("reveal", "--folder", folder, "--reveal", "Bob=snow").exit_code == 0
    return folder, private, done.stdout.split()[-1]


def test_replacements_of_a_public_draw_are_verified(
    replaced: tuple[Path, Path, str], files: list[object]
) -> None:
    """The step is written in public numbers, verified, and doubted when another number is drawn."""
    folder, private, noted = replaced
    assert doubts(folder, "--expected", noted, *files, "--private", private) == set()
    altered(folder / "draw.json", lambda draw: draw["steps"][0].update(number=1 - draw["steps"][0]["number"]))
    assert "step_wrong" in doubts(folder)


def test_the_seed_of_a_replacement_chosen_after_the_fact_is_found(replaced: tuple[Path, Path, str]) -> None:
    """Another secret, a contributor too many, no announcement, one made later or anew, other completions."""
    folder, _, noted = replaced
    honest = {path.name: path.read_bytes() for path in folder.iterdir()}

    def of_step(change: Callable[[dict[str, Any]], object]) -> None:
        altered(folder / "draw.json", lambda draw: change(draw["steps"][0]))

    announcement = folder / "replacement-1-announcement.json"
    for change, code in (
        (lambda: of_step(lambda step: step["contributions"].update(Bob="rain")), "contribution_wrong"),
        (lambda: of_step(lambda step: step["contributions"].update(Eve="x")), "contribution_unannounced"),
        (lambda: of_step(lambda step: step.update(at=EARLY)), "drawn_before"),
        (lambda: of_step(lambda step: step["gone"].clear()), "step_wrong"),
        (announcement.unlink, "step_seed_not_fixed"),
        (
            lambda: altered(announcement, lambda one: one.update(at=EARLY)),
            "drawn_before",
        ),
        (lambda: altered(announcement, lambda one: one["contributions"].clear()), "announcement_changed"),
        (lambda: (folder / "replacement-1.json").write_bytes(b"[[1]]\n"), "file_changed"),
    ):
        change()
        assert code in doubts(folder, "--expected", noted), code
        for name, content in honest.items():
            (folder / name).write_bytes(content)
    assert doubts(folder, "--expected", noted) == set()


def test_a_draw_is_made_once_and_from_the_announced_seed_only(
    ceremony: tuple[Path, Path, str], files: list[object]
) -> None:
    """A second draw, a wrong secret and a seed out of the blue are refused, and change no file."""
    folder, private, _ = ceremony
    honest = (folder / "draw.json").read_bytes()
    assert run("reveal", "--folder", folder, "--reveal", "Alice=rain", "--public", "1").exit_code == 2
    blue = run("replace", *files, "--size", 6, "--panel", folder / "draw.json", "--private", private,
               "--gone", "p1", "--seed", "T")  # fmt: skip
    assert blue.exit_code == 2
    assert (folder / "draw.json").read_bytes() == honest
    (folder / "draw.json").unlink()
    assert run("reveal", "--folder", folder, "--reveal", "Alice=sun", "--public", "1").exit_code == 2
    assert not (folder / "draw.json").exists()


def test_every_command_is_explained_in_both_languages() -> None:
    """The first page in French has no sentence of the English one, and each option has its help."""
    pages = {}
    for language in ("fr", "en"):
        pages[language] = subprocess.run(
            [sys.executable, "-m", "recolement", "panel", "--help"],
            env={**os.environ, "RECOLEMENT_LANG": language}, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
    common = set(map(str.strip, pages["fr"].splitlines())) & set(map(str.strip, pages["en"].splitlines()))
    assert common <= {"", "Options"}
    for command in app.registered_commands:
        assert command.name is not None
        helped = run(command.name, "--help").stdout
        assert command.help is not None
        assert command.help[:40] in " ".join(helped.split())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_report_is_a_page_and_a_pdf(
    tmp_path: Path, ceremony: tuple[Path, Path, str], files: list[object], language: str
) -> None:
    """Both tell the number, the digest and the command; no name or script of a volunteer is in them."""
    folder, private, announced = ceremony
    for ending in ("html", "pdf"):
        done = run("report", "--folder", folder, *files, "--private", private, "--out",
                   tmp_path / f"report.{ending}", "--lang", language)  # fmt: skip
        assert done.exit_code == 0, done.output
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert f"recolement panel verify . --expected {announced}" in page
    assert f'lang="{language}"' in page
    assert "<svg" in page
    assert "script" not in page
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")


def test_the_private_files_are_sealed_and_purged(tmp_path: Path, ceremony: tuple[Path, Path, str]) -> None:
    """Sealed, opened again byte for byte, then destroyed with a certificate."""
    _, private, _ = ceremony
    vault, key, out = tmp_path / "vault", tmp_path / "key", tmp_path / "out"
    out.mkdir()
    assert run("seal", vault, private, "--key", key).exit_code == 0
    assert run("open", vault, "--key", key, "--into", out).exit_code == 0
    assert (out / "private.json").read_bytes() == private.read_bytes()
    sealed = digest(vault.read_bytes())
    done = run("purge", vault, "--key", key, "--by", "Alice", "--certificate", tmp_path / "purge.json")
    assert done.exit_code == 0, done.output
    assert json.loads((tmp_path / "purge.json").read_bytes())["sealed"] == sealed
    assert not vault.exists()
    assert not key.exists()
