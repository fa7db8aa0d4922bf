"""The files of an initiative: its rules (TOML), the roll of those who may sign, signatures (CSV, XLSX).

>>> problems = Problems()
>>> roll = read_roll(b"number,name,unit,email\\n12 001,Ann Aba,01,ann@example.org\\n", "roll.csv", problems)
>>> [(one.number, one.unit, one.email) for one in roll], bool(problems)
([('12001', '01', 'ann@example.org')], False)

A member's number is compared without spaces, signs of separation and capitals, as people type it in many
ways; a name without accents and capitals as well, its parts in any order:

>>> plain_number("AB-12 001"), plain_name("LÉVY, Zoé"), plain_name("Zoe Levy")
('ab12001', 'levy zoe', 'levy zoe')
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from unicodedata import combining, normalize

from recolement.formats.gathering import Problems
from recolement.formats.rulebook import parse_share
from recolement.formats.tables import Table, allow, read_csv, require
from recolement.formats.toml import Keys, read_toml
from recolement.formats.workbook import read_workbook
from recolement.initiatives.counting import Signature, Void, Way, Withdrawal
from recolement.initiatives.rulebook import Amount, Follows, Rulebook, Spread

ROLL: Final = ("number", "name", "unit", "email")
SIGNATURES: Final = ("signature", "member", "at", "way", "act", "void")
RULES: Final = ("threshold", "opens", "closes", "follows", "territory", "spread")
SEEN: Final = (Void.UNSIGNED.value, Void.FORGED.value)
"""What only whoever looks at the paper can say."""

_ARCHIVE: Final = b"PK\x03\x04"
_ADDRESS: Final = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")


@dataclass(frozen=True, slots=True)
class RollMember:
    """One line of the roll; the number is the plain one."""

    number: str
    unit: str
    name: str = ""
    email: str = ""


def plain_number(text: str) -> str:
    """A member's number as it is compared."""
    return "".join(one for one in normalize("NFKC", text).casefold() if one.isalnum())[:100]


def plain_name(text: str) -> str:
    """A name as it is compared."""
    bare = "".join(one for one in normalize("NFKD", text[:1000]).casefold() if not combining(one))
    return " ".join(sorted(re.findall(r"\w+", bare)))


def read_roll(content: bytes, file: str, problems: Problems) -> tuple[RollMember, ...]:
    """The roll; a line without number or unit, a number found twice, an address that is none are noted."""
    table = _table(content, file, problems, ROLL)
    if table is None:
        return ()
    allow(table, ROLL, problems)
    if not require(table, ("number", "unit"), problems):
        return ()
    at = {name: table.column(name) for name in ROLL}
    members: list[RollMember] = []
    first: dict[str, int] = {}
    for row, record in table.rows:
        number, name, unit, email = (
            "" if (place := at[column]) is None else record[place].strip() for column in ROLL
        )
        plain = plain_number(number)
        for column, cell in (("number", plain), ("unit", unit)):
            if not cell:
                problems.add("empty_cell", file, row, column)
        if plain and first.setdefault(plain, row) != row:
            problems.add("member_twice", file, row, "number", found=number, first=first[plain])
        if len(unit) > 200:
            problems.add("id_too_long", file, row, "unit", found=unit)
        if email and (len(email) > 254 or _ADDRESS.fullmatch(email) is None):
            problems.add("bad_address", file, row, "email", found=email)
        members.append(RollMember(plain, unit, name[:200], email))
    if not members and not problems:
        problems.add("no_member", file)
    return tuple(members)


