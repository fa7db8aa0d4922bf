"""Names, grounds and observations written to do harm are shown as text, on every page and in the PDF."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

from recolement.formats.folder import read_folder
from recolement.ledger.events import SheetRecorded
from recolement.web.accounts.models import Post, Role
from recolement.web.evenings import host
from recolement.web.middleware import POLICY
from web.world import World, hosted, person

pytestmark = pytest.mark.usefixtures("web")

SCRIPT = "<script>alert('nom')</script>"
ATTRIBUTE = "\" onmouseover=alert(1) x='"
BACKWARDS = "\u202eeman\u202c \u2066x"
LONG = "É" * 5_000
TYPST = '#panic("x") $ #read("/etc/passwd") *[_` @x <l> \\'
TEMPLATE = "{{ settings.SECRET_KEY }}{% debug %}"
FORMULA = "=cmd|' /C calc'!A0"
NAMES = [SCRIPT, ATTRIBUTE, BACKWARDS, TYPST, TEMPLATE, FORMULA, "👩🏽‍🚒", "</textarea></title>"]
IDS = ["a<b>", "75/01", "é'\"x", "?x=1&y", "#frag", "%2F", "..", "~7E"]


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _toml(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@pytest.fixture(scope="module")
def world(web: None) -> World:
    """A ballot in which everything that can be named is hostile, with a dispute, a freeze and a sheet."""
    options = "".join(
        f'[[contest.option]]\nid = "o{number}"\nname = {_toml(name)}\n' for number, name in enumerate(NAMES)
    )
    described = (
        f"title = {_toml(SCRIPT + TYPST)}\norganisation = {_toml(TEMPLATE + ATTRIBUTE)}\n"
        'levels = ["nation", "section"]\nturnout_hours = ["12:00", "17:00"]\n'
        f'[rulebook]\nrule = "plurality"\nsource = {_toml(SCRIPT)}\n'
        f'[[contest]]\nid = "c"\nname = {_toml(BACKWARDS + SCRIPT)}\nscope = "top"\n{options}'
        "[[round]]\nnumber = 1\ndate = 2026-11-25\n"
    )
    rows = "unit,parent,level,name,registered\ntop,,nation," + _quoted(LONG) + ",\n"
    for id, name in zip(IDS, NAMES, strict=True):
        rows += f"{_quoted(id)},top,section,{_quoted(name)},100\n"
    folder = read_folder({"ballot.toml": described.encode(), "units.csv": rows.encode()})
    tonight = hosted()
    slug = f"hostile-{tonight.slug}"
    made = World(slug, tonight.slug, host(slug, folder, f"tests.example/{slug}", public=True))
    common = {
        "contest": "c",
        "round": 1,
        "registered": 100,
        "signatures": 50,
        "in_box": 51,
        "blank": 0,
        "null": 0,
    }
    for number, unit in enumerate(IDS[:4]):
        sheet = {
            "event": "sheet-recorded/1",
            "unit": unit,
            "votes": {"o0": 30, "o1": 20},
            "valid": 50,
        } | common
        sheet |= {"observations": SCRIPT + TYPST, "actor": "a-1", "role": "secretary"}
        assert not hasattr(made.evening.record(sheet, f"s{number}"), "code")
    for intention in (
        {"event": "turnout-reported/1", "unit": IDS[0], "round": 1, "hour": "12:00", "voters": 999},
        {"event": "dispute-filed/1", "id": "d<script>", "units": [IDS[0]], "contest": "c", "round": 1,
         "seeks": "annul", "grounds": SCRIPT + ATTRIBUTE + TYPST},
        {"event": "ruling-moved/1", "id": "m", "of": "d<script>", "effect": "annul", "grounds": SCRIPT},
        {"event": "result-frozen/1", "id": "f", "reason": SCRIPT + TYPST},
        {"event": "matter-referred/1", "of": "f", "to": SCRIPT},
    ):  # fmt: skip
        answer = made.evening.record(
            intention | {"actor": "a-1", "role": SCRIPT[:60]}, str(intention["event"])
        )
        assert not hasattr(answer, "code"), answer
    made.evening.now()
    return made


class Looking(HTMLParser):
    """What a page contains that could run: scripts without a file, styles, handlers, code for address."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one tag."""
        given = dict(attrs)
        if tag == "script" and not given.get("src") and given.get("type") != "application/json":
            self.found.append(self.get_starttag_text() or tag)
        if tag == "style" or (
            tag == "link" and (given.get("href") or "").startswith(("http:", "https:", "//"))
        ):
            self.found.append(self.get_starttag_text() or tag)
        for name, value in attrs:
            code = (value or "").strip().casefold().startswith(("javascript:", "data:text"))
            if name.startswith("on") or name == "style" or (name in ("href", "src", "action") and code):
                self.found.append(f"{tag} {name}={value}")


