"""The récolement room: queue, disputes, freezes, motions and votes; ``proclaiming`` is what follows."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from recolement.canvass.proceedings import DisputeState
from recolement.canvass.results import ContestResult
from recolement.ledger.fold.state import Motion
from recolement.model.acts import Frozen
from recolement.publication.reporting import report
from recolement.web.accounts.models import Account, Post, Role
from recolement.web.acting import name_from, new_key, record, refuse, text, written
from recolement.web.awaited import awaited, latest_first
from recolement.web.commission.looks import looks
from recolement.web.commission.matters import WAITS, overdue, queue, referred, tried
from recolement.web.commission.signing import commission_of, standing
from recolement.web.evenings import Evening
from recolement.web.following import following
from recolement.web.house.journal import of_commission
from recolement.web.parts import answer, elsewhere, nothing_new, part_wanted, unchanged
from recolement.web.rehearsal.health import health_of
from recolement.web.rights import evening_of, needs
from recolement.web.sheets import card, questions_of
from recolement.web.told import when, who
from recolement.web.words import language_of, say
from recolement.words.history import claims
from recolement.words.naming import Names
from recolement.words.numbers import Language
from recolement.words.rehearsal import title_in

MOST_SHEETS = 6
MOST_MISSING = 60
"""How many of the sections awaited the room names."""


@never_cache
@require_GET
@needs("see_room")
def room(request: HttpRequest, slug: str) -> HttpResponse:
    """Where everything stands: verdicts, the queue by effect, freezes in force, what may be proclaimed."""
    tonight, language = evening_of(request), language_of(request)
    night = tonight.now()
    if nothing_new(request, tonight.size):
        return unchanged()
    rows, only = queue(tonight, language), request.GET.get("only", "")
    waits = Counter(kind for row in rows for kind in row.waits)
    freezes = [one.act for one in night.proceedings.freezes.values() if one.lifted is None]
    names, seats = Names(night.folder, language), commission_of(slug)
    now = {question.key for question in awaited(tonight)}
    results = latest_first(
        one for one in night.results if (one.contest, one.round, one.unit) in now or one.coverage.received
    )
    absent = [night.count(one.contest, one.round, one.unit).missing for one in results]
    missing = [
        {
            "number": len(units),
            "first": [
                (names.unit(unit), night.folder.returned.get((unit, one.contest, one.round)))
                for unit in units[:MOST_MISSING]
            ],
        }
        for one, units in zip(results, absent, strict=True)
    ]
    page = {
        "slug": slug,
        "title": title_in(night.folder.ballot.title, language),
        "results": [
            {
                "said": said,
                "contest": result.contest,
                "round": result.round,
                "unit": result.unit,
                "missing": here,
                "if_nothing": said.outcome and _settled_not_proclaimed(result),
                "standing": standing(
                    tonight, night.count(result.contest, result.round, result.unit), seats, language
                ),
            }
            for said, result, here in zip(
                report(night, language, results).results, results, missing, strict=True
            )
        ],
        "following": list(following(tonight, language)),
        "nothing_open": not any(absent),
        "members": list(Account.objects.filter(roles__ballot=slug, roles__post=Post.COMMISSIONER).distinct()),
        "seats": of_commission(slug),
        "queue": [row for row in rows if not only or only in row.waits],
        "only": only,
        "waiting": len(rows),
        "waits": [(kind, waits[kind]) for kind in WAITS if waits[kind]] if len(waits) > 1 else [],
        "freezes": [
            {
                "id": act.id,
                "reason": act.reason,
                "key": new_key(),
                "said": _frozen(act, night.folder.ballot.timezone, names),
                **_voting(request, slug, tonight, act.id),
            }
            for act in freezes
        ],
        "root": night.folder.tree.root,
        "key": new_key(),
        "size": tonight.size,
        "health": health_of(tonight, language),
        **looks(tonight, language),
    }
    return answer(request, "commission/room.html", {"now": "commission/room_now.html"}, page)


def _frozen(act: Frozen, zone: str, names: Names) -> str:
    """What a freeze holds, since when, by whom, and until when where that is said."""
    language, units = names.language, act.target.units
    everything = say("room.everything", language)
    scope = everything if units is None else ", ".join(names.unit(unit) for unit in units[:5])
    by = who(act.by, act.role, language)
    said = say("room.frozen_on", language, scope=scope, when=when(act.at, zone, language), who=by)
    if act.until is None:
        return said
    return f"{said} {say('room.frozen_until', language, until=when(act.until, zone, language))}"


def _settled_not_proclaimed(result: ContestResult) -> bool:
    """Whether the outcome is said without *as it stands*, and may change all the same before it is final."""
    fixed = result.status.value in ("proclaimed", "corrected", "frozen")
    return not fixed and result.verdict is not None and result.verdict.settled is True


@never_cache
@require_GET
@needs("see_room")
def matter(request: HttpRequest, slug: str, matter: str) -> HttpResponse:
    """One dispute: its grounds, the sheets, each ruling tried out, the vote if there is one."""
    tonight, language = evening_of(request), language_of(request)
    night = tonight.now()
    names = Names(night.folder, language)
    dispute = night.proceedings.disputes.get(matter)
    if dispute is None:
        raise Http404
    if part_wanted(request) == "vote":
        return unchanged() if nothing_new(request, tonight.size) else _panel(request, slug, matter)
    cards = [
        card(tonight, question, unit, language)
        for unit in dispute.units[:MOST_SHEETS]
        for question in questions_of(tonight, unit)
        if dispute.act.target.touches(question.contest.id, question.round.number)
    ]
    tries = tried(tonight, dispute, language) if dispute.open else ()
    page = {
        "slug": slug,
        "id": matter,
        "dispute": dispute,
        "seeks": say(f"seeks.{dispute.act.seeks}", language),
        "filed": say(
            "room.filed",
            language,
            when=when(dispute.act.at, night.folder.ballot.timezone, language),
            who=who(dispute.act.by, dispute.act.role, language),
        ),
        "referred": referred(dispute, language),
        "overdue": overdue(dispute),
        "claims": claims(dispute.act.values, dispute.act.target.contest, names),
        "swapped": [names.option(dispute.act.target.contest, one) for one in dispute.act.options]
        if dispute.act.target.contest
        else [],
        "ruled": "" if dispute.ruling is None else say(f"effect.{dispute.ruling.effect}", language),
        "units": [names.unit(unit) for unit in dispute.units[:20]],
        "cards": cards,
        "tries": [
            {"effect": one.effect, "label": _label(tonight, dispute, one.effect, language), "tried": one}
            for one in tries
        ],
        "given": written(request),
        "key": new_key(),
        "size": tonight.size,
        **_voting(request, slug, tonight, matter),
    }
    return render(request, "commission/matter.html", page)


def _label(tonight: Evening, dispute: DisputeState, effect: str, language: Language) -> str:
    """What a ruling would do; to leave a sheet that was set aside as it was written takes it back in."""
    night = tonight.now()
    aside = any(
        night.retained(unit, question.contest.id, question.round.number).set_aside is not None
        for unit in dispute.units[:MOST_SHEETS]
        for question in questions_of(tonight, unit)
        if dispute.act.target.touches(question.contest.id, question.round.number)
    )
    return say("effect.take_back" if effect == "uphold" and aside else f"effect.{effect}", language)


def _voting(request: HttpRequest, slug: str, tonight: Evening, of: str) -> dict[str, Any]:
    """The open motion on something: who voted, whether this member did, whether it would be carried."""
    motion = tonight.desk.moment.state.motion_on(of)
    members = Role.objects.filter(ballot=slug, post=Post.COMMISSIONER).select_related("account")
    if motion is None:
        return {"motion": None, "members": members.count()}
    assert isinstance(request.user, Account)
    state = tonight.desk.moment.state
    voted = {state.who(actor) for actor in motion.votes}
    rulebook = tonight.now().folder.ballot.contests[0].rulebook
    return {
        "motion": motion,
        "motion_effect": say(f"effect.{motion.moved.effect}", language_of(request)),
        "members": members.count(),
        "awaited": [role.account for role in members if role.account.actor not in voted],
        "has_voted": request.user.actor in voted,
        "tally": motion.result,
        "rule": say(f"rule.{rulebook.ruling}", language_of(request)),
    }


@require_POST
@needs("vote")
def move(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a ruling to the vote of the commission."""
    of, effect = text(request, "of", 300), text(request, "effect", 20)
    state = evening_of(request).now().proceedings
    if of not in state.disputes and of not in state.freezes:
        messages.error(request, say("room.nothing_to_rule", language_of(request)))
        return redirect("room", slug)
    fields = {
        "id": f"m-{name_from(request)}",
        "of": of,
        "effect": effect,
        "grounds": text(request, "grounds"),
    }
    record(request, evening_of(request), Post.COMMISSIONER.value, "ruling-moved/1", fields)
    return _back(request, slug, of)


