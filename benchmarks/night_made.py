"""What a night under load needs of the app itself: ballots, people, photos; the ledger read afterwards.

Run by :class:`night_house.House` in a process that has the settings of the house in its environment.
"""

from __future__ import annotations

import json
import secrets
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from night_house import CODE, SLUG, figures_of, options, unit_of


def made(sections: int) -> dict[str, Any]:
    """Host the ballot, with an access sheet for each section and a token for a program."""
    from datetime import timedelta

    from django.core.management import call_command
    from django.utils import timezone

    from recolement.formats.shorthand import read_shorthand
    from recolement.web.accounts.backends import code_digest, digest
    from recolement.web.accounts.models import AccessSheet, Account, Post, Role
    from recolement.web.evenings import host

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    lines = [
        'ballot title="Nuit de charge" root=fr levels=nation,federation,section',
        "rule plurality",
        "contest c name=Présidence",
        *(f'option {option} contest=c name="Option {option}"' for option in options()),
        "unit fr name=France",
        *(f'unit f{place} in=fr name="Fédération {place}"' for place in range(max(1, sections // 20))),
    ]
    for number in range(sections):
        above = f"f{number // 20 % max(1, sections // 20)}"
        lines.append(f'unit {unit_of(number)} in={above} name="Section {number}" registered=600')
    host(SLUG, read_shorthand("\n".join(lines)), f"benchmark.example/{SLUG}", public=True)
    links = {unit_of(number): secrets.token_urlsafe(18) for number in range(sections)}
    end = timezone.now() + timedelta(days=1)
    accounts = Account.objects.bulk_create(Account(username=unit, password="!") for unit in links)
    Role.objects.bulk_create(
        Role(account=account, ballot=SLUG, post=Post.SECRETARY, unit=account.username) for account in accounts
    )
    AccessSheet.objects.bulk_create(
        AccessSheet(
            account=account,
            link_digest=digest(links[account.username]),
            code_digest=code_digest(links[account.username], CODE),
            expires=end,
        )
        for account in accounts
    )
    return {"links": links, "token": _token(Post.SECRETARY)}


def _token(post: str) -> str:
    from datetime import timedelta

    from django.utils import timezone

    from recolement.web.accounts.models import Account, Role
    from recolement.web.api.tokens import issue

    account = Account.objects.new(f"program-{post}", None)
    role = Role.objects.create(account=account, ballot=SLUG, post=post)
    return issue(role, "", "benchmark", timezone.now() + timedelta(days=1))


def photographed(folder: Path, how_many: int) -> dict[str, int]:
    """Photos as telephones send them, made smaller there: 1,500 × 2,000, one of its own a section."""
    import numpy
    from PIL import Image, ImageDraw

    chance = numpy.random.default_rng(2017)
    paper = numpy.clip(chance.normal(225, 6, (2000, 1500, 3)), 0, 255).astype("uint8")
    plain = Image.fromarray(paper)
    pen = ImageDraw.Draw(plain)
    for row in range(60):
        pen.text(
            (80, 30 * row + 60),
            f"Section {row} : bulletins, suffrages, procès-verbal " * 3,
            fill=(20, 20, 60),
        )
    size = 0
    for number in range(how_many):
        picture = plain.copy()
        ImageDraw.Draw(picture).text((80, 10), f"Procès-verbal {number}", fill=(0, 0, 0))
        picture.save(folder / f"{number}.jpg", quality=80)
        size += (folder / f"{number}.jpg").stat().st_size
    return {"bytes": size}


def verified(told: Mapping[str, int]) -> dict[str, Any]:
    """Read the ledger from the database, hold it against its signed checkpoint, and look for each receipt."""
    from recolement.ledger.events import SheetRecorded
    from recolement.web.evenings import evening

    tonight = evening(
        SLUG
    )  # reads every line, its hashes and signatures: LedgerBroken where one does not hold
    tonight.catch_up()
    lost, twice = [], []
    for unit, line in told.items():
        event = tonight.events[line] if line < tonight.size else None
        paper = figures_of(int(unit[1:]))
        right = isinstance(event, SheetRecorded) and event.unit == unit
        if not right or {**event.votes} != {option: paper[option] for option in options()}:
            lost.append(unit)
    seen: dict[str, int] = {}
    for one in tonight.events:
        if isinstance(one, SheetRecorded):
            seen[one.unit] = seen.get(one.unit, 0) + 1
    twice = [unit for unit, times in seen.items() if times > 1]
    return {"lines": tonight.size, "sheets": len(seen), "lost": lost, "twice": twice}


def nation(units: int) -> dict[str, Any]:
    """A made-up nation with half of its sheets in, and somebody signed in for each screen."""
    import random
    from dataclasses import replace

    from django.core.management import call_command
    from national_night import made_up_night

    from recolement.formats.folder import read_folder
    from recolement.model.sheets import FIGURES
    from recolement.web.evenings import host

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    folder = read_folder(made_up_night(units, (1,)))
    sheets = list(folder.sheets)
    random.Random(2017).shuffle(sheets)
    half = len(sheets) // 2
    host(SLUG, replace(folder, sheets=tuple(sheets[:half])), f"benchmark.example/{SLUG}", public=True)
    coming = sheets[half]
    figures = {name: value for name in FIGURES if (value := coming.figure(name)) is not None}
    body = {**figures, "votes": dict(coming.votes), "signed_by": "Ann Day", "explanation": "as written"}
    posts = {
        "federation": "",
        "representative": "",
        "clerk": "",
        "commissioner": "",
        "secretary": sheets[-1].unit,
    }
    return {
        "received": sheets[0].unit,
        "awaited": sheets[-1].unit,
        "sheet": {"unit": coming.unit, "body": body},
        "token": _token("secretary"),
        "cookies": {post: _signed_in(post, unit) for post, unit in posts.items()},
    }


def _signed_in(post: str, unit: str) -> str:
    """The session of somebody with a post."""
    return str(client_of(SLUG, post, unit, f"{post}-{secrets.token_hex(4)}").cookies["sessionid"].value)


def client_of(slug: str, post: str, unit: str, name: str) -> Any:
    """A browser signed in as a new account with a post (and a second factor, which some posts need)."""
    from allauth.account.internal.flows.login import (
        _AUTHENTICATION_METHODS_USER_SESSION_KEY,
        AUTHENTICATION_METHODS_SESSION_KEY,
    )
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from django.test import Client

    from recolement.web.accounts.models import Account, Role

    account = Account.objects.new(name, None, name=post)
    Role.objects.create(account=account, ballot=slug, post=post, unit=unit, option="o1")
    TOTP.activate(account, generate_totp_secret())
    client = Client(SERVER_NAME="localhost")
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": time.time()}]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(account.pk)
    session.save()
    return client


def _main() -> None:
    import django

    django.setup()
    what, arguments = sys.argv[1], sys.argv[2:]
    if what == "made":
        print(json.dumps(made(int(arguments[0]))))
    elif what == "nation":
        print(json.dumps(nation(int(arguments[0]))))
    elif what == "photographed":
        print(json.dumps(photographed(Path(arguments[0]), int(arguments[1]))))
    else:
        print(json.dumps(verified(json.loads(Path(arguments[0]).read_text()))))


if __name__ == "__main__":
    _main()
