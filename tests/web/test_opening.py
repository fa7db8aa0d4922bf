"""Opening a ballot in a process that has not read it yet: nobody waits for somebody else's nation."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection
from django.http import Http404

from recolement.web import evenings
from recolement.web.evenings import Evening, evening, forget, open_the_newest, tell_all
from web.world import hosted

pytestmark = pytest.mark.usefixtures("web")


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Event, Event, list[str]]]:
    """Reading waits: when it has begun, until it may go on, and which ballots were read."""
    begun, go_on, read = Event(), Event(), list[str]()
    opened = evenings._opened

    def slowly(slug: str) -> Evening:
        made = opened(slug)
        read.append(slug)
        if slug.startswith("large"):
            begun.set()
            assert go_on.wait(10)
        return made

    monkeypatch.setattr(evenings, "_opened", slowly)
    yield begun, go_on, read
    go_on.set()


def aside(work: Any) -> Thread:
    """Something done at the same time."""

    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread


def test_a_small_ballot_does_not_wait_for_a_large_one(slow: tuple[Event, Event, list[str]]) -> None:
    """While one ballot is read for a first reader, another one opens; a second reader of the first waits and
    has the very same evening: it was read once."""
    begun, go_on, read = slow
    large, small = hosted(name="large").slug, hosted(name="small").slug
    forget()
    seen: list[Evening] = []
    readers = [aside(lambda: seen.append(evening(large))) for _ in range(2)]
    assert begun.wait(10)
    assert evening(small).slug == small
    assert not seen
    go_on.set()
    for reader in readers:
        reader.join(10)
    assert seen[0] is seen[1] is evening(large)
    assert read == [large, small]


def test_what_was_restored_meanwhile_is_read_anew(slow: tuple[Event, Event, list[str]]) -> None:
    """A backup put back while a ballot is read: what was read before is not kept."""
    begun, go_on, read = slow
    large = hosted(name="large").slug
    forget()
    reader = aside(lambda: evening(large))
    assert begun.wait(10)
    tell_all()
    with pytest.raises(Http404):
        evening("no-such-ballot")  # any request sees the mark of what was restored
    go_on.set()
    reader.join(10)
    assert read == [large, large]


def test_a_new_process_reads_the_newest_first() -> None:
    """Before anybody asks, the ballot taken in last is read."""
    last = hosted().slug
    forget()
    open_the_newest().join(10)
    assert last in evenings._EVENINGS
