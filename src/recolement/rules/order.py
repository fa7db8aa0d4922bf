"""The order of votes: who comes first, the assertions that say so, and the lots where it does not say.

The building block of plurality, of the head list, and of the two who may stand in a runoff.
"""

from __future__ import annotations

from collections.abc import Sequence

from recolement.model.ids import OptionId
from recolement.model.results import Assertion, Claim, LotsNeeded, Step
from recolement.rules.forms import Forms
from recolement.rules.poll import Poll
from recolement.rules.preference import Preference


def forms_of(poll: Poll) -> Forms:
    """The linear forms over the poll's cells."""
    return Forms(poll.ids, poll.rulebook.blank == "valid")


def ahead(forms: Forms, winner: OptionId, loser: OptionId, preference: Preference) -> Assertion:
    """``winner`` has more votes than ``loser``; as many are enough for one who is preferred."""
    preferred = preference.prefers(winner, loser)
    claim = Claim("as_many_votes" if preferred else "more_votes", {"winner": winner, "loser": loser})
    return forms.assertion(claim, (1, forms.votes(winner)), (-1, forms.votes(loser)), reached=preferred)


def first(
    poll: Poll, options: Sequence[OptionId], places: int, preference: Preference
) -> tuple[tuple[OptionId, ...], LotsNeeded | None]:
    """Those of ``options`` with most votes, in contest order, or the lots needed at the line."""
    votes = poll.votes
    if len(options) <= places:
        return tuple(options), None
    line = sorted((votes[option] for option in options), reverse=True)[places - 1] if places else 0
    above = [option for option in options if votes[option] > line] if places else []
    equal = [option for option in options if votes[option] == line] if places else []
    served, lots = preference.split(equal, places - len(above), str(line))
    chosen = {*above, *served}
    return tuple(option for option in options if option in chosen), lots


def order_steps(poll: Poll, chosen: Sequence[OptionId], others: Sequence[OptionId]) -> list[Step]:
    """How the last of the chosen stands before the first of the others."""
    if not chosen or not others:
        return []
    votes = poll.votes
    last = min(chosen, key=lambda option: votes[option])
    best = max(others, key=lambda option: votes[option])
    facts: dict[str, str | int] = {
        "winner": last,
        "winner_votes": votes[last],
        "loser": best,
        "loser_votes": votes[best],
        "difference": votes[last] - votes[best],
    }
    return [Step("ahead" if votes[last] > votes[best] else "preferred", facts, cite(poll, "ties"))]


def cite(poll: Poll, key: str, otherwise: str = "") -> str:
    """The article a key of the rulebook comes from: its own, the rulebook's, or ``otherwise``."""
    return poll.rulebook.sources.get(key) or poll.rulebook.source or otherwise
