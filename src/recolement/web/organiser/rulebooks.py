"""The rulebooks that the form offers, each explained on the page in a few sentences (``screens.toml``).

>>> TEMPLATES["two_rounds"].rounds
2
>>> print(TEMPLATES["legislative"].toml.splitlines()[1])
runoff = { kind = "threshold", share = "12.5 %", share_base = "registered" }
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Template:
    """The keys of the rulebook, how many rounds the ballot has, what its options are."""

    toml: str
    rounds: int = 1
    options: str = "candidate"


TEMPLATES: Mapping[str, Template] = {
    "plurality": Template('rule = "plurality"'),
    "two_rounds": Template('rule = "majority_two_round"\nrunoff = { kind = "top_two" }', rounds=2),
    "legislative": Template(
        'rule = "majority_two_round"\n'
        'runoff = { kind = "threshold", share = "12.5 %", share_base = "registered" }\n'
        'elected_share_of_registered = "25 %"',
        rounds=2,
    ),
    "majority": Template('rule = "absolute_majority"'),
    "yes_no": Template('rule = "yes_no"', options="answer"),
    "two_thirds": Template('rule = "yes_no"\nmajority = "2/3"\nmajority_reached = true', options="answer"),
    "averages": Template('rule = "highest_averages"\ndivisor = "dhondt"', options="list"),
    "remainders": Template('rule = "largest_remainder"\nquota = "hare"', options="list"),
    "municipal": Template(
        'rule = "municipal_list"\n'
        'threshold = "5 %"\n'
        'runoff = { kind = "threshold", share = "10 %", share_base = "valid", joins = "5 %" }',
        rounds=2,
        options="list",
    ),
}
"""By name, in the order of the page."""
