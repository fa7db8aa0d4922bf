"""The published files of a panel: kept byte for byte, their digests for the ledger."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from recolement.publication.panel_ceremony import digest
from recolement.publication.panel_picture import Shares
from recolement.web.panels.models import Document, Panel

FIGURES = "figures.json"
"""Shares of volunteers, population and panel, and the alternates: what the picture and report are made of."""


def publish(panel: Panel, files: Mapping[str, bytes]) -> dict[str, str]:
    """Keep published files, in place of those of the same name; their digests."""
    with transaction.atomic():
        for name, content in files.items():
            Document.objects.update_or_create(panel=panel, name=name, defaults={"content": content})
    return {name: digest(content) for name, content in files.items()}


def documents(panel: Panel) -> dict[str, bytes]:
    """Every published file."""
    return {one.name: bytes(one.content) for one in panel.documents.order_by("name")}


def quotas_name(content: bytes) -> str:
    """Under which name the quotas are published, byte for byte."""
    return "quotas.xlsx" if content.startswith(b"PK\x03\x04") else "quotas.csv"


def shares_text(shares: Sequence[Shares]) -> list[dict[str, Any]]:
    """Shares as they are published: parts of a million, so that every program writes them alike."""

    def parts(share: float | None) -> int | None:
        return None if share is None else round(share * 1_000_000)

    return [
        {
            "category": one.category, "feature": one.feature, "population": parts(one.population),
            "pool": parts(one.pool), "panel": parts(one.panel), "min": one.least, "max": one.most,
        }
        for one in shares
    ]  # fmt: skip


def read_figures(content: bytes) -> tuple[Shares, ...]:
    """The shares of :data:`FIGURES`."""

    def share(parts: int | None) -> float | None:
        return None if parts is None else parts / 1_000_000

    return tuple(
        Shares(
            one["category"], one["feature"], share(one["population"]), share(one["pool"]) or 0.0,
            share(one["panel"]), one["min"], one["max"],
        )
        for one in json.loads(content)["shares"]
    )  # fmt: skip


def now() -> str:
    """The moment, as the records of a draw write it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
