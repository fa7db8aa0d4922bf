"""The data-protection page: the record of processing and a draft impact assessment, read from what is there.

Nothing of it is written by hand for one campaign: fields come from the models, rights from the guards, looks
from their log, measures from a check of this installation. A field without a sentence fails the tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections
from django.db.models import BinaryField, Count, Field, Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from recolement.web.calls.addresses import addresses
from recolement.web.calls.guard import PARTS, needs_part
from recolement.web.calls.models import Campaign, Objection, Person
from recolement.web.calls.router import CALLS
from recolement.web.calls.sweeping import ABOUT_PEOPLE
from recolement.web.calls.vault import folder, key_file
from recolement.web.house.saving import LEFT_OUT
from recolement.web.public.models import HostedBallot

ERASED_WITH = frozenset(model.__name__ for model in ABOUT_PEOPLE)


@dataclass(frozen=True, slots=True)
class Kept:
    """A field: ``how`` is ``sealed``, ``hashed`` or ``clear``; ``until`` is ``purge`` or ``stays``."""

    table: str
    field: str
    how: str
    until: str


@dataclass(frozen=True, slots=True)
class Measure:
    """What is done against a risk, and whether it is in force here and now."""

    risk: str
    code: str
    holds: bool


def fields() -> Iterator[Kept]:
    """Every field of every table of call lists, as the database has them."""
    for model in apps.get_app_config(CALLS).get_models():
        until = "purge" if model.__name__ in ERASED_WITH else "stays"
        for field in model._meta.get_fields():
            if isinstance(field, Field) and not field.primary_key:
                yield Kept(model.__name__.lower(), field.name, _how(field), until)


def _how(field: Field[Any, Any]) -> str:
    if isinstance(field, BinaryField):
        return "sealed"
    return "hashed" if field.name.endswith("mark") else "clear"


def pages() -> dict[str, list[str]]:
    """The pages that each part opens, from the guards of the addresses themselves."""
    found: dict[str, list[str]] = {part: [] for parts in PARTS.values() for part in parts}
    for pattern in addresses():
        for action in _actions(pattern.callback):
            for part in PARTS.get(action, ()):
                found[part].append(str(pattern.name))
    return found


def _actions(view: Any) -> tuple[str, ...]:
    while view is not None:
        if hasattr(view, "actions"):
            return tuple(view.actions)
        view = getattr(view, "__wrapped__", None)
    return ()


def links_outside() -> list[str]:
    """Foreign keys between call lists and anything else; there are none, and this looks for them."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            other = field.related_model
            if not (isinstance(other, type) and issubclass(other, Model)):
                continue
            if (model._meta.app_label == CALLS) != (other._meta.app_label == CALLS):
                found.append(f"{model._meta.label}.{field.name}")
    return found


def measures(campaign: Campaign) -> list[Measure]:
    """What is done, each looked at now: a measure that does not hold is shown as such."""
    key, database = key_file(campaign.slug), connections[CALLS].settings_dict
    names_in_clear = [
        one for one in fields() if one.how == "clear" and one.field in ("name", "telephone", "email")
    ]
    overdue = campaign.demands.filter(answered=None, due__lt=timezone.localdate()).count()
    extended = campaign.extensions.exclude(confirmed=None)
    open_long = not campaign.closed and campaign.purge_by < timezone.localdate()
    return [
        Measure("theft", "sealed", not names_in_clear),
        Measure(
            "theft", "key_outside", campaign.closed or (key.is_file() and key.stat().st_mode & 0o077 == 0)
        ),
        Measure("theft", "own_database", database["NAME"] != connections["default"].settings_dict["NAME"]),
        Measure("theft", "no_backup", CALLS in LEFT_OUT),
        Measure("theft", "https", bool(settings.SECURE_SSL_REDIRECT)),
        Measure("curiosity", "looks_logged", True if campaign.closed else _looked_are_logged(campaign)),
        Measure("curiosity", "by_part", all(_actions(one.callback) for one in addresses())),
        Measure("link", "no_link", not links_outside()),
        Measure("unwanted", "source_named", bool(campaign.source)),
        Measure("unwanted", "objections", (folder() / "objections" / "salt.key").is_file()),
        Measure("unwanted", "hours", campaign.calls_from < campaign.calls_until),
        Measure("unwanted", "answered", overdue == 0),
        Measure("too_long", "purge_date", not open_long),
        Measure("too_long", "two_persons", all(one.asked_by != one.confirmed_by for one in extended)),
    ]


def _looked_are_logged(campaign: Campaign) -> bool:
    """Whoever noted a call has a look of their own in the log."""
    callers = set(campaign.calls.values_list("actor", flat=True).distinct())
    return callers <= set(campaign.looks.filter(why="call").values_list("actor", flat=True).distinct())


@never_cache
@require_GET
@needs_part("organise_calls")
def protection(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """The page, to read and to print."""
    hosted = HostedBallot.objects.filter(slug=campaign.ballot).first()
    people = campaign.people
    risks: dict[str, list[Measure]] = {}
    for measure in measures(campaign):
        risks.setdefault(measure.risk, []).append(measure)
    page = {
        "campaign": campaign,
        "ballot": campaign.ballot if hosted is None else hosted.title,
        "people": people.count(),
        "uncallable": people.filter(state=Person.State.UNCALLABLE).count(),
        "sections": people.values("section").distinct().count(),
        "objections": Objection.objects.count(),
        "parts": [
            (part, names, campaign.callers.filter(part=part).count()) for part, names in pages().items()
        ],
        "fields": _by_table(),
        "looks": [
            (one["why"], one["times"])
            for one in campaign.looks.values("why").annotate(times=Count("pk")).order_by("why")
        ],
        "demands": campaign.demands.count(),
        "waiting": campaign.demands.filter(answered=None).count(),
        "extensions": campaign.extensions.exclude(confirmed=None).order_by("pk"),
        "risks": list(risks.items()),
        "today": timezone.localdate(),
    }
    return render(request, "calls/protection.html", page)


def _by_table() -> list[tuple[str, list[Kept]]]:
    found: dict[str, list[Kept]] = {}
    for one in fields():
        found.setdefault(one.table, []).append(one)
    return list(found.items())
