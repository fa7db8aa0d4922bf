"""The last estimate of each pair of rounds that this process made."""

from __future__ import annotations

from dataclasses import dataclass, field

from recolement.publication.transfer_page import Estimate
from recolement.publication.transferred import estimate_transfers, pair_of, shown_transfers
from recolement.web.estimates import Kept
from recolement.web.evenings import Evening
from recolement.words.numbers import Language

LEVEL = 0.9
PAUSE = 60.0
"""Seconds between two estimates of the same rounds at least."""


@dataclass(kw_only=True)
class KeptTransfers(Kept):
    """What was estimated last, in each language."""

    contest: str
    number: int
    shown: dict[Language, Estimate] = field(default_factory=dict)

    @property
    def pause(self) -> float:
        """Seconds between two estimates at least."""
        return PAUSE

    def make(self, tonight: Evening) -> int:
        """Estimate between the round and the one before it."""
        with tonight.lock:  # the sheets are read while nobody adds to them; estimating needs them no more
            sources, size = pair_of(tonight.now(), self.contest, self.number), tonight.size
        result = estimate_transfers(sources, {**sources[0].families, **sources[1].families}, LEVEL)
        self.shown = {language: shown_transfers(result, sources, language) for language in ("fr", "en")}
        return size

    def forget(self) -> None:
        """The rounds cannot be compared any more."""
        self.shown = {}


_KEPT: dict[tuple[str, str, int], KeptTransfers] = {}


def transfers_of(tonight: Evening, contest: str, number: int) -> KeptTransfers:
    """The estimate between a round and the one before it; the last one where that is recent enough."""
    key = (tonight.slug, contest, number)
    kept = _KEPT.setdefault(key, KeptTransfers(contest=contest, number=number))
    kept.brought_up(tonight)
    return kept
