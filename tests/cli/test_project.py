"""The command `recolement project`: estimates with intervals, a call or why there is none, and what it
supposes."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.terminal import recolement
from recolement.cli.project import app

NAMES = ("Anne <script>alert(1)</script>", "=cmd|' /C calc'!A0", "\u202eDan 😀" + "x" * 10_000)


@pytest.fixture
def ballot(tmp_path: Path) -> Path:
    """Three federations of six sections of 200; one in three is still to come. Hostile names throughout."""
    options = "".join(
        f'[[contest.option]]\nid = "{key}"\nname = {json.dumps(name, ensure_ascii=False)}\n'
        'kind = "candidate"\n'
        for key, name in zip("abd", NAMES, strict=True)
    )
    (tmp_path / "ballot.toml").write_text(
        'title = "T"\nlevels = ["nation", "federation", "section"]\n[rulebook]\nrule = "majority_two_round"\n'
        f'source = "s"\n[[contest]]\nid = "c"\nname = "C"\nscope = "FR"\n{options}',
        encoding="utf-8",
    )
    units, sheets, base = ["unit,parent,level,name,registered", "FR,,nation,,"], [], []
    for federation in range(3):
        units.append(f"F{federation},FR,federation,,")
        for section in range(6):
            unit = f"F{federation}-{section}"
            units.append(f"{unit},F{federation},section,,200")
            base.append(f"{unit},{60 + section},40,{100 - section}")
            if section % 3:
                sheets.append(f"{unit},200,122,1,1,{60 + section},40,{20 - section}")
    (tmp_path / "units.csv").write_text("\n".join(units) + "\n", encoding="utf-8")
    (tmp_path / "sheets.csv").write_text(
        "\n".join(["unit,registered,in_box,blank,null,a,b,d", *sheets]) + "\n", encoding="utf-8"
    )
    (tmp_path / "base.csv").write_text(
        "\n".join([f'unit,"{NAMES[0]}","{NAMES[1]}",abstention', *base]) + "\n", encoding="utf-8"
    )
    return tmp_path


def run(*arguments: object) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    done = CliRunner().invoke(app, [*map(str, arguments), "--lang", "en"])
    return done.exit_code, done.stdout, done.stderr


def test_it_says_what_it_supposes_and_is_no_result(ballot: Path) -> None:
    """Every projection says that it is no result, how much is counted (12 of 18 sections), and from which
    probability on it would call: with as few places as here it is too early."""
    code, out, error = run(ballot, "--baseline", ballot / "base.csv")
    assert code == 0, error
    assert "A projection, not a result" in error
    assert "12 of 18 units counted, 2,400 of 3,600 registered" in error
    assert "threshold of the rulebook 99.5%" in out


def test_where_the_result_stands_is_said_in_the_verdicts_own_words(ballot: Path) -> None:
    """Six sections of 200 are open: the sentence beside the projection is that of ``recolement tally``."""
    out = run(ballot, "--baseline", ballot / "base.csv")[1]
    told = recolement("tally", ballot, "--lang", "en").out
    (verdict,) = (line.strip() for line in told.splitlines() if "6 units, 1,200 registered open" in line)
    assert f"The result itself: unofficial, partial. {verdict}" in out


def test_hostile_names_pass_as_they_are(ballot: Path) -> None:
    """Names are data: no control character reaches the terminal, and the JSON gives ids."""
    code, out, _ = run(ballot)
    assert code == 0
    assert "\u202e" not in out
    assert max(map(len, out.splitlines())) < 400
    told = json.loads(run(ballot, "--json")[1])
    assert told["is_a_result"] is False
    assert {row["cell"] for row in told["contests"][0]["estimates"]} == {
        "a", "b", "d", "blank", "null", "abstention"
    }  # fmt: skip


def test_json_has_outcomes_whose_probabilities_add_up(ballot: Path) -> None:
    """The most probable first, each with the probability of its assertions; a call only above 0.995."""
    told = json.loads(run(ballot, "--baseline", ballot / "base.csv", "--json")[1])["contests"][0]
    chances = [one["probability"] for one in told["outcomes"]]
    assert chances == sorted(chances, reverse=True)
    assert sum(chances) == pytest.approx(1.0)
    assert told["threshold"] == 0.995
    assert told["called"] == (chances[0] > 0.995)


def test_no_call_at_a_threshold_that_draws_cannot_reach(ballot: Path) -> None:
    """The rulebook's threshold decides: 4,000 draws cannot show 99.99 %, so that it is too early."""
    path = ballot / "ballot.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("[rulebook]\n", '[rulebook]\ncall_probability = "99.99 %"\n'), encoding="utf-8"
    )
    _, out, _ = run(ballot, "--baseline", ballot / "base.csv")
    assert "Too early to say" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--baseline", "nowhere.csv"], "no such file"), (["--level", "3"], "lies between 0 and 1")],
)
def test_errors_teach(ballot: Path, arguments: list[str], said: str) -> None:
    """A file that is not there, a level that cannot be: a sentence and exit code 2, nothing on stdout."""
    code, out, error = run(ballot, *arguments)
    assert (code, out) == (2, "")
    assert said in error


def test_too_little_counted_is_said(ballot: Path) -> None:
    """With one section counted there is no projection, and the sentence says how many are needed."""
    path = ballot / "sheets.csv"
    path.write_text("\n".join(path.read_text(encoding="utf-8").splitlines()[:2]) + "\n", encoding="utf-8")
    code, out, error = run(ballot)
    assert (code, out) == (2, "")
    assert "3 are needed" in error


def test_the_picture_of_the_night(ballot: Path, tmp_path: Path) -> None:
    """``--picture`` writes one drawing of the one contest asked."""
    picture = tmp_path / "night.svg"
    code, _, error = run(ballot, "--baseline", ballot / "base.csv", "--picture", picture)
    assert code == 0, error
    assert picture.read_text("utf-8").startswith("<svg")
    assert "<script>" not in picture.read_text("utf-8")


def test_a_picture_shows_one_contest(ballot: Path, tmp_path: Path) -> None:
    """With two contests in the round, the command says to choose; nothing is written."""
    toml = ballot / "ballot.toml"
    contest = toml.read_text("utf-8").partition("[[contest]]")[2]
    second = contest.replace('id = "c"', 'id = "e"').replace('id = "a"', 'id = "f"')
    second = second.replace('id = "b"', 'id = "g"').replace('id = "d"', 'id = "h"')
    toml.write_text(toml.read_text("utf-8") + "\n[[contest]]" + second, encoding="utf-8")
    sheets = ballot / "sheets.csv"
    lines = sheets.read_text("utf-8").splitlines()
    both = [f"contest,{lines[0]},f,g,h", *(f"c,{line},,," for line in lines[1:])]
    both += [f"e,{','.join(line.split(',')[:5])},,,,{','.join(line.split(',')[5:])}" for line in lines[1:]]
    sheets.write_text("\n".join(both) + "\n", encoding="utf-8")
    picture = tmp_path / "night.svg"
    code, _, error = run(ballot, "--picture", picture)
    assert code == 2
    assert "choose with --contest" in error
    assert not picture.exists()
    assert run(ballot, "--picture", picture, "--contest", "e")[0] == 0
