"""The verifier in the browser and the ledgers that both programs read: frozen ones, and every worked ballot."""

from __future__ import annotations

import json
import random
import re
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import msgspec
import pytest

from browser.verifier.conftest import MODULES
from browser.verifier.serving import codes, served, verified
from cli.terminal import BALLOTS, recolement
from recolement.ledger.events import NAMES
from recolement.ledger.fold.rulebook import rulebook_written
from recolement.model.ballots import Member, Option
from recolement.model.ids import OptionId
from recolement.model.results import OutcomeKind
from recolement.model.rulebook import Base, Rule, Rulebook, Runoff
from recolement.rules import Poll, decide
from recolement.words.verifier import sentences

LEDGERS = Path(__file__).parents[2] / "ledgers"
SHARES = (Fraction(1, 2), Fraction(1, 8), Fraction(2, 3))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # By hand, as in tests/ledger/test_frozen.py: S1 46 and 34, S2 30 and 20; S3 30 and 40.
        ("v1", {("c", 1, "F1"): {"A": 76, "B": 54}, ("c", 1, "F2"): {"A": 30, "B": 40}, ("d", 1, "zone:z"): {"X": 70, "Y": 25}}),
        ("v1-runoff", {("contest", 1, "FR"): {"A": 400, "B": 300, "C": 200}, ("contest", 2, "FR"): {"A": 420, "C": 500}}),
        ("v1-round", {("contest", 1, "FR"): {"A": 380, "B": 290, "C": 280}, ("contest", 2, "FR"): {"A": 420, "C": 500}}),
        ("v1-places", {("seat", 1, "S"): {"A": 150, "B": 30, "D": 20}, ("seat", 2, "N"): {"A": 190, "C": 185}, ("seat", 2, "W"): {"B": 100, "C": 120}, ("mayor", 2, "N"): {"A": 80, "C": 100}}),
        ("v1-calls", {("contest", 1, "FR"): {"A": 40, "B": 50}}),
        ("v1-turnout", {("contest", 1, "FR"): {"A": 40, "B": 50}}),
    ],
)  # fmt: skip
def test_the_frozen_ledgers(page: Any, tmp_path: Path, name: str, expected: dict[Any, Any]) -> None:
    """One of every event: lines, tiles, both keys, cosignature, texts; the figures worked out by hand."""
    assert recolement("publish", LEDGERS / name, tmp_path / "out").code == 0
    with served(tmp_path / "out") as address:
        found = verified(page, address)
    # The private keys are not in the repository: the list of files is all that is not signed.
    assert codes(found) == {"manifest_unsigned"}
    votes = {tuple(one["question"]): one["votes"] for one in found["results"]}
    assert {question: votes[question] for question in expected} == expected
    outcomes = {tuple(one["question"]): one["outcome"] for one in found["results"]}
    if name == "v1":
        assert outcomes[("c", 1, "F1")] == {"kind": "elected", "options": ["A"]}
        # D'Hondt by hand, three seats: 70, 35 and 25 are the highest of 70, 35, 23.3 and 25, 12.5.
        assert outcomes[("d", 1, "zone:z")] == {
            "kind": "seats",
            "options": ["X", "Y"],
            "seats": {"X": 2, "Y": 1},
        }
    if name == "v1-runoff":
        assert outcomes[("contest", 1, "FR")] == {"kind": "runoff", "options": ["A", "B"]}
        assert outcomes[("contest", 2, "FR")] == {"kind": "elected", "options": ["C"]}
    if name == "v1-places":  # the south elected A in the first round: it is no question of the second
        assert ("seat", 2, "S") not in outcomes
        assert ("mayor", 2, "S") not in outcomes
        assert outcomes[("seat", 1, "S")] == {"kind": "elected", "options": ["A"]}
        assert outcomes[("seat", 2, "W")] == {"kind": "elected", "options": ["C"]}
    if name == "v1-round":  # B's withdrawal, which names no round, was recorded before there were two
        assert outcomes[("contest", 1, "FR")] == {"kind": "runoff", "options": ["A", "C"]}
        assert outcomes[("contest", 2, "FR")] == {"kind": "elected", "options": ["C"]}


