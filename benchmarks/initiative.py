"""A million signatures: the public page, one's own page, the draw of the sample.

    python benchmarks/initiative.py [--members 1200000] [--signatures 1000000] [--paper 400000] [--units 100]

Processor time of one process, and the clock. The roll is made up and put into a database of its own in a
temporary folder, in bulk: the figures are those of the pages and of the draw, not of the filling.
"""

from __future__ import annotations

import argparse
import os
import secrets
import tempfile
import time
from datetime import timedelta
from fractions import Fraction
from statistics import median

AT_ONCE = 5_000
LINES = 12


def main() -> None:
    """Fill, measure, print."""
    asked = argparse.ArgumentParser(description=__doc__)
    for name, number in (
        ("members", 1_200_000),
        ("signatures", 1_000_000),
        ("paper", 400_000),
        ("units", 100),
    ):
        asked.add_argument(f"--{name}", type=int, default=number)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "RECOLEMENT_DATA": folder,
            "RECOLEMENT_TRIAL": "1",
            "RECOLEMENT_SECRET_KEY": secrets.token_urlsafe(50),
            "DJANGO_SETTINGS_MODULE": "recolement.web.settings",
        }
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        _measure(given)


def _measure(given: argparse.Namespace) -> None:
    from django.test import Client
    from django.utils import timezone

    from recolement.initiatives.counting import Way
    from recolement.web.initiatives import ledger
    from recolement.web.initiatives.ledger import InitiativeLedger, rules_of
    from recolement.web.initiatives.models import Initiative, Line, Member, Sheet, Unit
    from recolement.web.initiatives.vault import vault_made
    from recolement.web.initiatives.verifying import draw, plan_of

    now = timezone.localtime()
    online = given.signatures - given.paper
    rules = {
        "threshold": str(given.signatures * 97 // 100), "opens": (now - timedelta(days=30)).isoformat(),
        "closes": (now + timedelta(days=30)).isoformat(), "follows": "vote", "units": given.units // 2,
        "each": "1 %",
    }  # fmt: skip
    one = Initiative.objects.create(
        slug="million", title="Un million", purge_by=now.date() + timedelta(days=90), rules=rules
    )
    own = InitiativeLedger("million")
    own.open(one, "bench/initiative/million", "a-bench")
    own.record(ledger.TEXT, "a-bench", "text", version=1, documents={})
    ledger.publish(one, {"text-1.json": b'{"text":"?","committee":["Ada"],"version":1}'})
    own.record(ledger.ANNOUNCED, "a-bench", "announced", version=1, documents={})
    vault = vault_made("million")
    Unit.objects.bulk_create(
        Unit(
            initiative=one, name=f"Unité {unit:03d}", registered=given.members // given.units,
            online=online // given.units, paper=given.paper // given.units,
        )
        for unit in range(given.units)
    )  # fmt: skip
    content = vault.sealed('["1","Unité 001","Ann Aba","ann@example.org"]')
    Member.objects.bulk_create(
        (
            Member(
                number=vault.number(str(number)), content=content,
                code=vault.code_digest(vault.code(str(number))), initiative=one,
                counts=Way.ONLINE if number < online else Way.PAPER if number < given.signatures else "",
            )
            for number in range(given.members)
        ),
        batch_size=AT_ONCE,
    )  # fmt: skip
    sheets = given.paper // LINES
    Sheet.objects.bulk_create(
        (Sheet(initiative=one, number=number, received=now, actor="a") for number in range(1, sheets + 1)),
        batch_size=AT_ONCE,
    )
    first = Sheet.objects.order_by("pk").first()
    assert first is not None
    Line.objects.bulk_create(
        (
            Line(sheet_id=first.pk + sheet, place=place, typed=b"", member_id=None, void="")
            for sheet in range(sheets)
            for place in range(1, LINES + 1)
        ),
        batch_size=AT_ONCE,
    )
    client = Client(SERVER_NAME="localhost")
    for name, address in (
        ("public page", "/initiative/million/"),
        ("one's own page", f"/initiative/million/own/{vault.code('1')}/"),
    ):
        for language in ("fr", "en"):
            times = []
            for _ in range(10):
                began, wall = time.process_time(), time.perf_counter()
                answer = client.get(address, headers={"Accept-Language": language})
                times.append((time.process_time() - began, time.perf_counter() - wall))
                assert answer.status_code == 200
            of_processor, of_clock = (1000 * median(column) for column in zip(*times, strict=True))
            print(f"{name} ({language}): {of_processor:.0f} ms of processor, {of_clock:.0f} ms by the clock")
    found = rules_of(one)
    assert found is not None
    began = time.process_time()
    plan = plan_of(one, found, Fraction(1, 20), Fraction(1, 50))
    planned = time.process_time()
    draw(one, plan, "a public seed")
    drawn = time.process_time()
    size = f"{plan.drawn} of {plan.petition.signatures} lines, at most {plan.void_allowed} void"
    print(f"plan: {planned - began:.2f} s ({size})")
    print(f"draw: {drawn - planned:.2f} s")


if __name__ == "__main__":
    main()
