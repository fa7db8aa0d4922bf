"""The open data of a publication: in the signed list, as of the line they say, made again and compared."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest

from cli.hostile import SCRIPT, hostile_folder
from cli.terminal import BALLOTS, recolement
from cli.test_publish import tree
from ledger_making import begun, recorded, sheet
from recolement.cli.bundle_shelf import Shelf
from recolement.cli.bundle_sources import ledger_source
from recolement.cli.bundle_writing import write_manifest
from recolement.cli.publish import Edition
from recolement.publication.bundle.manifest import PARTS, Entry, Manifest, read_parts
from recolement.publication.bundle.reading import site_of


def edition_of(ledger: Path, out: Path) -> Edition:
    """The ledger's edition, which stays."""
    source = ledger_source(ledger, None)
    assert source is not None
    return Edition(Shelf(out), source)


def test_the_page_lists_every_file_with_its_size_and_digest(tmp_path: Path) -> None:
    """Each file of open/ is on the page, in both languages, with its SHA-256; the first page leads there."""
    assert recolement("publish", BALLOTS / "reims-2008", tmp_path / "out").code == 0
    files = {path.name: path.read_bytes() for path in (tmp_path / "out/open").iterdir()}
    assert {
        "results.xlsx",
        "votes.csv",
        "votes.parquet",
        "datapackage.json",
        "nist-round-2.json",
    } <= files.keys()
    for language in ("fr", "en"):
        page = (tmp_path / "out" / language / "open.html").read_text("utf-8")
        listed = dict(re.findall(r'href="\.\./open/([^"]+)".*?SHA-256 ([0-9a-f]{64})', page, re.S))
        assert listed == {
            name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name != "about.json"
        }
        assert 'href="open.html"' in (tmp_path / "out" / language / "index.html").read_text("utf-8")


def test_one_more_sheet_leaves_the_open_data_until_it_is_their_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While sheets come in the files stay as of an earlier line, and verify; later they are made anew."""
    ledger, out = tmp_path / "ledger", tmp_path / "out"
    desk = begun(ledger)
    edition = edition_of(ledger, out)
    edition.publish()
    before = tree(out / "open")
    recorded(desk, sheet("Brest", 30, 40))
    edition.publish()
    assert "30" in (out / "fr/section/brest.html").read_text("utf-8")
    assert tree(out / "open") == before
    assert recolement("verify", out, "--pages").code == 0
    monkeypatch.setattr("recolement.cli.publish.OPEN_EVERY", 0.0)
    edition.publish()
    after = tree(out / "open")
    assert after != before
    assert json.loads(after["about.json"])["size"] > json.loads(before["about.json"])["size"]
    assert recolement("verify", out, "--pages").code == 0


def signed_again(ledger: Path, out: Path, name: str, data: bytes) -> None:
    """A file replaced by somebody who holds the key, who signs the list anew."""
    site = site_of({path: (out / path).read_bytes for path in tree(out)})
    manifest = Manifest(read_parts(part.read_bytes() for part in (out / PARTS).iterdir()))
    (out / name).write_bytes(data)
    manifest.put(name, Entry.of(data))
    source = ledger_source(ledger, None)
    assert source is not None
    source.read_on()
    write_manifest(site, manifest, out, source.key())


@pytest.mark.parametrize("name", ["open/votes.csv", "open/votes.parquet", "open/results.xlsx"])
def test_open_data_altered_by_who_holds_the_key_are_found(name: str, tmp_path: Path) -> None:
    """A vote more in a file, signed: verify finds it when pages are made again, and names the file."""
    ledger, out = tmp_path / "ledger", tmp_path / "out"
    begun(ledger)
    edition_of(ledger, out).publish()
    raw = (out / name).read_bytes()
    if name.endswith(".xlsx"):
        held = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(raw)) as before, zipfile.ZipFile(held, "w") as after:
            for one in before.infolist():
                after.writestr(one, before.read(one).replace(b"<v>60</v>", b"<v>61</v>"))
        altered = held.getvalue()
    else:
        altered = raw.replace(b"60", b"61").replace((60).to_bytes(8, "little"), (61).to_bytes(8, "little"))
    signed_again(ledger, out, name, altered)
    assert recolement("verify", out).code == 0
    done = recolement("verify", out, "--pages")
    assert done.code == 1
    assert name in done.out


def test_a_workbook_that_another_library_compressed_is_the_same(tmp_path: Path) -> None:
    """The same members without compression: other bytes, and still what the ledger says."""
    ledger, out = tmp_path / "ledger", tmp_path / "out"
    begun(ledger)
    edition_of(ledger, out).publish()
    held = io.BytesIO()
    with (
        zipfile.ZipFile(out / "open/results.xlsx") as before,
        zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as after,
    ):
        for one in before.infolist():
            after.writestr(one.filename, before.read(one))
    signed_again(ledger, out, "open/results.xlsx", held.getvalue())
    assert recolement("verify", out, "--pages").code == 0


def test_hostile_names_are_only_text_in_the_open_data_page(tmp_path: Path) -> None:
    """No script of a name on the page; the files verify."""
    (tmp_path / "vote").mkdir()
    assert recolement("publish", hostile_folder(tmp_path / "vote"), tmp_path / "out").code == 0
    assert SCRIPT not in (tmp_path / "out/fr/open.html").read_text("utf-8")
    assert recolement("verify", tmp_path / "out", "--pages").code == 0


def test_the_state_of_a_bundle_at_an_earlier_line(tmp_path: Path) -> None:
    """After all lines but the last, Brest's sheet is missing; after all of them it is there."""
    ledger, out = tmp_path / "ledger", tmp_path / "out"
    desk = begun(ledger)
    recorded(desk, sheet("Brest", 30, 40))
    edition_of(ledger, out).publish()
    files = {path: (out / path).read_bytes for path in tree(out)}
    whole = site_of(files)
    assert whole.record is not None
    earlier = site_of(files, whole.record.size - 1, date(2026, 11, 25))
    missing = [len(one.night.results[0].coverage.missing) for one in (earlier, whole)]
    assert missing[0] == missing[1] + 1