QUICK = ("conflans-2017", "reims-2008", "reims-2008-motions", "ump-2012-avec-les-trois")
"""The ballots of every run; the others take their time in the long tests."""


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if name in QUICK else pytest.mark.long)
        for name in sorted(path.name for path in BALLOTS.iterdir())
    ],
)
def test_every_worked_ballot(page: Any, tmp_path: Path, name: str) -> None:
    """Every file, figure, page and majority outcome of each worked ballot is what the browser computes."""
    made = recolement(
        "ledger", "init", tmp_path / "l", "--from", BALLOTS / name, "--origin", "test.example/b"
    )
    assert made.code == 0
    assert recolement("publish", tmp_path / "l", tmp_path / "out").code == 0
    with served(tmp_path / "out") as address:
        found = verified(page, address)
    assert found["wrongs"] == []
    assert found["unseen"] == []
    votes = {tuple(one["question"][:2]): one["votes"] for one in found["results"]}
    if name == "reims-2008":  # as proclaimed on 25 November 2008
        assert votes[("secretary", 2)] == {"aubry": 67413, "royal": 67371}
    if name == "ump-2012-avec-les-trois":  # Le Monde, 21 November 2012
        assert votes[("president", 1)] == {"cope": 87978, "fillon": 88004}


def polls(count: int) -> list[tuple[Poll, dict[str, Any]]]:
    """Random polls of every majority rule, with what the browser is given for each: the same, written down."""
    chance = random.Random(4)
    made = []
    for _ in range(count):
        ids = [f"o{number}" for number in range(chance.randint(1, 5))]
        totals = [chance.choice((0, 1, 2, 3, 10, 50, 51, 100)) for _ in range(len(ids) + 3)]
        born = [chance.choice((None, 1950, 1960)) for _ in ids]
        draws = [chance.sample(ids, len(ids)) for _ in range(chance.randint(0, 2))]
        withdrawn = {one for one in ids if chance.random() < 0.15}
        base = chance.choice(list(Base))
        rulebook = Rulebook(
            rule=chance.choice(
                [Rule.PLURALITY, Rule.ABSOLUTE_MAJORITY, Rule.MAJORITY_TWO_ROUND, Rule.YES_NO]
            ),
            base=base,
            majority=chance.choice(SHARES),
            majority_reached=chance.random() < 0.5,
            elected_share_of_registered=chance.choice((None, SHARES[1])),
            quorum=chance.choice((None, *SHARES)),
            quorum_base=base,
            blank=chance.choice(("separate", "valid")),
            seats=chance.randint(1, 2),
            ties=chance.choice((("lot",), ("age", "lot"))),
            runoff=chance.choice((Runoff(), Runoff("threshold", SHARES[1], Base.REGISTERED))),
        )
        number = chance.choice((1, 1, 2))
        options = tuple(
            Option(OptionId(one), one, born=None if year is None else date(year, 1, 1))
            for one, year in zip(ids, born, strict=True)
        )
        poll = Poll(
            options, tuple(totals), int(str(rulebook.seats)), rulebook, number, False,
            tuple(tuple(map(OptionId, order)) for order in draws), frozenset(map(OptionId, withdrawn)),
        )  # fmt: skip
        written = {
            "options": [
                {"id": one, **({} if year is None else {"born": f"{year}-01-01"})}
                for one, year in zip(ids, born, strict=True)
            ],
            "totals": totals, "seats": rulebook.seats, "second": number > 1, "draws": draws, "withdrawn": sorted(withdrawn),
            "rulebook": json.loads(msgspec.json.encode(rulebook_written(rulebook))),
        }  # fmt: skip
        made.append((poll, written))
    return made


def test_two_programs_agree_on_majority_outcomes(page: Any) -> None:
    """A thousand small polls, full of ties, quorums and draws: both programs say the same of each."""
    made = polls(1000)
    found = page.evaluate(
        """async (polls) => {
          const { outcomeOf } = await import("/verifier/majority.js");
          return polls.map((poll) => outcomeOf({ ...poll, totals: poll.totals.map(BigInt), withdrawn: new Set(poll.withdrawn) }));
        }""",
        [written for _, written in made],
    )
    kinds = set()
    for (poll, _), said in zip(made, found, strict=True):
        outcome = decide(poll)
        kinds.add(outcome.kind.value)
        if outcome.kind is OutcomeKind.NO_VOTES:
            assert said is None
        else:
            assert said is not None
            assert (said["kind"], said["options"]) == (outcome.kind.value, list(outcome.options)), poll
    assert kinds >= {"elected", "runoff", "adopted", "rejected", "no_majority", "lots_needed", "no_votes"}


