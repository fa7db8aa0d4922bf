"""Allocations of real elections, as they were published: the rule gives the seats that were given."""

from __future__ import annotations

from fractions import Fraction

import pytest

from recolement.model.results import OutcomeKind
from recolement.model.rulebook import Rule
from rules.polls import count, seats

AUSTRIA = {
    # Nationalrat, 183 seats, D'Hondt, 4 %: official votes and seats as collected in nr_wahlen.txt of
    # github.com/martinlackner/apportionment (from the Austrian ministry of the interior, bmi.gv.at); those of
    # 2019 and 2017 read again at bundeswahlen.gv.at/2019.
    2019: (
        {"ÖVP": 1789417, "SPÖ": 1011868, "FPÖ": 772666, "NEOS": 387124, "JETZT": 89169, "GRÜNE": 664055}
        | {"KPÖ": 32736, "WANDL": 22168, "BZÖ": 760, "BIER": 4946, "CPÖ": 260, "GILT": 1767, "SLP": 310},
        {"ÖVP": 71, "SPÖ": 40, "FPÖ": 31, "NEOS": 15, "GRÜNE": 26},
    ),
    2017: (
        {"SPÖ": 1361746, "ÖVP": 1595526, "FPÖ": 1316442, "GRÜNE": 192638, "NEOS": 268518, "PILZ": 223543}
        | {"GILT": 48234, "FLÖ": 8889, "KPÖ": 39689, "WEIßE": 9167, "SLP": 713, "EUAUS": 693, "M": 221}
        | {"CPÖ": 425, "NBZ": 2724, "ODP": 761},
        {"SPÖ": 52, "ÖVP": 62, "FPÖ": 51, "NEOS": 10, "PILZ": 8},
    ),
    2013: (
        {"SPÖ": 1258605, "ÖVP": 1125876, "FPÖ": 962313, "BZÖ": 165746, "GRÜNE": 582657, "FRANK": 268679}
        | {"NEOS": 232946, "KPÖ": 48175, "PIRAT": 36265, "CPÖ": 6647, "WANDL": 3051, "M": 490}
        | {"EUAUS": 510, "SLP": 947},
        {"SPÖ": 52, "ÖVP": 47, "FPÖ": 40, "GRÜNE": 24, "FRANK": 11, "NEOS": 9},
    ),
    1999: (
        {"SPÖ": 1532448, "ÖVP": 1243672, "FPÖ": 1244087, "LIF": 168612, "GRÜNE": 342260, "KPÖ": 22016}
        | {"DU": 46943, "NEIN": 19286, "CWG": 3030},
        {"SPÖ": 65, "ÖVP": 52, "FPÖ": 52, "GRÜNE": 14},
    ),
}


@pytest.mark.parametrize("year", AUSTRIA)
def test_the_austrian_national_council_is_seated_by_dhondt_above_four_per_cent(year: int) -> None:
    """Four elections of the Nationalrat, all lists included, the 4 % threshold doing its work."""
    votes, expected = AUSTRIA[year]
    outcome = count(Rule.HIGHEST_AVERAGES, votes, seats=183, threshold=Fraction(4, 100))
    assert seats(outcome) == expected
    assert outcome.exact


def test_the_austrian_members_of_the_european_parliament_in_2019() -> None:
    """18 seats by D'Hondt: 7, 5, 3, 2, 1 (bmi.gv.at/412/Europawahlen/Europawahl_2019)."""
    votes = {"ÖVP": 1305956, "SPÖ": 903151, "FPÖ": 650114, "GRÜNE": 532193, "NEOS": 319024}
    outcome = count(Rule.HIGHEST_AVERAGES, votes, seats=18)
    assert list(seats(outcome).values()) == [7, 5, 3, 2, 1]


def test_the_swedish_members_of_the_european_parliament_in_2014() -> None:
    """20 seats by modified Sainte-Laguë (1.4, 3, 5…), 4 %; the Pirate Party is below.

    Votes: users.mai.liu.se/laral26/Val/Data/2014/eu.html; seats: Statistics Sweden, 26 June 2014.
    """
    votes = {"M": 507488, "C": 241101, "FP": 368514, "KD": 220574, "S": 899074, "V": 234272}
    votes |= {"MP": 572591, "SD": 359248, "FI": 204005, "PP": 82763, "other": 27148}
    outcome = count(
        Rule.HIGHEST_AVERAGES,
        votes,
        seats=20,
        divisor="modified_sainte_lague",
        threshold=Fraction(4, 100),
    )
    assert seats(outcome) == ({"M": 3, "C": 1, "FP": 2, "KD": 1, "S": 5, "V": 1, "MP": 4, "SD": 2, "FI": 1})


