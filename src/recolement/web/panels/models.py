"""What is kept of a panel: what is published as it is, what is about people sealed.

The key of what is sealed is in a file outside the database (:mod:`recolement.web.panels.vault`): whoever
holds the database alone reads nothing about anybody, and once the key is destroyed nobody does.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Panel(models.Model):
    """A panel to be drawn: what its organiser said when it was made. What happened since is in its ledger."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=300)
    size = models.PositiveIntegerField()
    method = models.CharField(max_length=10)
    purge_by = models.DateField()
    """The day from which the volunteers' data is destroyed."""
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.title


class Sealed(models.Model):
    """One file about people, encrypted: the volunteers, the quotas before they are announced, the salts and
    chances, what a check found."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="sealed")
    name = models.CharField(max_length=20)
    content = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["panel", "name"], name="one_sealed_file_a_name")
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.panel}"


class Document(models.Model):
    """One published file, byte for byte; its digest is in the panel's ledger."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="documents")
    name = models.CharField(max_length=60)
    content = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["panel", "name"], name="one_document_a_name")
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.panel}"


class Letter(models.Model):
    """What one volunteer is told, sealed by the code of their own letter, which is not kept."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="letters")
    lookup = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["panel", "lookup"], name="one_letter_a_code")
        ]

    def __str__(self) -> str:
        return f"a letter of {self.panel}"


class Seed(models.Model):
    """What the seed of a draw is made of: step 0 is the panel's, the others are replacements'.

    ``gone`` are the public numbers of those who are replaced.
    """

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="seeds")
    step = models.PositiveIntegerField()
    source = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(null=True)
    """When the public source gives its value."""
    value = models.CharField(max_length=300, blank=True)
    gone = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["panel", "step"], name="one_seed_a_step")]

    def __str__(self) -> str:
        return f"seed {self.step} of {self.panel}"


class Contribution(models.Model):
    """One person's part of a seed: first the commitment, at the draw the secret."""

    seed = models.ForeignKey(Seed, on_delete=models.CASCADE, related_name="contributions")
    name = models.CharField(max_length=100)
    link_digest = models.CharField(max_length=64, unique=True)
    commitment = models.CharField(max_length=64, blank=True)
    secret = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seed", "name"], name="one_contribution_a_name")
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.seed}"


class Job(models.Model):
    """A computation in a process of its own; whether that process lives is asked of its lock."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=12)
    state = models.CharField(max_length=10, default="starting")
    stage = models.CharField(max_length=20, default="starting")
    problem = models.CharField(max_length=40, blank=True)
    """Why it ended without a result: a code of ``panels.toml``."""
    started = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} of {self.panel}"
