"""Rehearsals in the app: made, played, acted upon, debriefed, erased; and never seen by the public."""

from __future__ import annotations

import re
import secrets
import shutil
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from recolement.desk import Desk
from recolement.ledger.codec import decode
from recolement.ledger.events import SheetRecorded
from recolement.rehearsal.debriefing import End, debrief
from recolement.rehearsal.invented import invented
from recolement.rehearsal.script import FaultKind
from recolement.storage.django.models import LedgerLine
from recolement.storage.jsonl import JsonlStorage
from recolement.storage.ledger_folder import LedgerFolder
from recolement.web.accounts.models import Account, Post, Role
from recolement.web.data import data_folder
from recolement.web.evenings import Evening, evening, forget, host, ledger_folder, salt_now, time_now
from recolement.web.public.models import HostedBallot
from recolement.web.rehearsal import playing
from recolement.web.rehearsal.band import ballots_that_count
from recolement.web.rehearsal.keeping import script_of
from recolement.web.rehearsal.models import Rehearsal, script_file
from recolement.web.rehearsal.playing import AsItWas, Player
from web.serving import ServerOfTheApp
from web.test_at_once import Visitor
from web.world import Person, person

pytestmark = pytest.mark.usefixtures("web")

SECTIONS = 120
QUESTION = {"contest": "presidence", "round": 1}


@dataclass
class Stage:
    """A ballot, its rehearsal, and who is in it."""

    of: str
    slug: str
    people: dict[Post, Person]

    def client(self, post: Post) -> Client:
        """Signed in."""
        return self.people[post].signed_in()

    def post(self, post: Post, name: str, fields: dict[str, str], **where: object) -> int:
        """Somebody sends a form of the rehearsal; the status."""
        address = reverse(name, kwargs={"slug": self.slug, **where})
        return self.client(post).post(address, fields).status_code

    def page(self, post: Post, name: str, lang: str = "en", **where: object) -> str:
        """What somebody reads."""
        answer = self.client(post).get(reverse(name, kwargs={"slug": self.slug, **where}), {"lang": lang})
        assert answer.status_code == 200, (name, answer.status_code)
        return answer.content.decode()

    def play(self, what: str) -> None:
        """The organiser moves the clock."""
        second = Rehearsal.objects.get(slug=self.slug).second
        assert self.post(Post.ORGANISER, "rehearsal-clock", {"what": what, "second": str(second)}) == 302

    @property
    def evening(self) -> Evening:
        """The rehearsal as this process knows it."""
        tonight = evening(self.slug)
        tonight.now()
        return tonight


def staged(sections: int = SECTIONS, seed: str = "S", **fields: str) -> Stage:
    """A made-up ballot with a commission, and a rehearsal of it made by its organiser from the form."""
    of = f"congres-{secrets.token_hex(4)}"
    host(of, invented(sections, "Congrès"), f"tests.example/{of}", public=True)
    people = {
        post: person((of, post, "")) for post in (Post.ORGANISER, Post.COMMISSIONER, Post.REPRESENTATIVE)
    }
    people[Post.FEDERATION] = person((of, Post.FEDERATION, "f01"))
    people[Post.SECRETARY] = person((of, Post.SECRETARY, "f01-0001"))
    answer = (
        people[Post.ORGANISER]
        .signed_in()
        .post(reverse("organise-rehearsal", args=[of]), {"seed": seed, "faults": "12", **fields})
    )
    assert answer.status_code == 302, answer.content.decode()
    found = re.search(r"/b/([^/]+)/rehearsal/$", answer.headers["Location"])
    assert found is not None
    return Stage(of, found[1], people)


@pytest.fixture(scope="module")
def stage(web: None) -> Stage:
    """One rehearsal, quiet: all who send by themselves have sent."""
    made = staged()
    made.play("quiet")
    return made


def _sheets(tonight: Evening) -> Counter[str]:
    return Counter(event.unit for event in tonight.events if isinstance(event, SheetRecorded))


