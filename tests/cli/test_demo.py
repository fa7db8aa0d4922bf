"""``recolement demo``: the documented facts of each worked ballot are on the screen."""

from __future__ import annotations

import pytest

from cli.terminal import BALLOTS, recolement
from recolement.words.demo import INTRODUCTIONS

FACTS = {
    "conflans-2016": ["45", "39", "Frozen", "vernouillet"],
    "conflans-2017": ["842", "611", "411", "404"],
    "primaire-2017": ["P2", "1,249,126", "1,601,138", "36.35%", "596,647"],
    "reims-2008": ["67,413", "67,371", "lead 42 votes", "lille-fives, talange", "P3"],
    "reims-2008-conseil-national": ["67,451", "67,349", "lead 102 votes"],
    "reims-2008-motions": ["6,908", "6,907", "P3"],
    "ump-2012": ["87,388", "87,290", "lead 98 votes", "Mayotte", "D1"],
    "ump-2012-avec-les-trois": ["87,978", "88,004", "lead 26 votes", "Elected: François Fillon."],
    "ump-2012-recours": ["86,911", "85,959", "lead 952 votes"],
}
"""From CASES.md, as the English screen writes them."""


def test_every_worked_ballot_is_introduced() -> None:
    """The introductions are those of the folders in ballots/, in both languages."""
    assert set(INTRODUCTIONS) == {path.name for path in BALLOTS.iterdir() if path.is_dir()} == set(FACTS)


@pytest.mark.parametrize("name", FACTS)
def test_its_facts_are_shown(name: str) -> None:
    """The published figures, the verdict and the findings of the case, within 80 columns."""
    done = recolement("demo", name, "--lang", "en")
    said = " ".join(done.out.split())
    assert done.code == 0
    assert max(map(len, done.out.splitlines()[:-3])) <= 80
    for fact in FACTS[name]:
        assert fact in said, fact


def test_the_walk_ends_with_what_to_try_next() -> None:
    """All the ballots in turn, then a line that says how to begin one's own."""
    done = recolement("demo", "--lang", "fr")
    assert done.code == 0
    assert "recolement new mon-vote" in done.out
    assert done.out.count("━━━━━━━━━━") >= len(FACTS)
