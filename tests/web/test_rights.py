"""Every post, at every place, at every address of the app: reading and acting as the table says."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from recolement.web.accounts.models import Post
from recolement.web.calls.guard import PARTS
from recolement.web.calls.models import Caller
from recolement.web.initiatives.guard import place_of as place_of_initiative
from recolement.web.initiatives.ledger import InitiativeLedger
from recolement.web.intake.models import Draft
from recolement.web.intake.photos import keep
from recolement.web.panels.guard import place_of
from recolement.web.panels.ledger import PanelLedger
from recolement.web.public.models import HostedBallot
from recolement.web.rights import ACTIONS
from web.calls import campaigning
from web.initiatives import organised as initiated
from web.panels import organised
from web.pictures import jpeg
from web.rights_table import Line, line_of, lines, patterns
from web.world import World, new_world, person, with_factor

pytestmark = pytest.mark.usefixtures("web")

OURS = sorted(name for name in patterns() if not name.startswith(("account_", "mfa_", "api-")))
PLACES = {"own": "nord-1", "sibling": "nord-2", "parent": "nord", "elsewhere": "sud", "whole": ""}
REACHES = {"own", "parent", "whole"}
"""The places over nord-1, the unit in every address of this test."""

PANELS = ("panel", "other panel")
"""Roles over the panel of the address, and over another one."""

CAMPAIGNS = ("campaign", "other campaign")
CALLS = "calls-"
"""How the parts in a call campaign are written in the table, before ``organiser`` and ``caller``."""
INITIATIVES = ("initiative", "other initiative")
"""The same of initiatives."""


@pytest.fixture(scope="module")
def world(web: None) -> World:
    """A ballot with a dispute, a recorded sheet and a photo at nord-1, and its foreign twin."""
    made = new_world()
    sheet = {
        "event": "sheet-recorded/1", "unit": "nord-1", "contest": "presidence", "round": 1, "registered": 100,
        "signatures": 50, "in_box": 50, "blank": 0, "null": 0, "valid": 50,
        "votes": {"martin": 20, "petit": 30},
    }  # fmt: skip
    digest = keep(jpeg())
    made.evening.record(sheet | {"scans": [digest], "actor": "a-1", "role": "secretary"}, "sheet")
    dispute = {
        "event": "dispute-filed/1",
        "id": "litige",
        "units": ["nord-1"],
        "contest": "presidence",
        "round": 1,
    }
    made.evening.record(
        dispute | {"seeks": "annul", "grounds": "?", "actor": "a-1", "role": "commissioner"}, "d"
    )
    made.photo = digest
    made.panel = organised()
    made.other_panel = organised()
    made.campaign, made.other_campaign = campaigning().campaign, campaigning().campaign
    made.initiative, made.other_initiative = initiated(), initiated()
    made.evening.now()
    return made


def _address(name: str, world: World) -> str:
    """An address of the app at the unit nord-1."""
    values = {
        "slug": world.slug, "contest": "presidence", "round": 1, "unit": "nord-1", "matter": "litige",
        "seq": next(event.seq for event in world.evening.events if getattr(event, "scans", ())),
        "number": world.person(Post.CLERK, "nord-1").account.pk, "backup": "x",
        "digest": world.photo, "since": 3, "link": "x" * 24, "code": "x" * 32, "name": "announcement.json",
        "kind": "count", "place": "nord",
    }  # fmt: skip
    if name.startswith("panel"):
        assert world.panel is not None
        values["slug"] = world.panel.panel.slug
    if name.startswith(CALLS) and name != "calls-new":
        assert world.campaign is not None
        values["slug"] = world.campaign.slug
    if name.startswith("initiative"):
        assert world.initiative is not None
        values["slug"] = world.initiative.initiative.slug
    named = patterns()[name].pattern.converters
    return reverse(name, kwargs={key: values[key] for key in named})


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody, somewhere."""

    post: str
    place: str

    def client(self, world: World) -> Client:
        """Signed in."""
        if self.post == "nobody":
            return Client()
        if self.place in PANELS:
            panel = world.panel if self.place == "panel" else world.other_panel
            assert panel is not None
            return person((place_of(panel.panel.slug), Post(self.post), "")).signed_in()
        if self.place in CAMPAIGNS:
            who = with_factor()
            campaign = world.campaign if self.place == "campaign" else world.other_campaign
            Caller.objects.create(
                campaign=campaign, actor=who.account.actor, part=self.post.removeprefix(CALLS)
            )
            return who.signed_in()
        if self.place in INITIATIVES:
            one = world.initiative if self.place == "initiative" else world.other_initiative
            assert one is not None
            return person((place_of_initiative(one.initiative.slug), Post(self.post), "")).signed_in()
        unit = PLACES["own"] if self.place == "foreign" else PLACES[self.place]
        of = world.stranger if self.place == "foreign" else world.person
        return of(Post(self.post), unit).signed_in()

    def may(self, line: Line) -> bool:
        """What the table says."""
        if not line.posts:
            return True
        if line.posts == frozenset(Post.values):
            return self.post != "nobody"  # one's own tokens, and whatever needs an account alone
        if self.post not in line.posts:
            return False
        if line.where == "one":
            return True
        apart = (*PANELS, *INITIATIVES, *CAMPAIGNS)
        if line.where in ("panel", "initiative", "campaign") or self.place in apart:
            return line.where == self.place
        if self.place == "foreign":
            return False
        return self.place == "whole" if line.where in ("ballot", "house") else self.place in REACHES


