"""Which sections may be called now: those of the caller, less those where the clocks say that it is late.

A campaign's hours are on the clocks of its zone; ``zones`` names units with clocks of their own, each with
all that lies under it, the nearest one counting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from time import monotonic
from zoneinfo import ZoneInfo

from django.db.models import Q

from recolement.calls.hours import Hours, may_call, next_opening
from recolement.model.ids import UnitId
from recolement.web.calls.guard import tree_of
from recolement.web.calls.models import Caller, Campaign

KEPT = 60
"""Seconds for which the tree of a ballot is taken as it was."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Sections: all of them, or those ``within``, but for those ``without``."""

    within: frozenset[str] | None = None
    without: frozenset[str] = frozenset()

    @property
    def nobody(self) -> bool:
        """Whether no section is left."""
        return self.within is not None and not self.within

    def people(self) -> Q:
        """Who lives there."""
        if self.within is not None:
            return Q(section__in=sorted(self.within))
        return ~Q(section__in=sorted(self.without)) if self.without else Q()


def above(campaign: Campaign) -> Mapping[str, tuple[str, ...]]:
    """Each section with the places it lies in, itself first."""
    return _above(campaign.ballot, int(monotonic() // KEPT), campaign.slug)


@lru_cache(maxsize=32)
def _above(ballot: str, moment: int, slug: str) -> Mapping[str, tuple[str, ...]]:
    tree = tree_of(Campaign(ballot=ballot, slug=slug))
    found: dict[str, tuple[str, ...]] = {}
    for leaf in tree.leaves:
        places: list[str] = []
        here: UnitId | None = leaf
        while here is not None:
            places.append(here)
            here = tree[here].parent
        found[leaf] = tuple(places)
    return found


def _own(part: Caller) -> frozenset[str] | None:
    """The sections somebody has, by the tree of at most a minute ago; ``None`` for all of them."""
    if not part.sections:
        return None
    own = frozenset(part.sections)
    return frozenset(leaf for leaf, places in above(part.campaign).items() if not own.isdisjoint(places))


def hours_of(campaign: Campaign, zone: str = "") -> Hours:
    """When people may be called, on the clocks of the campaign or of a zone."""
    return Hours(campaign.calls_from, campaign.calls_until, ZoneInfo(zone or campaign.time_zone))


def zone_of(campaign: Campaign, section: str) -> str:
    """On whose clocks a section lives."""
    if not campaign.zones:
        return campaign.time_zone
    places = above(campaign).get(section, (section,))
    return next((campaign.zones[one] for one in places if one in campaign.zones), campaign.time_zone)


def reach_of(part: Caller, now: datetime) -> Reach:
    """The sections that somebody may call at this moment."""
    campaign, own = part.campaign, _own(part)
    if not campaign.zones:
        return Reach(own) if may_call(hours_of(campaign), now) else Reach(frozenset())
    zones = {campaign.time_zone, *campaign.zones.values()}
    late = {zone for zone in zones if not may_call(hours_of(campaign, zone), now)}
    if not late:
        return Reach(own)
    sections = above(campaign) if own is None else own
    asleep = frozenset(one for one in sections if zone_of(campaign, one) in late)
    if own is None and campaign.time_zone not in late:
        return Reach(None, asleep)
    return Reach(frozenset(sections) - asleep)


def opens_again(part: Caller, now: datetime) -> datetime:
    """When the first of somebody's sections may be called (again)."""
    campaign, own = part.campaign, _own(part)
    zones = {campaign.time_zone}
    if campaign.zones:
        zones = {zone_of(campaign, one) for one in (above(campaign) if own is None else own)} or zones
    return min(next_opening(hours_of(campaign, zone), now) for zone in zones)
