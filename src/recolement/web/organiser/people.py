"""People from a table: who has which post, where, and how to reach them. All rows are taken, or none.

Names, addresses and telephone numbers stay in the accounts: nothing of them goes into the ledger.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from recolement.formats.gathering import Problems
from recolement.formats.tables import Table, allow, read_csv, require
from recolement.formats.workbook import read_workbook
from recolement.model.folder import BallotFolder
from recolement.model.ids import UnitId
from recolement.model.problems import Unusable
from recolement.web.accounts.models import Account, Post, Role
from recolement.web.words import say
from recolement.words.naming import Names
from recolement.words.numbers import Language
from recolement.words.problems import problem_sentence

COLUMNS = ("post", "unit", "name", "email", "telephone", "language", "option")
MOST = 5_000

OFFERED = tuple(post for post in Post if post != Post.ADMINISTRATOR)
"""The posts that an organiser gives."""


@dataclass(frozen=True, slots=True)
class Person:
    """One row."""

    post: Post
    unit: str
    name: str
    email: str
    telephone: str = ""
    language: str = ""
    option: str = ""


def said_role(role: Role, names: Names) -> str:
    """A post in words: which, where, and for whom where it is a representative's."""
    place = names.unit(role.unit) if role.unit else ""
    option = names.option(None, role.option) if role.option else ""
    return " · ".join(part for part in (say(f"post.{role.post}", names.language), place, option) if part)


def username_of(slug: str, unit: str) -> str:
    """The name of a section's account. One too long is cut, and told from the others by its digest."""
    whole = f"{slug}:{unit}"
    return whole if len(whole) <= 150 else f"{whole[:117]}:{sha256(whole.encode()).hexdigest()[:32]}"


def read_people(
    file: str, content: bytes, folder: BallotFolder, language: Language
) -> tuple[list[Person], list[str]]:
    """The people of a table, and what is wrong with its rows."""
    problems = Problems()
    table: Table | None
    if file.endswith(".xlsx"):
        book = read_workbook(content, file, problems)
        table = None if book is None else book.table("", problems, COLUMNS)
    else:
        table = read_csv(content, file, problems, COLUMNS)
    if table is not None:
        allow(table, COLUMNS, problems)
        require(table, ("post", "email"), problems)
    try:
        problems.stop_if_any()
    except Unusable as unusable:
        return [], [problem_sentence(one, language) for one in unusable.problems]
    if table is None:
        return [], []
    people, wrong = [], []
    for row, cells in table.rows:
        given = {name: cells[at].strip() for name in COLUMNS if (at := table.column(name)) is not None}
        found = _person(given, folder)
        if isinstance(found, Person):
            people.append(found)
        else:
            wrong.append(f"{say('invitation.row', language, number=row)} {say(found, language)}")
    if len(people) > MOST:
        wrong.append(say("people.too_many", language, most=MOST))
    return people, wrong


def _person(given: dict[str, str], folder: BallotFolder) -> Person | str:
    """One row, or the code of what is wrong with it."""
    post = _post(given["post"])
    if post is None:
        return "people.unknown_post"
    unit, email = given.get("unit", ""), given["email"]
    if unit and unit not in folder.tree:
        return "people.unknown_unit"
    if post is Post.SECRETARY and not (unit and folder.tree.is_leaf(UnitId(unit))):
        return "people.no_section"
    try:
        validate_email(email)
    except ValidationError:
        return "people.no_address"
    option = given.get("option", "") if post is Post.REPRESENTATIVE else ""
    if option and all(option != one.id for contest in folder.ballot.contests for one in contest.options):
        return "people.unknown_option"
    language = given.get("language", "").casefold()
    if language not in ("", "fr", "en"):
        return "people.unknown_language"
    name, telephone = given.get("name", "")[:200], given.get("telephone", "")[:40]
    return Person(post, unit, name, email[:254], telephone, language, option)


def _post(written: str) -> Post | None:
    """A post by its code or by its name in either language."""
    wanted = written.casefold()
    for post in OFFERED:
        if wanted in {post.value, *(say(f"post.{post.value}", one).casefold() for one in ("fr", "en"))}:
            return post
    return None


@transaction.atomic
def take_in(slug: str, people: list[Person], names: Names) -> int:
    """Give each their post; how many accounts are new.

    An account that is there keeps its name, address and password: who invites cannot turn it to another
    address. A section's account, which belongs to no person, takes the new address until it is used.
    """
    new = 0
    for one in people:
        section = one.post is Post.SECRETARY
        username = username_of(slug, one.unit) if section else one.email.casefold()[:150]
        account, made = Account.objects.get_or_create(
            username=username,
            defaults={
                "name": one.name or (names.unit(one.unit)[:200] if section else ""),
                "email": one.email,
                "telephone": one.telephone,
                "language": one.language,
                "password": "!",
            },
        )
        new += made
        if not made and section and not account.has_usable_password():
            account.email, account.telephone, account.language = one.email, one.telephone, one.language
            account.name = one.name or account.name
            account.save(update_fields=["email", "telephone", "language", "name"])
        Role.objects.get_or_create(
            account=account, ballot=slug, post=one.post.value, unit=one.unit, option=one.option
        )
    return new
