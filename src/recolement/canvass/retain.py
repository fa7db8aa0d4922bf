"""Which figure stands, and why (retenir): from what was recorded and what was ruled to one sheet a section.

Worked example: the sheet says a 40, b 45; a correction (act 3) says b 44; the standing sheet has b 44,
citing act 3; the recorded sheet remains readable. A ruling that annuls it (act 5) leaves registered and
papers, and puts its papers where the rulebook says: with null ones by default, as in the ministry's
final files. A ruling that the vote be held again (act 7) takes the sheet away; figures ruled or corrected
after that are those of the new vote.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from recolement.canvass.proceedings import Proceedings, SheetKey
from recolement.model.acts import Act, Claimed, Corrected, NoVoteHeld, Ruled, SetAside
from recolement.model.ballots import Contest
from recolement.model.folder import BallotFolder
from recolement.model.ids import OptionId
from recolement.model.sheets import FIGURES, TallySheet


@dataclass(frozen=True, slots=True)
class Retained:
    """What stands for one section, contest and round.

    ``sheet`` is ``None`` where nothing was received or the vote must be held again. ``recorded`` is the
    sheet as first received. ``because`` lists the acts that made it so, in order.
    """

    sheet: TallySheet | None
    recorded: TallySheet | None = None
    annulled: bool = False
    set_aside: SetAside | None = None
    no_vote: NoVoteHeld | None = None
    ruled: bool = False
    because: tuple[Act, ...] = ()

    @property
    def added(self) -> bool:
        """Whether the sheet's figures are part of the totals."""
        return self.sheet is not None and self.set_aside is None

    @property
    def missing(self) -> bool:
        """Neither received, nor recorded as "no vote held", nor ruled upon."""
        return self.sheet is None and self.no_vote is None and not self.ruled


def papers_there(standing: Retained) -> int | None:
    """How many papers there are to argue about: those in the box, or those the sheet puts somewhere if more.

    Unknown where a sheet says neither; no vote held is none.
    """
    if standing.no_vote is not None:
        return 0
    if standing.sheet is None:
        return None
    sheet = standing.recorded or standing.sheet
    told = [_told(one) for one in (sheet, standing.sheet)]
    return max((papers for papers in told if papers is not None), default=None)


def _told(sheet: TallySheet) -> int | None:
    """The papers that a sheet speaks of, by its box or by where it puts them."""
    apart = sheet.blank_null if sheet.blank_null is not None else (sheet.blank or 0) + (sheet.null or 0)
    valid = max(sheet.valid or 0, sum(sheet.votes.values()))
    if sheet.papers is None and not (sheet.votes or sheet.valid is not None):
        return None
    return max(sheet.papers or 0, valid + apart)


MISSING = Retained(None)
"""Nothing was received."""


@dataclass(frozen=True)
class Recorded:
    """The sheets as received: the first of each key, the doubles, and which of them are entries."""

    first: Mapping[SheetKey, TallySheet]
    doubles: tuple[TallySheet, ...] = ()
    typed: frozenset[SheetKey] = field(default_factory=frozenset)
    """Keys for which no sheet was recorded: an entry stands."""


def received(folder: BallotFolder) -> Recorded:
    """The sheets of ``sheets.csv``; where a section has none there, its first entry of ``entries.csv``."""
    first: dict[SheetKey, TallySheet] = {}
    doubles: list[TallySheet] = []
    for sheet in folder.sheets:
        key = sheet.key
        if key in first:
            doubles.append(sheet)
        else:
            first[key] = sheet
    if not folder.entries:
        return Recorded(first, tuple(doubles))
    recorded = frozenset(first)
    for entry in sorted(folder.entries, key=lambda entry: entry.entry != "first"):
        if entry.entry in ("first", "second"):
            first.setdefault(entry.sheet.key, entry.sheet)
    return Recorded(first, tuple(doubles), frozenset(first.keys() - recorded))


