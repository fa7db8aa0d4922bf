"""The journal as it is read: filtered, fifty lines at a time, and as a table that no spreadsheet executes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from recolement.publication.table import MARK, SEPARATORS, safe
from recolement.web.accounts.models import Account
from recolement.web.house.accounts import Rows
from recolement.web.house.journal import WHATS, Told, told
from recolement.web.house.models import JournalLine
from recolement.web.pages import page_of
from recolement.web.rights import administers
from recolement.web.words import language_of, say
from recolement.words.numbers import Language
from recolement.words.plain import shown

AT_ONCE = 500
COLUMNS = ("at", "what", "by", "on", "ballot", "post", "unit", "reason", "origin")


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _filtered(request: HttpRequest) -> QuerySet[JournalLine]:
    """The lines that the address asks for: what, about or by whom, from a day to a day."""
    lines = JournalLine.objects.all()
    what, sought = request.GET.get("what", ""), request.GET.get("q", "").strip()[:200]
    if what in WHATS:
        lines = lines.filter(what=what)
    if sought:
        people = Account.objects.filter(Q(name__icontains=sought) | Q(username__icontains=sought))
        actors = list(people.values_list("actor", flat=True)[:1000])
        lines = lines.filter(
            Q(by__in=actors) | Q(on__in=actors) | Q(ballot__icontains=sought) | Q(origin=sought)
        )
    zone = timezone.get_current_timezone()
    since, until = _day(request.GET.get("since", "")), _day(request.GET.get("until", ""))
    if since is not None:
        lines = lines.filter(at__gte=datetime.combine(since, time.min, zone))
    if until is not None and until < date.max:
        lines = lines.filter(at__lt=datetime.combine(until + timedelta(days=1), time.min, zone))
    return lines


@never_cache
@require_GET
@administers
def journal(request: HttpRequest) -> HttpResponse:
    """What was done, the latest first."""
    asked = {name: request.GET.get(name, "")[:200] for name in ("what", "q", "since", "until")}
    page = page_of(request, Rows(_filtered(request)))
    shown_now = {
        "page": page,
        "lines": told(page.rows),
        "whats": WHATS,
        "asked": asked,
        "query": urlencode({name: value for name, value in asked.items() if value}),
    }
    return render(request, "house/journal.html", shown_now)


@never_cache
@require_GET
@administers
def journal_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same lines as CSV, all of them, oldest first."""
    lines, language = _filtered(request).order_by("at", "id"), language_of(request)
    answer = StreamingHttpResponse(_csv(lines, language), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="journal.csv"'
    return answer


def _csv(lines: QuerySet[JournalLine], language: Language) -> Iterator[bytes]:
    held = io.StringIO()
    writer = csv.writer(held, delimiter=SEPARATORS[language], lineterminator="\r\n")
    held.write(MARK)
    writer.writerow(say(f"journal.column_{name}", language) for name in COLUMNS)
    some: list[JournalLine] = []
    for line in lines.iterator(AT_ONCE):
        some.append(line)
        if len(some) == AT_ONCE:
            writer.writerows(_row(one, language) for one in told(some))
            yield held.getvalue().encode()
            some = []
            held.seek(0)
            held.truncate()
    writer.writerows(_row(one, language) for one in told(some))
    yield held.getvalue().encode()


def _row(one: Told, language: Language) -> list[str]:
    post = say(f"post.{one.post}", language) if one.post else ""
    what = say(f"journal.{one.what}", language)
    texts = (one.by, one.on, one.ballot, post, one.unit, one.reason, one.origin)
    return [
        timezone.localtime(one.at).isoformat(timespec="seconds"),
        what,
        *(safe(shown(text)) for text in texts),
    ]