def looked_at(page: str) -> list[str]:
    """What could run in a page."""
    looking = Looking()
    looking.feed(page)
    return looking.found


def _pages(world: World) -> Iterator[tuple[str, Client]]:
    """Every page of the ballot that has an address, each with somebody who may see it."""
    slug = world.slug
    member = world.person(Post.COMMISSIONER, "").signed_in()
    hostile = person((slug, Post.COMMISSIONER, ""), (slug, Post.ORGANISER, ""), name=SCRIPT + ATTRIBUTE)
    hostile.account.telephone = ATTRIBUTE
    hostile.account.save()
    anyone = Client()
    yield "/", anyone
    yield "/", member
    yield reverse("ballot", args=[slug]), anyone
    for unit in (*IDS, "top"):
        yield reverse("unit", args=[slug, unit]), anyone
        yield reverse("federation", args=[slug, unit]), member
        yield reverse("turnout", args=[slug, 1, unit]), anyone
    yield f"{reverse('night', args=[slug])}?tiles=lead", anyone
    for unit in IDS[:3]:
        yield reverse("turnout-report", args=[slug, 1, unit]), world.person(Post.SECRETARY, unit).signed_in()
    for unit in IDS[:5]:
        for page in ("sheet-desk", "dispute-new"):
            yield reverse(page, args=[slug, "c", 1, unit]), member
    for event in world.evening.events:
        if isinstance(event, SheetRecorded):
            yield reverse("receipt", args=[slug, event.seq]), anyone
    yield reverse("room", args=[slug]), hostile.signed_in()
    yield reverse("matter", args=[slug, "d<script>"]), member
    yield reverse("freeze", args=[slug]), member
    yield reverse("proclaim", args=[slug, "c", 1, "top"]), member
    yield reverse("lots", args=[slug, "c", 1, "top"]), member
    yield reverse("organise", args=[slug]), hostile.signed_in()
    yield reverse("clerk", args=[slug]), world.person(Post.CLERK, "").signed_in()
    watcher = person((slug, Post.REPRESENTATIVE, ""), option="o0").signed_in()
    yield reverse("representative", args=[slug, "top"]), watcher
    yield reverse("copy", args=[slug, "c", 1, IDS[4]]), watcher
    for unit in IDS[4:]:
        yield reverse("sheet", args=[slug, "c", 1, unit]), world.person(Post.SECRETARY, unit).signed_in()


def test_nothing_hostile_runs_on_any_page(world: World) -> None:
    """Every page answers, holds no inline script, style or handler, and carries the policy."""
    seen = 0
    for address, client in _pages(world):
        for language in ("fr", "en"):
            answer = client.get(address, {"lang": language})
            assert answer.status_code == 200, (address, answer.status_code)
            page = answer.content.decode()
            assert looked_at(page) == [], address
            assert "<script>alert" not in page, address
            assert answer.headers["Content-Security-Policy"] == POLICY
        seen += 1
    assert seen > 40


