"""The acts read in order: what was corrected, disputed, frozen, ruled, drawn and proclaimed.

A forbidden act changes nothing; it is kept with the reason why (:class:`Refused`). The proclamation is
allowed or refused by a gate handed in, because it needs the results of that moment; so does a draw.

Worked example: a freeze "g1" on federation 78, then a proclamation: refused with code ``frozen``; then a
ruling with effect ``lift`` of "g1", then the same proclamation: allowed.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy

from recolement.canvass.proceedings import (
    DisputeState,
    FreezeState,
    Gate,
    Proceedings,
    SheetKey,
)
from recolement.canvass.rulings import ruled_target, ruling_refusal
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
    in_round,
)
from recolement.model.folder import BallotFolder


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

    def round_added(self, folder: BallotFolder) -> None:
        """The folder has a second round: an act read before that names none speaks of the first alone.

        Sheets are kept by round already; of the acts whose target is asked for later, each is made to say so.
        """
        state, first = self.state, folder.ballot.rounds[0].number
        self.folder = folder
        for dispute in state.disputes.values():
            dispute.act = in_round(dispute.act, first)
        for freeze in state.freezes.values():
            freeze.act = in_round(freeze.act, first)
        state.option_withdrawals = [in_round(act, first) for act in state.option_withdrawals]
        state.proclamations = [in_round(act, first) for act in state.proclamations]
        state.referrals = [in_round(act, first) for act in state.referrals]
        state.rallies = [in_round(act, first) for act in state.rallies]

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
                self._acknowledge(act)
            case Disputed():
                self._file(act)
            case Withdrawn():
                self._withdraw(act)
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
                self._draw(act, gate)
            case Rallied():
                state.rallies.append(act)
            case Proclaimed():
                refusal = self._version_refusal(act) or gate.refusal(state, act)
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
        received = [key for key in keys if key in self.received and not self._awaited_again(key)]
        if received:
            self._refuse("sheet_received", act, unit=received[0][0])
            return
        self.state.no_vote.update(dict.fromkeys(keys, act))
        self._touched(keys, act)

    def _awaited_again(self, key: SheetKey) -> bool:
        """Whether the last that was decided of a sheet is that the vote be held again."""
        acts = self.state.sheet_acts.get(key, [])
        return bool(acts) and isinstance(acts[-1], Ruled) and acts[-1].effect == "vote_again"

    def _acknowledge(self, act: Acknowledged) -> None:
        """A finding is explained, of the sheets it touches and of the units it names."""
        keys = self.keys(act.target)
        places = {(contest, number) for _, contest, number in keys}
        named = [(unit, contest, number) for unit in act.target.units or () for contest, number in places]
        for key in [*keys, *named]:
            self.state.acknowledged[key, act.code] = act

    def _withdraw(self, act: Withdrawn) -> None:
        """A dispute is withdrawn, or an option gives up the runoff that this round opens to it."""
        dispute = self.state.disputes.get(act.of)
        contests = [one for one in self.folder.ballot.contests if act.target.contest in (None, one.id)]
        if dispute is not None and dispute.open:
            dispute.withdrawn = act
        elif dispute is None and any(option.id == act.of for one in contests for option in one.options):
            self.state.option_withdrawals.append(act)
            self._touched(self.keys(act.target), act)
        else:
            self._refuse("nothing_to_withdraw", act, of=act.of)

    def _draw(self, act: Drawn, gate: Gate) -> None:
        """A draw answers the ties there are, among exactly the options drawn; made for none, it is idle."""
        if set(act.order) != set(act.options or act.order) or len(set(act.order)) < len(act.order):
            self._refuse("draw_order_incomplete", act)
            return
        answered = gate.ties_drawn(self.state, act)
        self.state.draws.append(act)
        if not answered:
            self.state.idle_draws.append(act)
        for question in answered:
            self.state.drawn.setdefault(question, []).append(act.order)
        self.state.figures_version += 1

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
        answered = state.disputes.get(act.of) or state.freezes.get(act.of)
        keys = self.keys(ruled_target(act, answered, self.places))
        refusal = ruling_refusal(act, answered, keys, self.folder.ballot.contests, self.places)
        if refusal is not None:
            state.refused.append(refusal)
            return
        state.rulings.append(act)
        if isinstance(answered, DisputeState):
            answered.ruling = act
        elif answered is not None and act.effect == "lift":
            answered.lifted = act
        if act.effect == "lift" or (isinstance(answered, FreezeState) and act.effect == "uphold"):
            return  # a freeze lifted, or kept: no sheet is touched
        brought_back = [key for key in keys if key in state.set_aside or self._taken_away(key)]
        for key in keys:
            state.sheet_acts.setdefault(key, []).append(act)
        self._touched(keys if act.effect != "uphold" else brought_back, act)

    def _taken_away(self, key: SheetKey) -> bool:
        """Whether an earlier ruling annulled the sheet or asked for another vote."""
        acts = self.state.sheet_acts.get(key, ())
        return any(isinstance(act, Ruled) and act.effect in ("annul", "vote_again") for act in acts)

    def _version_refusal(self, act: Proclaimed) -> Refused | None:
        """A first proclamation has version 1; each later one of the same scope the next number."""
        last = max(
            (earlier.version for earlier in self.state.proclamations if _overlap(earlier.target, act.target)),
            default=0,
        )
        if act.version != last + 1:
            return Refused("version_not_next", act, {"expected": last + 1, "found": act.version})
        return None


def _overlap(one: Target, other: Target) -> bool:
    """Whether two targets speak of the same result somewhere."""
    if None not in (one.contest, other.contest) and one.contest != other.contest:
        return False
    if None not in (one.round, other.round) and one.round != other.round:
        return False
    if one.units is None or other.units is None:
        return True
    return bool(set(one.units) & set(other.units))