def lists(count: int) -> list[tuple[Poll, dict[str, Any]]]:
    """Random sharings of seats: few votes, so that averages and remainders are often equal; names may run out."""
    chance = random.Random(5)
    made = []
    for _ in range(count):
        ids = [f"o{number}" for number in range(chance.randint(1, 5))]
        totals = [chance.choice((0, 1, 2, 3, 6, 12, 50, 100)) for _ in range(len(ids) + 3)]
        born = [chance.choice((None, 1950, 1960)) for _ in ids]
        members = [
            [chance.choice((None, 1940, 1970)) for _ in range(chance.randint(1, 4))]
            if chance.random() < 0.3
            else []
            for _ in ids
        ]
        draws = [chance.sample(ids, len(ids)) for _ in range(chance.randint(0, 2))]
        rulebook = Rulebook(
            rule=chance.choice([Rule.HIGHEST_AVERAGES, Rule.LARGEST_REMAINDER]),
            threshold=chance.choice((None, Fraction(0), SHARES[1], Fraction(3, 5))),
            threshold_base=chance.choice(list(Base)),
            blank=chance.choice(("separate", "valid")),
            divisor=chance.choice(("dhondt", "sainte_lague", "modified_sainte_lague", "imperiali")),
            quota=chance.choice(("hare", "hagenbach_bischoff", "droop", "imperiali")),
            seats=chance.randint(1, 9),
            ties=chance.choice((("lot",), ("age", "lot"), ("votes", "age", "lot"), ("seniority", "lot"))),
        )
        options = tuple(
            Option(
                OptionId(one), one, born=None if year is None else date(year, 1, 1),
                members=tuple(Member("M", None if day is None else date(day, 1, 1)) for day in days),
            )
            for one, year, days in zip(ids, born, members, strict=True)
        )  # fmt: skip
        poll = Poll(
            options, tuple(totals), int(str(rulebook.seats)), rulebook, 1, False,
            tuple(tuple(map(OptionId, order)) for order in draws), frozenset(),
        )  # fmt: skip
        written = {
            "options": [
                {
                    "id": one, **({} if year is None else {"born": f"{year}-01-01"}),
                    "members": [{"name": "M", **({} if day is None else {"born": f"{day}-01-01"})} for day in days],
                }
                for one, year, days in zip(ids, born, members, strict=True)
            ],
            "totals": totals, "seats": rulebook.seats, "second": False, "draws": draws, "withdrawn": [],
            "rulebook": json.loads(msgspec.json.encode(rulebook_written(rulebook))),
        }  # fmt: skip
        made.append((poll, written))
    return made


def test_two_programs_agree_on_seats(page: Any) -> None:
    """Two thousand sharings by every divisor and quota, with thresholds, ties and lists too short: the same seats."""
    made = lists(2000)
    found = page.evaluate(
        """async (polls) => {
          const { seatsOf } = await import("/verifier/seats.js");
          return polls.map((poll) => seatsOf({ ...poll, totals: poll.totals.map(BigInt), withdrawn: new Set() }));
        }""",
        [written for _, written in made],
    )
    kinds = set()
    for (poll, _), said in zip(made, found, strict=True):
        outcome = decide(poll)
        kinds.add(outcome.kind.value)
        if outcome.kind is OutcomeKind.NO_VOTES:
            assert said is None
            continue
        assert said is not None
        assert (said["kind"], said["options"]) == (outcome.kind.value, list(outcome.options)), poll
        if outcome.kind is OutcomeKind.SEATS:
            assert said["seats"] == dict(outcome.seats or {}), poll
    assert kinds == {"seats", "no_majority", "lots_needed", "no_votes"}


def test_the_browser_knows_every_event() -> None:
    """The table of events in the verifier names exactly those of the format."""
    source = (MODULES / "verifier/events.js").read_text("utf-8")
    assert set(re.findall(r'^  "([a-z-]+/[0-9]+)":', source, re.MULTILINE)) == set(NAMES)


def test_every_code_has_its_sentence() -> None:
    """Whatever the modules may say is wrong, worth knowing or not looked at has a sentence on the page."""
    sources = "".join(file.read_text("utf-8") for file in sorted((MODULES / "verifier").glob("*.js")))
    said = set(re.findall(r'(?:wrong|notice|not|say|Broken|known)\(\s*"([a-z_]+)"', sources))
    said |= set(re.findall(r'\? "([a-z_]+)" : "([a-z_]+)", where', sources)[0])
    said |= set(re.findall(r'ledger, report, "([a-z_]+)"', sources))
    assert {"file_altered", "older_than_witness", "signatures_not_checked", "kept"} <= said
    for language in ("fr", "en"):
        assert said - set(sentences(language)) == set()
