"""Who may do what in a campaign: the organiser everything, a caller their calls, each in their own units."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from recolement.model.ids import UnitId
from recolement.model.units import UnitTree
from recolement.web.accounts.models import Account
from recolement.web.accounts.second_factor import way_to_factor
from recolement.web.calls.models import Caller, Campaign
from recolement.web.evenings import evening

ORGANISER, CALLER = Caller.Part.ORGANISER.value, Caller.Part.CALLER.value

PARTS: dict[str, frozenset[str]] = {
    "organise_calls": frozenset({ORGANISER}),
    "call_people": frozenset({ORGANISER, CALLER}),
}
"""Which parts in a campaign may do what."""

View = Callable[..., HttpResponseBase]


def campaign_of(slug: str) -> Campaign:
    """The campaign of that name; 404 where there is none."""
    campaign = Campaign.objects.filter(slug=slug).first()
    if campaign is None:
        raise Http404
    return campaign


def part_of(account: object, campaign: Campaign) -> Caller | None:
    """What somebody does in a campaign."""
    if not isinstance(account, Account):
        return None
    return Caller.objects.filter(campaign=campaign, actor=account.actor).first()


def campaigns_of(account: object, ballot: str) -> list[tuple[str, str]]:
    """The campaigns of a ballot that somebody organises: their names and titles."""
    if not isinstance(account, Account):
        return []
    mine = Campaign.objects.filter(ballot=ballot, callers__actor=account.actor, callers__part=ORGANISER)
    return list(mine.order_by("pk").values_list("slug", "title"))


def needs_part(action: str) -> Callable[[View], View]:
    """A view for those whose part in the campaign ``slug`` allows this; it is handed the campaign.

    Somebody who has not signed in is asked to; somebody who may not is told so (403); an organiser comes in
    with a second factor. The part itself is read by :func:`my_part`.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, *args: Any, **named: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            campaign = campaign_of(slug)
            part = part_of(request.user, campaign)
            if part is None or part.part not in PARTS[action]:
                raise PermissionDenied
            if part.part == ORGANISER and isinstance(request.user, Account):
                way = way_to_factor(request, request.user)
                if way is not None:
                    return way
            request.part = part  # type: ignore[attr-defined] # who does this request, in this campaign
            return view(request, campaign, *args, **named)

        guarded.actions = (action,)  # type: ignore[attr-defined] # read by the test of rights
        return guarded

    return decorate


def actor_of(request: HttpRequest) -> str:
    """The opaque id of who asks."""
    assert isinstance(request.user, Account)
    return request.user.actor


def my_part(request: HttpRequest) -> Caller:
    """The part of who asks; there behind :func:`needs_part` only."""
    part: Caller = request.part  # type: ignore[attr-defined] # set by the guard
    return part


def tree_of(campaign: Campaign) -> UnitTree:
    """The units of the campaign's ballot; 404 where the ballot is no more."""
    tonight = evening(campaign.ballot)
    with tonight.lock:
        return tonight.now().folder.tree


def sections_of(part: Caller) -> frozenset[str] | None:
    """The sections somebody has; ``None`` for all of them."""
    if not part.sections:
        return None
    tree = tree_of(part.campaign)
    own = {UnitId(one) for one in part.sections}
    return frozenset(leaf for leaf in tree.leaves if _above(leaf, tree) & own)


def _above(unit: UnitId, tree: UnitTree) -> set[UnitId]:
    """A unit and everything over it."""
    found = {unit}
    parent = tree[unit].parent
    while parent is not None:
        found.add(parent)
        parent = tree[parent].parent
    return found
