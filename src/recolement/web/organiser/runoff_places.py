"""The runoffs of a contest decided in several places: the ready ones recorded in one step, the others told.

Of each place the page says who stands, whom the first round elected, or why it is too early. What it shows is
what is recorded: the lines stand in the form, and the ledger refuses any that no longer holds.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from recolement.acts.preparing import AtPlace, Readiness, lines_of
from recolement.canvass.runoff import NoRunoff, OfRunoff
from recolement.ledger.events.rounds import RunoffAtPlace
from recolement.model.ids import ContestId
from recolement.web.acting import KEY, new_key, record, text
from recolement.web.evenings import Evening
from recolement.web.following import runoffs_at
from recolement.web.organiser.adding import add_round
from recolement.web.pages import page_of
from recolement.web.parts import answer
from recolement.web.words import language_of, say
from recolement.words.ledger import say as said
from recolement.words.naming import Names

ROLE = "organiser"
LONGEST = 2_000_000
"""Characters of the places that a page's form holds: some thousands of places."""
ORDER = (
    Readiness.DIFFERS, Readiness.READY, Readiness.WAITING, Readiness.PREPARED, Readiness.DECIDED,
    Readiness.OVER,
)  # fmt: skip
"""What needs a hand first."""

_LINES = msgspec.json.Decoder(list[list[RunoffAtPlace]])


def of_places(request: HttpRequest, tonight: Evening, contest: str, number: int) -> HttpResponse:
    """Every place with its runoff; those that are ready prepared at once."""
    language = language_of(request)
    word = say("runoff.word", language)
    if request.method == "POST":
        if text(request, "word", 40).casefold() != word.casefold():
            messages.error(request, say("room.word_missing", language, word=word))
        elif _record(request, tonight, contest, number):
            return redirect("organise-runoff", tonight.slug, contest, number)
    night = tonight.now()
    names = Names(night.folder, language)
    found = runoffs_at(tonight, contest, number)
    counted = Counter(one.readiness for one in found)
    wanted, sought = request.GET.get("state", ""), request.GET.get("q", "").strip()[:200]
    page = page_of(request, _listed(found, wanted, sought, names))
    lines = list(lines_of(found))
    shown = {
        "slug": tonight.slug,
        "title": night.folder.ballot.title,
        "contest": contest,
        "contest_name": names.contest(contest),
        "round": number,
        "adds": night.folder.ballot.may_gain == number,
        "states": [(one.value, counted[one]) for one in ORDER if counted[one]],
        "total": len(found),
        "ready": counted[Readiness.READY],
        "decided": counted[Readiness.DECIDED],
        "differs": counted[Readiness.DIFFERS],
        "waiting": counted[Readiness.WAITING],
        "lines": counted[Readiness.READY] + counted[Readiness.DECIDED],
        "date": text(request, "date", 10),
        "seen": msgspec.json.encode(lines).decode() if lines else "",
        "word": word,
        "wanted": wanted,
        "sought": sought,
        "page": page,
        "rows": [_row(one, contest, names) for one in page.rows],
        "own_rolls": sum(of == number for _, of in night.folder.rolls),
        "begun": any(one.said is not None for one in found),
        "key": new_key(),
    }
    return answer(
        request, "organiser/runoff_places.html", {"found": "organiser/runoff_places_part.html"}, shown
    )


def _listed(found: list[AtPlace], wanted: str, sought: str, names: Names) -> list[AtPlace]:
    """Those of a state and a name that were asked for, what needs a hand first."""
    folded = sought.casefold()
    return [
        one
        for state in ORDER
        for one in found
        if one.readiness is state and wanted in ("", state) and folded in names.unit(one.place).casefold()
    ]


def why_not(found: OfRunoff, contest: str, names: Names) -> str:
    """Why no runoff can be prepared, in words; empty where one can."""
    if not isinstance(found, NoRunoff):
        return ""
    facts, options = dict(found.facts), names.options(contest)
    if "options" in facts:
        written = str(facts["options"]).split(", ")
        facts["options"] = ", ".join(options.get(one, one) for one in written)
    return said(found.code, facts, names.language)


def _row(one: AtPlace, contest: str, names: Names) -> dict[str, Any]:
    options = names.options(contest)
    stands = one.standing if one.said is None else one.said.options
    why = why_not(one.found, contest, names) if one.readiness is Readiness.WAITING else ""
    return {
        "place": one.place,
        "name": names.unit(one.place),
        "state": one.readiness.value,
        "standing": [options.get(option, option) for option in stands],
        "won": [options.get(option, option) for option in one.won],
        "why": why,
    }


def _record(request: HttpRequest, tonight: Evening, contest: str, number: int) -> bool:
    """The lines that the page showed, after the round where none was declared; sent again, the same."""
    language, key = language_of(request), text(request, KEY, 150)
    try:
        lines = _LINES.decode(text(request, "seen", LONGEST))
    except msgspec.DecodeError:
        lines = []
    if not lines or not key:
        messages.error(request, say("runoff.changed", language))
        return False
    if not add_round(request, tonight, number, key):
        return False
    for place, places in enumerate(lines):
        fields = {
            "contest": ContestId(contest),
            "round": number,
            "places": [msgspec.to_builtins(one) for one in places],
        }
        if record(request, tonight, ROLE, "runoff-prepared/2", fields, f"{key}-{place}") is None:
            return False
    return True
