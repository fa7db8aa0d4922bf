"""The récolement room: queue, disputes, freezes, motions and votes, lots, proclamation, minutes."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from recolement.canvass import Canvass
from recolement.canvass.count import QuestionCount
from recolement.canvass.gate import refusal_to_proclaim
from recolement.ledger.events import ActEvent, AnyEvent, MotionLost, RulingMade, RulingMoved, SheetReturned
from recolement.ledger.fold.state import Motion
from recolement.model.acts import Proclaimed, Target
from recolement.model.ids import OptionId, UnitId
from recolement.publication.minutes import ActLine, Minutes, minutes_pdf
from recolement.publication.reporting import report
from recolement.web.accounts.models import Account, Post, Role
from recolement.web.acting import name_from, new_key, record, text
from recolement.web.commission.matters import queue, tried
from recolement.web.evenings import Evening
from recolement.web.intake.form import read
from recolement.web.rights import needs, post_by_which
from recolement.web.sheets import card, questions_of
from recolement.web.words import language_of, say
from recolement.words.naming import Names
from recolement.words.numbers import Language
from recolement.words.refusals import say_refusal

MOST_SHEETS = 6
ROLE = "commissioner"


def _tonight(request: HttpRequest) -> Evening:
    tonight: Evening = request.evening  # type: ignore[attr-defined] # set by the guard
    return tonight


@never_cache
@require_GET
@needs("see_room")
def room(request: HttpRequest, slug: str) -> HttpResponse:
    """Where everything stands: verdicts, the queue by effect, freezes in force, what may be proclaimed."""
    tonight, language = _tonight(request), language_of(request)
    night = tonight.now()
    freezes = [one.act for one in night.proceedings.freezes.values() if one.lifted is None]
    names = Names(night.folder, language)
    missing = [
        [names.unit(unit) for unit in night.count(one.contest, one.round, one.unit).missing]
        for one in night.results
    ]
    page = {
        "slug": slug,
        "title": night.folder.ballot.title,
        "results": [
            {
                "said": said,
                "contest": result.contest,
                "round": result.round,
                "unit": result.unit,
                "missing": absent,
                "open": result.status.value not in ("proclaimed", "corrected"),
            }
            for said, result, absent in zip(
                report(night, language).results, night.results, missing, strict=True
            )
        ],
        "nothing_open": not any(missing),
        "queue": queue(tonight, language),
        "freezes": [
            {"id": act.id, "reason": act.reason, "motion": tonight.desk.moment.state.motion_on(act.id)}
            for act in freezes
        ],
        "root": night.folder.tree.root,
        "key": new_key(),
        "size": tonight.size,
    }
    return render(request, "commission/room.html", page)


@never_cache
@needs("file_dispute")
def file_dispute(request: HttpRequest, slug: str, contest: str, round: int, unit: str) -> HttpResponse:
    """File a dispute on a sheet: what it seeks, and on what grounds."""
    tonight, language = _tonight(request), language_of(request)
    question = next(
        (q for q in questions_of(tonight, unit) if (q.contest.id, q.round.number) == (contest, round)), None
    )
    if question is None:
        raise Http404
    options = [(option.id, option.name) for option in question.options]
    if request.method == "POST":
        fields = _dispute_fields(request, unit, [id for id, _ in options])
        fields |= {"units": [unit], "contest": contest, "round": round}
        role = post_by_which(request, "file_dispute", slug, unit, tonight.now().folder.tree)
        if record(request, tonight, role, "dispute-filed/1", fields) is not None:
            if role == ROLE:
                return redirect("matter", slug, fields["id"])
            return redirect("sheet-desk", slug, contest, round, unit)
    page = {
        "slug": slug,
        "card": card(tonight, question, unit, language),
        "options": options,
        "key": new_key(),
    }
    return render(request, "commission/dispute.html", page)


def _dispute_fields(request: HttpRequest, unit: str, options: list[str]) -> dict[str, Any]:
    how = text(request, "how", 20)
    fields: dict[str, Any] = {
        "id": re.sub(r"\s", "-", f"{unit.casefold()[:60]}-{name_from(request)}"),
        "grounds": text(request, "grounds"),
        "seeks": how if how in ("annul", "recount") else "correct",
    }
    if how == "swap":
        fields["options"] = [text(request, "one", 200), text(request, "other", 200)]
    elif how == "ballots":
        papers = read(text(request, "papers", 40))
        fields["ballots"] = papers if isinstance(papers, int) else None
    elif how == "values":
        claimed = {option: read(text(request, f"claimed:{option}", 40)) for option in options}
        fields["values"] = [
            {"unit": unit, "field": option, "value": value}
            for option, value in claimed.items()
            if isinstance(value, int)
        ]
    return fields


@never_cache
@require_GET
@needs("see_room")
def matter(request: HttpRequest, slug: str, matter: str) -> HttpResponse:
    """One dispute: its grounds, the sheets, each ruling tried out, the vote if there is one."""
    tonight, language = _tonight(request), language_of(request)
    night = tonight.now()
    names = Names(night.folder, language)
    dispute = night.proceedings.disputes.get(matter)
    if dispute is None:
        raise Http404
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
        "units": [names.unit(unit) for unit in dispute.units[:20]],
        "cards": cards,
        "tries": [
            {"effect": one.effect, "label": say(f"effect.{one.effect}", language), "tried": one}
            for one in tries
        ],
        "key": new_key(),
        **_voting(request, slug, tonight, matter),
    }
    return render(request, "commission/matter.html", page)


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
    fields = {
        "id": f"m-{name_from(request)}",
        "of": of,
        "effect": effect,
        "grounds": text(request, "grounds"),
    }
    record(request, _tonight(request), ROLE, "ruling-moved/1", fields)
    return _back(request, slug, of)


@require_POST
@needs("vote")
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    """One member's vote, from their own account."""
    of = text(request, "of", 300)
    fields = {"motion": text(request, "motion", 100), "vote": text(request, "vote", 20)}
    record(request, _tonight(request), ROLE, "member-voted/1", fields)
    return _back(request, slug, of)


