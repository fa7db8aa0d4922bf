"""The open data of a bundle made again, as of the line of the ledger where it was made.

A workbook is a compressed archive, whose bytes depend on the library that compressed it: where they differ,
what is in it is compared.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date

import msgspec

from recolement.formats.workbook import BROKEN_ARCHIVE
from recolement.publication.bundle.manifest import Entry
from recolement.publication.bundle.reading import BundleBroken, site_of
from recolement.publication.site import OPEN, Site, render
from recolement.publication.site.open_data import ABOUT, FORMAT
from recolement.verify.files import Files
from recolement.verify.report import Report


class _About(msgspec.Struct, frozen=True):
    """What ``open/about.json`` says, as far as making the files again asks."""

    format: str
    size: int | None
    day: str


def open_data_again(files: Files, site: Site, entries: Mapping[str, Entry], report: Report) -> set[str]:
    """Make the files of open data again and compare; gives their names."""
    made: set[str] = set()
    then = _as_of(files, site, report)
    if then is None:
        return made
    for name, data in render(then, OPEN):
        made.add(name)
        if entries.get(name) != Entry.of(data) and not _same_inside(files, name, data):
            report.wrong("page_differs" if name in entries else "file_missing", name)
    return made


def _as_of(files: Files, site: Site, report: Report) -> Site | None:
    """The site as it was when its open data was made; ``None`` after saying why it is not known."""
    try:
        about = msgspec.json.decode(files[ABOUT](), type=_About)
        day, size = date.fromisoformat(about.day), about.size
        now = None if site.record is None else site.record.size
        if about.format != FORMAT or (size is None) != (now is None) or not 0 <= (size or 0) <= (now or 0):
            raise ValueError
        return site if (size, day) == (now, site.day) else site_of(files, size, day)
    except (KeyError, ValueError, msgspec.DecodeError, BundleBroken):
        report.wrong("bundle_unreadable", ABOUT)
        return None


def _same_inside(files: Files, name: str, data: bytes) -> bool:
    """Whether two archives hold the same files."""
    if not name.endswith(".xlsx") or name not in files:
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(files[name]())) as there, zipfile.ZipFile(io.BytesIO(data)) as here:
            members = {one.filename: one.file_size for one in here.infolist()}
            if {one.filename: one.file_size for one in there.infolist()} != members:
                return False
            return all(there.read(member) == here.read(member) for member in members)
    except BROKEN_ARCHIVE:
        return False
