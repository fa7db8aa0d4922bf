"""The ballot from TOML (``ballot.toml``): contests with their options and rulebooks, rounds, scopes."""

from __future__ import annotations

import re
from collections.abc import Collection

from recolement.formats.rulebook import KEYS as RULEBOOK_KEYS
from recolement.formats.rulebook import read_rulebook
from recolement.formats.toml import Keys
from recolement.model.ballots import Ballot, Contest, Member, Option, OptionKind, Round, Scope
from recolement.model.ids import ContestId, OptionId, UnitId
from recolement.model.rulebook import Rule, Rulebook
from recolement.model.sheets import FIGURES

COLUMNS = ("unit", "contest", "round", *FIGURES, "entry", "by", "at")
"""The columns of ``sheets.csv`` and ``entries.csv`` that are not options: no option may bear their names."""

BALLOT_KEYS = (
    "title", "organisation", "language", "timezone", "levels", "turnout_hours",
    "rulebook", "contest", "round",
)  # fmt: skip
CONTEST_KEYS = ("id", "name", "scope", "option")
OPTION_KEYS = (
    "id", "name", "kind", "principal", "substitute", "members", "born", "since", "labels", "number", "colour",
    "units", "family",
)  # fmt: skip
ROUND_KEYS = ("number", "date", "contests", "options", "places")
LANGUAGES = ("fr", "en")
_HOUR = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII).fullmatch
FILLS_SEATS = (Rule.HIGHEST_AVERAGES, Rule.LARGEST_REMAINDER, Rule.MUNICIPAL_LIST)
"""The rules that share seats out: how many must be written, one is no sensible guess."""


def parse_scope(text: str) -> Scope:
    """A scope as written: a unit's id, ``each:<level or kind>``, ``<kind>:<group>``.

    >>> parse_scope("each:federation")
    Scope(each=True, kind='federation', id=None)
    """
    kind, colon, name = text.partition(":")
    if not colon:
        return Scope(each=False, kind=None, id=text)
    if kind == "each":
        return Scope(each=True, kind=name, id=None)
    return Scope(each=False, kind=kind, id=name)


def write_scope(scope: Scope) -> str:
    """A scope as FORMAT writes it."""
    if scope.each:
        return f"each:{scope.kind}"
    return f"{scope.id}" if scope.kind is None else f"{scope.kind}:{scope.id}"


def read_ballot(keys: Keys, rulebook: Keys | None, root: str) -> Ballot:
    """The ballot of a document; problems are noted in its keys.

    ``rulebook`` are the keys of the ballot's own rulebook, wherever it was written. ``root`` is the scope
    of contests that name none. Units, groups and levels are compared with the tree later.
    """
    keys.allow(BALLOT_KEYS)
    title = keys.text("title", required=True)
    levels = keys.texts("levels")
    if not levels:
        keys.wrong("missing_key", "levels")
    elif len(set(levels)) < len(levels):
        keys.wrong("doubled_level", "levels")
    base = None if rulebook is None else read_rulebook(rulebook)
    written: Collection[str] = () if rulebook is None else rulebook.table
    if rulebook is None and isinstance(keys.table.get("rulebook"), str):
        written = RULEBOOK_KEYS  # in a file that cannot be read: nobody knows what it left out
    contests = tuple(_contest(one, base, written, root) for one in keys.tables("contest"))
    if not contests:
        keys.wrong("missing_key", "contest")
    seen: set[str] = set()
    for place, contest in enumerate(contests, start=1):
        if contest.id in seen:
            keys.wrong("doubled_contest", f"contest[{place}].id", found=contest.id)
        seen.add(contest.id)
    return Ballot(
        title=title,
        organisation=keys.text("organisation"),
        levels=levels,
        contests=contests,
        rounds=_rounds(keys, contests),
        language=keys.choice("language", LANGUAGES, "fr"),
        timezone=keys.text("timezone", "Europe/Paris"),
        turnout_hours=_hours(keys),
    )


def _hours(keys: Keys) -> tuple[str, ...]:
    """Hours of the day, each later than the one before."""
    hours = keys.texts("turnout_hours")
    for hour in hours:
        if not _HOUR(hour):
            keys.wrong("bad_hour", "turnout_hours", found=hour)
    if list(hours) != sorted(set(hours)):
        keys.wrong("hours_out_of_order", "turnout_hours", found=", ".join(hours))
    return hours


