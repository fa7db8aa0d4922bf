"""What was understood of a table of units and a form, before the ballot is made.

>>> from recolement.formats.shorthand import read_shorthand
>>> said = understood(read_shorthand('''
... ballot title="Vote" levels=nation,section root=pays
... unit pays name="Pays"
... unit nord in=pays name="Nord" registered=100
... unit sud in=pays name="Sud"
... option oui
... '''), "en")
>>> said["levels"], said["registered"], said["without_roll"]
([('nation', 1), ('section', 2)], 100, ['Sud (sud)'])
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from recolement.model.folder import BallotFolder
from recolement.model.rulebook import Rule
from recolement.web.words import say
from recolement.words.naming import Names
from recolement.words.numbers import Language
from recolement.words.plain import LONGEST, shown

MOST_ROWS = 100
MOST_NAMES = 20


def chosen(folder: BallotFolder, template: str, sight: str, language: Language) -> list[tuple[str, str, str]]:
    """What was chosen, whatever the table says: the name of the choice, the choice, what follows from it."""
    ballot, rulebook = folder.ballot, folder.ballot.contests[0].rulebook
    nothing = say("organise.not_given", language)

    def explained(kind: str, name: str) -> tuple[str, str]:
        return say(f"{kind}.{name}", language), say(f"{kind}.{name}_means", language)

    return [
        (say(label, language), *said)
        for label, said in (
            ("organise.rule", explained("template", template)),
            ("ties.title", explained("ties", _ties(rulebook.rule))),
            ("organise.seats", (str(rulebook.seats), "")),
            ("organise.source", (rulebook.source or nothing, say("organise.source_help", language))),
            ("organise.entry", explained("entry", rulebook.entry)),
            ("organise.ruling", explained("ruling", rulebook.ruling)),
            (
                "organise.signatures",
                (str(rulebook.signatures_needed), say("organise.signatures_help", language)),
            ),
            ("organise.turnout_hours", (", ".join(ballot.turnout_hours) or nothing, "")),
            ("sight.title", explained("sight", sight)),
            ("organise.organisation", (ballot.organisation or nothing, "")),
        )
    ]


def _ties(rule: Rule) -> str:
    """What is done where two are equal: a share to exceed decides by itself, the rest asks for lots."""
    return {Rule.YES_NO: "rejected", Rule.ABSOLUTE_MAJORITY: "nobody"}.get(rule, "lot")


def understood(folder: BallotFolder, language: Language) -> dict[str, Any]:
    """Levels with how many units, the roll, what may surprise, the first rows, the options in their order."""
    tree, names = folder.tree, Names(folder, language)
    by_level = Counter(tree[unit].level for unit in tree)
    rolls = [tree[leaf].registered for leaf in tree.leaves]
    called = Counter(names.place(leaf) for leaf in tree.leaves)
    without = [names.unit(leaf) for leaf in tree.leaves if tree[leaf].registered is None]
    empty = [names.unit(leaf) for leaf in tree.leaves if tree[leaf].registered == 0]
    above = [leaf for leaf in tree.leaves if tree[leaf].level != folder.ballot.levels[-1]]
    odd = {
        "without_roll": without,
        "empty_roll": empty,
        "same_name": [name for name, times in called.items() if times > 1],
        "childless": [names.unit(leaf) for leaf in above],
    }
    return {
        **{kind: found[:MOST_NAMES] for kind, found in odd.items()},
        **{f"{kind}_count": len(found) for kind, found in odd.items()},
        "title": folder.ballot.title,
        "levels": [(shown(level, LONGEST), by_level[level]) for level in folder.ballot.levels],
        "sections": len(tree.leaves),
        "registered": sum(roll for roll in rolls if roll is not None),
        "with_roll": len(rolls) - len(without),
        "rows": [
            {
                "name": names.unit(unit),
                "level": shown(tree[unit].level, LONGEST),
                "parent": "" if (parent := tree[unit].parent) is None else names.unit(parent),
                "registered": tree[unit].registered,
            }
            for unit, _ in zip(tree, range(MOST_ROWS), strict=False)
        ],
        "more_rows": max(0, len(tree) - MOST_ROWS),
        "contest": names.contest(folder.ballot.contests[0].id),
        "options": list(names.options(folder.ballot.contests[0].id).values()),
        "rounds": len(folder.ballot.rounds),
    }
