"""A section's list to sign, with a number and a QR code for each person, to be typed or scanned back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from recolement.calls.places import written
from recolement.publication.signing import Line, SigningList
from recolement.web.acting import text
from recolement.web.calls.guard import my_part, needs_part, sections_of, tree_of
from recolement.web.calls.looking import look_at_all
from recolement.web.calls.models import Campaign, Look
from recolement.web.words import language_of, say

MOST = 3_000
"""People of one list: a section has a few hundred."""


@require_POST
@needs_part("organise_calls")
def printing(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """The list of one section, in the order of the roll. It is made in memory; no copy is kept."""
    section, within = text(request, "section", 200), sections_of(my_part(request))
    tree = tree_of(campaign)
    mine = within is None or section in within
    people = list(campaign.people.filter(section=section).order_by("place")[:MOST]) if mine else []
    if not people or section not in tree:
        messages.error(request, say("calls.unit_unknown", language_of(request), unit=section[:60]))
        return redirect("calls-organise", campaign.slug)
    opened = look_at_all(campaign, people, my_part(request).actor, Look.Why.PRINTING)
    lines = [Line(known.number, known.name, written(person.place)) for person, known in opened]
    made = SigningList(campaign.title, tree[section].name, lines, language_of(request))  # type: ignore[index] # looked up above
    response = HttpResponse(made.pdf(), content_type="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="list.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response