def test_its_sheets_never_reach_the_real_ledger(stage: Stage) -> None:
    """The real ballot has no sheet; the table of ledgers no line of the rehearsal; its folder has all."""
    assert len(_sheets(stage.evening)) > SECTIONS // 2
    assert _sheets(evening(stage.of)) == Counter()
    assert not LedgerLine.objects.filter(ledger=stage.slug).exists()
    assert LedgerLine.objects.filter(ledger=stage.of).count() == evening(stage.of).storage.size()
    assert (ledger_folder(stage.slug) / "ledger.jsonl").is_file()
    assert stage.evening.desk.moment.state.origin.endswith(stage.slug)


def test_the_public_sees_nothing_of_it(stage: Stage) -> None:
    """No list has it, no page of it opens without a role in it, even where somebody marks it open."""
    names = ("ballot", "night", "night-stream", "rehearsal", "rehearsal-debriefing")
    stranger = person((staged_elsewhere(), Post.COMMISSIONER, ""))
    for open_ in (False, True):
        HostedBallot.objects.filter(slug=stage.slug).update(open=open_)
        assert stage.slug not in Client().get("/").content.decode()
        for name in names:
            address = reverse(name, args=[stage.slug])
            assert Client().get(address).headers["Location"].startswith("/accounts/login/"), name
            assert stranger.signed_in().get(address).status_code == 403, name
    HostedBallot.objects.filter(slug=stage.slug).update(open=False)


def staged_elsewhere() -> str:
    """Another ballot, where a stranger has a post."""
    slug = f"autre-{secrets.token_hex(4)}"
    host(slug, invented(6, "Autre"), f"tests.example/{slug}", public=True)
    return slug


def test_roles_are_copied(stage: Stage) -> None:
    """Everybody has in the rehearsal the posts they have in the ballot, at the same places."""
    roles = [
        sorted(Role.objects.filter(ballot=slug).values_list("account", "post", "unit", "option"))
        for slug in (stage.of, stage.slug)
    ]
    assert roles[0] == roles[1]
    assert len(roles[0]) == 5


@pytest.mark.parametrize(
    ("lang", "word", "band"),
    [("fr", "RÉPÉTITION", "Rien ici ne compte"), ("en", "REHEARSAL", "Nothing here counts")],
)
def test_every_screen_says_that_it_is_a_rehearsal(stage: Stage, lang: str, word: str, band: str) -> None:
    """In the page's title, in a band, and in the ballot's own title."""
    desk = {**QUESTION, "unit": "f01-0001"}
    pages: list[tuple[Post, str, dict[str, object]]] = [
        (Post.ORGANISER, "organise", {}), (Post.ORGANISER, "rehearsal", {}),
        (Post.ORGANISER, "rehearsal-debriefing", {}), (Post.ORGANISER, "rehearsal-erase", {}),
        (Post.ORGANISER, "invitations", {}), (Post.COMMISSIONER, "room", {}),
        (Post.COMMISSIONER, "freeze", {}),
        (Post.COMMISSIONER, "night", {}), (Post.COMMISSIONER, "ballot", {}),
        (Post.COMMISSIONER, "unit", {"unit": "f01-0001"}), (Post.COMMISSIONER, "sheet-desk", desk),
        (Post.COMMISSIONER, "proclaim", {**QUESTION, "unit": "nation"}),
        (Post.FEDERATION, "federation", {"unit": "f01"}),
        (Post.REPRESENTATIVE, "representative", {"unit": "nation"}),
        (Post.SECRETARY, "sheet", desk),
    ]  # fmt: skip
    for post, name, where in pages:
        html = stage.page(post, name, lang, **where)
        assert f"<title>{word} · " in html, name
        assert re.search(rf'<p class="rehearsal">.*{band}', html), name
    for post, name in (
        (Post.ORGANISER, "invitations"),
        (Post.COMMISSIONER, "room"),
        (Post.COMMISSIONER, "night"),
        (Post.COMMISSIONER, "ballot"),
    ):
        assert f"{word} — Congrès" in stage.page(post, name, lang)
    home = stage.client(Post.COMMISSIONER).get("/", {"lang": lang}).content.decode()
    assert f"{word} — Congrès" in home
    real = (
        stage.client(Post.ORGANISER)
        .get(reverse("organise", args=[stage.of]), {"lang": lang})
        .content.decode()
    )
    assert 'class="rehearsal"' not in real


