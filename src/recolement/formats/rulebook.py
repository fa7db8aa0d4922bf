"""Rulebooks from TOML: every key of the reference, shares exact, unknown keys refused.

>>> from recolement.formats.gathering import Problems
>>> from recolement.formats.toml import Document, Keys
>>> problems = Problems()
>>> table = {"rule": "highest_averages", "threshold": "1/20", "seats": 7}
>>> rulebook = read_rulebook(Keys(Document("rulebook.toml", table), table, "", problems))
>>> rulebook.rule, rulebook.threshold, rulebook.seats
(<Rule.HIGHEST_AVERAGES: 'highest_averages'>, Fraction(1, 20), 7)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from recolement.formats.toml import Keys
from recolement.model.rulebook import Base, Rule, Rulebook, Runoff, Warn

KEYS = tuple(field.name for field in fields(Rulebook))
"""The keys of a rulebook, in the order of the reference."""

CHOICES: Mapping[str, tuple[str, ...]] = {
    "rule": tuple(Rule),
    "base": tuple(Base),
    "threshold_base": tuple(Base),
    "quorum_base": tuple(Base),
    "blank": ("separate", "valid"),
    "divisor": ("dhondt", "sainte_lague", "modified_sainte_lague", "imperiali"),
    "quota": ("hare", "hagenbach_bischoff", "droop", "imperiali"),
    "overflow": ("lower_divisor",),
    "mandates": ("proportional", "rounded", "winner"),
    "voters_are": ("in_box", "signatures"),
    "entry": ("single", "countersigned", "double"),
    "ruling": ("majority", "unanimity"),
    "annulment": ("null", "abstain", "all_zero"),
}
"""The keys whose value is one of some words."""

SHARES = ("threshold", "elected_share_of_registered", "majority", "quorum", "bonus", "call_probability")
TIES = ("age", "seniority", "lot")
RUNOFFS = ("top_two", "threshold")

_FRACTION = re.compile(r"\s*([0-9]{1,12})\s*/\s*([0-9]{1,12})\s*", re.ASCII)
_PER_CENT = re.compile(r"\s*([0-9]{1,12}(?:[.,][0-9]{1,12})?)\s*%\s*", re.ASCII)


def parse_share(text: str) -> Fraction:
    """A share of 1, exactly, from "1/8" or "12.5 %" ("12,5 %" too); ``ValueError`` otherwise.

    >>> parse_share("1/8") == parse_share("12.5 %") == parse_share("12,5 %")
    True
    """
    quotient = _FRACTION.fullmatch(text)
    if quotient and int(quotient[2]):
        return Fraction(int(quotient[1]), int(quotient[2]))
    per_cent = _PER_CENT.fullmatch(text)
    if per_cent:
        return Fraction(Decimal(per_cent[1].replace(",", "."))) / 100
    raise ValueError(text)


def read_share(keys: Keys, name: str) -> Fraction | None:
    """The share under a key, ``None`` if it was left out; a bare number is a problem, so is more than 1."""
    value = keys.table.get(name)
    if value is None:
        return None
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        keys.wrong("bare_share", name, found=str(value))
        return None
    try:
        share = parse_share(value) if isinstance(value, str) else None
    except ValueError:
        code = "bare_share" if re.fullmatch(r"\s*[0-9]*[.,]?[0-9]+\s*", value) else "bad_share"
        keys.wrong(code, name, found=value)
        return None
    if share is None or share > 1:
        keys.wrong("bad_share" if share is None else "share_over_one", name, found=str(value))
        return None
    return share


def read_rulebook(keys: Keys, base: Rulebook | None = None, also: tuple[str, ...] = ()) -> Rulebook:
    """The rulebook of a TOML table, over ``base`` where given (a contest's keys over the ballot's).

    ``also`` are keys of the same table that are not the rulebook's. Problems are noted in ``keys``.
    """
    keys.allow((*KEYS, *also))
    given = base or Rulebook()
    found: dict[str, Any] = {}
    for name, choices in CHOICES.items():
        if keys.has(name):
            found[name] = keys.choice(name, choices, choices[0])
    for name, enumeration in (
        ("rule", Rule),
        ("base", Base),
        ("threshold_base", Base),
        ("quorum_base", Base),
    ):
        if name in found:
            found[name] = enumeration(found[name])
    for name in SHARES:
        share = read_share(keys, name)
        if share is not None:
            found[name] = share
    for name in ("source", "no_majority"):
        if keys.has(name):
            found[name] = keys.text(name)
    if keys.has("dated"):
        found["dated"] = keys.date("dated")
    if keys.has("majority_reached"):
        found["majority_reached"] = keys.flag("majority_reached")
    if keys.has("signatures_needed"):
        found["signatures_needed"] = keys.count("signatures_needed", 1, least=1)
    if keys.has("seats"):
        found["seats"] = _seats(keys)
    if keys.has("ties"):
        found["ties"] = _ties(keys)
    if keys.has("sources"):
        found["sources"] = _sources(keys)
    runoff = keys.inner("runoff")
    if runoff is not None:
        found["runoff"] = _runoff(runoff, given.runoff)
    warn = keys.inner("warn")
    if warn is not None:
        found["warn"] = _warn(warn, given.warn)
    rulebook = replace(given, **found)
    if rulebook.majority == 1 and not rulebook.majority_reached and "majority" in found:
        keys.wrong("majority_unreachable", "majority", found=str(keys.table["majority"]))
    return rulebook


def _seats(keys: Keys) -> int | Mapping[str, int]:
    inner = keys.inner("seats") if isinstance(keys.table["seats"], Mapping) else None
    if inner is None:
        return keys.count("seats", 1, least=1) or 1
    return {name: inner.count(name, 1, least=1) or 1 for name in inner.table}


def _ties(keys: Keys) -> tuple[str, ...]:
    ties = keys.texts("ties")
    for tie in ties:
        if tie not in TIES:
            keys.unknown("unknown_choice", "ties", tie, TIES, expected=" | ".join(TIES))
    return ties


def _sources(keys: Keys) -> Mapping[str, str]:
    inner = keys.inner("sources")
    assert inner is not None
    inner.allow(KEYS)
    return {name: inner.text(name) for name in inner.table}


def _runoff(keys: Keys, base: Runoff) -> Runoff:
    keys.allow(tuple(field.name for field in fields(Runoff)))
    kind = keys.choice("kind", RUNOFFS, base.kind)
    share = read_share(keys, "share")
    if kind == "threshold" and share is None and base.share is None:
        keys.wrong("missing_key", "share")
    return Runoff(
        kind=kind,
        share=share if share is not None else base.share,
        share_base=Base(keys.choice("share_base", tuple(Base), base.share_base)),
        joins=read_share(keys, "joins") if keys.has("joins") else base.joins,
    )


def _warn(keys: Keys, base: Warn) -> Warn:
    names = tuple(field.name for field in fields(Warn))
    keys.allow(names)
    found: dict[str, Any] = {}
    for name in names:
        if keys.has(name):
            standard = getattr(base, name)
            value = read_share(keys, name) if isinstance(standard, Fraction) else keys.count(name)
            found[name] = standard if value is None else value
    return replace(base, **found)