def read_rules(content: bytes, file: str, problems: Problems) -> Rulebook | None:
    """The rules; ``None`` after noting what is wrong."""
    document = read_toml(content, file, problems)
    if document is None:
        return None
    keys = Keys(document, document.table, "", problems)
    keys.allow(RULES)
    threshold = _amount(keys, "threshold")
    opens, closes = _moment(keys, "opens"), _moment(keys, "closes")
    if opens is not None and closes is not None and opens >= closes:
        keys.wrong("closes_first", "closes", opens=opens.isoformat())
        return None
    follows = Follows(keys.choice("follows", [one.value for one in Follows], Follows.VOTE.value))
    territory = frozenset(keys.texts("territory")) or None
    inner, spread = keys.inner("spread"), None
    if inner is not None:
        inner.allow(("units", "each"))
        units, each = inner.count("units", least=1), _amount(inner, "each")
        if units is None:
            inner.wrong("missing_key", "units")
        elif each is not None:
            spread = Spread(units, each)
    if problems or threshold is None or opens is None or closes is None:
        return None
    return Rulebook(threshold, opens, closes, follows, spread, territory)


def amount(written: str) -> Amount:
    """An amount as people write it, ``5000`` or ``5 %``; ``ValueError`` for anything else.

    >>> amount("5 000").number, amount("0,5 %").share
    (5000, Fraction(1, 200))
    """
    bare = "".join(written.split())
    if bare.isascii() and bare.isdigit() and len(bare) < 11:
        return Amount(number=int(bare))
    return Amount(share=parse_share(written.strip()))


def _amount(keys: Keys, name: str) -> Amount | None:
    value = keys.table.get(name)
    if value is None:
        keys.wrong("missing_key", name)
        return None
    try:
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise ValueError(str(value))
        return Amount(number=value) if isinstance(value, int) else amount(value)
    except ValueError:
        keys.wrong("bad_amount", name, found=str(value)[:60])
        return None


def _moment(keys: Keys, name: str) -> datetime | None:
    value = keys.table.get(name)
    if value is None:
        keys.wrong("missing_key", name)
    elif not isinstance(value, datetime):
        keys.wrong("bad_moment", name, found=str(value)[:60])
    elif value.tzinfo is None:
        keys.wrong("moment_without_offset", name, found=value.isoformat())
    else:
        return value
    return None


def read_signatures(
    content: bytes, file: str, problems: Problems
) -> tuple[list[Signature], list[Withdrawal]]:
    """Signatures and withdrawals, each with its moment; the id of a signature is found once."""
    table = _table(content, file, problems, SIGNATURES)
    if table is None:
        return [], []
    allow(table, SIGNATURES, problems)
    if not require(table, ("signature", "member", "at", "way"), problems):
        return [], []
    places = {name: table.column(name) for name in SIGNATURES}
    signed: list[Signature] = []
    undone: list[Withdrawal] = []
    first: dict[str, int] = {}
    for row, record in table.rows:
        cell = {name: "" if at is None else record[at].strip() for name, at in places.items()}
        at, member = _at(cell["at"], file, row, problems), plain_number(cell["member"])
        if cell["act"] not in ("", "sign", "withdraw"):
            problems.add("unknown_choice", file, row, "act", found=cell["act"], expected="sign | withdraw")
        if cell["act"] == "withdraw":
            if at is not None:
                undone.append(Withdrawal(member, at))
            continue
        if first.setdefault(cell["signature"], row) != row:
            earlier = first[cell["signature"]]
            problems.add("signature_twice", file, row, "signature", found=cell["signature"], first=earlier)
        for name, choices in (("way", [way.value for way in Way]), ("void", ["", *SEEN])):
            if cell[name] not in choices:
                expected = " | ".join(filter(None, choices))
                problems.add("unknown_choice", file, row, name, found=cell[name], expected=expected)
        if at is not None and not problems:
            void = Void(cell["void"]) if cell["void"] else None
            signed.append(Signature(cell["signature"], member, at, Way(cell["way"]), void))
    return signed, undone


def _at(written: str, file: str, row: int, problems: Problems) -> datetime | None:
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        problems.add("bad_moment", file, row, "at", found=written)
        return None
    if at.tzinfo is None:
        problems.add("moment_without_offset", file, row, "at", found=written)
        return None
    return at


def _table(content: bytes, file: str, problems: Problems, known: Sequence[str]) -> Table | None:
    if content.startswith(_ARCHIVE):
        book = read_workbook(content, file, problems)
        return None if book is None else book.table("", problems, known)
    return read_csv(content, file, problems, known)