@pytest.fixture(scope="module")
def clients(world: World) -> dict[Case, Client]:
    """Everybody, signed in once."""
    return {case: case.client(world) for case in CASES}


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Thousands of refusals are expected here: they need no log."""
    log = logging.getLogger("django.request")
    log.setLevel(logging.ERROR)
    yield
    log.setLevel(logging.NOTSET)


CASES = [
    Case("nobody", ""),
    *(Case(post, place) for post in Post.values for place in (*PLACES, "foreign", *PANELS, *INITIATIVES)),
    *(Case(f"{CALLS}{part}", place) for part in Caller.Part.values for place in CAMPAIGNS),
]


def test_every_address_has_a_line_and_every_line_an_address() -> None:
    """The table forgets no address of the app, and names none that is not there."""
    for name in patterns():
        assert line_of(name) is not None, f"{name}: no line in docs/reference/rights.md"
    for line in lines():
        assert any(line_of(name) == line for name in patterns()), line.page


def test_the_guards_ask_what_the_table_says() -> None:
    """The posts of a line are those of the actions its view asks for."""
    for name in OURS:
        line = line_of(name)
        assert line is not None
        actions = _actions(patterns()[name].callback)
        posts = frozenset[str]().union(*(_posts(action) for action in actions))
        if line.where != "one":
            assert line.posts == posts, name


def _posts(action: str) -> frozenset[str]:
    """Who may do something, as the table writes it: posts, or parts in a call campaign."""
    if action in PARTS:
        return frozenset(f"{CALLS}{part}" for part in PARTS[action])
    return frozenset(ACTIONS[action])


def _lines(world: World) -> int:
    assert world.panel is not None
    assert world.initiative is not None
    apart = (PanelLedger(world.panel.panel.slug), InitiativeLedger(world.initiative.initiative.slug))
    return world.evening.storage.size() + sum(len(ledger.lines()) for ledger in apart)


def _actions(view: object) -> tuple[str, ...]:
    while view is not None:
        if hasattr(view, "actions"):
            return tuple(view.actions)
        view = getattr(view, "__wrapped__", None)
    return ()


@pytest.mark.parametrize("name", OURS)
def test_rights(name: str, world: World, clients: dict[Case, Client]) -> None:
    """Allowed where the table says so; else 403, the door, or 405; and what is refused records nothing."""
    line = line_of(name)
    assert line is not None
    if name == "first-run":
        pytest.skip("gone as soon as there is an account: tested in test_first_run.py")
    wrong, address = [], _address(name, world)
    for case in CASES:
        for method, open_ in (("GET", line.reads), ("POST", line.acts)):
            if name == "leave" and method == "POST" and case.post != "nobody":
                continue  # ends the session: tested in test_sessions.py
            size = _lines(world)
            answer = clients[case].generic(method, address)
            wrote = _lines(world) != size
            if not open_:
                right = answer.status_code == 405
            elif case.may(line):
                sent = answer.headers.get("Location", "")
                right = answer.status_code not in (401, 403, 405, 500) and not sent.startswith(
                    "/accounts/login"
                )
                if name == "access" and method == "POST":
                    right = answer.status_code in (
                        403,
                        429,
                    )  # a link that nobody was given, and then the lock
            elif case.post == "nobody":
                right = answer.headers.get("Location", "").startswith("/accounts/login/")
            else:
                right = answer.status_code == 403
            if wrote and not case.may(line):
                right = False
            if not right:
                wrong.append(f"{method} {case.post} at {case.place}: {answer.status_code}")
    assert not wrong, f"{name}: {wrong}"


def test_a_ballot_kept_from_the_public() -> None:
    """Only those with a role in a ballot see it before its organiser opens it to everybody."""
    world = new_world()
    HostedBallot.objects.filter(slug=world.slug).update(open=False)
    for name in ("ballot", "unit"):
        address = reverse(name, kwargs={"slug": world.slug} | ({"unit": "nord-1"} if name == "unit" else {}))
        assert Client().get(address).headers["Location"].startswith("/accounts/login/")
        for post in Post:
            if post != Post.ADMINISTRATOR:
                assert world.person(post, "nord-1").signed_in().get(address).status_code == 200, post
            assert world.stranger(post, "nord-1").signed_in().get(address).status_code == 403, post
    assert world.slug not in Client().get("/").content.decode()


def test_a_photo_is_shown_with_its_own_unit_only() -> None:
    """The digest of another section's photo opens nothing, though it is known."""
    world = new_world()
    digest = keep(jpeg(colour=(1, 2, 3)))
    Draft.objects.create(
        account=world.person(Post.SECRETARY, "nord-1").account, ballot=world.slug, contest="presidence",
        round=1, unit="nord-1", photo=digest, key="k",
    )  # fmt: skip
    here = reverse("photo", kwargs={"slug": world.slug, "digest": digest, "unit": "nord-1"})
    there = reverse("photo", kwargs={"slug": world.slug, "digest": digest, "unit": "nord-2"})
    own, other = world.person(Post.SECRETARY, "nord-1"), world.person(Post.SECRETARY, "nord-2")
    assert own.signed_in().get(here).status_code == 200
    assert other.signed_in().get(here).status_code == 403
    assert other.signed_in().get(there).status_code == 404
    assert Client().get(here).status_code == 302
    for hostile in ("..%2F..%2Fsecret-key", "..", "%2e%2e", "0" * 64):
        assert own.signed_in().get(here.replace(digest, hostile)).status_code == 404
