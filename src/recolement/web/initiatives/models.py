"""What is kept of an initiative: what is published as it is, who may sign and who signed sealed.

The key of what is sealed is a file outside the database (:mod:`recolement.web.initiatives.vault`). Without
it, a row of the roll is a number of bytes: not even the unit of a member is in clear, as a unit may have one
member only. How many signed in each unit is counted as people sign, and kept: a page reads the units, never
the signatures.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Initiative(models.Model):
    """What its organiser said. What happened since is in its ledger."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=300)
    purge_by = models.DateField()
    """The day from which the roll and the signatures are destroyed."""
    rules = models.JSONField(default=dict)
    """The rules as they were last saved (:mod:`recolement.web.initiatives.rules`)."""
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.title


class Document(models.Model):
    """One published file, byte for byte; its digest is in the ledger."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="documents")
    name = models.CharField(max_length=60)
    content = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "name"], name="one_initiative_document_a_name")
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.initiative}"


class Unit(models.Model):
    """One unit of the roll, with the counters that pages read."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="units")
    name = models.CharField(max_length=200)
    registered = models.PositiveIntegerField()
    online = models.PositiveIntegerField(default=0)
    paper = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "name"], name="one_unit_a_name")
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.initiative}"


class Member(models.Model):
    """One person on the roll. The three digests are made with the key: without it they say nothing."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="members")
    number = models.CharField(max_length=43)
    name = models.CharField(max_length=43)
    code = models.CharField(max_length=43)
    """The digest of the code with which this person signs."""
    content = models.BinaryField()
    counts = models.CharField(max_length=6, blank=True)
    """The way of the signature that counts; empty where none does."""
    mailed = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "number"], name="one_member_a_number"),
            models.UniqueConstraint(fields=["initiative", "code"], name="one_member_a_code"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["initiative", "name"], name="members_by_name"),
            models.Index(fields=["initiative", "counts"], name="members_by_count"),
        ]

    def __str__(self) -> str:
        return f"a member of {self.initiative}"


class Sheet(models.Model):
    """One sheet of paper: when it was handed in, the digest of its scan, who typed it."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="sheets")
    number = models.PositiveIntegerField()
    received = models.DateTimeField()
    digest = models.CharField(max_length=64, blank=True)
    actor = models.CharField(max_length=40)
    entered = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "number"], name="one_sheet_a_number")
        ]

    def __str__(self) -> str:
        return f"sheet {self.number} of {self.initiative}"


class Line(models.Model):
    """One line of a sheet: what was typed (sealed), with whom it was matched, why it does not count.

    ``drawn``: its number in the sample, or in the check of all; ``verdict``: what the check of the paper
    found (``good``, or a reason).
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="lines")
    place = models.PositiveIntegerField()
    member = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="lines")
    typed = models.BinaryField()
    seen = models.CharField(max_length=10, blank=True)
    """What was seen on the paper when it was typed: no signature."""
    void = models.CharField(max_length=10, blank=True)
    drawn = models.PositiveIntegerField(null=True)
    verdict = models.CharField(max_length=10, blank=True)
    checked_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["sheet", "place"], name="one_line_a_place")]
        indexes: ClassVar = [models.Index(fields=["drawn"], name="lines_drawn")]

    def __str__(self) -> str:
        return f"line {self.place} of {self.sheet}"


class Signing(models.Model):
    """One member signs or withdraws, at a moment; ``line``: on which line of paper."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="signings")
    withdraws = models.BooleanField(default=False)
    way = models.CharField(max_length=6)
    at = models.DateTimeField()
    line = models.OneToOneField(Line, on_delete=models.CASCADE, null=True, related_name="signing")

    def __str__(self) -> str:
        return f"{'withdrawn' if self.withdraws else 'signed'} {self.way} {self.at}"