@require_POST
@needs("vote")
def close_vote(request: HttpRequest, slug: str) -> HttpResponse:
    """End the vote: the ruling is made if it is carried, by the rulebook's majority or unanimity."""
    tonight, of = _tonight(request), text(request, "of", 300)
    tonight.now()
    motion = tonight.desk.moment.state.motion_on(of)
    if motion is None:
        messages.error(request, say("room.no_motion", language_of(request)))
        return _back(request, slug, of)
    for_, against, abstaining = motion.result
    counts = {"for": for_, "against": against, "abstaining": abstaining}
    if _carried(motion, tonight):
        moved = motion.moved
        values = [{"unit": one.unit, "field": one.field, "value": one.value} for one in moved.values]
        fields = {"of": of, "effect": moved.effect, "grounds": motion.grounds, "values": values, **counts}
        record(request, tonight, ROLE, "ruling-made/1", fields)
    else:
        record(request, tonight, ROLE, "motion-lost/1", {"motion": motion.moved.id, **counts})
        messages.warning(request, say("room.not_carried", language_of(request)))
    return _back(request, slug, of)


def _carried(motion: Motion, tonight: Evening) -> bool:
    for_, against, _ = motion.result
    if tonight.now().folder.ballot.contests[0].rulebook.ruling == "unanimity":
        return for_ > 0 and against == 0
    return for_ > against


def _back(request: HttpRequest, slug: str, of: str) -> HttpResponse:
    """To the page of what was acted upon: the dispute, or the room."""
    if of in _tonight(request).now().proceedings.disputes:
        return redirect("matter", slug, of)
    return redirect("room", slug)


@never_cache
@needs("freeze")
def freeze(request: HttpRequest, slug: str) -> HttpResponse:
    """Freeze a result: a ceremony. What will happen, to whom; a word to type."""
    tonight, language = _tonight(request), language_of(request)
    word = say("room.freeze_word", language)
    wrong = False
    if request.method == "POST":
        wrong = text(request, "word", 40).casefold() != word.casefold()
        if not wrong:
            units = [unit for unit in (text(request, "unit", 200),) if unit]
            until = text(request, "until", 10)
            fields = {
                "id": f"gel-{name_from(request)}",
                "reason": text(request, "reason"),
                "until": until if _is_day(until) else None,
                "units": units,
            }
            if record(request, tonight, ROLE, "result-frozen/1", fields) is not None:
                return redirect("room", slug)
    tree = tonight.now().folder.tree
    names = Names(tonight.now().folder, language)
    places = [(unit, names.unit(unit)) for unit in tree if not tree.is_leaf(unit)][:500]
    page = {"slug": slug, "places": places, "word": word, "wrong": wrong, "key": new_key()}
    return render(request, "commission/freeze.html", page, status=400 if wrong else 200)


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
    fields = {"of": of, "to": text(request, "to", 500), "due": due if _is_day(due) else None}
    record(request, _tonight(request), ROLE, "matter-referred/1", fields)
    return _back(request, slug, of)


