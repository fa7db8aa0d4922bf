"""What a file's own name says: the round, the election. Said back to the user; never guessed beyond that.

>>> round_in("PR17_BVot_T1_FE.txt"), round_in("legislatives_t2_bureaux.parquet"), round_in("export.csv")
(1, 2, None)
>>> round_in("resultats_t1_t2.csv"), election_in("PR17_BVot_T1_FE.txt"), election_in("export.csv")
(None, 'presidential', '')
"""

from __future__ import annotations

import re

from recolement.formats.spelling import without_accents

_ROUND = re.compile(r"(?<![a-z0-9])(?:t|tour-?)([12])(?![a-z0-9])")
_ELECTION = {
    "presidential": re.compile(r"presidentielle|(?<![a-z])pr(?:es)?[0-9]{2,4}(?![0-9])"),
    "legislative": re.compile(r"legislative|(?<![a-z])l[eg]g?[0-9]{2,4}(?![0-9])"),
}


def round_in(name: str) -> int | None:
    """The round a file's name says, if it says one only."""
    found = set(_ROUND.findall(without_accents(name)))
    return int(found.pop()) if len(found) == 1 else None


def election_in(name: str) -> str:
    """The kind of election a file's name says, if it says one only."""
    found = [kind for kind, pattern in _ELECTION.items() if pattern.search(without_accents(name))]
    return found[0] if len(found) == 1 else ""
