"""The acts read in order: what was corrected, disputed, frozen, ruled, drawn and proclaimed.

A forbidden act changes nothing; it is kept with the reason why (:class:`Refused`). The proclamation is
allowed or refused by a gate handed in, because it needs the results of that moment.

Worked example: a freeze "g1" on federation 78, then a proclamation: refused with code ``frozen``; then a
ruling with effect ``lift`` of "g1", then the same proclamation: allowed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass, field

from recolement.canvass.scopes import Places
from recolement.model.acts import (
    Acknowledged,
    Act,
    Corrected,
    Disputed,
    Drawn,
    Frozen,
    NoVoteHeld,
    Proclaimed,
    Rallied,
    Referred,
    Refused,
    Ruled,
    SetAside,
    Target,
    Withdrawn,
)
from recolement.model.folder import BallotFolder
from recolement.model.ids import ContestId, UnitId
from recolement.model.rulebook import Rulebook

SheetKey = tuple[UnitId, ContestId, int]
"""Unit, contest, round: what one sheet is about."""


@dataclass(slots=True)
class DisputeState:
    """A dispute with what became of it: ``open`` until withdrawn or ruled."""

    act: Disputed
    units: tuple[UnitId, ...]
    ruling: Ruled | None = None
    withdrawn: Withdrawn | None = None
    referral: Referred | None = None

    @property
    def open(self) -> bool:
        """Whether it still waits for a decision."""
        return self.ruling is None and self.withdrawn is None


@dataclass(slots=True)
class FreezeState:
    """A freeze with the ruling that lifted it, if any. ``units`` is ``None`` where it holds everything."""

    act: Frozen
    units: frozenset[UnitId] | None
    lifted: Ruled | None = None
    referral: Referred | None = None


@dataclass(slots=True)
class Proceedings:
    """What the acts read so far give. Built by :func:`read_acts` only."""

    sheet_acts: dict[SheetKey, list[Corrected | Ruled]] = field(default_factory=dict)
    """Per sheet, the corrections and rulings that change it, in order."""
    no_vote: dict[SheetKey, NoVoteHeld] = field(default_factory=dict)
    set_aside: dict[SheetKey, SetAside] = field(default_factory=dict)
    acknowledged: dict[tuple[SheetKey, str], Acknowledged] = field(default_factory=dict)
    disputes: dict[str, DisputeState] = field(default_factory=dict)
    freezes: dict[str, FreezeState] = field(default_factory=dict)
    referrals: list[Referred] = field(default_factory=list)
    rulings: list[Ruled] = field(default_factory=list)
    draws: list[Drawn] = field(default_factory=list)
    rallies: list[Rallied] = field(default_factory=list)
    proclamations: list[Proclaimed] = field(default_factory=list)
    changed_since: dict[SheetKey, int] = field(default_factory=dict)
    """Per sheet, the number of the last act that changed its figures."""
    refused: list[Refused] = field(default_factory=list)
    figures_version: int = 0
    """Grows with each act that changes figures, so that a reader knows when to compute anew."""

    def copy(self) -> Proceedings:
        """The same, to try an act on: reading into the copy leaves this one as it is."""
        return Proceedings(
            sheet_acts={key: list(acts) for key, acts in self.sheet_acts.items()},
            no_vote=dict(self.no_vote),
            set_aside=dict(self.set_aside),
            acknowledged=dict(self.acknowledged),
            disputes={name: copy(dispute) for name, dispute in self.disputes.items()},
            freezes={name: copy(freeze) for name, freeze in self.freezes.items()},
            referrals=list(self.referrals),
            rulings=list(self.rulings),
            draws=list(self.draws),
            rallies=list(self.rallies),
            proclamations=list(self.proclamations),
            changed_since=dict(self.changed_since),
            refused=list(self.refused),
            figures_version=self.figures_version,
        )


Gate = Callable[[Proceedings, Proclaimed], Refused | None]
"""Says why a proclamation is refused at this moment, or ``None``."""


def read_acts(folder: BallotFolder, places: Places, gate: Gate) -> Proceedings:
    """Read the acts of a folder from first to last."""
    reader = Reading(folder, places)
    for act in folder.acts:
        reader.read(act, gate)
    return reader.state


class Reading:
    """One reading of the acts: each kind of act has its method, which records or refuses it."""

    def __init__(self, folder: BallotFolder, places: Places) -> None:
        self.folder = folder
        self.places = places
        self.state = Proceedings()
        self.received = {sheet.key for sheet in folder.sheets} | {entry.sheet.key for entry in folder.entries}

    def refusal(self, act: Act, gate: Gate) -> Refused | None:
        """Why the act would be refused now, or ``None``; nothing is recorded."""
        trial = copy(self)
        trial.state = self.state.copy()
        trial.read(act, gate)
        return trial.state.refused[-1] if len(trial.state.refused) > len(self.state.refused) else None

    def read(self, act: Act, gate: Gate) -> None:
        """Record the act, or why it is refused."""
        state = self.state
        match act:
            case Corrected():
                self._correct(act)
            case NoVoteHeld():
                self._record_no_vote(act)
            case SetAside():
                state.set_aside.update(dict.fromkeys(self.keys(act.target), act))
                self._touched(self.keys(act.target), act)
            case Acknowledged():
                state.acknowledged.update({(key, act.code): act for key in self.keys(act.target)})
            case Disputed():
                self._file(act)
            case Withdrawn():
                dispute = state.disputes.get(act.of)
                if dispute is None or not dispute.open:
                    self._refuse("nothing_to_withdraw", act, of=act.of)
                else:
                    dispute.withdrawn = act
            case Frozen():
                if act.id in state.freezes:
                    self._refuse("id_taken", act, id=act.id)
                else:
                    units = act.target.units
                    held = None if units is None else frozenset(self.places.leaves_of(units))
                    state.freezes[act.id] = FreezeState(act, held)
            case Referred():
                self._refer(act)
            case Ruled():
                self._rule(act)
            case Drawn():
                if set(act.order) != set(act.options or act.order):
                    self._refuse("draw_order_incomplete", act)
                else:
                    state.draws.append(act)
                    state.figures_version += 1
            case Rallied():
                state.rallies.append(act)
            case Proclaimed():
                refusal = self._version_refusal(act) or gate(state, act)
                if refusal is None:
                    state.proclamations.append(act)
                else:
                    state.refused.append(refusal)
            case _:
                pass  # roll closed, round opened and closed: dated facts that change no figure

    def keys(self, target: Target) -> tuple[SheetKey, ...]:
        """Every sheet a target touches: sections × contests × rounds that are held."""
        ballot = self.folder.ballot
        tree = self.folder.tree
        leaves = tree.leaves if target.units is None else self.places.leaves_of(target.units)
        return tuple(
            (leaf, contest.id, round_.number)
            for contest in ballot.contests
            for round_ in ballot.rounds
            if round_.holds(contest.id) and target.touches(contest.id, round_.number)
            for leaf in leaves
        )

    def _refuse(self, code: str, act: Act, **facts: object) -> None:
        self.state.refused.append(Refused(code, act, facts))

    def _touched(self, keys: Iterable[SheetKey], act: Act) -> None:
        self.state.changed_since.update(dict.fromkeys(keys, act.number))
        self.state.figures_version += 1

    def _correct(self, act: Corrected) -> None:
        keys = self.keys(act.target)
        if len(keys) != 1:
            self._refuse("correction_of_several_sheets", act, sheets=len(keys))
            return
        self.state.sheet_acts.setdefault(keys[0], []).append(act)
        self._touched(keys, act)

    def _record_no_vote(self, act: NoVoteHeld) -> None:
        keys = self.keys(act.target)
        received = [key for key in keys if key in self.received]
        if received:
            self._refuse("sheet_received", act, unit=received[0][0])
            return
        self.state.no_vote.update(dict.fromkeys(keys, act))
        self._touched(keys, act)

    def _file(self, act: Disputed) -> None:
        if act.id in self.state.disputes:
            self._refuse("id_taken", act, id=act.id)
            return
        units = (
            () if act.target.result else self.places.leaves_of(act.target.units or self.folder.tree.leaves)
        )
        self.state.disputes[act.id] = DisputeState(act, units)

    def _refer(self, act: Referred) -> None:
        known = self.state.disputes.get(act.of) or self.state.freezes.get(act.of)
        if known is None:
            self._refuse("nothing_to_refer", act, of=act.of)
            return
        known.referral = act
        self.state.referrals.append(act)

    def _rule(self, act: Ruled) -> None:
        """A ruling answers a dispute, lifts a freeze, or speaks of units (named in ``of`` or as target)."""
        state = self.state
        refusal = not_carried(act, self._rulebook(act.target))
        if refusal is not None:
            self._refuse(refusal, act, for_=act.for_, against=act.against, abstaining=act.abstaining)
            return
        dispute = state.disputes.get(act.of)
        freeze = state.freezes.get(act.of)
        if act.effect == "lift":
            if freeze is None or freeze.lifted is not None:
                self._refuse("nothing_to_lift", act, of=act.of)
                return
            freeze.lifted = act
        elif act.of and dispute is None and freeze is None and act.of not in self.places:
            self._refuse("nothing_to_rule", act, of=act.of)
            return
        elif dispute is not None and not dispute.open:
            self._refuse("already_decided", act, of=act.of)
            return
        state.rulings.append(act)
        if dispute is not None:
            dispute.ruling = act
        if act.effect != "lift":
            keys = self._ruled_keys(act)
            for key in keys:
                state.sheet_acts.setdefault(key, []).append(act)
            if act.effect != "uphold" or any(key in state.set_aside for key in keys):
                self._touched(keys, act)

    def _ruled_keys(self, act: Ruled) -> tuple[SheetKey, ...]:
        """A ruling touches its own units if it names some, else those of what it answers."""
        target = act.target
        if target.units is not None:
            return self.keys(target)
        if act.values:
            units = tuple(dict.fromkeys(claim.unit for claim in act.values))
            answered = self.state.disputes.get(act.of)
            if answered is not None:
                units = tuple(dict.fromkeys((*units, *answered.units)))
                target = Target(units, answered.act.target.contest, answered.act.target.round)
            return self.keys(Target(units, target.contest, target.round))
        if act.of in self.state.disputes:
            dispute = self.state.disputes[act.of]
            return self.keys(Target(dispute.units, dispute.act.target.contest, dispute.act.target.round))
        if act.of in self.state.freezes:
            return self.keys(self.state.freezes[act.of].act.target)
        if act.of:
            return self.keys(Target((UnitId(act.of),), target.contest, target.round))
        return self.keys(target)

    def _rulebook(self, target: Target) -> Rulebook:
        contests = self.folder.ballot.contests
        return next((contest for contest in contests if contest.id == target.contest), contests[0]).rulebook

    def _version_refusal(self, act: Proclaimed) -> Refused | None:
        """A first proclamation has version 1; each later one of the same scope the next number."""
        last = max(
            (earlier.version for earlier in self.state.proclamations if _overlap(earlier.target, act.target)),
            default=0,
        )
        if act.version != last + 1:
            return Refused("version_not_next", act, {"expected": last + 1, "found": act.version})
        return None


def not_carried(act: Ruled, rulebook: Rulebook) -> str | None:
    """Why the recorded vote does not carry the ruling, or ``None`` (also when no vote was recorded).

    Majority: more for than against. Unanimity: nobody against and somebody for.
    """
    if act.for_ is None and act.against is None:
        return None
    in_favour, against = act.for_ or 0, act.against or 0
    if rulebook.ruling == "unanimity":
        return None if in_favour > 0 and against == 0 else "not_unanimous"
    return None if in_favour > against else "no_majority_for_ruling"


def _overlap(one: Target, other: Target) -> bool:
    """Whether two targets speak of the same result somewhere."""
    if None not in (one.contest, other.contest) and one.contest != other.contest:
        return False
    if None not in (one.round, other.round) and one.round != other.round:
        return False
    if one.units is None or other.units is None:
        return True
    return bool(set(one.units) & set(other.units))
