"""The projection's page, its picture, its line on the night's screen, and the organiser's choice."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from recolement.canvass.scopes import Question
from recolement.publication.projected import Projected
from recolement.publication.projection_picture import projection_picture
from recolement.publication.transferred import can_estimate
from recolement.web.evenings import Evening
from recolement.web.night.screen import asked_of
from recolement.web.night.views import watched
from recolement.web.projection.keeping import LEVEL, KeptProjection, projection_of
from recolement.web.projection.models import ShownProjection
from recolement.web.rights import evening_of, needs
from recolement.web.words import language_of
from recolement.words.naming import Names
from recolement.words.numbers import Language
from recolement.words.projection import (
    ASSUMPTIONS,
    percent,
    projection_notes,
    say_call,
    say_outcome,
    say_projection_problem,
    say_stands,
)
from recolement.words.rehearsal import title_in

OF_PICTURE = "default-src 'none'; style-src 'unsafe-inline'"
"""The drawing brings its own style, and nothing else may run or be loaded in it."""


@dataclass(frozen=True, slots=True)
class Row:
    """An option's share of the valid votes: the middle, the interval, and its share of those counted."""

    name: str
    middle: str
    low: str
    high: str
    counted: str


def _asked(request: HttpRequest, slug: str) -> tuple[Evening, Question, KeptProjection]:
    """The projection that a reader may see; 404 where the organiser shows none."""
    tonight = watched(request, slug)
    shown = ShownProjection.objects.filter(slug=slug).first()
    if shown is None or not can_estimate():
        raise Http404
    night = tonight.now()
    wanted = tuple(request.GET.get(name, "")[:300] for name in ("contest", "round", "unit"))
    question = asked_of(night, tonight.events, (wanted[0], wanted[1], wanted[2]))
    if question is None:
        raise Http404
    return tonight, question, projection_of(tonight, question, shown.baseline)


def _sentence(found: Projected, names: Names, language: Language) -> str:
    """The call, or that it is too early for one."""
    if not found.calls:
        return ""
    best, contest = found.calls[0], found.question.contest.id
    said = [names.option(contest, one) for one in best.outcome.options]
    if best.outcome.seats:
        said = [f"{names.option(contest, one)} {seats}" for one, seats in best.outcome.seats.items()]
    sentence = say_outcome(best.outcome.kind.value, said, language)
    return say_call(sentence, best.probability, found.threshold, found.called, language)


def _rows(kept: KeptProjection, names: Names, language: Language) -> list[Row]:
    if not kept.moments or kept.projected is None:
        return []
    contest, shares = kept.projected.question.contest.id, kept.drawn[-1].shares
    rows = []
    for option, share in sorted(shares.items(), key=lambda one: -one[1].middle):
        middle, low, high = (percent(end, 1, language) for end in (share.middle, share.low, share.high))
        counted = "—" if share.counted is None else percent(share.counted, 1, language)
        rows.append(Row(names.option(contest, option), middle, low, high, counted))
    return rows


@never_cache
@require_GET
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The projection with its intervals, its picture and what it supposes."""
    language = language_of(request)
    tonight, question, kept = _asked(request, slug)
    names = Names(tonight.now().folder, language)
    found = kept.projected
    shown = {
        "slug": slug,
        "title": title_in(tonight.now().folder.ballot.title, language),
        "question": f"{names.contest(question.contest.id)} · {names.place(question.place.id)}",
        "problems": [say_projection_problem(problem, language) for problem in kept.problems],
        "stands": say_stands(*kept.stands[language], language) if language in kept.stands else "",
        "sentence": _sentence(found, names, language) if found is not None else "",
        "rows": _rows(kept, names, language),
        "notes": projection_notes(found.said, language) if found is not None else (),
        "supposed": ASSUMPTIONS[language == "en"],
        "drawn": len(kept.moments) > 1,
        "size": kept.size,
        "here": request.GET.urlencode(),
    }
    return render(request, "projection/page.html", shown)


@never_cache
@require_GET
def picture(request: HttpRequest, slug: str) -> HttpResponse:
    """The drawing of the night so far."""
    language = language_of(request)
    _, question, kept = _asked(request, slug)
    named: dict[str, str] = {option.id: option.name for option in question.options}
    drawn = projection_picture(kept.drawn, named, LEVEL, language)
    answer = HttpResponse(drawn, content_type="image/svg+xml")
    answer.headers["Content-Security-Policy"] = OF_PICTURE
    return answer


@never_cache
@require_GET
def line(request: HttpRequest, slug: str) -> HttpResponse:
    """One sentence for the night's screen; nothing where there is no projection yet."""
    language = language_of(request)
    tonight, _, kept = _asked(request, slug)
    if kept.projected is None:
        return HttpResponse(status=204)
    names = Names(tonight.now().folder, language)
    shown = {
        "slug": slug,
        "stands": say_stands(*kept.stands[language], language),
        "sentence": _sentence(kept.projected, names, language),
        "notes": projection_notes(kept.projected.said, language)[:1],
        "here": request.GET.urlencode(),
    }
    return render(request, "projection/line.html", shown)


@require_POST
@needs("organise")
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the projection beside the night, compared with an earlier vote or with none; or hide it."""
    known = {one for one, _ in baselines(evening_of(request))}
    chosen = request.POST.get("baseline", "")
    if request.POST.get("what") == "hide":
        ShownProjection.objects.filter(slug=slug).delete()
    elif chosen == "" or chosen in known:
        ShownProjection.objects.update_or_create(slug=slug, defaults={"baseline": chosen})
    return redirect("organise", slug)


def baselines(tonight: Evening, language: Language = "fr") -> list[tuple[str, str]]:
    """The votes of the same ballot that a projection may be compared with: ``contest/round`` and its name."""
    night = tonight.now()
    names = Names(night.folder, language)
    found = dict.fromkeys((one.contest.id, one.round.number) for one in night.questions)
    return [(f"{contest}/{number}", f"{names.contest(contest)} · {number}") for contest, number in found]
