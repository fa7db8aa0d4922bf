"""The roll of the people who are called, and the marked register of a round, from CSV or a workbook.

>>> problems = Problems()
>>> roll = read_roll(
...     b"section,numero,nom,prenom,telephone,consentement,date\\nnord-1,17,Martin,Alice,06 12 34 56 78,oui,01/03/2026\\n",
...     "roll.csv", problems)
>>> roll.members[0].name, roll.members[0].telephone, roll.members[0].consented
('Alice Martin', '+33612345678', datetime.date(2026, 3, 1))
>>> [one.number for one in read_register(b"section,number\\nnord-1,17\\n", "register.csv", problems).marked]
['17']

Of a register nothing is read but the section, the number and the name of those who voted; of a roll nothing
but the columns named below. The others are named in ``unread``.
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from recolement.calls.spelling import same_email, same_name, same_number, same_telephone
from recolement.formats.call_columns import Lines, Places, table_of
from recolement.formats.gathering import Problems
from recolement.formats.spelling import without_accents
from recolement.model.calls import Marked, Member, Said

LARGEST_ROLL: Final = 1_000_000
OF_ROLL: Final = (
    "section", "number", "name", "first_name", "telephone", "email", "consent", "consent_date", "said"
)  # fmt: skip
OF_REGISTER: Final = ("section", "number", "name", "first_name", "voted")
OF_OBJECTIONS: Final = ("section", "name", "first_name", "telephone", "email")

YES: Final = ("yes", "oui", "y", "o", "1", "x", "true", "vrai")
NO: Final = ("", "no", "non", "n", "0", "false", "faux")
SAID: Final[Mapping[str, Said]] = {
    "": Said.NOTHING,
    **{one.value: one for one in Said},
    "indecis": Said.UNDECIDED, "indecise": Said.UNDECIDED, "ira_voter": Said.WILL_VOTE,
    "a_vote": Said.HAS_VOTED,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Roll:
    """The people of a roll, and the columns that were not read."""

    members: tuple[Member, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """Those who voted, and the columns that were not read."""

    marked: tuple[Marked, ...]
    unread: tuple[str, ...]


def read_roll(content: bytes, file: str, problems: Problems, places: Places | None = None) -> Roll:
    """The people of a roll; a section that is none, an unreadable telephone, a person met twice are noted."""
    table = table_of(content, file, problems)
    if table is None:
        return Roll((), ())
    lines = Lines(table, OF_ROLL, places or Places(), problems)
    if not lines.has("section", "name"):
        return Roll((), ())
    met: dict[tuple[str, str, str], int] = {}
    members = []
    for row, cells in lines.rows():
        member = _member(row, cells, lines)
        if member is None:
            continue
        number = same_number(member.number)
        same = (member.section, number, "" if number else same_name(member.name))
        if met.setdefault(same, row) != row:
            problems.add("person_again", file, row, first=met[same])
            continue
        members.append(member)
    if len(members) > LARGEST_ROLL:
        problems.add("roll_too_long", file, most=LARGEST_ROLL)
    elif not members and not problems:
        problems.add("nobody", file)
    return Roll(tuple(members), lines.unread)


def _member(row: int, cells: Mapping[str, str], lines: Lines) -> Member | None:
    section, name = lines.section(row, cells), _whole_name(cells)
    if not name:
        lines.wrong(row, "name", "person_without_name")
    telephone = same_telephone(cells.get("telephone", ""))
    if telephone is None:
        lines.wrong(row, "telephone", "no_telephone", found=cells["telephone"])
    email = same_email(cells.get("email", ""))
    if email is None:
        lines.wrong(row, "email", "no_address", found=cells["email"])
    said = SAID.get(without_accents(cells.get("said", "")).replace(" ", "_"))
    if said is None:
        lines.wrong(row, "said", "not_said", found=cells["said"])
    consented = _consent(row, cells, lines)
    if section is None or not name or telephone is None or email is None or said is None:
        return None
    return Member(row, section, cells.get("number", ""), name, telephone, email, consented, said)


def _consent(row: int, cells: Mapping[str, str], lines: Lines) -> date | None:
    """The day of the consent; ``None`` where there is none."""
    told, on = cells.get("consent"), cells.get("consent_date", "")
    plain = without_accents(told or "")
    if plain not in (*YES, *NO):
        lines.wrong(row, "consent", "not_yes_or_no", found=told or "")
        return None
    if plain in NO and told is not None:
        return None
    if not on:
        if told is not None:
            lines.wrong(row, "consent_date", "consent_without_date")
        return None
    day = read_day(on)
    if day is None:
        lines.wrong(row, "consent_date", "no_day", found=on)
    return day


def read_day(text: str) -> date | None:
    """A day as ``2026-03-01`` or ``01/03/2026``; ``None`` for anything else.

    >>> read_day("1/3/2026"), read_day("2026-03-01 00:00:00"), read_day("31/02/2026")
    (datetime.date(2026, 3, 1), datetime.date(2026, 3, 1), None)
    """
    parts = text.split(" ")[0].partition("T")[0].replace("/", "-").replace(".", "-").split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        return None
    year, month, day = parts if len(parts[0]) == 4 else reversed(parts)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def read_register(content: bytes, file: str, problems: Problems, places: Places | None = None) -> Register:
    """Those who voted. With a column ``voted``, those for whom it says yes; without one, every line."""
    table = table_of(content, file, problems)
    if table is None:
        return Register((), ())
    lines = Lines(table, OF_REGISTER, places or Places(), problems)
    if not lines.has("section"):
        return Register((), lines.unread)
    if not {"number", "name"} & lines.columns.keys():
        problems.add("register_columns", file, 1)
        return Register((), lines.unread)
    marked = []
    for row, cells in lines.rows():
        voted = without_accents(cells.get("voted", "1"))
        if voted not in (*YES, *NO):
            lines.wrong(row, "voted", "not_yes_or_no", found=cells["voted"])
        if voted in NO:
            continue
        section, name = lines.section(row, cells), _whole_name(cells)
        number = cells.get("number", "")
        if not (number or name):
            lines.wrong(row, None, "nobody_named")
        if section is not None:
            marked.append(Marked(row, section, same_number(number), same_name(name)))
    return Register(tuple(marked), lines.unread)


def read_objections(content: bytes, file: str, problems: Problems) -> tuple[Member, ...]:
    """Those who do not want to be called: a telephone, an address, or a section and a name."""
    table = table_of(content, file, problems)
    if table is None:
        return ()
    lines = Lines(table, OF_OBJECTIONS, Places(), problems)
    found = []
    for row, cells in lines.rows():
        telephone = same_telephone(cells.get("telephone", ""))
        if telephone is None:
            lines.wrong(row, "telephone", "no_telephone", found=cells["telephone"])
        email = same_email(cells.get("email", ""))
        if email is None:
            lines.wrong(row, "email", "no_address", found=cells["email"])
        section, name = cells.get("section", ""), _whole_name(cells)
        if not (telephone or email or (section and name)) and telephone is not None and email is not None:
            lines.wrong(row, None, "objection_of_nobody")
        found.append(Member(row, section, "", name, telephone or "", email or "", None))
    return tuple(found)


def _whole_name(cells: Mapping[str, str]) -> str:
    return " ".join(part for part in (cells.get("first_name", ""), cells.get("name", "")) if part)