@require_POST
@needs("vote")
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    """One member's vote, from their own account."""
    of = text(request, "of", 300)
    fields = {"motion": text(request, "motion", 100), "vote": text(request, "vote", 20)}
    done = record(request, evening_of(request), Post.COMMISSIONER.value, "member-voted/1", fields)
    return _panel(request, slug, of, done is not None)


@require_POST
@needs("vote")
def close_vote(request: HttpRequest, slug: str) -> HttpResponse:
    """End the vote: the ruling is made if it is carried, by the rulebook's majority or unanimity."""
    tonight, of = evening_of(request), text(request, "of", 300)
    tonight.now()
    motion = tonight.desk.moment.state.motion_on(of)
    if motion is None:
        messages.error(request, say("room.no_motion", language_of(request)))
        return _panel(request, slug, of, False)
    for_, against, abstaining = motion.result
    counts = {"for": for_, "against": against, "abstaining": abstaining}
    if _carried(motion, tonight):
        moved = motion.moved
        values = [{"unit": one.unit, "field": one.field, "value": one.value} for one in moved.values]
        fields = {"of": of, "effect": moved.effect, "grounds": motion.grounds, "values": values, **counts}
        done = record(request, tonight, Post.COMMISSIONER.value, "ruling-made/1", fields)
    else:
        fields = {"motion": motion.moved.id, **counts}
        done = record(request, tonight, Post.COMMISSIONER.value, "motion-lost/1", fields)
        messages.warning(request, say("room.not_carried", language_of(request)))
    return _panel(request, slug, of, done is not None)


