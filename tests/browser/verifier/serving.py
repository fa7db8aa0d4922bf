"""Static files served as any host does, and the verifier's modules run in a browser."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class Quiet(SimpleHTTPRequestHandler):
    """Static files, nothing logged; other sites may read them."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing."""

    def end_headers(self) -> None:
        """One more header: an address that lets itself be checked from another site."""
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()


@contextmanager
def served(root: Path) -> Iterator[str]:
    """The address of a folder."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


VERIFY = """async ([base, asked]) => {
  const { fetchFrom, verifyPublication } = await import(`${location.origin}/verifier/publication.js`);
  const bytes = asked.seen ? new TextEncoder().encode(asked.seen) : null;
  const given = { everyFile: true, pinned: "", ...asked, seen: bytes };
  const report = await verifyPublication(fetchFrom(base), given, () => undefined);
  return {
    holds: report.holds,
    wrongs: report.wrongs, unseen: report.unseen.map((one) => one.code),
    notices: report.notices.map((one) => one.code), files: report.files,
    results: report.results.map(({ question, figures, outcome }) => ({
      question: [question.contest.id, question.round.number, question.place.id],
      votes: Object.fromEntries([...figures.votes].map(([id, votes]) => [id, votes === null ? null : Number(votes)])),
      outcome: outcome === undefined ? "unknown rule" : outcome,
    })),
  };
}"""
"""Verifies the publication at an address; gives what was found as plain values."""


def verified(page: Any, address: str, **asked: Any) -> dict[str, Any]:
    """What the browser finds about the publication at an address."""
    found: dict[str, Any] = page.evaluate(VERIFY, [address, asked])
    return found


def codes(found: dict[str, Any]) -> set[str]:
    """The codes of what is wrong."""
    return {wrong["code"] for wrong in found["wrongs"]}
