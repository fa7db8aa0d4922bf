"""Récolement: from signed tally sheets to a proclamation that anyone can verify.

The small front door, in ten lines. A ballot is a folder's path, or a few lines of shorthand as here:

>>> import recolement
>>> ballot = recolement.read_ballot('''
... option A name="Alice Martin"
... option B name="Bruno Petit"
... sheet Lyon-3 registered=150 in_box=100 blank=2 null=0 A=60 B=38
... sheet Brest  registered=120 in_box=100 blank=0 null=1 A=45 B=54
... missing Metz registered=20
... ''')
>>> night = recolement.tally(ballot)
>>> result, = night.results
>>> dict(result.figures.votes), result.outcome.options, result.verdict.margin
({'A': 105, 'B': 92}, ('A',), 7)
>>> result.verdict.settled, result.verdict.decisive
(False, ('Metz',))
>>> [recolement.say_finding(finding, recolement.Names(ballot, "en")) for finding in night.findings]
['No sheet was received; 20 registered voters.']
>>> recolement.tally_json(night)["contests"][0]["open"][0]["leverage"] > 1
True

Alice leads by 13; Metz alone, with 20 registered voters, could turn that round: it is not settled.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from recolement.model.software import VERSION as __version__

if TYPE_CHECKING:
    from recolement.canvass import canvass as tally
    from recolement.model.problems import Unusable
    from recolement.publication import tally_json
    from recolement.storage.folder import read_ballot
    from recolement.words.findings import say_finding
    from recolement.words.naming import Names

__all__ = ["Names", "Unusable", "__version__", "read_ballot", "say_finding", "tally", "tally_json"]

_WHERE = {
    "read_ballot": ("recolement.storage.folder", "read_ballot"),
    "tally": ("recolement.canvass", "canvass"),
    "tally_json": ("recolement.publication", "tally_json"),
    "Unusable": ("recolement.model.problems", "Unusable"),
    "say_finding": ("recolement.words.findings", "say_finding"),
    "Names": ("recolement.words.naming", "Names"),
}
"""Loaded when they are asked for: ``import recolement`` itself costs nothing."""


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _WHERE[name]
    return getattr(import_module(module), attribute)