def _contest(keys: Keys, base: Rulebook | None, written: Collection[str], root: str) -> Contest:
    """A contest; ``written`` are the keys of the ballot's own rulebook, which its own keys override."""
    if "rule" not in written and not keys.has("rule"):
        keys.wrong("missing_key", "rule")
    rulebook = read_rulebook(keys, base, also=CONTEST_KEYS)
    if rulebook.rule in FILLS_SEATS and "seats" not in written and not keys.has("seats"):
        keys.wrong("seats_missing", "seats", found=rulebook.rule.value)
    options = tuple(_option(one) for one in keys.tables("option"))
    if not options:
        keys.wrong("missing_key", "option")
    seen: set[str] = set()
    for place, option in enumerate(options, start=1):
        if option.id and option.id in seen:
            keys.wrong("doubled_option", f"option[{place}].id", found=option.id)
        seen.add(option.id)
    identity = keys.id("id")
    return Contest(
        id=ContestId(identity),
        name=keys.text("name", identity),
        scope=parse_scope(keys.text("scope", root)),
        options=options,
        rulebook=rulebook,
    )


def _option(keys: Keys) -> Option:
    keys.allow(OPTION_KEYS)
    identity = keys.id("id")
    if identity in COLUMNS:
        keys.wrong("option_is_column", "id", found=identity)
    members = []
    for member in keys.tables("members"):
        member.allow(("name", "born"))
        members.append(Member(member.text("name", required=True), member.date("born")))
    return Option(
        id=OptionId(identity),
        name=keys.text("name", identity),
        kind=OptionKind(keys.choice("kind", tuple(OptionKind), OptionKind.CANDIDATE)),
        principal=keys.optional_text("principal"),
        substitute=keys.optional_text("substitute"),
        members=tuple(members),
        born=keys.date("born"),
        since=keys.date("since"),
        labels=keys.texts("labels"),
        number=keys.count("number"),
        colour=keys.optional_text("colour"),
        units=tuple(map(UnitId, keys.texts("units"))) if keys.has("units") else None,
        family=keys.optional_text("family"),
    )


def _rounds(keys: Keys, contests: tuple[Contest, ...]) -> tuple[Round, ...]:
    rounds: list[Round] = []
    for one in keys.tables("round"):
        one.allow(ROUND_KEYS)
        number = one.count("number", least=1)
        if number is None:
            if not one.has("number"):
                one.wrong("missing_key", "number")
            continue
        if any(other.number == number for other in rounds):
            one.wrong("doubled_round", "number", found=number)
        held = one.texts("contests")
        for contest in held:
            _known_contest(one, "contests", contest, contests)
        rounds.append(
            Round(
                number=number,
                date=one.date("date"),
                contests=tuple(map(ContestId, held)) if one.has("contests") else None,
                options=_standing(one, contests, held if one.has("contests") else None),
            )
        )
    return tuple(sorted(rounds, key=lambda one: one.number)) or (Round(1),)


def _known_contest(keys: Keys, name: str, contest: str, contests: tuple[Contest, ...]) -> Contest | None:
    for known in contests:
        if known.id == contest:
            return known
    ids = [known.id for known in contests]
    keys.unknown("unknown_contest", name, contest, ids)
    return None


def _standing(
    keys: Keys, contests: tuple[Contest, ...], held: tuple[str, ...] | None
) -> dict[ContestId, tuple[OptionId, ...]]:
    """Who stands in a round, by contest; ``held`` are the round's contests (``None``: all)."""
    inner = keys.inner("options")
    standing: dict[ContestId, tuple[OptionId, ...]] = {}
    for name in inner.table if inner else ():
        assert inner is not None
        contest = _known_contest(inner, name, name, contests)
        options = inner.texts(name)
        ids = [option.id for option in contest.options] if contest else []
        if contest and held is not None and name not in held:
            inner.wrong("contest_not_held", name, found=name, round=keys.count("number") or 0)
        if inner.table[name] == []:
            inner.wrong("nobody_stands", name, found=name)
        elif len(set(options)) < len(options):
            inner.wrong("doubled_standing", name, found=name)
        for option in options:
            if contest and option not in ids:
                inner.unknown("unknown_option", name, option, ids)
        standing[ContestId(name)] = tuple(map(OptionId, options))
    return standing
