"""Polls in one line, for the tests of this room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from recolement.model.ballots import Option
from recolement.model.ids import OptionId
from recolement.model.results import Outcome
from recolement.model.rulebook import Rule, Rulebook
from recolement.rules import Poll, decide


def count(
    rule: Rule,
    votes: Mapping[str, int],
    *,
    seats: int = 1,
    blank: int = 0,
    null: int = 0,
    abstain: int = 0,
    options: Mapping[str, Mapping[str, Any]] | None = None,
    poll: Mapping[str, Any] | None = None,
    **keys: Any,
) -> Outcome:
    """What a rulebook of these keys decides of these votes; ``options`` gives dates and members."""
    more = options or {}
    standing = tuple(Option(OptionId(name), name, **more.get(name, {})) for name in votes)
    rulebook = replace(Rulebook(rule=rule), **keys)
    totals = (*votes.values(), blank, null, abstain)
    return decide(Poll(standing, totals, seats, rulebook, **(poll or {})))


def seats(outcome: Outcome) -> dict[str, int]:
    """Seats by option that has some."""
    return {option: number for option, number in (outcome.seats or {}).items() if number}