def test_what_is_typed_comes_back_as_text(world: World) -> None:
    """Hostile values typed in the form, an explanation, a name: text on the review and the receipt."""
    unit = IDS[5]
    client = world.person(Post.SECRETARY, unit).signed_in()
    named = [world.slug, "c", 1, unit]
    typed = {"registered": SCRIPT, "vote:o0": ATTRIBUTE, "observations": "</textarea>" + SCRIPT}
    answer = client.post(reverse("sheet", args=named), typed)
    assert answer.status_code == 400
    assert looked_at(answer.content.decode()) == []
    typed = {"registered": "100", "vote:o0": "7", "observations": "</textarea>" + SCRIPT + TYPST}
    assert client.post(reverse("sheet", args=named), typed).status_code == 302
    review = client.get(reverse("sheet-review", args=named)).content.decode()
    assert looked_at(review) == []
    sent = client.post(
        reverse("sheet-send", args=named),
        {"name": SCRIPT, "certify": "1", "explanation": ATTRIBUTE},
        follow=True,
    )
    assert sent.status_code == 200
    assert looked_at(sent.content.decode()) == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_minutes_show_hostile_names_as_text(world: World, language: str) -> None:
    """The PDF is made, is a tagged PDF/A, and runs nothing: no script, no action, no file read."""
    member = world.person(Post.COMMISSIONER, "").signed_in()
    answer = member.get(reverse("minutes", args=[world.slug, "c", 1, "top"]), {"lang": language})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    pdf = answer.content
    assert pdf.startswith(b"%PDF-")
    unpacked = pdf + b"".join(_streams(pdf))
    for forbidden in (b"/JavaScript", b"/Launch", b"/OpenAction", b"root:x:0"):
        assert forbidden not in unpacked
    assert b"/MarkInfo" in unpacked


def _streams(pdf: bytes) -> Iterator[bytes]:
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S):
        try:
            yield zlib.decompress(packed)
        except zlib.error:
            continue  # a picture or a font kept as it is


def test_no_template_has_anything_inline() -> None:
    """Our own templates hold no style attribute, no handler, no inline script or style."""
    from django.conf import settings

    folder = settings.TEMPLATES[0]["DIRS"][0]
    found = []
    for file in sorted(folder.rglob("*.html")):
        text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "x", file.read_text(encoding="utf-8"), flags=re.S)
        found += [f"{file.name}: {one}" for one in looked_at(text)]
    assert found == []


def test_allauths_pages_obey_the_policy() -> None:
    """The pages of sign-in and second factor hold nothing inline either, in both languages."""
    tonight = hosted()
    member = person((tonight.slug, Post.COMMISSIONER, "")).signed_in()
    fresh = person((tonight.slug, Post.FEDERATION, "")).signed_in()
    for client, name in (
        (Client(), "account_login"), (member, "mfa_index"), (member, "account_change_password"),
        (member, "mfa_generate_recovery_codes"), (member, "mfa_list_webauthn"), (fresh, "mfa_activate_totp"),
        (fresh, "mfa_add_webauthn"), (member, "mfa_reauthenticate"), (member, "account_email"),
    ):  # fmt: skip
        for language in ("fr", "en"):
            answer = client.get(reverse(name), {"lang": language}, follow=True)
            assert answer.status_code == 200, name
            assert looked_at(answer.content.decode()) == [], name


def test_two_sections_with_long_ids_have_two_accounts(web: None) -> None:
    """Ids that begin with the same 150 signs are two sections: no access sheet opens both."""
    rows = "unit,parent,level,name,registered\ntop,,nation,Top,\n"
    rows += "".join(f"{'a' * 150}{last},top,section,Section {last},100\n" for last in "xy")
    described = (
        'title = "T"\nlevels = ["nation", "section"]\n[rulebook]\nrule = "plurality"\n[[contest]]\nid = "c"\n'
        'scope = "top"\n[[contest.option]]\nid = "a"\n[[contest.option]]\nid = "b"\n'
        "[[round]]\nnumber = 1\ndate = 2026-11-25\n"
    )
    slug = f"long-{hosted().slug}"
    host(
        slug,
        read_folder({"ballot.toml": described.encode(), "units.csv": rows.encode()}),
        f"t.example/{slug}",
        public=True,
    )
    organiser = person((slug, Post.ORGANISER, "")).signed_in()
    assert organiser.post(reverse("organise-access", args=[slug])).status_code == 200
    held = Role.objects.filter(ballot=slug, post=Post.SECRETARY)
    assert len({role.account_id for role in held}) == len({role.unit for role in held}) == 2
