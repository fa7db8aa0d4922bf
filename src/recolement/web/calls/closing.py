"""One at a time: what comes in to a campaign, and its end, never at the same moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from recolement.storage.lock import one_writer
from recolement.web.calls.models import Campaign
from recolement.web.calls.vault import folder


class Closed(Exception):
    """The campaign is purged, or is being purged."""


@contextmanager
def still_open(campaign: Campaign) -> Iterator[None]:
    """Nobody purges the campaign meanwhile; raises :class:`Closed` where somebody has begun to."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    with one_writer(folder() / f"{campaign.slug}.lock"):
        campaign.refresh_from_db()
        if campaign.closed:
            raise Closed
        yield
