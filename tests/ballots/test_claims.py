"""What the claims and the missing sheets of real ballots could do, through their folders."""

from __future__ import annotations

from datetime import date

import pytest

from ballots.reading import folder, possible, result, with_acts, with_rolls
from recolement.canvass import Status, canvass
from recolement.model.acts import Proclaimed, Ruled, Target
from recolement.model.ids import ContestId

SECRETARY = Target(contest=ContestId("secretary"), round=2)
DAY = date(2008, 11, 25)

# Reims 2008: slack 42. Ruling by ruling, the slack after: Talange swapped 42 − 24, Lille-Fives 42 − 30,
# New Caledonia added 42 − 10, Gironde 42 + 11 + 41.
REIMS = {
    "talange": ("correct", 18),
    "lille-fives": ("correct", 12),
    "988": ("add", 32),
    "gironde": ("correct", 94),
}


@pytest.mark.parametrize("matter", REIMS)
def test_each_claim_of_reims_and_what_granting_it_does_to_42(matter: str) -> None:
    """Upheld, the slack stays 42; granted, it is what hand arithmetic says; Aubry is first in both."""
    ruling, after = REIMS[matter]
    rulings = possible(canvass(folder("reims-2008")), "secretary", 2, matter)
    assert set(rulings) == {"uphold", ruling}
    for name, slack in (("uphold", 42), (ruling, after)):
        (change,) = rulings[name].slacks
        assert (change.before, change.after) == (42, slack)
        assert rulings[name].changes is False
        outcome = rulings[name].outcome
        assert outcome is not None
        assert outcome.options == ("aubry",)


@pytest.mark.parametrize(
    ("granted", "slack", "elected"),
    [
        (("talange",), 18, "aubry"),
        (("lille-fives",), 12, "aubry"),
        (("talange", "lille-fives"), 12, "royal"),  # 42 − 54: Royal leads by 12
        (("talange", "lille-fives", "gironde"), 40, "aubry"),  # 42 − 54 + 52
        (("gironde",), 94, "aubry"),
    ],
)
def test_granting_claims_of_reims_one_after_the_other(
    granted: tuple[str, ...], slack: int, elected: str
) -> None:
    """Rulings that grant claims give the result that their effects announced."""
    rulings = [Ruled(number=0, at=DAY, of=claim, effect="correct") for claim in granted]
    found = result(with_acts("reims-2008", *rulings), "secretary", 2)
    assert found.outcome is not None
    assert found.totals is not None
    assert found.outcome.options == (elected,)
    assert found.outcome.branches[0].assertions[0].slack(found.totals) == slack


def test_no_two_other_claims_of_reims_invert_it() -> None:
    """Lille-Fives with New Caledonia take 40, Talange with it 34: only Talange with Lille-Fives reach 42."""
    found = result(canvass(folder("reims-2008")), "secretary", 2).verdict
    assert found is not None
    assert set(found.decisive) == {"talange", "lille-fives"}
    losses = {one.matter.id: one.worst_case or 0 for one in found.open}
    pairs = [(a, b) for a in losses for b in losses if a < b and losses[a] + losses[b] >= 42]
    assert pairs == [("lille-fives", "talange")]


def test_after_the_national_council_the_claims_of_reims_no_longer_invert_it() -> None:
    """102 − 24 − 30 − 10 = 38: settled, whatever becomes of the claims."""
    found = result(canvass(folder("reims-2008-conseil-national")), "secretary", 2).verdict
    assert found is not None
    assert sum(one.worst_case or 0 for one in found.open) == 64
    assert found.settled is True
    assert found.decisive == ()


@pytest.mark.parametrize(
    ("rolls", "settled"),
    [
        ({"vernouillet": 5, "triel": 0}, True),
        ({"vernouillet": 6, "triel": 0}, False),
        ({"vernouillet": 0, "triel": 6}, False),
        ({"vernouillet": 3, "triel": 2}, True),
        ({"vernouillet": 3, "triel": 3}, False),
    ],
)
def test_from_how_many_registered_on_two_sections_change_conflans(
    rolls: dict[str, int], settled: bool
) -> None:
    """45 − 39 = 6: with six registered in both sections together a tie is possible, with five it is not."""
    found = result(with_rolls("conflans-2016", **rolls), "candidate", 1).verdict
    assert found is not None
    assert found.settled is settled


