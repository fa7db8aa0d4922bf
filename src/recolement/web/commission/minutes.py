"""The minutes of a result as PDF: what a court could read, from the record as it stands."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from recolement.acts.pins import pins_of
from recolement.canvass.count import QuestionCount
from recolement.ledger.events import (
    ActEvent,
    AnyEvent,
    DisputeFiled,
    MotionLost,
    Pins,
    ResultProclaimed,
    RulingMade,
    RulingMoved,
    SheetReturned,
)
from recolement.ledger.fold.state import moment
from recolement.model.acts import Proclaimed, Target
from recolement.model.ids import UnitId
from recolement.model.software import VERSION
from recolement.publication.findings import said_findings
from recolement.publication.minutes import ActLine, Minutes, minutes_pdf
from recolement.publication.reporting import report
from recolement.web.accounts.models import Account
from recolement.web.commission.came_in import came_in
from recolement.web.commission.proclaiming import same_result
from recolement.web.evenings import Evening
from recolement.web.rehearsal.band import is_rehearsal
from recolement.web.rights import evening_of, needs
from recolement.web.told import when
from recolement.web.words import language_of, say
from recolement.words.naming import Names
from recolement.words.numbers import Language, colon, count
from recolement.words.rehearsal import BAND, title_in


@require_GET
@needs("see_room")
def minutes(request: HttpRequest, slug: str, contest: str, round: int, unit: str) -> HttpResponse:
    """Figures, findings, disputes, rulings with their votes, conditions; what the result is fixed by."""
    tonight, language = evening_of(request), language_of(request)
    night = tonight.now()
    try:
        result, counted = night.result(contest, round, unit), night.count(contest, round, unit)
    except KeyError:
        raise Http404 from None
    said = report(night, language, [result], most_open=50)
    names = Names(night.folder, language)
    ballot = night.folder.ballot
    zone = ZoneInfo(ballot.timezone)
    now = datetime.now(zone)
    proclaimed = [one for one in night.proceedings.proclamations if same_result(one, contest, round, unit)]
    address = request.build_absolute_uri(reverse("ballot", args=[slug]))
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", scale=4)
    pins = _pins(tonight, counted, proclaimed=bool(proclaimed))
    pdf = minutes_pdf(
        Minutes(
            title=title_in(ballot.title, language),
            organisation=ballot.organisation,
            language=language,
            made=f"{when(now, zone.key, language)} ({zone.key})",
            day=now.date(),
            result=said.results[0],
            sheets=came_in(tonight, counted.question, names),
            acts=[_act_line(event, tonight, names, zone) for event in tonight.events if _in_minutes(event)],
            findings=said_findings(night, names, question=(contest, round)),
            signers=_signers(proclaimed[-1].signed_by if proclaimed else ()),
            pins=[
                (say("room.pin_size", language), _fixed(tonight, pins, language)),
                (say("room.pin_root", language), pins.root),
                (say("room.pin_rulebook", language), pins.rulebook),
                (say("room.pin_result", language), pins.result),
                (say("room.pin_software", language), pins.software),
            ],
            pinned=_mark(tonight.slug, language)
            + say(
                "room.pinned",
                language,
                size=tonight.size,
                last=tonight.size - 1,
                root=tonight.desk.tree.root().hex()[:16],
            ),
            address=address,
            qr=drawn.getvalue().decode(),
        )
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="recolement-{slug}-{round}.pdf"'
    return response


def _pins(tonight: Evening, counted: QuestionCount, *, proclaimed: bool) -> Pins:
    """What the proclamation fixed; before there is one, what it would fix now."""
    question = counted.question
    here = (question.contest.id, question.round.number, question.place.id)
    for event in reversed(tonight.events if proclaimed else []):
        if isinstance(event, ResultProclaimed) and event.pins is not None:
            units = event.units or (question.place.id,)
            if any((event.contest, event.round, unit) == here for unit in units):
                return event.pins
    tried = Proclaimed(
        number=tonight.size + 1, at=datetime.now(UTC),
        target=Target((UnitId(question.place.id),), question.contest.id, question.round.number),
    )  # fmt: skip
    return pins_of(tried, [counted], tonight.size, tonight.desk.tree.root(), f"recolement {VERSION}")


def _fixed(tonight: Evening, pins: Pins, language: Language) -> str:
    """How many lines a proclamation rests on: those before its own, so one fewer than there are with it."""
    done = pins.size < tonight.size and isinstance(tonight.events[pins.size], ResultProclaimed)
    return say("room.pin_lines" if done else "room.pin_none", language, size=pins.size)


def _mark(slug: str, language: Language) -> str:
    """At the foot of each page of a rehearsal: that it is one."""
    return f"{BAND[language == 'en']} " if is_rehearsal(slug) else ""


def _in_minutes(event: AnyEvent) -> bool:
    """Acts and motions; sheets have their table, and the declaration is in the record itself."""
    return isinstance(event, ActEvent | RulingMoved | MotionLost | SheetReturned)


def _act_line(event: AnyEvent, tonight: Evening, names: Names, zone: ZoneInfo) -> ActLine:
    """One act in a line, with what it names and its reason."""
    name = str(event.__struct_config__.tag).partition("/")[0].replace("-", "_")
    dated = getattr(event, "dated", None)
    at = when(event.at if dated is None else moment(dated), zone.key, names.language, seconds=True)
    detail = " · ".join(part for part in _parts(event, tonight, names) if part)
    return ActLine(event.seq, at, say(f"event.{name}", names.language), detail)


def _parts(event: AnyEvent, tonight: Evening, names: Names) -> Iterator[str]:
    """What an act speaks of, what it decides and by which votes, and its reason."""
    state, language = tonight.desk.moment.state, names.language
    units = (event.unit,) if isinstance(event, SheetReturned) else getattr(event, "units", None) or ()
    yield ", ".join(names.unit(unit) for unit in units)
    if isinstance(event, DisputeFiled):
        yield event.id
        yield say(f"seeks.{event.seeks}", language)
        yield " ↔ ".join(names.option(event.contest, option) for option in event.options)
    of = getattr(event, "of", "")
    dispute = tonight.now().proceedings.disputes.get(of)
    if dispute is not None:
        yield f"{', '.join(names.unit(unit) for unit in dispute.units)} · {of}"
    effect = getattr(event, "effect", "")
    if effect:
        yield say(f"effect.{effect}", language)
    for claim in getattr(event, "values", ()):
        field = names.field(getattr(event, "contest", None), claim.field)
        yield f"{names.unit(claim.unit)}, {field}{colon(language)}{count(claim.value, language)}"
    if isinstance(event, RulingMade | MotionLost) and event.for_ is not None:
        yield say(
            "room.votes", language,
            for_=event.for_, against=event.against or 0, abstaining=event.abstaining or 0,
        )  # fmt: skip
    for field in ("grounds", "reason"):
        yield state.said(getattr(event, field, None))


def _signers(actors: tuple[str, ...]) -> list[str]:
    """Who signed, by name where the account is still there."""
    names = {account.actor: str(account) for account in Account.objects.filter(actor__in=actors)}
    return [names.get(actor, actor) for actor in actors]
