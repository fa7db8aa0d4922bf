"""Setting up a ballot: a form, then a look at what was understood, then the ballot is made.

The table of units is kept between the two, for the account that sent it, so that it is chosen once.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from recolement.model.folder import BallotFolder
from recolement.model.problems import Problem, Unusable
from recolement.web.accounts.models import Account, Post, Role
from recolement.web.acting import KEY, name_from, new_key, text
from recolement.web.evenings import host
from recolement.web.organiser.rulebooks import TEMPLATES
from recolement.web.organiser.setting_up import (
    ENTRIES,
    LONGEST_FILE,
    RULINGS,
    Table,
    Wanted,
    ballot_of,
    uploaded_table,
)
from recolement.web.organiser.understood import chosen, understood
from recolement.web.public.models import HostedBallot
from recolement.web.rights import is_administrator, posts_of
from recolement.web.words import language_of, say
from recolement.words.numbers import Language
from recolement.words.plain import LONGEST, shown
from recolement.words.problems import problem_sentence

KEPT_SECONDS = 6 * 3600
MOST_PROBLEMS = 50
MOST_SEATS = 5_000
MOST_SIGNATURES = 100
SIGHTS = ("closed", "open")
"""Who may see a ballot: those who have a post in it, or everybody."""
FORM = "ballot.toml"
"""The file that the form stands for: who fills it in has never heard of it."""


@never_cache
def new(request: HttpRequest) -> HttpResponseBase:
    """Set up a ballot: for organisers of any ballot, or of none yet."""
    if not isinstance(request.user, Account):
        return redirect_to_login(request.get_full_path())
    roles = list(request.user.roles.all())
    if Post.ORGANISER not in posts_of(roles) or is_administrator(roles):
        raise PermissionDenied
    if request.method != "POST":
        return _form(request, None, [])
    table = _table(request, request.user)
    step = text(request, "step", 10)
    if step == "change":
        return _form(request, table, [])
    if table is None:
        return _form(
            request, None, [say("organise.no_table", language_of(request), most=LONGEST_FILE // 10**6)]
        )
    wanted = _wanted(request, table)
    wrong = _wrong(wanted, language_of(request))
    if wrong:
        return _form(request, table, wrong)
    try:
        ballot = ballot_of(wanted)
    except Unusable as unusable:
        return _form(request, table, _sentences(request, unusable.problems, table.name))
    if step != "create":
        return _preview(request, table, ballot)
    slug = _slug(ballot.ballot.title, name_from(request))
    if not HostedBallot.objects.filter(slug=slug).exists():
        host(slug, ballot, f"{request.get_host()}/{slug}", public=_sight(request) == "open")
    Role.objects.get_or_create(account=request.user, ballot=slug, post=Post.ORGANISER)
    return redirect("organise", slug)


def _place(account: Account) -> str:
    return f"units:{account.pk}"


def _table(request: HttpRequest, account: Account) -> Table | None:
    """The table just sent, or the one that was shown: told by its digest, so that it is no other."""
    sent = uploaded_table(request, "units")
    if sent is not None:
        cache.set(_place(account), sent, KEPT_SECONDS)
        return sent
    kept = cache.get(_place(account))
    if isinstance(kept, Table) and _digest(kept) == text(request, "table", 64):
        return kept
    return None


def _digest(table: Table) -> str:
    return sha256(table.content).hexdigest()


def _wrong(wanted: Wanted, language: Language) -> list[str]:
    """What is wrong with the form itself, in its own words."""
    boxes = {
        "ballot_title": wanted.title,
        "levels": wanted.levels,
        "contest": wanted.contest,
        "options": wanted.options,
    }
    wrong = [
        say("organise.missing", language, box=say(f"organise.{box}", language))
        for box, given in boxes.items()
        if not given
    ]
    for box, given in (("levels", wanted.levels), ("options", wanted.options)):
        doubled = next((one for one, times in Counter(given).items() if times > 1), None)
        if doubled is not None:
            named = say(f"organise.{box}", language)
            wrong.append(say("organise.twice", language, box=named, found=shown(doubled, LONGEST)))
    for box, number, most in (
        ("seats", wanted.seats, MOST_SEATS),
        ("signatures", wanted.signatures, MOST_SIGNATURES),
    ):
        if number > most:
            wrong.append(say("organise.too_many", language, box=say(f"organise.{box}", language), most=most))
    return wrong


def _sentences(request: HttpRequest, problems: tuple[Problem, ...], table: str) -> list[str]:
    """What is wrong: file, row, column; the file as its owner calls it, the form as the form."""
    language = language_of(request)
    form = say("organise.the_form", language)
    said = [
        problem_sentence(replace(one, file=form if one.file == FORM else shown(table, LONGEST)), language)
        .replace(FORM, form.casefold())
        .replace("units.csv", shown(table, LONGEST))
        for one in problems[:MOST_PROBLEMS]
    ]
    if len(problems) > MOST_PROBLEMS:
        said.append(say("organise.more_problems", language, number=len(problems) - MOST_PROBLEMS))
    return said


def _form(request: HttpRequest, table: Table | None, problems: list[str]) -> HttpResponseBase:
    language = language_of(request)
    page = {
        "templates": [
            {
                "name": name,
                "label": say(f"template.{name}", language),
                "means": say(f"template.{name}_means", language),
                "rounds": template.rounds,
            }
            for name, template in TEMPLATES.items()
        ],
        "entries": _explained("entry", ENTRIES, language),
        "rulings": _explained("ruling", RULINGS, language),
        "sights": _explained("sight", SIGHTS, language),
        "problems": problems,
        "given": request.POST,
        "table": table,
        "digest": "" if table is None else _digest(table),
    }
    return render(request, "organiser/new.html", page, status=400 if problems else 200)


def _explained(kind: str, names: tuple[str, ...], language: Any) -> list[dict[str, str]]:
    """The choices of a setting, each with what follows from it."""
    return [
        {
            "name": name,
            "label": say(f"{kind}.{name}", language),
            "means": say(f"{kind}.{name}_means", language),
        }
        for name in names
    ]


def _preview(request: HttpRequest, table: Table, ballot: BallotFolder) -> HttpResponseBase:
    hidden = [
        (name, request.POST[name])
        for name in request.POST
        if name not in ("csrfmiddlewaretoken", "step", "table", KEY)
    ]
    page = {
        "hidden": hidden,
        "table": table,
        "digest": _digest(table),
        "key": new_key(),
        "chosen": chosen(ballot, _template(request), _sight(request), language_of(request)),
        **understood(ballot, language_of(request)),
    }
    return render(request, "organiser/preview.html", page)


def _wanted(request: HttpRequest, table: Table) -> Wanted:
    return Wanted(
        title=text(request, "title", 500),
        organisation=text(request, "organisation", 500),
        levels=_parts(request, "levels"),
        turnout_hours=_parts(request, "turnout_hours"),
        contest=text(request, "contest", 500),
        options=[line.strip() for line in text(request, "options", 20_000).splitlines() if line.strip()],
        template=_template(request),
        seats=_number(request, "seats"),
        entry=text(request, "entry", 20) if text(request, "entry", 20) in ENTRIES else "single",
        ruling=text(request, "ruling", 20) if text(request, "ruling", 20) in RULINGS else "majority",
        signatures=_number(request, "signatures"),
        language=language_of(request),
        source=text(request, "source", 1000),
        units=table.in_folder("units"),
    )


def _parts(request: HttpRequest, name: str) -> list[str]:
    """What stands between commas."""
    return [part.strip() for part in text(request, name, 500).split(",") if part.strip()]


def _template(request: HttpRequest) -> str:
    name = text(request, "template", 40)
    return name if name in TEMPLATES else "plurality"


def _sight(request: HttpRequest) -> str:
    """Who sees the ballot: those who have a post in it, unless it was asked otherwise."""
    return "open" if text(request, "sight", 10) == "open" else "closed"


def _number(request: HttpRequest, name: str) -> int:
    written = text(request, name, 6)
    return max(1, int(written)) if written.isascii() and written.isdigit() else 1


def _without_accents(text: str) -> str:
    """What has no plain letter is left out.

    >>> _without_accents("congrès du Val · 票")
    'congres du Val  '
    """
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def _slug(title: str, name: str) -> str:
    """An address for a ballot: letters of its title, and the name of its form; sent twice, it makes one."""
    plain = re.sub(r"[^a-z0-9]+", "-", _without_accents(title.casefold())).strip("-")
    return f"{plain[:40].strip('-') or 'vote'}-{name}"
