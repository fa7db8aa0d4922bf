"""What a program reads: the ballot, its results, its disputes, the lines of the ledger and their proofs."""

from __future__ import annotations

from recolement.ledger.events.figures import Figures
from recolement.model.problems import Unusable
from recolement.publication.selection import Selection
from recolement.publication.tally import tally_json
from recolement.web.api import shapes
from recolement.web.api.operations import Asked
from recolement.web.api.problems import Problem
from recolement.web.awaited import awaited
from recolement.web.words import language_of

MOST_LINES = 1_000
"""Lines of the ledger in one answer."""


def ballot(asked: Asked) -> shapes.BallotRead:
    """The ballot's questions, and what this token is."""
    tonight, token = asked.tonight, asked.token
    night = tonight.now()
    of = night.folder.ballot
    now = {question.key for question in awaited(tonight)}
    return shapes.BallotRead(
        ballot=tonight.slug,
        title=of.title,
        organisation=of.organisation,
        levels=list(of.levels),
        root=night.folder.tree.root,
        lines=tonight.size,
        post=token.role.post,
        unit=token.unit or token.role.unit,
        questions=[
            shapes.QuestionRead(
                contest=question.contest.id,
                name=question.contest.name,
                round=question.round.number,
                unit=question.place.id,
                awaited=question.key in now,
                double_entry=question.contest.rulebook.entry == "double",
                options=[shapes.OptionRead(id=one.id, name=one.name) for one in question.options],
            )
            for question in night.questions
        ],
    )


def results(asked: Asked) -> dict[str, object]:
    """The tally, ``recolement-tally/1``."""
    night, query = asked.tonight.now(), asked.query
    wanted = Selection(query.get("contest"), query.get("round"), query.get("level"), query.get("unit"))
    try:
        chosen = wanted.of(night)
    except Unusable:
        raise Problem("nothing_here") from None
    return tally_json(night, chosen, language=language_of())


def disputes(asked: Asked) -> shapes.Disputes:
    """Every dispute, in the order of filing."""
    found = asked.tonight.now().proceedings.disputes
    return shapes.Disputes(
        disputes=[
            shapes.DisputeRead(
                id=id,
                seeks=one.act.seeks,
                units=list(one.units),
                grounds=one.act.grounds,
                state="ruled" if one.ruling else "withdrawn" if one.withdrawn else "open",
                effect=one.ruling.effect if one.ruling else None,
            )
            for id, one in found.items()
        ]
    )


def lines(asked: Asked) -> bytes:
    """Lines of the ledger as they are, one a row: what they hash to is in the checkpoint."""
    start = asked.query.get("start", 0)
    end = min(asked.query.get("end", start + MOST_LINES), start + MOST_LINES)
    return b"".join(line + b"\n" for line in asked.tonight.storage.read(start, end))


def checkpoint(asked: Asked) -> bytes:
    """The last signed checkpoint."""
    return asked.tonight.desk.signed().written()


def receipt(asked: Asked) -> bytes:
    """The receipt of a line that bears figures."""
    tonight, line = asked.tonight, asked.place["line"]
    if line >= tonight.size or not isinstance(tonight.events[line], Figures):
        raise Problem("nothing_here")
    return tonight.receipt(line).written()