def _carried(motion: Motion, tonight: Evening) -> bool:
    for_, against, _ = motion.result
    if tonight.now().folder.ballot.contests[0].rulebook.ruling == "unanimity":
        return for_ > 0 and against == 0
    return for_ > against


def _panel(request: HttpRequest, slug: str, of: str, done: bool | None = None) -> HttpResponse:
    """The vote as it is now, where a script asked for it; once it is over, the page of what was ruled."""
    if request.headers.get("HX-Request") != "true":
        return _back(request, slug, of)
    tonight = evening_of(request)
    is_dispute = of in tonight.now().proceedings.disputes
    voting = _voting(request, slug, tonight, of)
    if voting["motion"] is None:
        return elsewhere(reverse("matter", args=[slug, of]) if is_dispute else reverse("room", args=[slug]))
    page = {
        "slug": slug,
        "of": of,
        "key": new_key(),
        "size": tonight.size,
        "live": is_dispute,
        "done": done is True,
        "refused": done is False,
        **voting,
    }
    return render(request, "commission/vote.html", page, status=422 if done is False else 200)


def _back(request: HttpRequest, slug: str, of: str) -> HttpResponse:
    """To the page of what was acted upon: the dispute, or the room."""
    if of in evening_of(request).now().proceedings.disputes:
        return redirect("matter", slug, of)
    return redirect("room", slug)


@never_cache
@needs("freeze")
def freeze(request: HttpRequest, slug: str) -> HttpResponse:
    """Freeze a result: a ceremony. What will happen, to whom; a word to type."""
    tonight, language = evening_of(request), language_of(request)
    word = say("room.freeze_word", language)
    wrong = no_day = False
    if request.method == "POST":
        wrong = text(request, "word", 40).casefold() != word.casefold()
        until = text(request, "until", 10)
        no_day = bool(until) and not _is_day(until)
        if no_day:
            messages.error(request, say("room.no_day", language))
        if not wrong and not no_day:
            units = [unit for unit in (text(request, "unit", 200),) if unit]
            fields = {
                "id": f"gel-{name_from(request)}",
                "reason": text(request, "reason"),
                "until": until,
                "units": units,
            }
            if record(request, tonight, Post.COMMISSIONER.value, "result-frozen/1", fields) is not None:
                return redirect("room", slug)
    tree = tonight.now().folder.tree
    names = Names(tonight.now().folder, language)
    places = [(unit, names.unit(unit)) for unit in tree if not tree.is_leaf(unit)][:500]
    page = {
        "slug": slug,
        "places": places,
        "word": word,
        "wrong": wrong,
        "given": request.POST,
        "key": new_key(),
    }
    return render(request, "commission/freeze.html", page, status=400 if wrong or no_day else 200)


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


@require_POST
@needs("refer")
def refer(request: HttpRequest, slug: str) -> HttpResponse:
    """Send a matter to a higher body, with a due date."""
    of, due = text(request, "of", 300), text(request, "due", 10)
    if due and not _is_day(due):
        refuse(request, say("room.no_day", language_of(request)))
        return _back(request, slug, of)
    fields = {"of": of, "to": text(request, "to", 500), "due": due}
    record(request, evening_of(request), Post.COMMISSIONER.value, "matter-referred/1", fields)
    return _back(request, slug, of)
