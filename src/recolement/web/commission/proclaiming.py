"""Proclaiming a result: whether it may be, and the lots that a tie needs; ``minutes`` prints it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from recolement.acts.evening import unchecked
from recolement.canvass.count import QuestionCount
from recolement.canvass.scopes import Question
from recolement.model.acts import Proclaimed, Refused
from recolement.model.ids import ContestId, OptionId, UnitId
from recolement.publication.reporting import report
from recolement.web.accounts.models import Account, Post
from recolement.web.acting import new_key, record, text
from recolement.web.commission.signing import (
    Signing,
    acts_after,
    commission_of,
    proclamations,
    refusal_now,
    say_change,
    say_proclaimed,
    signatures_said,
    signing,
    still_open,
    unchanged_since,
)
from recolement.web.evenings import Evening
from recolement.web.following import following
from recolement.web.rights import evening_of, needs
from recolement.web.told import who
from recolement.web.words import language_of, say
from recolement.words.ledger import say as said
from recolement.words.naming import Names
from recolement.words.refusals import say_refusal

MOST_SHEETS = 20
"""How many of the sheets that nobody accepted are named."""


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
    one = signing(tonight, count, commission_of(slug), language)
    word = say("room.proclaim_word", language)
    if request.method == "POST":
        if text(request, "word", 40).casefold() != word.casefold():
            messages.error(request, say("room.word_missing", language, word=word))
        else:
            _act(request, tonight, count.question, one)
        return redirect("proclaim", slug, contest, round, unit)
    done, names = proclamations(night, count.question), Names(night.folder, language)
    changes = acts_after(night, count.question, done[-1].number) if done else []
    assert isinstance(request.user, Account)
    page = {
        "slug": slug,
        "result": report(night, language, [result]).results[0],
        "contest": contest,
        "round": round,
        "unit": unit,
        "signing": one,
        "signatures": signatures_said(one, language),
        "has_signed": request.user.actor in {each.actor for each in one.holding},
        "refusal": _said(tonight, refusal_now(tonight, count), count, names),
        "still_open": still_open(night, count.question, language),
        "not_accepted": _not_accepted(tonight, count.question, names),
        "entry": count.question.contest.rulebook.entry,
        "proclaimed": say_proclaimed(done[-1], night, language) if done else "",
        "signed_by": ", ".join(who(actor, None, language) for actor in done[-1].signed_by) if done else "",
        "is_proclaimed": bool(done),
        "changes": [say_change(act, names) for act in changes],
        "following": [each for each in following(tonight, language) if each.contest == contest],
        "to_proclaim": not done or changes,
        "lots": count.lots_due,
        "word": word,
        "key": new_key(),
        "size": tonight.size,
    }
    return render(request, "commission/proclaim.html", page)


def _act(request: HttpRequest, tonight: Evening, question: Question, one: Signing) -> None:
    """Sign, or proclaim what enough members signed; not where other figures than the page's stand now."""
    contest, round_, unit = question.key
    language, size = language_of(request), text(request, "size", 20)
    as_shown = unchanged_since(int(size) if size.isascii() and size.isdigit() else 0, question)
    fields: dict[str, Any] = {"contest": contest, "round": round_, "version": one.version}
    assert isinstance(request.user, Account)
    if text(request, "step", 10) == "sign":
        event, fields = "proclamation-signed/1", fields | {"unit": unit}
        if request.user.actor in {each.actor for each in one.holding}:
            messages.warning(request, say("signing.already", language))
            return
    elif one.missing:
        messages.error(request, signatures_said(one, language))
        return
    else:
        signed_by = [each.actor for each in one.holding]
        event, fields = "result-proclaimed/1", fields | {"units": [unit], "signed_by": signed_by}
    record(request, tonight, Post.COMMISSIONER.value, event, fields, meanwhile=as_shown)


def same_result(act: Proclaimed, contest: str, round: int, unit: str) -> bool:
    """Whether a proclamation speaks of this result."""
    target = act.target
    return target.touches(ContestId(contest), round) and (
        target.units is None or UnitId(unit) in target.units
    )


def _lacking(tonight: Evening, count: QuestionCount, names: Names) -> Iterator[str]:
    """The first sections without a sheet; of one that was sent back, that it was."""
    contest, number, _ = count.question.key
    for unit in count.missing[:10]:
        returned = (unit, contest, number) in tonight.now().folder.returned
        state = f" · {say('state.returned', names.language)}" if returned else ""
        yield f"{names.unit(unit)}{state}"


def _said(tonight: Evening, refusal: Refused | None, count: QuestionCount, names: Names) -> str | None:
    """A refusal in words: what the result lacks, else the sheets not checked as the rulebook asks."""
    if refusal is not None:
        named = {
            "units": ", ".join(_lacking(tonight, count, names)),
            "options": ", ".join(names.option(count.question.contest.id, one) for one in count.lots_due),
        }
        facts = {key: named.get(key, fact) for key, fact in refusal.facts.items()}
        return say_refusal(refusal.code, facts, names.language)
    found = unchecked([count.question], tonight.desk.moment.state, tonight.now().proceedings)
    if found is None:
        return None
    units = ", ".join(names.unit(unit) for unit in str(found[1]["units"]).split(", "))
    return said(found[0], {**found[1], "units": units}, names.language)


def _not_accepted(tonight: Evening, question: Question, names: Names) -> dict[str, Any]:
    """The sheets in that nobody accepted: how many, of which with findings not explained, the first."""
    contest, round_, _ = question.key
    states = tonight.board().states
    found = [
        (leaf, state)
        for leaf in question.place.leaves
        if (state := states.get((leaf, contest, round_), "")) in ("received", "flagged")
    ]
    found.sort(key=lambda one: one[1] != "flagged")
    return {
        "number": len(found),
        "flagged": sum(state == "flagged" for _, state in found),
        "first": [(leaf, names.unit(leaf), state) for leaf, state in found[:MOST_SHEETS]],
        "more": max(0, len(found) - MOST_SHEETS),
        "root": tonight.now().folder.tree.root,
    }


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
