"""Of which ballots the projection is shown, and what it is compared with."""

from __future__ import annotations

from django.db import models


class ShownProjection(models.Model):
    """A ballot whose projection is shown; ``baseline`` is ``contest/round`` of the same ballot, or empty."""

    slug = models.SlugField(max_length=80, unique=True)
    baseline = models.CharField(max_length=400, blank=True, default="")

    def __str__(self) -> str:
        return self.slug
