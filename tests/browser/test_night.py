"""The night's screen at every size, in both languages: it fills the projector, and follows without reload."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from browser.looking import SIZES, Walker, walker
from recolement.storage.folder import read_ballot
from recolement.web.evenings import host
from web.serving import ServerOfTheApp
from web.test_night import SHEET, send
from web.world import BALLOT, hosted

FIVE = BALLOT + SHEET
WORKED = Path(__file__).parents[2] / "ballots"


def many(sections: int, federations: int, sheets: int, *, options: int = 3) -> str:
    """A ballot of many sections under federations (none: directly under the top), some of them in."""
    names = [f"Candidate {number} du Très-Long-Nom" for number in range(options)]
    lines = [
        'ballot title="Congrès de l’Union fédérale des coopératives, premier tour" root=fr '
        + ("levels=nation,federation,section" if federations else "levels=nation,section"),
        "rule plurality",
        'contest presidence name="Présidence"',
        *(f'option o{number} contest=presidence name="{name}"' for number, name in enumerate(names)),
        'unit fr name="France"',
    ]
    for place in range(federations):
        lines.append(f'unit f{place} in=fr name="Fédération {place} des Bouches"')
    for place in range(sections):
        above = f"f{place % federations}" if federations else "fr"
        lines.append(f'unit s{place} in={above} name="Section {place}" registered=100')
    for place in range(sheets):
        votes = " ".join(f"o{number}={10 + (place + number) % 3}" for number in range(options))
        valid = sum(10 + (place + number) % 3 for number in range(options))
        lines.append(
            f"sheet s{place} registered=100 signatures={valid + 1} in_box={valid + 1} blank=1 null=0 "
            f"valid={valid} {votes}"
        )
    return "\n".join(lines)


def linked(one: Walker, state: str) -> None:
    """Wait until the screen says that it is linked to the server, or that it is not."""
    expect(one.page.locator("html")).to_have_attribute("data-link", state, timeout=20_000)


BALLOTS = {
    "five": FIVE,
    "federations": many(400, 100, 371),
    "options": many(30, 6, 12, options=6),
    "squares": many(1000, 0, 700),
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_each_ballot(size: str, language: str, server: ServerOfTheApp, browser: Browser) -> None:
    """Small and large, few options and many; nothing scrolls on a projector; results have 40 px at least."""
    one = walker(browser, server.address, language=language, size=size)
    for name, text in BALLOTS.items():
        tonight = hosted(text)
        for theme in ("light", "dark") if name == "five" else ("dark",):
            one.go(f"{reverse('night', args=[tonight.slug])}?theme={theme}")
            linked(one, "live")
            one.look(f"night-{name}-{theme}")
            if size == "projector":
                fills_the_wall(one.page)
    one.context.close()


def fills_the_wall(page: Page) -> None:
    outside = page.evaluate(
        """() => {
          const wrong = [];
          if (document.scrollingElement.scrollHeight > innerHeight) wrong.push("the page scrolls");
          const foot = document.querySelector("footer").getBoundingClientRect().top;
          for (const one of document.querySelectorAll("main section, main dl, main header, main p")) {
            const box = one.getBoundingClientRect();
            if (box.bottom > foot + 1 || box.right > innerWidth + 1)
              wrong.push(`${one.className || one.tagName} ends at ${box.right}, ${box.bottom}; ${foot}`);
          }
          for (const column of document.querySelectorAll(".left, .rest")) {
            let last = 0;
            for (const one of column.children) {
              const box = one.getBoundingClientRect();
              if (box.top < last - 1) wrong.push(`${one.className} begins at ${box.top}, above ${last}`);
              if (one.scrollHeight > one.clientHeight + 1) wrong.push(`${one.className} overflows`);
              last = box.bottom;
            }
          }
          const large = document.querySelectorAll(".row .name, .row strong, .received strong, .sentence");
          for (const one of large) {
            if (parseFloat(getComputedStyle(one).fontSize) < 40) wrong.push(`${one.className} is small`);
          }
          return wrong;
        }"""
    )
    assert outside == []


def test_it_follows(server: ServerOfTheApp, browser: Browser) -> None:
    """A sheet appears within two seconds, without a reload; the screen outlives an absence of the server."""
    tonight = hosted(FIVE)
    tonight.now()
    one = walker(browser, server.address, language="en", size="projector")
    one.go(reverse("night", args=[tonight.slug]))
    linked(one, "live")
    one.page.evaluate("window.never = 'reloaded'")
    send(tonight, "nord-1", 31, 19)
    expect(one.page.locator(".received")).to_contain_text("2 of 3", timeout=2000)
    expect(one.page.locator(".lists")).to_contain_text("Nord 1")
    own = ServerOfTheApp(workers=1)
    own.start()
    one.page.goto(own.address + reverse("night", args=[tonight.slug]))
    linked(one, "live")
    own.stop()
    linked(one, "lost")
    send(tonight, "sud-1", 1, 1)
    own.start()
    expect(one.page.locator(".received")).to_contain_text("3 of 3", timeout=45000)
    own.stop()
    one.context.close()


def test_without_script_and_without_motion(server: ServerOfTheApp, browser: Browser) -> None:
    """Without JavaScript the page says the same and asks for itself again; without motion nothing moves."""
    tonight = hosted(FIVE)
    one = walker(browser, server.address, java_script_enabled=False)
    one.go(reverse("night", args=[tonight.slug]))
    assert one.page.locator("noscript meta, meta[http-equiv=refresh]").count() == 1
    expect(one.page.locator(".received")).to_contain_text("sur 3")
    one.context.close()
    calm = walker(browser, server.address, size="projector", reduced_motion="reduce")
    calm.go(reverse("night", args=[tonight.slug]))
    linked(calm, "live")
    send(tonight, "nord-1", 31, 19)
    expect(calm.page.locator(".received")).to_contain_text("2 sur 3", timeout=5000)
    assert calm.page.evaluate("document.getAnimations().length") == 0
    calm.context.close()


@pytest.mark.parametrize(
    ("ballot", "size"),
    [("five", "telephone"), ("five", "desk"), ("federations", "projector"), ("squares", "projector")],
)
def test_the_tiles_by_who_leads(ballot: str, size: str, server: ServerOfTheApp, browser: Browser) -> None:
    """Letters, patterns and names; nothing scrolls on a projector; the link leads back."""
    one = walker(browser, server.address, language="fr", size=size)
    tonight = hosted(BALLOTS[ballot])
    one.go(reverse("night", args=[tonight.slug]) + "?tiles=lead")
    linked(one, "live")
    one.look(f"night-lead-{ballot}")
    if size == "projector":
        assert one.page.evaluate("document.scrollingElement.scrollHeight <= window.innerHeight")
    one.page.get_by_role("link", name="reçus, par unité").click()
    expect(one.page.locator("[class*=tile-lead]")).to_have_count(0)
    one.context.close()


@pytest.mark.parametrize("size", ["telephone", "desk"])
def test_long_names_do_not_widen_the_screen(size: str, server: ServerOfTheApp, browser: Browser) -> None:
    """The evening of Reims, whose federations have long names: nothing is wider than the screen."""
    slug = f"reims-{secrets.token_hex(3)}"
    host(slug, read_ballot(WORKED / "reims-2008"), f"tests.example/{slug}", public=True)
    one = walker(browser, server.address, size=size)
    one.go(reverse("night", args=[slug]))
    linked(one, "live")
    one.look("night-reims")
    one.context.close()
