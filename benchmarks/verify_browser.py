"""A publication verified in the reader's browser: how long each step takes, and how long the tab ever hangs.

Run: ``python benchmarks/verify_browser.py OUT`` (a publication: ``benchmarks/publish.py --keep OUT`` makes a
national one); ``--pages`` reads every page too. Chromium and Playwright, files by granian over the loopback,
the server on the same two cores. Seconds of the clock.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import socket
import time
from pathlib import Path

from page_views import serve
from playwright.sync_api import sync_playwright

PATIENCE = 3600
WATCH = """() => {
  window.hung = 0;
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    window.hung = Math.max(window.hung, now - last - 20);
    last = now;
  }, 20);
}"""
"""The longest time in which the page answered nobody."""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as trying:
        trying.bind(("127.0.0.1", 0))
        return int(trying.getsockname()[1])


def main() -> None:
    """Print the steps."""
    parser = argparse.ArgumentParser(description="A publication verified in the browser, timed.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--pages", action="store_true", help="every page too")
    asked = parser.parse_args()
    port = free_port()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(str(asked.out.resolve()), port))
    server.start()
    chromium = os.environ.get("RECOLEMENT_CHROMIUM") or shutil.which("chromium")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            page = browser.new_page(locale="en-GB")
            for _ in range(50):
                try:
                    page.goto(f"http://127.0.0.1:{port}/site/en/verify.html")
                    break
                except Exception:  # the server is not there yet
                    time.sleep(0.2)
            page.locator("#whole").wait_for()
            page.wait_for_function("document.querySelector('label[for=every]').textContent.includes('(')")
            page.evaluate(WATCH)
            page.locator("#every").set_checked(asked.pages)
            began = time.perf_counter()
            page.locator("#whole button[type=submit]").click()
            step, since = "", began
            while not page.locator("#whole .answer").count():
                said = page.locator(".under-way span").inner_text().partition(":")[0]
                if said != step:
                    now = time.perf_counter()
                    if step:
                        print(f"{step:<24} {now - since:>7.1f} s", flush=True)
                    step, since = said, now
                time.sleep(0.1)
                assert time.perf_counter() - began < PATIENCE
            print(f"{step:<24} {time.perf_counter() - since:>7.1f} s")
            print(f"{'all':<24} {time.perf_counter() - began:>7.1f} s")
            print(f"{'longest without answer':<24} {page.evaluate('window.hung'):>7.0f} ms")
            print(page.locator("#whole .answer").inner_text())
            for line in page.locator("#whole .found li").all_inner_texts():
                print(line)
            for digest in page.locator("#whole .digest").all_inner_texts()[:1]:
                print(digest[:200])
            memory = page.evaluate("performance.memory?.usedJSHeapSize ?? 0")
            print(f"{memory / 1e6:.0f} MB of JavaScript")
            browser.close()
    finally:
        server.terminate()
        server.join()


if __name__ == "__main__":
    main()