@never_cache
@needs("proclaim")
def proclaim(request: HttpRequest, slug: str, contest: str, round: int, unit: str) -> HttpResponse:
    """Sign and proclaim a result, or see why it may not be."""
    tonight, language = _tonight(request), language_of(request)
    night = tonight.now()
    try:
        count = night.count(contest, round, unit)
        result = night.result(contest, round, unit)
    except KeyError:
        raise Http404 from None
    version = 1 + max(
        (one.version for one in night.proceedings.proclamations if _same(one, contest, round, unit)),
        default=0,
    )
    signed = tonight.desk.moment.state.signatures.get((contest, round, unit, version), [])
    signers = [tonight.desk.moment.state.who(actor) or "" for actor in signed]
    refusal = _refusal(tonight, count, contest, round, unit, version, tuple(signers) or ("—",))
    needed = count.question.contest.rulebook.signatures_needed
    word = say("room.proclaim_word", language)
    assert isinstance(request.user, Account)
    if request.method == "POST":
        if text(request, "word", 40).casefold() != word.casefold():
            messages.error(request, say("room.word_missing", language, word=word))
        elif text(request, "step", 10) == "sign":
            fields = {"contest": contest, "round": round, "unit": unit, "version": version}
            record(request, tonight, ROLE, "proclamation-signed/1", fields)
        else:
            fields = {
                "units": [unit],
                "contest": contest,
                "round": round,
                "version": version,
                "signed_by": signers,
            }
            record(request, tonight, ROLE, "result-proclaimed/1", fields)
        return redirect("proclaim", slug, contest, round, unit)
    page = {
        "slug": slug,
        "result": report(night, language, [result]).results[0],
        "contest": contest,
        "round": round,
        "unit": unit,
        "version": version,
        "needed": needed,
        "signers": Account.objects.filter(actor__in=signers),
        "has_signed": request.user.actor in signers,
        "enough": len(signers) >= needed,
        "refusal": None if refusal is None else say_refusal(refusal.code, refusal.facts, language),
        "is_proclaimed": version > 1,
        "to_proclaim": version == 1 or _changed(night, count, contest, round, unit),
        "lots": count.lots_due,
        "word": word,
        "key": new_key(),
    }
    return render(request, "commission/proclaim.html", page)


def _changed(night: Canvass, count: QuestionCount, contest: str, round: int, unit: str) -> bool:
    """Whether an act has changed the figures since the last proclamation: then a new version is due."""
    state = night.proceedings
    last = max(one.number for one in state.proclamations if _same(one, contest, round, unit))
    return any(
        state.changed_since.get((leaf, count.question.contest.id, round), 0) > last
        for leaf in count.question.place.leaves
    )


def _same(act: Proclaimed, contest: str, round: int, unit: str) -> bool:
    target = act.target
    return target.touches(contest, round) and (target.units is None or unit in target.units)  # type: ignore[arg-type]


def _refusal(
    tonight: Evening,
    count: QuestionCount,
    contest: str,
    round: int,
    unit: str,
    version: int,
    signers: tuple[str, ...],
) -> Any:
    """Why a proclamation signed by these would be refused now; enough signatures are supposed."""
    needed = count.question.contest.rulebook.signatures_needed
    act = Proclaimed(
        number=len(tonight.now().folder.acts) + 1,
        at=datetime.now(UTC),
        target=Target((UnitId(unit),), count.question.contest.id, round),
        version=version,
        signed_by=(signers * needed)[: max(needed, len(signers))],
    )
    return refusal_to_proclaim(act, tonight.now().proceedings, [count])


