"""A page looked at in a real browser: no accessibility violation, no sideways scrolling, a picture kept.

Pictures go to ``build/screenshots`` (not in the repository), for people to look at.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from web.world import Person

PICTURES = Path(__file__).parents[2] / "build" / "screenshots"
CHROMIUM = (
    os.environ.get("RECOLEMENT_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}

SIZES = {"telephone": (360, 740), "desk": (1280, 800), "projector": (1920, 1080)}


@dataclass
class Walker:
    """Somebody with a browser of their own, in one language and one size."""

    context: BrowserContext
    page: Page
    address: str
    language: str
    size: str
    blocked: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open a page of the app."""
        answer = self.page.goto(self.address + path)
        assert answer is None or answer.status < 400, f"{path}: {answer.status}"

    def look(self, name: str) -> None:
        """Keep a picture; find no violation of WCAG 2.2 AA (axe), no sideways scrolling, nothing blocked."""
        folder = PICTURES / self.language / self.size
        folder.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=folder / f"{name}.png", full_page=True)
        found = Axe().run(self.page, options=RULES).response["violations"]
        assert not found, _said(found)
        wide = self.page.evaluate("[document.scrollingElement.scrollWidth, window.innerWidth]")
        assert wide[0] <= wide[1], f"{name} scrolls sideways: {wide}"
        assert self.page.evaluate("document.documentElement.lang") == self.language
        assert self.blocked == [], self.blocked


def _said(violations: list[dict[str, Any]]) -> str:
    return "\n".join(
        f"{one['id']}: {one['help']}: {node['html'][:300]} {node.get('failureSummary', '')[:400]}"
        for one in violations
        for node in one["nodes"][:4]
    )


def walker(
    browser: Browser, address: str, *, language: str = "fr", size: str = "desk", who: Person | None = None,
    **settings: Any,
) -> Walker:  # fmt: skip
    """A new browser profile; signed in, if somebody is given."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="en-GB" if language == "en" else "fr-FR",
        has_touch=size != "projector",
        **settings,
    )
    context.set_default_timeout(20_000)
    if who is not None:
        session = who.signed_in().cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": address, "httpOnly": True}])
    made = Walker(context, context.new_page(), address, language, size)

    def heard(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or (
            message.type == "error" and "TypeError" in message.text
        ):
            made.blocked.append(message.text)

    made.page.on("console", heard)
    made.page.on("pageerror", lambda error: made.blocked.append(str(error)))
    return made
