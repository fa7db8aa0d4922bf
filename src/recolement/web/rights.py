"""Who may do what, where: the one table that views, menus and tests read.

A role holds over its unit and everything under it. What anybody may see needs no role.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from recolement.model.ids import UnitId
from recolement.model.units import UnitTree
from recolement.web.accounts.models import Account, Post, Role

if TYPE_CHECKING:
    from recolement.web.evenings import Evening

ACTIONS: dict[str, frozenset[Post]] = {
    "fill_sheet": frozenset({Post.SECRETARY}),
    "report_turnout": frozenset({Post.SECRETARY, Post.FEDERATION}),
    "accept_sheet": frozenset({Post.FEDERATION, Post.COMMISSIONER}),
    "return_sheet": frozenset({Post.FEDERATION, Post.COMMISSIONER}),
    "set_aside": frozenset({Post.FEDERATION, Post.COMMISSIONER}),
    "record_no_vote": frozenset({Post.FEDERATION, Post.COMMISSIONER}),
    "correct_figure": frozenset({Post.FEDERATION, Post.COMMISSIONER}),
    "acknowledge": frozenset({Post.FEDERATION, Post.COMMISSIONER}),
    "import_sheets": frozenset({Post.FEDERATION}),
    "enter_second": frozenset({Post.CLERK}),
    "enter_copy": frozenset({Post.REPRESENTATIVE}),
    "cosign": frozenset({Post.REPRESENTATIVE}),
    "see_photo": frozenset(
        {Post.SECRETARY, Post.FEDERATION, Post.CLERK, Post.COMMISSIONER, Post.REPRESENTATIVE}
    ),
    "file_dispute": frozenset({Post.REPRESENTATIVE, Post.COMMISSIONER, Post.FEDERATION}),
    "see_room": frozenset({Post.COMMISSIONER}),
    "freeze": frozenset({Post.COMMISSIONER}),
    "refer": frozenset({Post.COMMISSIONER}),
    "vote": frozenset({Post.COMMISSIONER}),
    "draw_lots": frozenset({Post.COMMISSIONER}),
    "proclaim": frozenset({Post.COMMISSIONER}),
    "call_section": frozenset({Post.FEDERATION, Post.COMMISSIONER}),
    "verify_record": frozenset({Post.COMMISSIONER, Post.REPRESENTATIVE, Post.ORGANISER}),
    "organise": frozenset({Post.ORGANISER}),
    "organise_panel": frozenset({Post.ORGANISER}),
    "organise_initiative": frozenset({Post.ORGANISER}),
    "enter_signatures": frozenset({Post.ORGANISER, Post.CLERK}),
    "administer": frozenset({Post.ADMINISTRATOR}),
}
"""Which posts may do what. Administrators can neither enter figures nor rule."""


def holds_over(role: Role, unit: str | None, tree: UnitTree | None) -> bool:
    """Whether a role's place includes a unit: the unit itself, or one above it; the whole where empty."""
    if not role.unit:
        return True
    if unit is None or tree is None or unit not in tree:
        return False
    here: str | None = unit
    while here is not None:
        if here == role.unit:
            return True
        here = tree[UnitId(here)].parent
    return False


def roles_for(
    account: object, action: str, ballot: str, unit: str | None = None, tree: UnitTree | None = None
) -> list[Role]:
    """The roles by which somebody may do something in a ballot (at a unit); none: they may not."""
    return [role for role in roles_in(account, action, ballot) if holds_over(role, unit, tree)]


def roles_in(account: object, action: str, ballot: str) -> list[Role]:
    """The roles by which somebody may do something in a ballot, each at its own place."""
    if not isinstance(account, Account):
        return []
    posts = ACTIONS[action]
    wanted = "" if action == "administer" else ballot
    roles = list(account.roles.all())
    if action != "administer" and is_administrator(roles):
        return []  # whatever other rows say: who administers neither enters figures nor rules nor organises
    return [role for role in roles if role.post in posts and role.ballot == wanted]


def is_administrator(roles: Iterable[Role]) -> bool:
    """Whether one of an account's roles is to administer: then no other counts."""
    return any(role.post == Post.ADMINISTRATOR for role in roles)


def post_by_which(request: HttpRequest, action: str, slug: str, unit: str, tree: UnitTree) -> str:
    """The post under which somebody does something, as the ledger says it."""
    return roles_for(request.user, action, slug, unit, tree)[0].post


View = Callable[..., HttpResponseBase]


def needs(*actions: str, alone: bool = True) -> Callable[[View], View]:
    """A view for those who may do one of these; its arguments ``slug`` and ``unit`` say where.

    Where it is not ``alone``, the view itself holds the ballot still for what it reads. Somebody who has not
    signed in is asked to; somebody who may not is told so (403).
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, *args: Any, **named: Any) -> HttpResponseBase:
            from recolement.web.evenings import evening

            if not request.user.is_authenticated:
                return redirect_to_login(_back_to(request))
            tonight = evening(slug)
            tree = tonight.now().folder.tree
            unit = named.get("unit")
            if not any(roles_for(request.user, action, slug, unit, tree) for action in actions):
                raise PermissionDenied
            request.evening = tonight  # type: ignore[attr-defined] # the ballot of this request
            if not alone:
                return view(request, slug, *args, **named)
            with tonight.lock:  # what the page reads does not change while it is made
                return view(request, slug, *args, **named)

        guarded.actions = actions  # type: ignore[attr-defined] # read by the test of rights
        return guarded

    return decorate


def _back_to(request: HttpRequest) -> str:
    """Where to go on after signing in: an act that came too late is begun again from the page of its form."""
    here = request.get_full_path()
    if request.method != "POST":
        return here
    before = urlsplit(request.headers.get("Referer", ""))
    path = before.path.lstrip("/")  # two strokes would be another host
    return f"/{path}" if path and before.netloc == request.get_host() else here


def administers(view: View) -> View:
    """A view for administrators: it is about the whole installation, no ballot, no unit."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not roles_for(request.user, "administer", ""):
            raise PermissionDenied
        return view(request, *args, **named)

    guarded.actions = ("administer",)  # type: ignore[attr-defined] # read by the test of rights
    return guarded


def evening_of(request: HttpRequest) -> Evening:
    """The evening of the ballot that this request is about; there behind :func:`needs` only."""
    tonight: Evening = request.evening  # type: ignore[attr-defined] # set by the guard
    return tonight


def posts_of(roles: Iterable[Role]) -> frozenset[str]:
    """The posts among some roles."""
    return frozenset(role.post for role in roles)
