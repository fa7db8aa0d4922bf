"""``recolement walk``: the web app started for a moment, and a whole evening walked through it.

From the section's sheet to the minutes, as ordinary visitors, each with their own account: what a page does
not show or offer ends the walk.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

import typer

from recolement.cli.demonstration import Made, accounts
from recolement.cli.door import Lang, language_for
from recolement.cli.language import either
from recolement.cli.one_time_code import PERIOD, code_at
from recolement.cli.reaching import NotReached, fetch
from recolement.cli.visitor import Unexpected, Visitor
from recolement.ledger.note import Note
from recolement.publication.bundle.manifest import MANIFEST, Head
from recolement.words.numbers import Language
from recolement.words.walk import WALK

app = typer.Typer(add_completion=False)

HELP = either(
    "L'application web lancée sur cette machine, et une soirée entière jouée par un programme : "
    "procès-verbal, acceptation, litige, décision, proclamation, PDF. Code de sortie 0 ou 1.",
    "The web app started on this machine, and a whole evening walked by a program: tally sheet, "
    "acceptance, dispute, ruling, proclamation, PDF. Exit code 0 or 1.",
)
FAILED = 1
SECONDS_TO_START = 120
SECONDS_TO_STOP = 30
SECONDS_TO_PUBLISH = 120

NORD_3 = {"registered": "90", "signatures": "61", "in_box": "61", "blank": "1", "null": "0", "valid": "60",
          "vote:martin": "47", "vote:petit": "8", "vote:nguyen": "5"}  # fmt: skip
SUD_2 = {"registered": "120", "signatures": "90", "in_box": "90", "blank": "2", "null": "1", "valid": "87",
         "vote:martin": "50", "vote:petit": "22", "vote:nguyen": "15"}  # fmt: skip
# With nord-1 (52, 30, 16), nord-2 (20, 45, 19) and sud-1 (81, 50, 24): Martin 250, Petit 155, Nguyen 79 of
# 484 valid, and the majority is 243. With nord-1's first two exchanged: Martin 228, Petit 177, and a runoff.
RESULT = "/b/val/room/result/presidence/1/val/"


@app.command(help=HELP)
def walk(lang: Lang = None) -> None:
    """Start, walk, stop; say each step, and the first that fails."""
    language = language_for(lang)
    words = WALK[language]
    print(f"\n{words.title}\n", flush=True)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="recolement-") as folder:
        try:
            with _served(Path(folder)) as address:
                _step(words.started.format(address=address))
                _Evening(address, accounts(Path(folder) / "trial"), language).walk()
            _step(words.stopped)
        except (Unexpected, OSError) as failure:
            print(f"  ✗ {failure}\n\n{words.failed}", file=sys.stderr)
            raise typer.Exit(FAILED) from None
    print(f"\n{words.done.format(seconds=round(time.monotonic() - begun))}")


def _step(said: str) -> None:
    print(f"  ✓ {said}", flush=True)


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """The app in a folder that is thrown away; stopped at the end as Ctrl-C would, and cleanly."""
    log = folder / "server.txt"
    with log.open("wb") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "recolement", "serve", "--trial", "--folder", str(folder / "trial")],
            stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
    try:
        yield _address(server, log)
        server.send_signal(signal.SIGINT)
        if server.wait(SECONDS_TO_STOP) != 0:
            raise Unexpected(f"exit code {server.returncode}\n{_tail(log)}")
    except subprocess.TimeoutExpired:
        raise Unexpected(_tail(log)) from None
    finally:
        if server.poll() is None:
            server.kill()
            server.wait()


def _address(server: subprocess.Popen[bytes], log: Path) -> str:
    """Where the app says it is, once it answers there."""
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end and server.poll() is None:
        found = re.search(r"http://127\.0\.0\.1:\d+(?=/ )", log.read_text(encoding="utf-8", errors="replace"))
        if found is not None:
            with suppress(OSError):
                Visitor(found[0], "en").go("/")
                return found[0]
        time.sleep(0.1)
    raise Unexpected(_tail(log))


def _tail(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")[-3000:]


class _Evening:
    """The walk: who does what, and what each page must show and offer."""

    def __init__(self, address: str, made: list[Made], language: Language) -> None:
        self.address, self.language, self.words = address, language, WALK[language]
        self.made = {one.username: one for one in made}

    def walk(self) -> None:
        """Everything, in order."""
        self.section("section-nord-3", "nord-3", NORD_3)
        self.section("section-sud-2", "sud-2", SUD_2)
        self.federation()
        self.dispute()
        members = [self.signed_in(f"commission-{number}") for number in (1, 2, 3)]
        self.ruling(members)
        self.proclamation(members)
        self.published()
        self.minutes(members[0])

    def section(self, username: str, unit: str, figures: dict[str, str]) -> None:
        """The link and the code of the access sheet, the form, the review, the signature, the receipt."""
        one, made = Visitor(self.address, self.language), self.made[username]
        one.go(f"/a/{made.link}/")
        one.send("code", code=made.code)
        one.follow(f"/{unit}/")
        one.send("vote:martin", **figures)
        if one.offered("explanation") is not None:
            raise Unexpected(f"{one.page.where}: {one.page.text[:1500]}")
        one.page.says(*figures.values())
        one.send("certify", name="Camille", certify="1")
        received = re.search(r"/line/(\d+)/$", one.page.address)
        if received is None:
            raise Unexpected(f"{one.page.where}: {one.page.text[:1500]}")
        told = {name.removeprefix("vote:"): figure for name, figure in figures.items()}
        _step(self.words.sent.format(unit=made.place, number=received[1], **told))

    def signed_in(self, username: str) -> Visitor:
        """Name and password, and a one-time code where the post asks for it."""
        one, made = Visitor(self.address, self.language), self.made[username]
        one.go("/accounts/login/")
        one.send("password", login=made.username, password=made.password)
        if made.totp_secret:
            time.sleep(max(0.0, 4 - (PERIOD - time.time() % PERIOD)))  # not a code about to end
            one.send("code", code=code_at(made.totp_secret, time.time()))
        if one.offered("/leave/") is None:
            raise Unexpected(f"{one.page.where}: {one.page.text[:1500]}")
        return one

    def federation(self) -> None:
        """Nord 3 is received, then accepted; the result of all five sections stands."""
        one = self.signed_in("federation-nord")
        one.go("/b/val/desk/nord/").says("Nord 3, gymnase")
        one.go("/b/val/desk/presidence/1/nord-3/").says("47", "61")
        one.send("/accept/")
        if one.offered("/accept/") is not None:
            raise Unexpected(f"{one.page.where}: {one.page.text[:1500]}")
        one.go("/b/val/").says("250", "155", "79", "484")
        _step(self.words.accepted)

    def dispute(self) -> None:
        """The representative says that two columns of Nord 1 were exchanged."""
        one = self.signed_in("mandataire-petit")
        one.go("/b/val/desk/presidence/1/nord-1/").says("52", "30")
        one.follow("/nord-1/dispute/")
        one.send("how", how="swap", one="martin", other="petit", grounds=self.words.swapped)
        _step(self.words.disputed)

    def ruling(self, members: list[Visitor]) -> None:
        """The room says what waits and what each ruling gives; moved, voted two against one, made."""
        members[0].go("/b/val/room/").says("Nord 1, salle des fêtes")
        matter = members[0].follow("/", among="/room/matter/").address
        members[0].page.says(self.words.swapped, self.words.runoff)
        members[0].send("effect", effect="correct", grounds=self.words.photo)
        for member, vote in zip(members, ("for", "for", "against"), strict=True):
            member.go(matter)
            member.send("vote", vote=vote)
            if member.offered("vote") is not None:
                raise Unexpected(f"{member.page.where}: {member.page.text[:1500]}")
        members[2].send("/close/")
        members[2].go("/b/val/").says("228", "177", "79", "484", self.words.runoff)
        _step(self.words.ruled)

    def proclamation(self, members: list[Visitor]) -> None:
        """Two sign, as the rulebook asks, the second proclaims: each time by typing the word asked for."""
        for member, step in ((members[0], "sign"), (members[1], "sign"), (members[1], "proclaim")):
            member.go(RESULT)
            asked = re.search(r"[«“] ?(\w+) ?[»”]", member.page.text)
            member.send("word", word="" if asked is None else asked[1], step=step)
        Visitor(self.address, self.language).go("/b/val/").says(self.words.status, "228", "177")
        _step(self.words.proclaimed)

    def published(self) -> None:
        """The site that everybody reads shows the proclamation within seconds, and verifies over HTTP."""
        site, end = f"{self.address}/results/val", time.monotonic() + SECONDS_TO_PUBLISH
        while not self._proclaimed_at(site):
            if time.monotonic() > end:
                raise Unexpected(f"{site}/")
            time.sleep(0.2)
        files = Head.read(Note.read(fetch(f"{site}/{MANIFEST}")).text).files
        done = subprocess.run(
            [sys.executable, "-m", "recolement", "verify", site], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise Unexpected(done.stdout[-1500:])
        _step(self.words.published.format(files=files))

    def _proclaimed_at(self, site: str) -> bool:
        with suppress(NotReached):
            first = json.loads(fetch(f"{site}/data/results.json"))["contests"][0]
            return bool(first["status"] == "proclaimed" and first["votes"]["martin"] == 228)
        return False

    def minutes(self, member: Visitor) -> None:
        """The minutes: a whole PDF."""
        page = member.go(f"{RESULT}minutes.pdf")
        pages = len(re.findall(rb"/Type\s*/Page\b", page.content))
        if not page.content.startswith(b"%PDF-") or b"%%EOF" not in page.content[-64:] or not pages:
            raise Unexpected(page.where)
        kilobytes, digest = len(page.content) // 1000, sha256(page.content).hexdigest()[:16]
        _step(self.words.minutes.format(pages=pages, kilobytes=kilobytes, digest=digest))
