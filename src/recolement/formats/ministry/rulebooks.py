"""The two elections of the ministry that are read here, with the law of each."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from recolement.model.rulebook import Base, Rule, Rulebook, Runoff


@dataclass(frozen=True, slots=True)
class Election:
    """An election: its contest, how it is called, its rulebook. ``local``: decided in each constituency."""

    kind: str
    contest: str
    title: str
    question: str
    local: bool
    rulebook: Rulebook


PRESIDENTIAL = Election(
    "presidential",
    "president",
    "Élection présidentielle",
    "Président de la République",
    False,
    Rulebook(
        rule=Rule.MAJORITY_TWO_ROUND,
        source="Constitution du 4 octobre 1958, art. 7 ; loi n° 62-1292 du 6 novembre 1962",
    ),
)

LEGISLATIVE = Election(
    "legislative",
    "deputy",
    "Élections législatives",
    "Député de la circonscription",
    True,
    Rulebook(
        rule=Rule.MAJORITY_TWO_ROUND,
        source="Code électoral, art. L. 123, L. 126 et L. 162",
        elected_share_of_registered=Fraction(1, 4),
        runoff=Runoff("threshold", Fraction(1, 8), Base.REGISTERED),
        ties=("age",),
        sources={
            "elected_share_of_registered": "Code électoral, art. L. 126",
            "runoff": "Code électoral, art. L. 162",
            "ties": "Code électoral, art. L. 126",
        },
    ),
)

ELECTIONS = {one.kind: one for one in (PRESIDENTIAL, LEGISLATIVE)}
