"""The organiser's pages: close the roll, open and close rounds, hand out access, give posts."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from recolement.publication.forms import FormKind
from recolement.publication.transferred import can_estimate
from recolement.web.accounts.models import Account, Post, Role, by_post
from recolement.web.acting import new_key, record, text
from recolement.web.calls.guard import campaigns_of
from recolement.web.following import following
from recolement.web.organiser.printing import sections_with_access
from recolement.web.organiser.stages import not_prepared_here
from recolement.web.organiser.steps import steps
from recolement.web.projection.models import ShownProjection
from recolement.web.projection.views import baselines
from recolement.web.public.models import HostedBallot
from recolement.web.rehearsal.band import is_rehearsal
from recolement.web.rights import evening_of, needs
from recolement.web.words import language_of, say
from recolement.words.naming import Names
from recolement.words.rehearsal import title_in

ROLE = "organiser"
EVENTS = {"roll": "roll-closed/1", "open": "round-opened/1", "close": "round-closed/1"}
"""The steps that are the organiser's own, each with its event."""


@never_cache
@require_GET
@needs("organise")
def organise(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the ballot stands: roll, rounds, people, access sheets."""
    tonight, language = evening_of(request), language_of(request)
    night = tonight.now()
    names = Names(night.folder, language)
    leaves = night.folder.tree.leaves
    hosted = HostedBallot.objects.get(slug=slug)
    called = list(following(tonight, language))
    page = {
        "slug": slug,
        "title": title_in(night.folder.ballot.title, language),
        "steps": steps(tonight, called, language),
        "following": called,
        "zone": night.folder.ballot.timezone,
        "elsewhere": [
            say("runoff.no_second_round", language, contest=names.contest(contest))
            for contest in not_prepared_here(tonight)
        ],
        "sections": len(leaves),
        "with_access": len(sections_with_access(slug) & set(leaves)),
        "roles": [
            {
                "role": role,
                "place": names.unit(role.unit) if role.unit else say("room.everything", language),
                "post": " · ".join(
                    (say(f"post.{role.post}", language),)
                    + ((names.option(None, role.option),) if role.option else ())
                ),
            }
            for role in by_post(
                Role.objects.filter(ballot=slug)
                .exclude(post=Post.SECRETARY)
                .select_related("account")
                .order_by("unit", "account__name", "pk")
            )
        ],
        "posts": [
            (post.value, say(f"post.{post.value}", language))
            for post in Post
            if post not in (Post.ADMINISTRATOR, Post.SECRETARY)
        ],
        "places": [
            (unit, names.unit(unit)) for unit in night.folder.tree if not night.folder.tree.is_leaf(unit)
        ][:500],
        "options": [
            (option.id, option.name) for contest in night.folder.ballot.contests for option in contest.options
        ],
        "form_kinds": list(FormKind),
        "open": hosted.open,
        "can_project": can_estimate(),
        "projection": ShownProjection.objects.filter(slug=slug).first(),
        "baselines": baselines(tonight, language),
        "night": f"{request.build_absolute_uri(reverse('night', args=[slug]))}?key={hosted.night_key}"
        if hosted.night_key
        else "",
        "campaigns": campaigns_of(request.user, slug),
        "key": new_key(),
    }
    return render(request, "organiser/organise.html", page)


@require_POST
@needs("organise")
def act(request: HttpRequest, slug: str) -> HttpResponse:
    """Close the roll, open or close a round: what the page offers at this moment, and nothing else."""
    tonight, language = evening_of(request), language_of(request)
    what, number = text(request, "what", 30), text(request, "round", 5)
    offered = steps(tonight, list(following(tonight, language)), language)
    step = next((one for one in offered if (one.what, str(one.round)) == (what, number or "0")), None)
    if what not in EVENTS or step is None:
        messages.error(request, say("steps.unknown", language))
    elif not step.possible:
        already = "already" if step.state == "done" else "refused"
        messages.error(request, say(f"steps.{already}", language, why=step.why))
    else:
        fields = {"round": step.round} if step.round else {}
        record(request, tonight, ROLE, EVENTS[what], fields)
    return redirect("organise", slug)


@require_POST
@needs("organise")
def sight(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the ballot to everybody, or to those who have a post in it; a rehearsal is nobody's but theirs."""
    wanted = text(request, "sight", 10)
    if wanted in ("open", "closed") and not is_rehearsal(slug):
        HostedBallot.objects.filter(slug=slug).update(open=wanted == "open")
        messages.success(request, say(f"sight.is_{wanted}", language_of(request)))
    return redirect("organise", slug)


@require_POST
@needs("organise")
def appoint(request: HttpRequest, slug: str) -> HttpResponse:
    """Give somebody a post: an account that exists, or a new one whose first password is shown once."""
    language = language_of(request)
    username, post = text(request, "username", 150), text(request, "post", 20)
    if not username or post not in {one.value for one in Post} - {Post.ADMINISTRATOR, Post.SECRETARY}:
        messages.error(request, say("organise.not_understood", language))
        return redirect("organise", slug)
    account = Account.objects.filter(username=username).first()
    if account is None:
        password = secrets.token_urlsafe(12)
        account = Account.objects.new(username, password, name=text(request, "name", 200))
        messages.success(request, say("organise.password", language, username=username, password=password))
    option = text(request, "option", 200) if post == Post.REPRESENTATIVE else ""
    Role.objects.get_or_create(
        account=account, ballot=slug, post=post, unit=text(request, "unit", 200), option=option
    )
    return redirect("organise", slug)


@require_POST
@needs("organise")
def dismiss(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a post away; what was done under it stays in the record."""
    assert isinstance(request.user, Account)
    number = text(request, "role", 20)
    if number.isascii() and number.isdigit():
        Role.objects.filter(pk=int(number), ballot=slug).exclude(account=request.user).delete()
    return redirect("organise", slug)