@never_cache
@needs("draw_lots")
def lots(request: HttpRequest, slug: str, contest: str, round: int, unit: str) -> HttpResponse:
    """The ceremony of lots: who is equal, for how many places; the order that was drawn, and how."""
    tonight, language = _tonight(request), language_of(request)
    try:
        count = tonight.now().count(contest, round, unit)
    except KeyError:
        raise Http404 from None
    due = count.lots_due
    names = Names(tonight.now().folder, language)
    if request.method == "POST" and due:
        order = [text(request, f"place:{number}", 200) for number in range(1, len(due) + 1)]
        fields = {
            "units": [unit],
            "contest": contest,
            "round": round,
            "options": list(due),
            "order": [OptionId(one) for one in order],
            "method": text(request, "method", 500),
            "seed": text(request, "seed", 500),
        }
        if record(request, tonight, ROLE, "lots-drawn/1", fields) is not None:
            return redirect("proclaim", slug, contest, round, unit)
    page = {
        "slug": slug,
        "due": [(option, names.option(contest, option)) for option in due],
        "places": range(1, len(due) + 1),
        "contest": contest,
        "round": round,
        "unit": unit,
        "key": new_key(),
    }
    return render(request, "commission/lots.html", page)


@require_GET
@needs("see_room")
def minutes(request: HttpRequest, slug: str, contest: str, round: int, unit: str) -> HttpResponse:
    """The minutes of a result as PDF: what a court could read."""
    tonight, language = _tonight(request), language_of(request)
    night = tonight.now()
    try:
        result = night.result(contest, round, unit)
    except KeyError:
        raise Http404 from None
    said = report(night, language, [result], most_open=50, most_findings=None)
    ballot = night.folder.ballot
    zone = ZoneInfo(ballot.timezone)
    now = datetime.now(zone)
    root = tonight.desk.tree.root().hex()
    proclaimed = [one for one in night.proceedings.proclamations if _same(one, contest, round, unit)]
    signers = proclaimed[-1].signed_by if proclaimed else ()
    address = request.build_absolute_uri(reverse("ballot", args=[slug]))
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", scale=4)
    pdf = minutes_pdf(
        Minutes(
            title=ballot.title,
            organisation=ballot.organisation,
            language=language,
            made=now.strftime("%d/%m/%Y %H:%M") + f" ({zone.key})",
            day=now.date(),
            result=said.results[0],
            acts=[
                _act_line(event, tonight, language, zone) for event in tonight.events if _in_minutes(event)
            ],
            findings=said.findings,
            signers=_signers(signers),
            pinned=say("room.pinned", language, size=tonight.size, root=root[:16]),
            qr=drawn.getvalue().decode(),
        )
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="recolement-{slug}-{round}.pdf"'
    return response


def _in_minutes(event: AnyEvent) -> bool:
    """Acts and motions; sheets and the declaration are in the record itself."""
    return isinstance(event, ActEvent | RulingMoved | MotionLost | SheetReturned)


def _act_line(event: AnyEvent, tonight: Evening, language: Language, zone: ZoneInfo) -> ActLine:
    """One act in a line, with what it names and its reason."""
    state = tonight.desk.moment.state
    name = str(event.__struct_config__.tag).partition("/")[0].replace("-", "_")
    parts = [", ".join(getattr(event, "units", None) or ())]
    effect = getattr(event, "effect", "")
    if effect:
        parts.append(say(f"effect.{effect}", language))
    if isinstance(event, RulingMade) and event.for_ is not None:
        parts.append(
            f"{say('vote.for', language)} {event.for_}, {say('vote.against', language)} {event.against or 0},"
            f" {say('vote.abstain', language)} {event.abstaining or 0}"
        )
    parts += [state.said(getattr(event, field, None)) for field in ("grounds", "reason")]
    at = event.at.astimezone(zone).strftime("%d/%m/%Y %H:%M:%S")
    dated = getattr(event, "dated", None)
    return ActLine(
        event.seq, dated or at, say(f"event.{name}", language), " · ".join(part for part in parts if part)
    )


def _signers(actors: tuple[str, ...]) -> list[str]:
    """Who signed, by name where the account is still there."""
    names = {account.actor: str(account) for account in Account.objects.filter(actor__in=actors)}
    return [names.get(actor, actor) for actor in actors]
