"""Acts from TOML (``acts.toml``): what people did, in order, as :mod:`recolement.model.acts` names it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from recolement.checks import CHECKS
from recolement.formats.toml import Keys
from recolement.model.acts import (
    KINDS,
    Acknowledged,
    Act,
    Claimed,
    Corrected,
    Disputed,
    Drawn,
    Frozen,
    NoVoteHeld,
    Proclaimed,
    Rallied,
    Referred,
    RollClosed,
    RoundClosed,
    RoundOpened,
    Ruled,
    SetAside,
    Target,
    Withdrawn,
)
from recolement.model.ballots import Ballot
from recolement.model.ids import ContestId, OptionId, UnitId
from recolement.model.sheets import FIGURES

COMMON = ("kind", "at", "by", "role", "unit", "units", "contest", "round", "result")
"""The keys any act may have."""

OWN: Mapping[str, tuple[str, ...]] = {
    "roll_closed": (),
    "round_opened": (),
    "round_closed": (),
    "no_vote": ("reason",),
    "correction": ("field", "value", "reason", "evidence"),
    "acknowledgement": ("code", "reason"),
    "set_aside": ("reason",),
    "dispute": ("id", "grounds", "seeks", "options", "ballots", "values"),
    "withdrawal": ("of",),
    "freeze": ("id", "reason", "until"),
    "referral": ("of", "to", "due"),
    "ruling": ("of", "effect", "for", "against", "abstaining", "grounds", "values"),
    "draw": ("options", "order", "method", "seed"),
    "rally": ("option", "to"),
    "proclamation": ("version", "signed_by"),
}
"""The keys of each kind of act, beside the common ones."""

ALL_OWN = frozenset(name for names in OWN.values() for name in names)

CODES = tuple(check.code for check in CHECKS)
SEEKS = ("annul", "recount", "correct")
EFFECTS = ("uphold", "correct", "annul", "vote_again", "lift")


@dataclass(frozen=True, slots=True)
class Known:
    """What acts may name: the ballot with its contests and rounds, the units and the groups."""

    ballot: Ballot
    has_unit: Callable[[str], bool]
    """Whether that is a unit, or a group written ``kind:id``."""
    is_section: Callable[[str], bool]
    units: Callable[[], Iterable[str]]

    def options(self, contest: str | None) -> set[str]:
        """The ids of the options of a contest, or of all of them."""
        return {
            option.id for one in self.ballot.contests if contest in (None, one.id) for option in one.options
        }


def read_acts(document: Keys, known: Known) -> tuple[Act, ...]:
    """The acts of a document with ``[[act]]`` tables, numbered from 1; problems are noted in its keys."""
    document.allow(("act",))
    acts: list[Act] = []
    cited: dict[str, str] = {}
    for number, keys in enumerate(document.tables("act"), start=1):
        kind = keys.text("kind", required=True)
        if kind not in KINDS:
            if kind:
                keys.unknown("unknown_act", "kind", kind, KINDS)
            continue
        others = [name for name in keys.table if name in ALL_OWN and name not in (*COMMON, *OWN[kind])]
        for name in others:
            keys.wrong("key_of_other_act", name, found=kind)
        keys.allow((*COMMON, *OWN[kind], *others))
        act = _Reading(keys, known, cited).act(number, kind)
        identity = getattr(act, "id", None)
        if identity:
            if identity in cited:
                keys.wrong("doubled_act_id", "id", found=identity)
            cited[identity] = kind
        acts.append(act)
    return tuple(acts)


class _Reading:
    """One act being read."""

    def __init__(self, keys: Keys, known: Known, cited: Mapping[str, str]) -> None:
        self.keys = keys
        self.known = known
        self.cited = cited

    def act(self, number: int, kind: str) -> Act:
        keys = self.keys
        common: dict[str, Any] = {
            "number": number,
            "at": self._moment(),
            "by": keys.optional_text("by"),
            "role": keys.optional_text("role"),
            "target": self._target(),
        }
        match kind:
            case "correction":
                return self._correction(common)
            case "dispute":
                return self._dispute(common)
            case "ruling":
                return self._ruling(common)
            case "freeze":
                return Frozen(
                    **common, id=keys.id("id"), reason=keys.text("reason"), until=keys.date("until")
                )
            case "withdrawal":
                return Withdrawn(**common, of=self._withdrawn())
            case "referral":
                return Referred(
                    **common,
                    of=self._cited("of", required=True),
                    to=keys.text("to", required=True),
                    due=keys.date("due"),
                )
            case "draw":
                return self._draw(common)
            case "rally":
                return Rallied(**common, option=self._option("option"), to=self._option("to"))
            case "proclamation":
                version = keys.count("version", least=1)
                return Proclaimed(**common, version=version or 1, signed_by=keys.texts("signed_by"))
            case "acknowledgement":
                code = keys.text("code", required=True)
                if code and code not in CODES:
                    keys.unknown("unknown_code", "code", code, CODES)
                return Acknowledged(**common, code=code, reason=keys.text("reason", required=True))
            case "no_vote":
                return NoVoteHeld(**common, reason=keys.text("reason", required=True))
            case "set_aside":
                return SetAside(**common, reason=keys.text("reason", required=True))
            case "roll_closed":
                return RollClosed(**common)
            case "round_opened":
                return RoundOpened(**common)
            case _:
                return RoundClosed(**common)

    def _draw(self, common: Mapping[str, Any]) -> Drawn:
        keys = self.keys
        options, order = self._options("options"), self._options("order")
        for name, given in (("options", options), ("order", order)):
            if not keys.has(name) or not given:
                keys.wrong("missing_key", name)
        if set(options) != set(order) or len(set(order)) != len(order):
            keys.wrong("draw_order", "order")
        return Drawn(
            **common, options=options, order=order, method=keys.text("method"), seed=keys.text("seed")
        )

    def _moment(self) -> datetime | date:
        """When: a date, or a time with its offset; a time without one is a problem."""
        value: object = self.keys.table.get("at")
        if value is None:
            self.keys.wrong("missing_key", "at")
        elif isinstance(value, str):
            try:
                value = datetime.fromisoformat(value) if len(value) > 10 else date.fromisoformat(value)
            except ValueError:
                self.keys.wrong("bad_moment", "at", found=str(value))
                value = None
        if isinstance(value, datetime) and value.tzinfo is None:
            self.keys.wrong("moment_without_offset", "at", found=value.isoformat())
        elif value is not None and not isinstance(value, date):
            self.keys.wrong("bad_moment", "at", found=str(value))
            value = None
        return value if isinstance(value, date) else date.min

    def _target(self) -> Target:
        keys = self.keys
        units: tuple[str, ...] | None = None
        if keys.has("unit") and keys.has("units"):
            keys.wrong("unit_and_units", "units")
        if keys.has("unit"):
            units = (keys.text("unit", required=True),)
        elif keys.has("units"):
            units = keys.texts("units")
        for unit in units or ():
            self._known_unit(unit, "unit" if keys.has("unit") else "units")
        contest = keys.optional_text("contest")
        contests = [one.id for one in self.known.ballot.contests]
        if contest is not None and contest not in contests:
            keys.unknown("unknown_contest", "contest", contest, contests)
        number = keys.count("round", least=1)
        rounds = [one.number for one in self.known.ballot.rounds]
        if number is not None and number not in rounds:
            keys.wrong("unknown_round", "round", found=number, expected=", ".join(map(str, rounds)))
        return Target(
            units=None if units is None else tuple(map(UnitId, units)),
            contest=None if contest is None else ContestId(contest),
            round=number,
            result=keys.flag("result"),
        )

    def _known_unit(self, unit: str, name: str) -> None:
        if not self.known.has_unit(unit):
            self.keys.unknown("unknown_unit", name, unit, self.known.units())

    def _option(self, name: str) -> OptionId:
        option = self.keys.text(name, required=True)
        self._known_option(option, name)
        return OptionId(option)

    def _options(self, name: str) -> tuple[OptionId, ...]:
        options = self.keys.texts(name)
        for option in options:
            self._known_option(option, name)
        return tuple(map(OptionId, options))

    def _known_option(self, option: str, name: str) -> None:
        known = self.known.options(self.keys.table.get("contest"))
        if option and option not in known:
            self.keys.unknown("unknown_option", name, option, known)

    def _known_field(self, keys: Keys, field: str, name: str) -> None:
        known = {*FIGURES, *self.known.options(self.keys.table.get("contest"))}
        if field and field not in known:
            keys.unknown("unknown_field", name, field, known)

    def _cited(self, name: str, required: bool) -> str:
        """The id of an earlier dispute or freeze; a ruling may also speak of a unit."""
        of = self.keys.text(name, required=required)
        if of and of not in self.cited and not (not required and self.known.has_unit(of)):
            self.keys.unknown("unknown_act_id", name, of, self.cited)
        return of

    def _withdrawn(self) -> str:
        """The id of an earlier dispute, or of an option that gives up the runoff."""
        of = self.keys.text("of", required=True)
        if of in self.known.options(self.keys.table.get("contest")) and of not in self.cited:
            return of
        return self._cited("of", required=True)

    def _values(self) -> tuple[Claimed, ...]:
        claimed: list[Claimed] = []
        for keys in self.keys.tables("values"):
            keys.allow(("unit", "field", "value"))
            unit, field = keys.text("unit", required=True), keys.text("field", required=True)
            value = keys.count("value")
            if unit and not self.known.has_unit(unit):
                keys.unknown("unknown_unit", "unit", unit, self.known.units())
            elif unit and not self.known.is_section(unit):
                keys.wrong("not_a_section", "unit", found=unit)
            self._known_field(keys, field, "field")
            if value is None and not keys.has("value"):
                keys.wrong("missing_key", "value")
            claimed.append(Claimed(UnitId(unit), field, value or 0))
        return tuple(claimed)

    def _correction(self, common: Mapping[str, Any]) -> Corrected:
        keys, ballot, target = self.keys, self.known.ballot, common["target"]
        if target.units is None or len(target.units) != 1:
            keys.wrong("correction_target", "unit")
        if target.contest is None and len(ballot.contests) > 1:
            keys.wrong("correction_target", "contest")
        if target.round is None and len(ballot.rounds) > 1:
            keys.wrong("correction_target", "round")
        field = keys.text("field", required=True)
        self._known_field(keys, field, "field")
        value = keys.count("value")
        if value is None and not keys.has("value"):
            keys.wrong("missing_key", "value")
        return Corrected(
            **common,
            field=field,
            value=value or 0,
            reason=keys.text("reason"),
            evidence=keys.texts("evidence"),
        )

    def _dispute(self, common: Mapping[str, Any]) -> Disputed:
        keys = self.keys
        seeks = keys.choice("seeks", SEEKS, "annul")
        options, ballots, values = self._options("options"), keys.count("ballots", least=1), self._values()
        ways = [name for name in ("options", "ballots", "values") if keys.has(name)]
        if seeks == "correct" and len(ways) != 1:
            keys.wrong("correct_how", "seeks", found=", ".join(ways))
        elif seeks != "correct" and ways:
            keys.wrong("correct_only", ways[0], found=seeks)
        if keys.has("options") and len(set(options)) != 2:
            keys.wrong("two_options", "options", found=len(options))
        return Disputed(
            **common,
            id=keys.id("id"),
            grounds=keys.text("grounds"),
            seeks=seeks,
            options=options,
            ballots=ballots,
            values=values,
        )

    def _ruling(self, common: Mapping[str, Any]) -> Ruled:
        keys = self.keys
        if not keys.has("effect"):
            keys.wrong("missing_key", "effect")
        effect = keys.choice("effect", EFFECTS, "uphold")
        return Ruled(
            **common,
            of=self._cited("of", required=False),
            effect=effect,
            for_=keys.count("for"),
            against=keys.count("against"),
            abstaining=keys.count("abstaining"),
            grounds=keys.text("grounds"),
            values=self._values(),
        )
