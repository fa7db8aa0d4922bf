"""Signing, withdrawing, typing a sheet: each is kept as it came in, then one member is counted anew.

What counts is decided by :func:`recolement.initiatives.counting.stand` and by nothing else; the counter of
the member's unit moves by the difference. All of it is one transaction, in which the member's row is held:
two devices at once, or a click sent twice, make one signature.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from recolement.initiatives.counting import Signature, Void, Way, Withdrawal, stand
from recolement.initiatives.rulebook import Rulebook
from recolement.web.initiatives.models import Initiative, Line, Member, Sheet, Signing, Unit
from recolement.web.initiatives.vault import Vault


def sign(rules: Rulebook, vault: Vault, member: Member, at: datetime) -> bool:
    """One member signs online; whether they count now."""
    return _act(rules, vault, member, Signing(member=member, way=Way.ONLINE.value, at=at))


def withdraw(rules: Rulebook, vault: Vault, member: Member, at: datetime) -> bool:
    """One member takes back whatever they signed; whether they still count (after the closing)."""
    taken = Signing(member=member, way=Way.ONLINE.value, at=at, withdraws=True)
    return _act(rules, vault, member, taken)


def _act(rules: Rulebook, vault: Vault, member: Member, signing: Signing) -> bool:
    with transaction.atomic():
        held = Member.objects.select_for_update().get(pk=member.pk)
        counting = held.counts == Way.ONLINE if not signing.withdraws else not held.counts
        if not counting:  # else a second sending of the same: nothing more is kept of it
            signing.save()
            restand(rules, vault, held)
        return bool(held.counts)


def restand(rules: Rulebook, vault: Vault, member: Member) -> None:
    """Decide anew what counts of all that one member signed; the member's row is held."""
    unit = vault.member(member).unit
    rows = list(member.signings.select_related("line"))
    signatures = [
        Signature(f"{row.pk:012d}", "", row.at, Way(row.way), _void(row)) for row in rows if not row.withdraws
    ]
    withdrawals = [Withdrawal("", row.at) for row in rows if row.withdraws]
    counts, why = stand(rules, unit, signatures, withdrawals)
    now = "" if counts is None else counts.way.value
    if now != member.counts:
        moved = {}
        for way, step in ((member.counts, -1), (now, 1)):
            if way:
                moved[way] = F(way) + step
        Unit.objects.filter(initiative_id=member.initiative_id, name=unit).update(**moved)
        member.counts = now
        member.save(update_fields=["counts"])
    for row in rows:
        if row.line is not None:
            void = why[f"{row.pk:012d}"]
            Line.objects.filter(pk=row.line.pk).update(void="" if void is None else void.value)


def _void(row: Signing) -> Void | None:
    """What whoever looked at the paper said of it."""
    if row.line is None:
        return None
    said = row.line.verdict if row.line.verdict not in ("", "good") else row.line.seen
    return Void(said) if said else None


@dataclass(frozen=True, slots=True)
class Typed:
    """One line of a sheet as it was typed: with whom it was matched, whether it bears no signature."""

    text: str
    member: Member | None
    unsigned: bool


def matched(initiative: Initiative, vault: Vault, typed: str) -> list[Member]:
    """The members of a number or, where no number is such, of a name: one, several of one name, or none."""
    by_number = initiative.members.filter(number=vault.number(typed)).first()
    if by_number is not None:
        return [by_number]
    return list(initiative.members.filter(name=vault.name(typed))[:20])


def take_sheet(rules: Rulebook, vault: Vault, sheet: Sheet, lines: Iterable[Typed]) -> list[Line]:
    """Keep a sheet with its lines, and count it. ``IntegrityError`` where its number was typed before."""
    with transaction.atomic():
        sheet.save(force_insert=True)
        made = []
        for place, one in enumerate(lines, start=1):
            line = Line.objects.create(
                sheet=sheet,
                place=place,
                member=one.member,
                typed=vault.sealed(one.text),
                seen=Void.UNSIGNED.value if one.unsigned else "",
                void="" if one.member is not None else Void.UNKNOWN.value,
            )
            if one.member is not None:
                held = Member.objects.select_for_update().get(pk=one.member.pk)
                Signing.objects.create(member=held, way=Way.PAPER.value, at=sheet.received, line=line)
                restand(rules, vault, held)
            made.append(line)
        return [Line.objects.get(pk=line.pk) for line in made]


def undo_sheet(rules: Rulebook, vault: Vault, sheet: Sheet) -> None:
    """Take a sheet out again, as if it had not been typed."""
    with transaction.atomic():
        members = [line.member_id for line in sheet.lines.all() if line.member_id is not None]
        sheet.delete()
        for member in Member.objects.select_for_update().filter(pk__in=members).order_by("pk"):
            restand(rules, vault, member)
