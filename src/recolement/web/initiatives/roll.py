"""The roll of those who may sign: taken in from a table, sealed row by row, counted by unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import transaction

from recolement.formats.gathering import Problems
from recolement.formats.initiatives import RollMember, read_roll
from recolement.model.problems import Unusable
from recolement.publication.panel_ceremony import canonical
from recolement.web.initiatives.models import Initiative, Member, Unit
from recolement.web.initiatives.vault import Vault
from recolement.words.numbers import Language
from recolement.words.problems import problem_sentence

MOST_PROBLEMS = 50
AT_ONCE = 2_000


def understood(content: bytes, file: str, language: Language) -> tuple[Sequence[RollMember], list[str]]:
    """Who is on the roll, or what is wrong with its lines."""
    problems = Problems()
    members = read_roll(content, file, problems)
    try:
        problems.stop_if_any()
    except Unusable as unusable:
        return (), [problem_sentence(one, language) for one in unusable.problems[:MOST_PROBLEMS]]
    return members, []


@transaction.atomic
def take_in(initiative: Initiative, vault: Vault, members: Iterable[RollMember]) -> dict[str, int]:
    """Keep a roll in place of the one before; how many are registered in each unit."""
    initiative.members.all().delete()
    initiative.units.all().delete()
    registered: Counter[str] = Counter()

    def rows() -> Iterable[Member]:
        for one in members:
            registered[one.unit] += 1
            yield vault.row(initiative.pk, one)

    Member.objects.bulk_create(rows(), batch_size=AT_ONCE)
    Unit.objects.bulk_create(
        [Unit(initiative=initiative, name=name, registered=number) for name, number in registered.items()],
        batch_size=AT_ONCE,
    )
    return dict(registered)


def roll_document(initiative: Initiative) -> bytes:
    """How many are registered in each unit, as it is published."""
    units = {one.name: one.registered for one in initiative.units.order_by("name")}
    return canonical({"format": "recolement-initiative-roll/1", "units": units})
