"""The publication that is in a folder: read, checked against, replaced or brought up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import typer

from recolement.cli.bundle_writing import Told, write_changed, write_whole
from recolement.cli.door import progress
from recolement.cli.language import of_door
from recolement.cli.reaching import files_at
from recolement.ledger.note import SigningKey
from recolement.model.findings import Finding
from recolement.publication.bundle.changes import (
    Change,
    changes,
    codes_touched,
    questionable,
    same_frame,
    touched_units,
)
from recolement.publication.bundle.manifest import MANIFEST, PARTS, Manifest, ManifestBroken
from recolement.publication.bundle.reading import PUBLICATION, BundleBroken, site_of
from recolement.publication.bundle.source import LEDGER
from recolement.publication.estimated import estimates
from recolement.publication.findings import said_finding
from recolement.publication.site import OPEN, TRANSFERS, Site, pieces, pieces_touched, render
from recolement.publication.site.found import pages_beyond
from recolement.publication.site.maps import ABOUT, read_map
from recolement.publication.site.open_data import FOLDER as OPEN_DATA
from recolement.publication.site.transfers import FOLDER as TRANSFERRED
from recolement.words.bundles import say_bundle, size_said
from recolement.words.naming import Names
from recolement.words.numbers import colon, count

Sources = Callable[[Site, Mapping[str, object] | None], Iterable[tuple[str, bytes]]]
"""The files of what is published, but for those that are there and never change."""
MOST_SAID = 20
"""Refusals that are said one by one."""


def stop_bundle(code: str, exit_code: int = 2, **facts: str) -> typer.Exit:
    """Say a sentence on standard error; the exit to raise."""
    typer.echo(say_bundle(code, of_door(), **facts), err=True)
    return typer.Exit(exit_code)


class Shelf:
    """A folder with a publication, or where one will be."""

    def __init__(self, out: Path, *, silent: bool = False) -> None:
        self.out = out
        self.silent = silent
        """Whether nothing is said of what was written: whoever keeps many says it once."""
        self.site: Site | None = None
        self.manifest: Manifest | None = None
        self._of_ledger: dict[str, None] | None = None
        """The ledger's files that are there, once somebody looked for them among all."""
        if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not self._ours())):
            raise stop_bundle("not_ours", place=str(out))

    def _ours(self) -> bool:
        return all((self.out / name).is_file() for name in (MANIFEST, PUBLICATION))

    def publish(self, site: Site, sources: Sources, names: set[str], key: SigningKey | None) -> None:
        """The publication of a state: whole, or what changed since the one that is there."""
        if self.site is None and self._ours():
            self._read()
        before = self.site
        if before is not None and not site.maps:  # the maps of a publication stay until others are given
            site.maps = tuple(read_map(site, ABOUT, one.raw, one.areas.code) for one in before.maps)
        if before is not None and site.address is None:  # and so does its address
            site.address, site.carded = before.address, before.carded
        if before is not None:
            found = list(changes(before, site))
            self._stop_if_refused(before, site, found)
        if before is None or self.manifest is None or not same_frame(before, site):
            site.transfers, self._of_ledger = estimates(site), None
            with progress() as told:
                self.manifest = write_whole(
                    site, list(pieces(site)), sources(site, None), self.out, key, _pages(told)
                )
            self._told("published", place=str(self.out))
        else:
            codes = codes_touched(before.findings, site.findings)
            self.bring_up(site, touched_units(before, site), codes, sources, names, key, open_data=True)
        self.site = site

    def bring_up(
        self,
        site: Site,
        units: Iterable[str],
        codes: set[str],
        sources: Sources,
        names: set[str],
        key: SigningKey | None,
        alone: Iterable[str] = (),
        *,
        open_data: bool = False,
    ) -> None:
        """Write again what shows these units or findings of these codes; ``alone``: their own page only.

        ``open_data``: the files of open data too, which hold everything, and the estimates of transfers.
        """
        manifest = self.manifest
        assert manifest is not None
        if open_data:
            site.transfers = estimates(site)
        touched = [*pieces_touched(site, units, codes, alone), *((OPEN, TRANSFERS) if open_data else ())]
        made = [file for piece in touched for file in render(site, piece)]
        if self._of_ledger is None:
            self._of_ledger = {name: None for name in manifest.paths if name.startswith(f"{LEDGER}/")}
        sent = list(sources(site, self._of_ledger))
        gone = [name for name in self._of_ledger if name not in names]
        gone += pages_beyond(site, codes, manifest)
        if open_data:
            fresh = {name for name, _ in made}
            estimated = (f"{language}/{TRANSFERRED}/" for language in site.languages)
            whole = (f"{OPEN_DATA}/", f"{TRANSFERRED}/", *estimated)
            gone += [name for name in manifest.paths if name.startswith(whole) and name not in fresh]
        changed = write_changed(site, [*made, *sent], gone, self.out, manifest, key)
        self._of_ledger = dict.fromkeys(names)
        self._told("brought_up", place=str(self.out), changed=count(len(changed), of_door()))
        self.site = site

    def _told(self, code: str, **facts: str) -> None:
        if self.silent:
            return
        language, manifest = of_door(), self.manifest
        assert manifest is not None
        files, size = count(manifest.files, language), size_said(manifest.weight, language)
        print(say_bundle(code, language, files=files, bytes=size, **facts), flush=True)

    def _read(self) -> None:
        """What is there, from its own bytes."""
        try:
            self.site = site_of(files_at(str(self.out)))
            parts = sorted((self.out / PARTS).iterdir())
            self.manifest = Manifest.read({f"{PARTS}/{part.name}": part.read_bytes() for part in parts})
        except (BundleBroken, ManifestBroken, OSError) as broken:
            file = getattr(broken, "file", PARTS)
            raise stop_bundle("bundle_unreadable", place=str(self.out), file=str(file)) from None

    def _stop_if_refused(self, before: Site, site: Site, found: Sequence[Change]) -> None:
        """The publication checks; nothing is written where they are against it."""
        old, new = before.record, site.record
        if (old is None) != (new is None):
            raise stop_bundle("refused_other_ledger", 1)
        if old is not None and new is not None:
            if new.size < old.size:
                raise stop_bundle("refused_rolled_back", 1, there=str(old.size - 1), here=str(new.size))
            if new.tree.root(old.size) != old.tree.root(old.size):
                raise stop_bundle("refused_other_ledger", 1)
        refuse(
            site,
            [change for change in found if not change.explained],
            questionable(before, site, list(found)),
        )


