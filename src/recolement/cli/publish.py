"""``recolement publish``: a ledger or a ballot folder as a site of static files, with its proof."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from recolement.cli.bundle_shelf import Shelf, refuse, stop_bundle
from recolement.cli.bundle_sources import LedgerSource, folder_site, ledger_source
from recolement.cli.language import either, of_door
from recolement.cli.ledger_door import said
from recolement.cli.ledger_options import Database
from recolement.cli.map_sources import NOTHING_GIVEN, Given, map_source, site_address
from recolement.ledger.events import AnyEvent, SheetRecorded
from recolement.model.ids import ContestId, UnitId
from recolement.publication.bundle.changes import codes_touched
from recolement.publication.bundle.checking import check_publication, published_of
from recolement.publication.bundle.source import longer
from recolement.publication.site import Site
from recolement.words.bundles import say_bundle

app = typer.Typer(add_completion=False)

HELP = either(
    "Publier un registre ou un dossier de vote : un site de fichiers statiques, avec sa preuve. Sur une "
    "publication déjà faite, seul ce qui change est récrit. Code 1 si les contrôles de publication s'y "
    "opposent : rien n'est alors écrit.",
    "Publish a ledger or a ballot folder: a site of static files, with its proof. Onto a publication that is "
    "there, only what changed is written. Exit code 1 where the publication checks are against it: nothing "
    "is written then.",
)


@app.command(help=HELP)
def publish(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="LEDGER|FOLDER",
            help=either("Un registre, ou un dossier de vote.", "A ledger, or a ballot folder."),
        ),
    ],
    out: Annotated[
        Path,
        typer.Argument(
            metavar="OUT",
            help=either(
                "Le dossier du site : nouveau, vide, ou une publication.",
                "The site's folder: new, empty, or a publication.",
            ),
        ),
    ],
    follow: Annotated[
        float | None,
        typer.Option(
            "--follow",
            metavar="SECONDS",
            min=0.1,
            help=either(
                "Rester, et publier chaque nouvelle écriture du registre (il est regardé à cet intervalle).",
                "Stay, and publish each new line of the ledger (it is looked at at this interval).",
            ),
        ),
    ] = None,
    maps: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="GEOJSON",
            help=either(
                "Des aires à dessiner, aux codes des unités ; FICHIER#propriété dit lequel de ses champs les "
                "porte. Peut se répéter ; une publication garde ses cartes.",
                "Areas to draw, with the codes of units; FILE#property says which of its fields holds them. "
                "May be repeated; a publication keeps its maps.",
            ),
        ),
    ] = None,
    address: Annotated[
        str | None,
        typer.Option(
            "--url",
            metavar="URL",
            help=either(
                "L'adresse du site : les réseaux sociaux montrent alors une image du résultat. Une "
                "publication garde la sienne.",
                "The address of the site: social networks then show a picture of the result. A publication "
                "keeps its own.",
            ),
        ),
    ] = None,
    db: Database = None,
) -> None:
    """Publish a ledger or a ballot folder."""
    if source.name == "ballot.toml" and source.is_file():
        source = source.parent
    if source.is_dir() and out.resolve().is_relative_to(source.resolve()):
        raise stop_bundle("inside_source", place=str(out))
    shelf = Shelf(out)
    given = Given(tuple(map_source(one) for one in maps or ()), site_address(address))
    with said():
        ledger = ledger_source(source, db)
        if ledger is not None:
            edition = Edition(shelf, ledger, given)
            edition.publish()
            if follow is not None:
                print(say_bundle("following", of_door()), flush=True)
                while True:
                    time.sleep(follow)
                    edition.publish()
    if follow is not None:
        raise stop_bundle("follow_needs_ledger")
    if ledger is None:
        site, files = folder_site(source, _today())
        given.to(site)
        shelf.publish(site, lambda *_: files, {name for name, _ in files}, None)
        print(say_bundle("unsigned", of_door()))


def _today() -> date:
    return datetime.now(UTC).date()


OPEN_EVERY = 900.0
"""Seconds between two writings of the open data, while sheets come in."""


class Edition:
    """A ledger and the folder it is published in, kept in memory so that one more sheet costs little."""

    def __init__(self, shelf: Shelf, source: LedgerSource, given: Given = NOTHING_GIVEN) -> None:
        self._shelf = shelf
        self._given = given
        self._source = source
        self._events: list[AnyEvent] = []
        self._site: Site | None = None
        self._opened = time.monotonic()
        self._stale = False

    def publish(self) -> None:
        """Publish what is new: lines, or a witness's signature under the same checkpoint."""
        size = len(self._source.lines)
        fresh, key = self._source.read_on(), self._source.key()
        if not fresh and self._site is not None:
            record = self._site.record
            if record is not None and record.note != self._source.note:
                self._site.record = replace(record, note=self._source.note)
                names = self._source.names(self._site)
                self._shelf.bring_up(self._site, (), set(), self._source.files, names, key)
            self.open_data()
            return
        if self._site is not None and self._only_first_sheets(fresh):
            self._bring_up(size, fresh)
            return
        self._events += fresh
        self._site = self._source.site(self._events, _today())
        self._given.to(self._site)
        self._shelf.publish(self._site, self._source.files, self._source.names(self._site), key)
        self._site.add_up()  # so that the first sheet to come costs no more than the others
        self._opened, self._stale = time.monotonic(), False
        if key is None:
            print(say_bundle("key_not_here", of_door()))

    def open_data(self) -> None:
        """Write the open data anew where sheets came in since, and enough time went by."""
        site, source = self._site, self._source
        if site is not None and self._stale and time.monotonic() - self._opened >= OPEN_EVERY:
            names = source.names(site)
            self._shelf.bring_up(site, (), set(), source.files, names, source.key(), open_data=True)
            self._opened, self._stale = time.monotonic(), False

    def _only_first_sheets(self, fresh: Iterable[AnyEvent]) -> bool:
        """Whether the lines are sheets of sections that had none: the canvass takes them one by one."""
        assert self._site is not None
        night = self._site.night
        return all(
            isinstance(event, SheetRecorded)
            and night.retained(UnitId(event.unit), ContestId(event.contest), event.round).missing
            for event in fresh
        )

    def _bring_up(self, size: int, fresh: list[AnyEvent]) -> None:
        site, source = self._site, self._source
        assert site is not None
        assert site.record is not None
        units = list(dict.fromkeys(event.unit for event in fresh if isinstance(event, SheetRecorded)))
        places = dict.fromkeys(place for unit in units for place in site.above(unit))
        before, findings = list(published_of(site, places)), site.findings
        for sheet in source.state.sheets[-len(fresh) :]:
            site.night.receive(sheet)
        record = longer(site.record, source.lines[size:], fresh, source.tree, source.note)
        site.look_again(units, record)
        self._events += fresh
        refuse(site, (), check_publication(site, before, {}))
        elsewhere = {
            place for place in {*findings, *site.findings}
            if findings.get(place) != site.findings.get(place) and place in site.night.places
        }  # fmt: skip
        self._shelf.bring_up(
            site,
            units,
            codes_touched(findings, site.findings),
            source.files,
            source.names(site),
            source.key(),
            elsewhere,
        )
        self._stale = True
        self.open_data()