def test_the_new_zealand_house_of_2014() -> None:
    """120 seats by Sainte-Laguë among the parties that qualify by 5 % or by an electorate.

    Votes and seats: Antony Green's election blog, abc.net.au, 4 October 2014, and
    electionguide.org/elections/id/2664. United Future's votes give
    it none of the 120; it keeps its electorate as the one overhang seat.
    """
    votes = {"National": 1131501, "Labour": 604534, "Green": 257356, "NZ First": 208300}
    votes |= {"Māori": 31850, "ACT": 16689, "United Future": 5286}
    outcome = count(Rule.HIGHEST_AVERAGES, votes, seats=120, divisor="sainte_lague")
    assert list((outcome.seats or {}).values()) == [60, 32, 14, 11, 2, 1, 0]


def test_the_italian_members_of_the_european_parliament_in_2014() -> None:
    """73 seats, whole quotas and largest remainders, 4 %; SVP's 138,037 votes are linked to PD's list.

    Votes: polisblog.it/post/221913 (ministry of the interior), which gives 32 (31 + SVP 1), 17, 13, 5,
    3 and 3 seats; the method: notiziein.it/elezioni-europee-2014. By hand: the quota is
    25,761,998 / 73 = 352,904.1; whole seats 32, 16, 13, 4, 3, 3; the two left go to the remainders
    0.78 (Lega) and 0.46 (M5S).
    """
    votes = {"PD": 11203231 + 138037, "M5S": 5807362, "FI": 4614364, "Lega": 1688197}
    votes |= {"NCD": 1202350, "Tsipras": 1108457, "FdI": 1006513, "Verdi": 250102, "IdV": 181373}
    outcome = count(Rule.LARGEST_REMAINDER, votes, seats=73, threshold=Fraction(4, 100))
    assert seats(outcome) == {"PD": 32, "M5S": 17, "FI": 13, "Lega": 5, "NCD": 3, "Tsipras": 3}


def test_the_municipal_council_of_besancon_in_2008() -> None:
    """55 seats in the first round: 45, 8 and 2; the list with 4.90 % has none.

    Votes and seats: franco.wiki, Élections municipales de 2008 à Besançon.
    """
    votes = {"Fousseret": 20696, "Rosselot": 9402, "Gonon": 3485}
    votes |= {"Portal": 1786, "Friess": 740, "Leclerc": 351}
    outcome = count(Rule.MUNICIPAL_LIST, votes, seats=55)
    assert seats(outcome) == {"Fousseret": 45, "Rosselot": 8, "Gonon": 2}
    assert outcome.options == ("Fousseret",)


PEYRAT_DE_BELLAC = "peyratdebellac.e-monsite.com, Élections municipales 2014"


def test_the_first_round_at_peyrat_de_bellac_in_2014() -> None:
    """350, 290 and 86 of 726: nobody has a majority, and all three lists have 10 % (PEYRAT_DE_BELLAC)."""
    votes = {"Fredaigue-Poupon": 350, "Marcoux-Lestieux": 290, "Devaine": 86}
    outcome = count(Rule.MUNICIPAL_LIST, votes, seats=15, null=25, abstain=142)
    assert outcome.kind is OutcomeKind.RUNOFF
    assert set(outcome.options) == set(votes)


def test_the_second_round_at_peyrat_de_bellac_in_2014() -> None:
    """413 to 350 for 15 seats: 12 and 3 councillors are named as elected (PEYRAT_DE_BELLAC)."""
    votes = {"Fredaigue-Poupon": 413, "Marcoux-Lestieux": 350}
    outcome = count(Rule.MUNICIPAL_LIST, votes, seats=15, null=22, abstain=108, poll={"round": 2})
    assert seats(outcome) == {"Fredaigue-Poupon": 12, "Marcoux-Lestieux": 3}


def test_the_primary_of_2017_goes_to_a_runoff_of_hamon_and_valls() -> None:
    """The final figures of the first round, 25 January 2017: two stand, by two plain comparisons."""
    votes = {"Hamon": 596647, "Valls": 521238, "Montebourg": 290070, "Peillon": 112718}
    votes |= {"de Rugy": 63430, "Pinel": 33067, "Bennahmias": 16869}
    outcome = count(Rule.MAJORITY_TWO_ROUND, votes, null=21880)
    assert outcome.kind is OutcomeKind.RUNOFF
    assert outcome.options == ("Hamon", "Valls")
    assert len(outcome.branches) == 1
    assert len(outcome.branches[0].assertions) == 2 * 7 - 2  # ASSERTIONS: 2k − 2


def test_reims_rests_on_one_assertion_with_a_slack_of_42() -> None:
    """Reims, 22 November 2008: 67,413 to 67,371; the slack is in lowest terms, 42 and not 84."""
    votes = {"aubry": 67413, "royal": 67371}
    outcome = count(Rule.MAJORITY_TWO_ROUND, votes, null=2332, abstain=95796, poll={"round": 2})
    (branch,) = outcome.branches
    (assertion,) = branch.assertions
    assert outcome.options == ("aubry",)
    assert assertion.slack((67413, 67371, 0, 2332, 95796)) == 42
