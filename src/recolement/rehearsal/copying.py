"""The ballot that is rehearsed: the same units, rolls, contests and rules, marked; nothing of the evening.

Where a later round is rehearsed, the sheets of the rounds before it stay: what is expected is measured on
them. Acts and publications never come along.
"""

from __future__ import annotations

from dataclasses import replace

from recolement.canvass.scopes import Places, questions
from recolement.model.folder import BallotFolder
from recolement.words.rehearsal import MARK


def copy_of(folder: BallotFolder, round: int) -> BallotFolder:
    """The copy for a rehearsal of that round; its title says what it is."""
    mark = MARK[folder.ballot.language == "en"]
    ballot = replace(folder.ballot, title=f"{mark} — {folder.ballot.title}")
    before = tuple(sheet for sheet in folder.sheets if sheet.round < round)
    return BallotFolder(ballot, folder.tree, before, rolls=folder.rolls, groups=folder.groups)


def next_round(folder: BallotFolder) -> int:
    """The round to rehearse where none is named: the first in which a sheet is missing, else the first."""
    there = {sheet.key for sheet in folder.sheets}
    for question in questions(folder, Places(folder)):
        contest, number = question.contest.id, question.round.number
        if any((leaf, contest, number) not in there for leaf in question.place.leaves):
            return number
    return folder.ballot.rounds[0].number