def _pages(told: Callable[[str, int, int], None] | None) -> Told | None:
    return None if told is None else lambda done, total: told("pages", 5000 * done // total, 5000)


def refuse(site: Site, unexplained: Sequence[Change], findings: Sequence[Finding]) -> None:
    """End the command where something speaks against the publication, with the figures."""
    total = len(unexplained) + len(findings)
    if not total:
        return
    language = of_door()
    names = Names(site.night.folder, language)
    typer.echo(say_bundle("refused", language, count=count(total, language)), err=True)
    for finding in findings[:MOST_SAID]:
        said = said_finding(finding, names)
        typer.echo(f"  {finding.code}  {said.place}{colon(language)}{said.text}", err=True)
    for change in unexplained[:MOST_SAID]:
        contest = names.contest(change.sitting[0])
        facts = {"unit": names.unit(change.unit), "contest": contest, "round": str(change.sitting[1])}
        figures = figures_said(change, names)
        typer.echo("  " + say_bundle("refused_unexplained", language, figures=figures, **facts), err=True)
    if total > MOST_SAID:
        typer.echo("  …", err=True)
    typer.echo(say_bundle("what_to_do", language), err=True)
    raise typer.Exit(1)


def figures_said(change: Change, names: Names) -> str:
    """The figures that differ, before and after."""
    return ", ".join(
        f"{names.field(change.sitting[0], field)} "
        f"{count(before, names.language)} → {count(after, names.language)}"
        for field, (before, after) in change.figures.items()
    )