def retain(
    key: SheetKey, recorded: TallySheet | None, contest: Contest, proceedings: Proceedings
) -> Retained:
    """What stands for one key, after every act that touches it, in order."""
    acts = proceedings.sheet_acts.get(key, ())
    aside = proceedings.set_aside.get(key)
    no_vote = proceedings.no_vote.get(key)
    if not acts and aside is None and no_vote is None:
        return MISSING if recorded is None else Retained(recorded, recorded)
    sheet, before = recorded, recorded
    annulled = False
    for act in acts:
        if isinstance(act, Corrected):
            sheet = with_values(sheet or TallySheet(*key), [Claimed(key[0], act.field, act.value)])
            continue
        if aside is not None and act.number > aside.number:
            aside = None
        if act.effect == "correct":
            claims = claimed_by(act, sheet or TallySheet(*key), proceedings)
            sheet = with_values(sheet or TallySheet(*key), claims) if claims else sheet
        elif act.effect == "annul":
            annulled = True
        elif act.effect == "vote_again":
            sheet, before, annulled = None, sheet or before, False
        elif act.effect == "uphold" and act.of not in proceedings.disputes:
            # Of the commission's own motion: what an earlier ruling took away stands again.
            annulled, sheet = False, sheet or before
    because: tuple[Act, ...] = tuple(acts)
    if sheet is None:
        if no_vote is not None:
            return Retained(None, recorded, no_vote=no_vote, because=(*because, no_vote))
        return Retained(None, recorded, ruled=annulled, because=because) if because else MISSING
    if annulled:
        sheet = annul(sheet, contest.rulebook.annulment)
    return Retained(sheet, recorded, annulled, aside, because=(*because, aside) if aside else because)


def claimed_by(act: Ruled, sheet: TallySheet, proceedings: Proceedings) -> list[Claimed]:
    """The values a correcting ruling gives this sheet: its own, else those its dispute claimed."""
    own = [claim for claim in act.values if claim.unit == sheet.unit]
    if act.values or act.of not in proceedings.disputes:
        return own
    dispute = proceedings.disputes[act.of].act
    if len(dispute.options) == 2:
        return swapped_values(sheet, dispute.options[0], dispute.options[1])
    return [claim for claim in dispute.values if claim.unit == sheet.unit]


def swapped_values(sheet: TallySheet, one: OptionId, other: OptionId) -> list[Claimed]:
    """The two options' votes exchanged; nothing where one of them is unknown."""
    if one not in sheet.votes or other not in sheet.votes:
        return []
    return [Claimed(sheet.unit, one, sheet.votes[other]), Claimed(sheet.unit, other, sheet.votes[one])]


def with_values(sheet: TallySheet, claims: Iterable[Claimed]) -> TallySheet:
    """The sheet with some figures replaced; ``field`` is a column of ``sheets.csv``."""
    figures: dict[str, int | None] = {}
    votes = dict(sheet.votes)
    for claim in claims:
        if claim.field in FIGURES:
            figures[claim.field] = claim.value
        else:
            votes[OptionId(claim.field)] = claim.value
    return sheet.with_figures(figures, votes)


def annul(sheet: TallySheet, annulment: str) -> TallySheet:
    """The sheet once its count is annulled (FORMAT, "Annulment of a unit's count").

    Votes, valid and blank become 0. ``null``: its papers count as null, registered and voters stay.
    ``abstain``: nobody voted. ``all_zero``: its roll leaves the base too.
    """
    votes = dict.fromkeys(sheet.votes, 0)
    papers = sheet.papers
    if papers is None:
        papers = papers_by_parts(sheet)
    if annulment == "null":
        both = None if sheet.blank_null is None else papers
        return sheet.with_figures({"valid": 0, "blank": 0, "null": papers, "blank_null": both}, votes)
    zero = {name: None if sheet.figure(name) is None else 0 for name in FIGURES}
    registered = 0 if annulment == "all_zero" else sheet.registered
    return sheet.with_figures(zero | {"registered": registered, "valid": 0, "blank": 0, "null": 0}, votes)


def papers_by_parts(sheet: TallySheet) -> int | None:
    """The papers of a sheet without a count of them: votes, blank and null together, if votes are known."""
    if not sheet.votes:
        return None
    together = sheet.blank_null if sheet.blank_null is not None else (sheet.blank or 0) + (sheet.null or 0)
    return sum(sheet.votes.values()) + together
