"""Which errors open a sheet: so many of its papers are uncertain until somebody corrects or explains.

Worked example: votes 39 and 45, valid written 85 (A1, difference 1): one paper of the sheet is uncertain.
Once an act acknowledges A1 of that sheet, with its reason, none is.
"""

from __future__ import annotations

from dataclasses import replace

from recolement.canvass.proceedings import Proceedings, SheetKey
from recolement.model.acts import Corrected, Ruled
from recolement.model.ballots import Ballot
from recolement.model.findings import Finding, Severity

OPENING = "ACR"
"""The families whose errors open a sheet: arithmetic, concordance, roll."""


def acknowledged(finding: Finding, ballot: Ballot, proceedings: Proceedings) -> Finding:
    """The finding with the reason given by the act that acknowledges it, if one does."""
    if not proceedings.acknowledged or finding.unit is None:
        return finding
    for contest in ballot.contests:
        for round_ in ballot.rounds:
            if finding.contest in (None, contest.id) and finding.round in (None, round_.number):
                key = ((finding.unit, contest.id, round_.number), finding.code)
                act = proceedings.acknowledged.get(key)
                # What was explained is the sheet as it stood then: changed since, it is looked at again.
                if act is not None and act.number > proceedings.changed_since.get(key[0], 0):
                    return replace(finding, acknowledged=act.reason)
    return finding


def opened_by(finding: Finding, key: SheetKey, proceedings: Proceedings) -> int:
    """How many papers of a sheet an error leaves uncertain, 0 if it opens nothing."""
    if (
        finding.severity is not Severity.ERROR
        or finding.acknowledged is not None
        or finding.code[0] not in OPENING
        or (finding.code[0] == "C" and _decided(finding.fields, key, proceedings))
    ):
        return 0
    return abs(finding.difference) if isinstance(finding.difference, int) else 0


def _decided(fields: tuple[str, ...], key: SheetKey, proceedings: Proceedings) -> bool:
    """Of C: whether a ruling speaks of the sheet that differs, or each of these figures was corrected."""
    acts = proceedings.sheet_acts.get(key, [])
    corrected = {act.field for act in acts if isinstance(act, Corrected)}
    return any(isinstance(act, Ruled) for act in acts) or corrected.issuperset(fields)
