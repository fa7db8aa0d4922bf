"""Proclaiming a result: whether it may be, and the lots that a tie needs; ``minutes`` prints it."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from recolement.acts.evening import unchecked
from recolement.canvass import Canvass
from recolement.canvass.count import QuestionCount
from recolement.canvass.gate import refusal_to_proclaim
from recolement.model.acts import Proclaimed, Refused, Target
from recolement.model.ids import ContestId, OptionId, UnitId
from recolement.publication.reporting import report
from recolement.web.accounts.models import Account, Post
from recolement.web.acting import new_key, record, text
from recolement.web.evenings import Evening
from recolement.web.following import following
from recolement.web.rights import evening_of, needs
from recolement.web.words import language_of, say
from recolement.words.ledger import say as said
from recolement.words.naming import Names
from recolement.words.numbers import Language
from recolement.words.refusals import say_refusal


@never_cache
@needs("proclaim")
def proclaim(request: HttpRequest, slug: str, contest: str, round: int, unit: str) -> HttpResponse:
    """Sign and proclaim a result, or see why it may not be."""
    tonight, language = evening_of(request), language_of(request)
    night = tonight.now()
    try:
        count = night.count(contest, round, unit)
        result = night.result(contest, round, unit)
    except KeyError:
        raise Http404 from None
    version = 1 + max(
        (one.version for one in night.proceedings.proclamations if same_result(one, contest, round, unit)),
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
            record(request, tonight, Post.COMMISSIONER.value, "proclamation-signed/1", fields)
        else:
            fields = {
                "units": [unit],
                "contest": contest,
                "round": round,
                "version": version,
                "signed_by": signers,
            }
            record(request, tonight, Post.COMMISSIONER.value, "result-proclaimed/1", fields)
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
        "refusal": _said(tonight, refusal, count, language),
        "is_proclaimed": version > 1,
        "following": [one for one in following(tonight, language) if one.contest == contest],
        "to_proclaim": version == 1 or _changed(night, count, contest, round, unit),
        "lots": count.lots_due,
        "word": word,
        "key": new_key(),
    }
    return render(request, "commission/proclaim.html", page)


def _changed(night: Canvass, count: QuestionCount, contest: str, round: int, unit: str) -> bool:
    """Whether an act has changed the figures since the last proclamation: then a new version is due."""
    state = night.proceedings
    last = max(one.number for one in state.proclamations if same_result(one, contest, round, unit))
    return any(
        state.changed_since.get((leaf, count.question.contest.id, round), 0) > last
        for leaf in count.question.place.leaves
    )


def same_result(act: Proclaimed, contest: str, round: int, unit: str) -> bool:
    """Whether a proclamation speaks of this result."""
    target = act.target
    return target.touches(ContestId(contest), round) and (
        target.units is None or UnitId(unit) in target.units
    )


def _refusal(
    tonight: Evening,
    count: QuestionCount,
    contest: str,
    round: int,
    unit: str,
    version: int,
    signers: tuple[str, ...],
) -> Refused | None:
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


def _said(tonight: Evening, refusal: Refused | None, count: QuestionCount, language: Language) -> str | None:
    """A refusal in words: what the result lacks, else the sheets not checked as the rulebook asks."""
    if refusal is not None:
        return say_refusal(refusal.code, refusal.facts, language)
    found = unchecked([count.question], tonight.desk.moment.state, tonight.now().proceedings)
    return None if found is None else said(found[0], found[1], language)


@never_cache
@needs("draw_lots")
def lots(request: HttpRequest, slug: str, contest: str, round: int, unit: str) -> HttpResponse:
    """The ceremony of lots: who is equal, for how many places; the order that was drawn, and how."""
    tonight, language = evening_of(request), language_of(request)
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
        if record(request, tonight, Post.COMMISSIONER.value, "lots-drawn/1", fields) is not None:
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
