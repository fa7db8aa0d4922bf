"""What a proclamation rests on: digests of the rules and of the result, that anyone can compute again.

The result is the list, in the order of the ballot, of what is proclaimed: for each question its place, its
figures in paper order, its votes and its outcome, as canonical JSON. No sentence and no finding is in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from recolement.canvass.count import QuestionCount
from recolement.canvass.gate import concerns
from recolement.ledger.codec import canonical
from recolement.ledger.events import Pins
from recolement.ledger.fold.rulebook import rulebook_written
from recolement.model.acts import Proclaimed
from recolement.model.sheets import FIGURES


def pins_of(act: Proclaimed, counts: Sequence[QuestionCount], size: int, root: bytes, software: str) -> Pins:
    """The pins of a proclamation after ``size`` lines."""
    concerned = [count for count in counts if concerns(act.target, count.question)]
    rulebooks = {count.question.contest.id: _rulebook(count) for count in concerned}
    return Pins(
        size=size,
        root=root.hex(),
        rulebook=_digest(rulebooks),
        result=_digest([result_of(count) for count in concerned]),
        software=software,
    )


def result_of(count: QuestionCount) -> dict[str, object]:
    """What is proclaimed of one question."""
    question, figures = count.question, count.figures
    outcome = count.outcome
    return {
        "contest": question.contest.id,
        "round": question.round.number,
        "unit": question.place.id,
        **{name: getattr(figures, name) for name in FIGURES},
        "votes": dict(figures.votes),
        "outcome": None
        if outcome is None
        else {
            "kind": outcome.kind.value,
            "options": list(outcome.options),
            "seats": None if outcome.seats is None else dict(outcome.seats),
        },
    }


def _rulebook(count: QuestionCount) -> dict[str, object]:
    rulebook = count.question.contest.rulebook
    seats = {} if isinstance(rulebook.seats, int) else dict(rulebook.seats)
    return {"rulebook": rulebook_written(rulebook), "seats": seats}


def _digest(value: object) -> str:
    return sha256(canonical(value)).hexdigest()
