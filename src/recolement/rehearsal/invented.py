"""A made-up ballot of any size, to rehearse with: fictional federations and sections, four candidates.

>>> ballot = invented(1000, "Congrès (fictif)")
>>> len(ballot.tree.leaves), ballot.tree.children(ballot.tree.root)[:2]
(1000, ('f01', 'f02'))
"""

from __future__ import annotations

from typing import NamedTuple

from recolement.lots import Lots
from recolement.model.ballots import Ballot, Contest, Option, Scope
from recolement.model.folder import BallotFolder
from recolement.model.ids import ContestId, OptionId, UnitId
from recolement.model.rulebook import Rule, Rulebook
from recolement.model.units import Unit, UnitTree

CANDIDATES = (
    ("martin", "Alice Martin"),
    ("petit", "Bruno Petit"),
    ("nguyen", "Chi Nguyen"),
    ("diop", "Awa Diop"),
)


class Words(NamedTuple):
    """What the ballot's parts are called."""

    federation: str
    contest: str
    organisation: str
    source: str


WORDS = (
    Words("Fédération", "Présidence", "Association fictive", "Fictif"),
    Words("Federation", "Presidency", "Fictional association", "Fictional"),
)
IN_A_FEDERATION = 40
LARGEST = 20_000


def invented(sections: int, title: str, language: str = "fr") -> BallotFolder:
    """A ballot of so many sections in federations of about forty, or fewer where there are few."""
    each = min(IN_A_FEDERATION, max(2, sections // 6))
    federations = max(1, round(sections / each))
    said = WORDS[language == "en"]
    root = UnitId("nation")
    units = [Unit(root, None, "nation", "Nation")]
    for number in range(1, federations + 1):
        units.append(Unit(UnitId(f"f{number:02}"), root, "federation", f"{said.federation} {number:02}"))
    for number in range(sections):
        federation = number * federations // sections + 1
        unit = UnitId(f"f{federation:02}-{number + 1:04}")
        units.append(
            Unit(unit, UnitId(f"f{federation:02}"), "section", f"Section {number + 1:04}", _roll(unit))
        )
    options = tuple(
        Option(OptionId(id), name, number=place) for place, (id, name) in enumerate(CANDIDATES, 1)
    )
    rulebook = Rulebook(rule=Rule.PLURALITY, source=said.source)
    contest = Contest(ContestId("presidence"), said.contest, Scope(False, None, root), options, rulebook)
    ballot = Ballot(
        title, said.organisation, ("nation", "federation", "section"), (contest,), language=language
    )
    return BallotFolder(ballot, UnitTree(units))


def _roll(unit: UnitId) -> int:
    """Many small sections, few large ones: from 60 to 1,500."""
    drawn = Lots("invented/1", unit).below(1000)
    return 60 + drawn * drawn * 1440 // 10**6