def test_conflans_2016_is_frozen_referred_and_cannot_be_proclaimed() -> None:
    """Two freezes and a referral; a proclamation is refused, and lifting one freeze is not enough."""
    proclamation = Proclaimed(number=0, at=DAY)
    lift = Ruled(number=0, at=DAY, of="gel-federal", effect="lift")
    night = with_acts("conflans-2016", proclamation, lift, proclamation)
    state = night.proceedings
    assert [refused.facts["freeze"] for refused in state.refused] == ["gel-federal", "gel-national"]
    assert [(act.of, act.to) for act in state.referrals] == [("gel-federal", "Instances nationales")]
    assert result(night, "candidate", 1).status is Status.FROZEN


def test_conflans_2016_is_not_proclaimable_even_when_no_freeze_holds() -> None:
    """Both freezes lifted, Vernouillet and Triel have still given nothing."""
    lifts = [Ruled(number=0, at=DAY, of=name, effect="lift") for name in ("gel-federal", "gel-national")]
    night = with_acts("conflans-2016", *lifts, Proclaimed(number=0, at=DAY))
    (refused,) = night.proceedings.refused
    assert refused.code == "units_missing"
    assert refused.facts["units"] == "vernouillet, triel"


@pytest.mark.parametrize(("roll", "settled"), [(97, True), (98, False)])
def test_from_98_registered_on_one_forgotten_federation_changes_the_ump(roll: int, settled: bool) -> None:
    """87,388 − 87,290 = 98, the other two federations having nobody."""
    rolls = {"988": roll, "986": 0, "976": 0}
    found = result(with_rolls("ump-2012", **rolls), "president", 1).verdict
    assert found is not None
    assert found.settled is settled


def test_the_three_forgotten_federations_are_named_in_the_coverage_of_the_ump() -> None:
    """Five units expected, two received; the proclamation of 19 November is refused, naming the three."""
    night = canvass(folder("ump-2012"))
    coverage = result(night, "president", 1).coverage
    assert (coverage.expected, coverage.received) == (5, 2)
    assert set(coverage.missing) == {"988", "986", "976"}
    (refused,) = night.proceedings.refused
    assert (refused.code, refused.facts["missing"]) == ("units_missing", 3)


def test_the_appeals_commission_corrects_a_proclamation_of_the_ump() -> None:
    """Version 1 says 98, version 2 says 952; New Caledonia's 1,178 papers are null and no longer votes."""
    night = canvass(folder("ump-2012-recours"))
    assert night.proceedings.refused == []
    assert [act.version for act in night.proceedings.proclamations] == [1, 2]
    before = folder("ump-2012-recours")
    first = canvass(type(before)(before.ballot, before.tree, before.sheets, acts=before.acts[:2]))
    proclaimed = result(first, "president", 1)
    assert proclaimed.status is Status.PROCLAIMED
    assert proclaimed.figures.votes == {"cope": 87388, "fillon": 87290}
    corrected = result(night, "president", 1)
    assert corrected.status is Status.CORRECTED
    assert corrected.totals is not None
    assert corrected.totals[3] == 20 + 1178  # null: the line abroad and overseas, and New Caledonia


def test_the_runoff_of_conflans_2017_turned_round() -> None:
    """Hamon second by 7 (404 to 411), then first by 231 (842 to 611), with 308 more voters."""
    night = canvass(folder("conflans-2017"))
    one, two = result(night, "primary", 1), result(night, "primary", 2)
    assert one.totals is not None
    assert (one.totals[0] - one.totals[1], two.figures.votes["hamon"]) == (7, 842)
    assert (two.figures.voters or 0) - (one.figures.voters or 0) == 308
    # the published shares of round 1 are those of the counts derived from them: no P4
    assert not [finding for finding in night.findings if finding.code == "P4"]
