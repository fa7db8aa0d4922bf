"""Replacements in public: announced before their seed is known, then drawn, as the panel itself was.

Some days after the draw two people decline. Their public numbers, and the numbered completions of which one
will be drawn, are published with what the new seed will be made of (``replacement-1-announcement.json``). The
first seed is known by now; this one is not. Then the secrets are told, and the step is written in
``draw.json``.

>>> draw = {"panel": [3, 5, 8], "steps": [{"gone": [5], "joined": [2]}]}
>>> present_after(draw)
[2, 3, 8]
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from recolement.publication.panel_ceremony import canonical, digest, number_of, seed_of

REPLACEMENT: Final = "recolement-panel-replacement/1"


def completions_file(step: int) -> str:
    """The file of the completions one step was drawn among."""
    return f"replacement-{step}.json"


def announcement_file(step: int) -> str:
    """The file of the announcement of one step."""
    return f"replacement-{step}-announcement.json"


def present_after(draw: Mapping[str, Any]) -> list[int]:
    """Who sits on the panel as it stands, in public numbers."""
    present = set(draw["panel"])
    for step in draw["steps"]:
        present = (present - set(step["gone"])) | set(step["joined"])
    return sorted(present)


def replacement_json(
    *,
    at: str,
    announcement: str,
    step: int,
    gone: Sequence[int],
    completions: Sequence[Sequence[int]],
    contributions: Mapping[str, str],
    public_source: str | None,
) -> dict[str, Any]:
    """What fixes a replacement before its seed is known. ``announcement``: the digest of the panel's own."""
    return {
        "format": REPLACEMENT,
        "at": at,
        "announcement": announcement,
        "step": step,
        "gone": sorted(gone),
        "panels": len(completions),
        "completions": digest(completions_bytes(completions)),
        "contributions": dict(contributions),
        "public_source": public_source,
    }


def completions_bytes(completions: Sequence[Sequence[int]]) -> bytes:
    """The file of the completions: a list of lists of public numbers."""
    return canonical([list(panel) for panel in completions])


def read_completions(content: bytes) -> list[list[int]]:
    """The completions of a file as :func:`completions_bytes` wrote it."""
    panels: list[list[int]] = json.loads(content)
    return panels


def step_json(
    *,
    at: str,
    announcement: bytes,
    announced: Mapping[str, Any],
    contributions: Mapping[str, str],
    public: str | None,
    completions: Sequence[Sequence[int]],
) -> dict[str, Any]:
    """The record of a replacement drawn: the seed's parts, the number, who joins."""
    seed = seed_of(digest(announcement), contributions, public)
    number = number_of(seed, len(completions), announced["step"])
    return {
        "at": at,
        "announcement": digest(announcement),
        "contributions": dict(contributions),
        "public": public,
        "gone": list(announced["gone"]),
        "number": number,
        "joined": list(completions[number]),
    }
