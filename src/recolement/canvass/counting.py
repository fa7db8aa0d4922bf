"""Counting every question at one point of the acts: what was expected, what stands, what it adds up to.

The canvass counts so at the end of the acts, and at each proclamation among them; the ledger at each
proclamation that is asked for or verified.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from recolement.canvass.count import QuestionCount
from recolement.canvass.proceedings import Proceedings, SheetKey
from recolement.canvass.retain import Retained, received, retain
from recolement.canvass.scopes import Places, Question, questions
from recolement.model.ballots import Ballot
from recolement.model.folder import BallotFolder
from recolement.model.ids import ContestId, UnitId
from recolement.model.sheets import TallySheet

Sitting = tuple[ContestId, int]
"""One contest in one round."""


def expected_sections(ballot: Ballot, asked: Iterable[Question]) -> dict[Sitting, tuple[UnitId, ...]]:
    """The sections from which each contest's round expects a sheet; none, where all was decided before."""
    found: dict[Sitting, dict[UnitId, None]] = {
        (contest.id, one.number): {}
        for contest in ballot.contests
        for one in ballot.rounds
        if one.holds(contest.id)
    }
    for question in asked:
        found[question.contest.id, question.round.number].update(dict.fromkeys(question.place.leaves))
    return {place: tuple(leaves) for place, leaves in found.items()}


def retained_sheets(
    folder: BallotFolder,
    expected: Mapping[Sitting, Iterable[UnitId]],
    first: Mapping[SheetKey, TallySheet],
    state: Proceedings,
) -> dict[Sitting, dict[UnitId, Retained]]:
    """What stands for each section expected, after the acts read so far."""
    made: dict[Sitting, dict[UnitId, Retained]] = {}
    for (contest_id, number), leaves in expected.items():
        contest = folder.ballot.contest(contest_id)
        made[(contest_id, number)] = {
            leaf: retain((leaf, contest_id, number), first.get((leaf, contest_id, number)), contest, state)
            for leaf in leaves
        }
    return made


def count_questions(
    asked: Iterable[Question],
    folder: BallotFolder,
    retained: Mapping[Sitting, Mapping[UnitId, Retained]],
    errors: Mapping[Sitting, Mapping[UnitId, int]],
    state: Proceedings,
) -> dict[tuple[ContestId, int, str], QuestionCount]:
    """The count of each question. ``errors``: the sections that an error opens, with its difference."""
    return {
        question.key: QuestionCount(
            question,
            folder,
            retained[(question.contest.id, question.round.number)],
            errors.get((question.contest.id, question.round.number), {}),
            state,
        )
        for question in asked
    }


def counts_at(folder: BallotFolder, places: Places, state: Proceedings) -> tuple[QuestionCount, ...]:
    """The counts of a folder whose acts have been read as far as ``state``, in the order of the ballot."""
    asked = questions(folder, places)
    retained = retained_sheets(folder, expected_sections(folder.ballot, asked), received(folder).first, state)
    return tuple(count_questions(asked, folder, retained, {}, state).values())