def test_the_minutes_say_so_on_every_page(stage: Stage, tmp_path: Path) -> None:
    """The title and the foot of each page of the PDF."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed: apt install poppler-utils")
    where = reverse("minutes", kwargs={"slug": stage.slug, **QUESTION, "unit": "nation"})
    answer = stage.client(Post.COMMISSIONER).get(where, {"lang": "fr"})
    file = tmp_path / "minutes.pdf"
    file.write_bytes(answer.content)
    said = subprocess.run(
        ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
    ).stdout
    pages = said.rstrip("\f").split("\f")
    assert "RÉPÉTITION — Congrès" in pages[0]
    assert all("RÉPÉTITION : des chiffres inventés" in page for page in pages)


def test_fifty_more_once() -> None:
    """The button pressed twice, or sent again from an old page, plays its fifty sheets once."""
    made = staged()
    form = {"what": "next", "second": "0"}
    for _ in range(2):
        made.post(Post.ORGANISER, "rehearsal-clock", form)
        assert sum(_sheets(made.evening).values()) == 50
    made.play("next")
    assert sum(_sheets(made.evening).values()) == 100


def test_the_clock() -> None:
    """Started for 20 minutes, the night of n seconds is half over after ten; stopped, it stands."""
    made = staged(30)
    made.post(Post.ORGANISER, "rehearsal-clock", {"what": "start", "minutes": "20"})
    held = Rehearsal.objects.get(slug=made.slug)
    assert held.started is not None
    assert held.speed == -(-held.ends // 1200)
    ten = held.started + timedelta(minutes=10)
    assert held.now(ten) == 600 * held.speed
    assert held.now(held.started + timedelta(days=2)) == held.ends
    Rehearsal.objects.filter(pk=held.pk).update(started=timezone.now() - timedelta(minutes=10))
    forget()
    came = sum(_sheets(made.evening).values())
    held.refresh_from_db()
    script = script_of(made.slug)
    due = sum(one.at <= held.now(timezone.now()) for one in script.arrivals)
    assert 0 < came <= due < len(script.arrivals)
    made.post(Post.ORGANISER, "rehearsal-clock", {"what": "stop"})
    held.refresh_from_db()
    assert held.started is None
    assert held.second >= 600 * held.speed
    assert held.now(timezone.now() + timedelta(hours=5)) == held.second


def test_a_line_altered_while_it_is_read_is_read_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process alters a line once reading has begun: the reader gets the line as it was signed."""
    made = staged(12)
    signed = list(JsonlStorage(ledger_folder(made.slug)).read())
    read = JsonlStorage.read

    def read_meanwhile(self: JsonlStorage, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        Rehearsal.objects.filter(slug=made.slug).update(
            altered=timezone.now(), altered_line=3, original=signed[3]
        )
        playing._overwrite(made.slug, 3, b"x" * len(signed[3]))
        yield from read(self, start, end)

    monkeypatch.setattr(JsonlStorage, "read", read_meanwhile)
    assert list(AsItWas(made.slug).read()) == signed
    assert list(JsonlStorage(ledger_folder(made.slug)).read())[3] != signed[3]


def test_two_processes_play_each_sheet_once() -> None:
    """Four desks of one rehearsal advance at the same time, again and again: no sheet is missing or twice."""
    made = staged(200)
    held = Rehearsal.objects.get(slug=made.slug)
    script = script_of(made.slug)
    Rehearsal.objects.filter(pk=held.pk).update(second=script.ends)
    held.refresh_from_db()
    failures: list[BaseException] = []
    begin = threading.Barrier(4)

    def play() -> None:
        place = ledger_folder(made.slug)
        storage = AsItWas(made.slug)
        desk = Desk(storage, LedgerFolder(place), time_now, salt_now).read()
        tonight = Evening(made.slug, desk, storage)
        begin.wait()
        try:
            Player().advance(tonight, held, everything=True)
        except BaseException as failure:
            failures.append(failure)
            raise

    threads = [threading.Thread(target=_closing(play)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    forget()
    assert _sheets(made.evening) == Counter(one.sheet.unit for one in script.arrivals)


def _closing(work: Callable[[], None]) -> Callable[[], None]:
    """In a thread of its own, which closes its connection to the database."""
    from django.db import connections

    def closed() -> None:
        try:
            work()
        finally:
            connections.close_all()

    return closed


def test_two_workers_play_it_for_many_readers(server: ServerOfTheApp) -> None:
    """A real server with two workers, the clock running, four readers: every sheet once, no page fails."""
    made = staged(60)
    Rehearsal.objects.filter(slug=made.slug).update(started=timezone.now(), speed=20_000)
    statuses: list[int] = []

    def read() -> None:
        visitor = Visitor(server, made.people[Post.COMMISSIONER])
        for _ in range(6):
            statuses.append(visitor.get(reverse("ballot", args=[made.slug]))[0])

    threads = [threading.Thread(target=_closing(read)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(statuses) == {200}
    script, held = script_of(made.slug), Rehearsal.objects.get(slug=made.slug)
    while held.now(timezone.now()) < held.ends:  # a machine at rest answers before the night is over
        time.sleep(0.05)
    forget()
    assert _sheets(made.evening) == Counter(one.sheet.unit for one in script.arrivals)


def test_the_room_shows_what_opens_no_sheet(stage: Stage) -> None:
    """The double, the exchanged votes and the copied sheet are in the room, each with a link to its sheet."""
    room = stage.page(Post.COMMISSIONER, "room")
    shown = set(re.findall(r'<span class="chip \w+">(\w+)</span> <a href="[^"]*/1/([\w-]+)/"', room))
    seen = {FaultKind.DOUBLED: {"V2"}, FaultKind.SWAPPED: {"W6", "W7"}, FaultKind.COPIED: {"W9"}}
    for kind, codes in seen.items():
        _, units = _fault(stage, kind)
        assert shown & {(code, units[0]) for code in codes}, kind


def _fault(made: Stage, kind: FaultKind) -> tuple[str, tuple[str, ...]]:
    (fault,) = (one for one in script_of(made.slug).faults if one.kind is kind)
    return fault.place or fault.units[0], fault.units


def test_a_section_that_is_called_gives_its_sheet() -> None:
    """Recorded under the caller's name, once; the debriefing says who. Elsewhere one may not call."""
    made = staged()
    made.play("quiet")
    place, units = _fault(made, FaultKind.FORGOTTEN)
    page = made.page(Post.COMMISSIONER, "rehearsal")
    assert f"/rehearsal/call/{place}/" in page
    for _ in range(2):
        assert made.post(Post.COMMISSIONER, "rehearsal-call", {"key": "k1"}, unit=place) == 302
    came = _sheets(made.evening)
    assert all(came[unit] == 1 for unit in units)
    own = made.people[Post.FEDERATION].account
    assert Role.objects.get(account=own, ballot=made.slug).unit == "f01"
    elsewhere = "f02" if place != "f02" else "f03"
    assert made.post(Post.FEDERATION, "rehearsal-call", {"key": "k2"}, unit=elsewhere) == 403
    made.post(Post.ORGANISER, "rehearsal-clock", {"what": "end"})
    debriefed = made.page(Post.COMMISSIONER, "rehearsal-debriefing")
    caller = str(made.people[Post.COMMISSIONER].account)
    assert re.search(rf"section called, by {caller}, at \d\d:\d\d:\d\d", debriefed)
    assert "1 found of 12" in debriefed


def test_an_altered_row_is_seen_by_verification_and_put_back() -> None:
    """The room says that nobody verified; verifying says which line; a second time it holds again."""
    made = staged()
    made.play("quiet")
    held = Rehearsal.objects.get(slug=made.slug)
    assert held.altered_line is not None
    assert "Nobody has had it verified yet" in made.page(Post.COMMISSIONER, "room")
    _, units = _fault(made, FaultKind.ALTERED)
    event = made.evening.events[held.altered_line]
    assert isinstance(event, SheetRecorded)
    assert event.unit == units[0]
    # A process that begins now goes on as the others do; the file itself bears the altered figure.
    forget()
    reader = made.client(Post.REPRESENTATIVE)
    assert reader.get(reverse("ballot", args=[made.slug])).status_code == 200
    assert made.evening.events[held.altered_line] == event
    lines = (ledger_folder(made.slug) / "ledger.jsonl").read_bytes().splitlines()
    assert decode(lines[held.altered_line]) != event
    verify = reverse("rehearsal-verify", args=[made.slug])
    followed = reader.post(f"{verify}?lang=en", follow=True)
    assert f"Line {held.altered_line} was changed" in followed.content.decode()
    assert f"Line {held.altered_line} was changed" in made.page(Post.COMMISSIONER, "room")
    again = made.client(Post.COMMISSIONER).post(f"{verify}?lang=en", follow=True)
    assert "it held" in again.content.decode()
    lines = (ledger_folder(made.slug) / "ledger.jsonl").read_bytes().splitlines()
    assert decode(lines[held.altered_line]) == event
    tonight = made.evening
    held.refresh_from_db()
    found = [one for one in _debriefed(made, tonight) if one[0] is FaultKind.ALTERED]
    assert found == [(FaultKind.ALTERED, End.FOUND)]
    assert str(made.people[Post.REPRESENTATIVE].account) in made.page(Post.ORGANISER, "rehearsal-debriefing")


def _debriefed(made: Stage, tonight: Evening) -> list[tuple[FaultKind, End]]:
    from recolement.rehearsal.debriefing import Verified

    held = Rehearsal.objects.get(slug=made.slug)
    verified = [Verified(one.at, "", one.holds, one.line) for one in held.verifications.order_by("at")]
    ends = debrief(script_of(made.slug), tonight.events, verified, held.altered).ends
    return [(one.fault.kind, one.end) for one in ends]


def test_what_the_desk_does_finds_faults() -> None:
    """Sent back from the federation's desk, the typo is found, and the mended sheet comes by itself."""
    made = staged()
    made.play("quiet")
    _, (unit, *_) = _fault(made, FaultKind.TYPO)
    form = {"key": "r1", "reason": "Le total ne tombe pas juste"}
    assert made.post(Post.COMMISSIONER, "sheet-return", form, **QUESTION, unit=unit) == 302
    forget()
    tonight = made.evening
    assert _sheets(tonight)[unit] == 2
    assert tonight.board().states[(unit, "presidence", 1)] == "received"  # type: ignore[index] # ids are text
    assert (FaultKind.TYPO, End.FOUND) in _debriefed(made, tonight)


def test_no_vote_recorded_where_a_section_is_late() -> None:
    """The sheet that comes nevertheless is not taken, and keeps no other from coming."""
    made = staged()
    made.play("quiet")
    _, (unit, *_) = _fault(made, FaultKind.LATE)
    form = {"key": "n1", "reason": "bureau fermé"}
    assert made.post(Post.COMMISSIONER, "sheet-no-vote", form, **QUESTION, unit=unit) == 302
    made.play("all")
    came = _sheets(made.evening)
    assert came[unit] == 0
    _, silent = _fault(made, FaultKind.NETWORK)
    assert all(came[one] == 1 for one in silent)


def _forms(page: str) -> list[tuple[str, dict[str, str]]]:
    """The forms of a page: where each goes, and its hidden fields."""
    found = re.findall(r'<form method="post" action="([^"]*)">(.*?)</form>', page, re.DOTALL)
    hidden = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
    return [(action, dict(hidden.findall(inside))) for action, inside in found]


def test_whoever_follows_the_room_finds_the_twelve() -> None:
    """A program reads a commissioner's pages and follows only their links: queue, findings, record.

    A sheet that is awaited has a button to call; one that an error opens is sent back; one that only looks
    strange is disputed; the record is verified. It never sees the script.
    """
    made = staged(600)
    made.play("quiet")
    member = made.client(Post.COMMISSIONER)

    def read(address: str) -> str:
        return member.get(address, {"lang": "en"}).content.decode()

    room = f"/b/{made.slug}/room/"
    done: set[str] = set()
    while links := [link for link in _links(read(room)) if link not in done]:
        link = links[0]
        done.add(link)
        page = read(link)
        forms = {action.rstrip("/").rpartition("/")[2]: (action, key) for action, key in _forms(page)}
        call = next((one for one in _forms(page) if "/rehearsal/call/" in one[0]), None)
        if call is not None:
            member.post(call[0], call[1])
        elif '<span class="chip error">' in page and "return" in forms:
            action, hidden = forms["return"]
            member.post(action, hidden | {"reason": "Ne tombe pas juste : à recompter."})
        elif "chip" in page:
            dispute = re.search(r'href="([^"]*/dispute/)"', page)
            assert dispute is not None, link
            (action, hidden), *_ = _any_forms(read(dispute[1]))
            member.post(dispute[1], hidden | {"how": "recount", "grounds": "Chiffres à relire."})
    for action, hidden in _forms(read(room)):
        if action.endswith("/rehearsal/verify/"):
            member.post(action, hidden)
    made.play("all")
    found = _debriefed(made, made.evening)
    assert [end for _, end in found] == [End.FOUND] * 12, found
    made.post(Post.ORGANISER, "rehearsal-clock", {"what": "end"})
    assert "12 found of 12" in made.page(Post.COMMISSIONER, "rehearsal-debriefing")


def _links(page: str) -> list[str]:
    """The sheets that the room names, in its order."""
    return list(dict.fromkeys(re.findall(r'href="(/b/[^"]*/desk/[^"]*/1/[^"]*/)"', page)))


def _any_forms(page: str) -> list[tuple[str, dict[str, str]]]:
    """The main form of a page, which goes to the page itself."""
    found = re.findall(r'<form method="post"(?: class="[a-z ]*")?>(.*?)</form>', page, re.DOTALL)
    hidden = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
    return [("", dict(hidden.findall(inside))) for inside in found]


def test_four_thousand_sections_are_prepared_in_seconds() -> None:
    """From the organiser's click to 4,000 sections with twelve faults: under ten seconds of work."""
    before = time.process_time()
    made = staged(4000)
    assert time.process_time() - before < 10
    script = script_of(made.slug)
    assert (len(script.truth), len(script.faults)) == (4000, 12)


def test_the_debriefing_opens_when_the_rehearsal_ends(stage: Stage) -> None:
    """Before, its organiser alone reads the faults; then everybody with a role in it."""
    spoiler = "figures of"  # of the copied sheet
    assert spoiler in stage.page(Post.ORGANISER, "rehearsal-debriefing")
    for post in (Post.COMMISSIONER, Post.SECRETARY):
        assert spoiler not in stage.page(post, "rehearsal-debriefing")
    assert stage.post(Post.COMMISSIONER, "rehearsal-clock", {"what": "end"}) == 403
    assert stage.post(Post.ORGANISER, "rehearsal-clock", {"what": "end"}) == 302
    for post in (Post.COMMISSIONER, Post.SECRETARY):
        assert spoiler in stage.page(post, "rehearsal-debriefing")


def test_erased_wholly() -> None:
    """A wrong word erases nothing; the right one leaves no file, row, role or account of it."""
    made = staged()
    made.play("next")
    section = Account.objects.new(f"{made.slug}:f01-0002")
    Role.objects.create(account=section, ballot=made.slug, post=Post.SECRETARY, unit="f01-0002")
    before = evening(made.of).storage.size()
    assert made.post(Post.ORGANISER, "rehearsal-erase", {"word": "non"}) == 400
    assert Rehearsal.objects.filter(slug=made.slug).exists()
    assert made.post(Post.COMMISSIONER, "rehearsal-erase", {"word": "effacer"}) == 403
    answer = made.client(Post.ORGANISER).post(
        reverse("rehearsal-erase", args=[made.slug]), {"word": "Effacer"}, headers={"Accept-Language": "fr"}
    )
    assert answer.headers["Location"] == reverse("organise-rehearsal", args=[made.of])
    assert [str(path) for path in data_folder().rglob("*") if made.slug in str(path)] == []
    assert not Rehearsal.objects.filter(slug=made.slug).exists()
    assert not HostedBallot.objects.filter(slug=made.slug).exists()
    assert not Role.objects.filter(ballot=made.slug).exists()
    assert not Account.objects.filter(pk=section.pk).exists()
    client = made.client(Post.COMMISSIONER)
    for name in ("ballot", "night", "night-stream", "rehearsal"):
        assert client.get(reverse(name, args=[made.slug])).status_code == 404, name
    assert client.get(reverse("room", args=[made.slug])).status_code in (403, 404)
    assert (evening(made.of).storage.size(), Role.objects.filter(ballot=made.of).count()) == (before, 5)


def test_what_a_backup_did_not_bring_is_no_ballot() -> None:
    """Rows without files (a backup restored elsewhere), or a ballot's row alone: 404, and home works."""
    for left in ("files", "row"):
        made = staged(30)
        if left == "files":
            script_file(made.slug).unlink()
        else:
            Rehearsal.objects.filter(slug=made.slug).delete()
        forget()
        member = made.client(Post.COMMISSIONER)
        assert member.get(reverse("room", args=[made.slug])).status_code == 404
        home = member.get("/")
        assert home.status_code == 200
        assert made.slug not in home.content.decode()


def test_the_health_of_the_house_is_not_its_own() -> None:
    """The administrator's health page and its verification speak of the ballots that count."""
    made = staged(30)
    assert made.slug not in {one.slug for one in ballots_that_count()}
    assert made.of in {one.slug for one in ballots_that_count()}


def test_a_process_that_knew_it_forgets_it() -> None:
    """Erased by another process: the next look is a 404, and what was known is dropped."""
    made = staged(30)
    tonight = made.evening
    Rehearsal.objects.filter(slug=made.slug).delete()
    assert isinstance(tonight.wake, Player)
    tonight.wake.looked = 0.0
    with pytest.raises(Http404):
        tonight.size_now()
    HostedBallot.objects.filter(slug=made.slug).delete()
    with pytest.raises(Http404):
        evening(made.slug)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"faults": "-3"}, "Faults: from 0 to 100; −3 was asked for."),
        ({"faults": "douze"}, "The number of faults is a whole number; “douze” is none."),
        ({"seed": "x" * 10_000}, "A seed has 200 characters at most; this one has 10,000."),
        ({"leader": "<script>alert(1)</script>"}, "&lt;script&gt;alert(1)&lt;/script&gt;” is no option"),
        ({"margin": "99999999"}, "A lead of 99,999,999 votes cannot be reached in this ballot"),
        ({"margin": "=cmd|"}, "The lead is a whole number of votes; “=cmd|” is none."),
        ({"round": "7"}, "This ballot has no round 7."),
    ],
)
def test_hostile_wishes(stage: Stage, fields: dict[str, str], said: str) -> None:
    """One sentence above the form, 400, and no rehearsal made."""
    before = Rehearsal.objects.count()
    address = reverse("organise-rehearsal", args=[stage.of]) + "?lang=en"
    answer = stage.client(Post.ORGANISER).post(address, fields)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert Rehearsal.objects.count() == before


def test_an_emoji_is_a_seed() -> None:
    """It is kept, and shown as text; a form of a rehearsal makes no rehearsal of the rehearsal."""
    made = staged(30, seed="\U0001f5f3 <b>élan</b>")
    assert "\U0001f5f3 &lt;b&gt;élan&lt;/b&gt;" in made.page(Post.ORGANISER, "rehearsal-debriefing")
    before = Rehearsal.objects.count()
    answer = made.client(Post.ORGANISER).post(
        reverse("organise-rehearsal", args=[made.slug]), {"faults": "1"}
    )
    assert answer.headers["Location"] == reverse("rehearsal", args=[made.slug])
    assert Rehearsal.objects.count() == before
