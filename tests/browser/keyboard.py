"""A hand that has only a keyboard: Tab, arrows among choices, Enter, typing; nothing is clicked.

What cannot be reached by Tab, or is reached without the focus being visible, fails the walk.
"""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

MOST_STOPS = 80
SHOWN = """element => {
  const style = getComputedStyle(element), box = element.getBoundingClientRect();
  const ringed = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return ringed && box.width > 0 && box.height > 0;
}"""


def reach(page: Page, wanted: Locator) -> int:
    """Press Tab until something has the focus, which must be seen at every stop; how many presses it took."""
    expect(wanted).to_have_count(1)
    for presses in range(MOST_STOPS):
        if wanted.evaluate("element => element === document.activeElement"):
            return presses
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() == 1:
            assert focused.evaluate(SHOWN), (
                f"no visible focus: {focused.evaluate('one => one.outerHTML')[:300]}"
            )
    raise AssertionError(f"{MOST_STOPS} Tabs do not reach {wanted}")


def press(page: Page, wanted: Locator, key: str = "Enter") -> None:
    """Go to a link, button or summary, and press it."""
    reach(page, wanted)
    page.keyboard.press(key)


def write(page: Page, box: Locator, text: str) -> None:
    """Go to a box and type over what it holds."""
    reach(page, box)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def choose(page: Page, choices: Locator, value: str) -> None:
    """Among radio buttons, or the options of a list, go with the arrow keys to the one of a value."""
    reach(page, choices.first if choices.first.get_attribute("type") == "radio" else choices)
    if choices.first.get_attribute("type") == "radio":
        page.keyboard.press("Space")
    else:
        page.keyboard.press("Home")
    for _ in range(MOST_STOPS):
        if page.evaluate("document.activeElement.value") == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"arrow keys do not reach {value}")


def told(page: Page) -> None:
    """After an act the focus is on what was said of it, so that reading and Tab go on from there."""
    expect(page.locator('main > [role="status"]:focus')).to_have_count(1)
