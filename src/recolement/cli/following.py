"""Publishing every open ballot while the web app runs: one process beside its workers, under a lock.

The site of a ballot follows its ledger: after each new line only the pages that it touches are written again.
A publication that the checks refuse is not written; the one that is there stays, the reason is in the log.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import typer

from recolement.cli.bundle_shelf import Shelf
from recolement.cli.bundle_sources import LedgerSource
from recolement.cli.language import of_door
from recolement.cli.publish import Edition
from recolement.ledger.broken import LedgerBroken
from recolement.publication.bundle.manifest import PARTS, Entry, ManifestBroken, read_parts
from recolement.storage.ledger_folder import LedgerFolder
from recolement.storage.lock import one_writer
from recolement.words.bundles import say_bundle
from recolement.words.numbers import count

EVERY = 2.0
"""Seconds between two looks at the ledgers."""
NAP = 0.1
"""Seconds in which a stop is heard."""
RESULTS = "results"
LEDGERS = "ledgers"
SECONDS_TO_STOP = 10


@dataclass
class Following:
    """The ballots that are published, each with what was read of it."""

    data: Path
    editions: dict[str, Edition] = field(default_factory=dict)
    said: bool = False
    """Whether it was said, once, that the sites are there."""
    seen: dict[str, tuple[bytes, ...]] = field(default_factory=dict)
    """Of each ballot the checkpoint that was published last, or refused, and what witnesses had cosigned."""

    def look(self, slugs: list[str]) -> None:
        """Publish what is new of these ballots, and take away the sites of others."""
        (self.data / RESULTS).mkdir(parents=True, exist_ok=True)
        for site in (self.data / RESULTS).iterdir():
            if site.is_dir() and site.name.strip(".").split(".")[0] not in slugs:
                shutil.rmtree(site)
        for slug in slugs:
            beside = LedgerFolder(self.data / LEDGERS / slug)
            checkpoint = beside.checkpoint()
            now = () if checkpoint is None else (checkpoint, *beside.witnessed())
            if now != self.seen.get(slug, ()):
                self._publish(slug)
                self.seen[slug] = now
            elif slug in self.editions:
                self.editions[slug].open_data()
        if self.editions and not self.said:
            self.said = True
            print(say_bundle("sites", of_door(), count=count(len(self.editions), of_door())), flush=True)

    def _publish(self, slug: str) -> None:
        try:
            if slug not in self.editions:
                self.editions[slug] = self._edition(slug)
            self.editions[slug].publish()
        except typer.Exit:  # refused, and said on standard error: what is there stays
            self.editions.pop(slug, None)
        except LedgerBroken as broken:
            print(f"{slug}: {broken.code}", file=sys.stderr, flush=True)
            self.editions.pop(slug, None)

    def _edition(self, slug: str) -> Edition:
        from recolement.storage.django.lines import DatabaseStorage

        site = self.data / RESULTS / slug
        if site.exists() and not as_listed(site):
            shutil.rmtree(site)  # the machine stopped while it was written: it is made anew
        source = LedgerSource(self.data / LEDGERS / slug, DatabaseStorage(slug))
        return Edition(Shelf(site, silent=True), source)


def as_listed(site: Path) -> bool:
    """Whether the files of a site are those of its list."""
    try:
        entries = read_parts(part.read_bytes() for part in sorted((site / PARTS).iterdir()))
        return all(Entry.of((site / name).read_bytes()) == entry for name, entry in entries.items())
    except (OSError, ManifestBroken):
        return False


def open_ballots() -> list[str]:
    """The ballots whose results everybody may see."""
    from django.apps import apps
    from django.db import close_old_connections

    close_old_connections()
    hosted: Any = apps.get_model("public", "HostedBallot")
    return list(hosted.objects.filter(open=True).order_by("slug").values_list("slug", flat=True))


def follow(data: str, parent: int) -> None:
    """Look, publish, wait, until the app says stop or is gone."""
    asked: list[int] = []
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the app's, which then ends this process
    signal.signal(signal.SIGTERM, lambda number, _: asked.append(number))
    import django
    from django.db import DatabaseError

    django.setup()
    place = Path(data)
    with one_writer(place / "results.lock"):
        following = Following(place)
        while not asked and os.getppid() == parent:
            try:
                following.look(open_ballots())
            except (DatabaseError, OSError) as failure:
                print(f"results: {failure}", file=sys.stderr, flush=True)
            for _ in range(int(EVERY / NAP)):
                if not asked:
                    time.sleep(NAP)


@contextmanager
def beside(data: Path) -> Iterator[None]:
    """The process that publishes, for as long as the app runs."""
    process = get_context("spawn").Process(target=follow, args=(str(data), os.getpid()))
    process.start()
    try:
        yield
    finally:
        process.terminate()
        process.join(SECONDS_TO_STOP)
        if process.is_alive():  # a first site of a hundred thousand pages: nothing of it is in place yet
            process.kill()
            process.join()
