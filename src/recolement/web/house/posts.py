"""Posts given and taken by an administrator: never to oneself, never beside administering."""

from __future__ import annotations

from django.http import HttpRequest

from recolement.model.ids import UnitId
from recolement.web.accounts.models import Account, NotTogether, Post, Role
from recolement.web.acting import text
from recolement.web.evenings import evening
from recolement.web.house.doors import end_session
from recolement.web.public.models import HostedBallot


def ballots_offered() -> list[tuple[str, str]]:
    """The ballots of this installation: address and title."""
    return list(HostedBallot.objects.order_by("title").values_list("slug", "title"))


def give(request: HttpRequest, one: Account) -> str:
    """Give a post; what comes of it as a code of ``screens.toml``."""
    wanted, ballot = text(request, "post", 20), text(request, "ballot", 80)
    unit, option = text(request, "unit", 200), text(request, "option", 200)
    if wanted not in Post.values:
        return "house.not_understood"
    post = Post(wanted)
    if post is Post.ADMINISTRATOR:
        ballot = unit = option = ""
    elif post is not Post.ORGANISER or ballot:
        wrong = _wrong(post, ballot, unit, option)
        if wrong:
            return wrong
    if post is not Post.REPRESENTATIVE:
        option = ""
    try:
        Role.objects.get_or_create(account=one, ballot=ballot, post=post, unit=unit, option=option)
    except NotTogether:
        return "house.not_together"
    return "house.is_given"


def _wrong(post: Post, ballot: str, unit: str, option: str) -> str:
    """What is wrong with the place of a post."""
    if not HostedBallot.objects.filter(slug=ballot).exists():
        return "house.ballot_missing"
    folder = evening(ballot).now().folder
    if unit and unit not in folder.tree:
        return "people.unknown_unit"
    if post is Post.SECRETARY and not (unit and folder.tree.is_leaf(UnitId(unit))):
        return "people.no_section"
    if post is Post.REPRESENTATIVE and option:
        offered = {one.id for contest in folder.ballot.contests for one in contest.options}
        if option not in offered:
            return "people.unknown_option"
    return ""


def take(request: HttpRequest, one: Account) -> str:
    """Take a post away; what was done under it stays in the ledger."""
    number = text(request, "role", 20)
    role = one.roles.filter(pk=int(number)).first() if number.isascii() and number.isdigit() else None
    if role is None:
        return "house.not_understood"
    role.delete()
    if role.post == Post.ADMINISTRATOR:
        end_session(one)
    return "house.is_taken"
