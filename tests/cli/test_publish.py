"""``publish``, ``verify`` and ``diff`` of publications, from the files alone."""

from __future__ import annotations

import json
import random
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from cli.hostile import SCRIPT, hostile_folder
from cli.terminal import BALLOTS, process, recolement
from ledger_making import begun, opened, recorded, sheet, witness_key
from recolement.cli.bundle_shelf import Shelf
from recolement.cli.bundle_sources import ledger_source
from recolement.cli.bundle_writing import write_manifest
from recolement.cli.publish import Edition
from recolement.ledger.checkpoint import cosign
from recolement.ledger.note import COSIGNATURE, Note
from recolement.publication.bundle.manifest import Entry, Manifest, part_bytes, read_parts
from recolement.publication.bundle.reading import site_of
from recolement.storage.ledger_folder import LedgerFolder


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A small ledger, published."""
    begun(tmp_path / "ledger")
    assert recolement("publish", tmp_path / "ledger", tmp_path / "out").code == 0
    return tmp_path / "out"


@pytest.mark.parametrize("name", sorted(path.name for path in BALLOTS.iterdir()))
def test_every_worked_ballot_is_published_and_holds(name: str, tmp_path: Path) -> None:
    """Each worked ballot gives a bundle in which every file is listed and every page can be made again."""
    assert recolement("publish", BALLOTS / name, tmp_path / "out").code == 0
    done = recolement("verify", tmp_path / "out", "--pages", RECOLEMENT_LANG="en")
    assert done.code == 0, done.out
    assert "Everything holds." in done.out


def test_a_page_is_whole_small_and_cites_its_figures(tmp_path: Path) -> None:
    """Talange's page says 18 and 6 of 24 votes (README of the ballot), in both languages, under 100 kB."""
    assert recolement("publish", BALLOTS / "reims-2008", tmp_path / "out").code == 0
    for language, other in (("fr", "en"), ("en", "fr")):
        page = (tmp_path / "out" / language / "section/57-talange.html").read_text("utf-8")
        assert '<td class="n">18</td>' in page
        assert '<td class="n">6</td>' in page
        assert f'hreflang="{other}" href="../../{other}/section/57-talange.html"' in page
    largest = max(len(data) for name, data in tree(tmp_path / "out").items() if name.endswith(".html"))
    assert largest < 100_000


def test_every_link_of_every_page_leads_to_a_file(published: Path) -> None:
    """No page of the site links to a page, style or figure that is not in it."""
    files = tree(published)

    class Links(HTMLParser):
        found: list[str]

        def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
            self.found += [value for name, value in attributes if name in ("href", "src") and value]

    for name, data in files.items():
        if name.endswith(".html"):
            parser = Links()
            parser.found = []
            parser.feed(data.decode())
            for link in parser.found:
                path = (published / name).parent / link.partition("#")[0]
                assert not link.partition("#")[0] or path.resolve().is_file(), (name, link)


def altered(out: Path, tries: int, seed: int) -> list[str]:
    """The files in which a changed byte went unseen, of so many tries."""
    chance, names = random.Random(seed), sorted(tree(out))
    missed = []
    for _ in range(tries):
        file = out / chance.choice(names)
        data = file.read_bytes()
        place = chance.randrange(len(data))
        changed = data[:place] + bytes([data[place] ^ (1 << chance.randrange(8))]) + data[place + 1 :]
        file.write_bytes(changed)
        if recolement("verify", out).code == 0:
            missed.append(f"{file.name} {place}")
        file.write_bytes(data)
    return missed


def test_one_changed_byte_is_found(published: Path) -> None:
    """One bit changed in any file, its signed list included, and the bundle does not verify (a sample)."""
    assert altered(published, 25, 1) == []


@pytest.mark.long
def test_one_changed_byte_is_found_500_times(published: Path) -> None:
    """One bit changed in any file, five hundred times over: it is found each time."""
    assert altered(published, 500, 2) == []


@pytest.mark.parametrize("made_of", ["folder", "ledger"])
def test_a_file_too_many_or_too_few_is_found(made_of: str, tmp_path: Path) -> None:
    """A file that the list does not name is an error, and so is one that it names and is not there."""
    out = tmp_path / "out"
    begun(tmp_path / "ledger")
    source = tmp_path / "ledger" if made_of == "ledger" else BALLOTS / "conflans-2017"
    assert recolement("publish", source, out).code == 0
    (out / "fr/extra.html").write_text("x")
    assert recolement("verify", out).code == 1
    (out / "fr/extra.html").unlink()
    assert recolement("verify", out).code == 0
    (out / "fr/index.html").unlink()
    assert recolement("verify", out).code == 1


def test_a_page_edited_and_signed_again_is_found(published: Path, tmp_path: Path) -> None:
    """Somebody with the key who edits a figure and signs a new list: only ``--pages`` finds it."""
    page = published / "fr/section/lyon-3.html"
    page.write_bytes(page.read_bytes().replace(b'<td class="n">60</td>', b'<td class="n">61</td>'))
    files = {name: (published / name).read_bytes for name in tree(published)}
    site = site_of(files)
    manifest = Manifest(read_parts(file.read_bytes() for file in sorted((published / "manifest").iterdir())))
    manifest.put("fr/section/lyon-3.html", Entry.of(page.read_bytes()))
    source = ledger_source(tmp_path / "ledger", None)
    assert source is not None
    source.read_on()
    write_manifest(site, manifest, published, source.key())
    assert recolement("verify", published).code == 0
    done = recolement("verify", published, "--pages", RECOLEMENT_LANG="en")
    assert done.code == 1
    assert "fr/section/lyon-3.html" in done.out


def test_an_old_bundle_served_again_is_found_through_a_later_checkpoint(tmp_path: Path) -> None:
    """A reader who kept the checkpoint of four lines more sees that an older publication lacks them."""
    desk = begun(tmp_path / "ledger")
    assert recolement("publish", tmp_path / "ledger", tmp_path / "out").code == 0
    recorded(desk, sheet("Brest", 30, 40))
    kept = tmp_path / "kept"
    kept.write_bytes(LedgerFolder(tmp_path / "ledger").checkpoint() or b"")
    assert recolement("verify", tmp_path / "out").code == 0
    assert recolement("verify", tmp_path / "out", "--against", kept).code == 1


@pytest.mark.parametrize("resident", [False, True])
def test_one_more_sheet_gives_the_same_bytes_as_publishing_anew(
    resident: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is brought up to date, by a new command or one that stayed, is the publication made afresh."""
    ledger, out = tmp_path / "ledger", tmp_path / "out"
    begun(ledger)
    source = ledger_source(ledger, None)
    assert source is not None
    edition = Edition(Shelf(out), source)
    edition.publish()
    before = tree(out)
    recorded(opened(ledger), sheet("Brest", 30, 40))
    if resident:
        monkeypatch.setattr("recolement.cli.publish.OPEN_EVERY", 0.0)
        edition.publish()
    else:
        assert recolement("publish", ledger, out).code == 0
    assert recolement("publish", ledger, tmp_path / "afresh").code == 0
    after = tree(out)
    assert after == tree(tmp_path / "afresh")
    assert before["fr/section/metz.html"] == after["fr/section/metz.html"]
    assert recolement("verify", out, "--pages").code == 0


def test_a_change_that_nothing_explains_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    """Aubry's 18 votes at Talange become 19 in the file, without an act: the publication stays as it was."""
    folder, out = tmp_path / "vote", tmp_path / "out"
    shutil.copytree(BALLOTS / "reims-2008", folder)
    assert recolement("publish", folder, out).code == 0
    before = tree(out)
    sheets = (folder / "sheets.csv").read_text("utf-8")
    line = next(line for line in sheets.splitlines() if "talange" in line)
    assert ",18" in line
    (folder / "sheets.csv").write_text(sheets.replace(line, line.replace(",18", ",19", 1)), "utf-8")
    done = recolement("publish", folder, out, RECOLEMENT_LANG="en")
    assert done.code == 1
    assert "18 → 19" in done.err
    assert tree(out) == before


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    """A folder with somebody's files is refused, and they are still there."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own/thesis.txt").write_text("mine")
    assert recolement("publish", BALLOTS / "conflans-2017", tmp_path / "own").code == 2
    assert tree(tmp_path / "own") == {"thesis.txt": b"mine"}


def test_hostile_names_are_only_text(tmp_path: Path) -> None:
    """Names that are scripts, formulas or 10,000 letters make pages that hold, and no markup of theirs."""
    (tmp_path / "vote").mkdir()
    assert recolement("publish", hostile_folder(tmp_path / "vote"), tmp_path / "out").code == 0
    assert recolement("verify", tmp_path / "out", "--pages").code == 0
    for name, data in tree(tmp_path / "out").items():
        if name.endswith((".html", ".atom")):
            assert SCRIPT.encode() not in data, name


def test_the_three_forgotten_federations_show(tmp_path: Path) -> None:
    """UMP 2012: three federations added to the list are unexplained; awaited and received, explained.

    The outcome goes from Copé (87,388 votes, proclaimed) to Fillon (ahead by 26 with the three), as found on
    21 November 2012.
    """
    forgotten = tmp_path / "forgotten"
    shutil.copytree(BALLOTS / "ump-2012", forgotten)
    for name in ("units.csv", "sheets.csv"):
        rows = (forgotten / name).read_text("utf-8").splitlines(keepends=True)
        kept = [row for row in rows if not row.startswith(("988,", "986,", "976,"))]
        (forgotten / name).write_text("".join(kept), "utf-8")
    for source, out in ((forgotten, "without"), (BALLOTS / "ump-2012", "awaited"),
                        (BALLOTS / "ump-2012-avec-les-trois", "with")):  # fmt: skip
        assert recolement("publish", source, tmp_path / out).code == 0
    done = recolement("diff", tmp_path / "without", tmp_path / "with", RECOLEMENT_LANG="en")
    assert done.code == 1
    assert {line.split(" ·")[0] for line in done.out.splitlines() if "UNEXPLAINED: this unit" in line} == {
        "Nouvelle-Calédonie (988)", "Wallis-et-Futuna (986)", "Mayotte (976)",
    }  # fmt: skip
    assert "Jean-François Copé" in done.out
    assert "François Fillon" in done.out
    received = recolement("diff", tmp_path / "awaited", tmp_path / "with", RECOLEMENT_LANG="en")
    assert received.out.count("sheet received") == 3


def test_multiplied_percentages_show(tmp_path: Path) -> None:
    """Primary of 2017: the figures of 10:00 are those of 00:45 times the new total: diff says P2.

    The figures are those of ``publications.csv``, as they were published.
    """
    published = (BALLOTS / "primaire-2017/publications.csv").read_text("utf-8").splitlines()
    columns = (BALLOTS / "primaire-2017/sheets.csv").read_text("utf-8").splitlines()[0].split(",")
    for hour, out in (("2017-01-23T00:45", "night"), ("2017-01-23T10:00", "morning")):
        folder = tmp_path / f"{out}-folder"
        shutil.copytree(BALLOTS / "primaire-2017", folder)
        (folder / "publications.csv").unlink()
        given = {row.split(",")[2]: row.split(",")[3] for row in published if row.startswith(hour)}
        values = ["FR", *(given.get(column, "") for column in columns[1:])]
        (folder / "sheets.csv").write_text(",".join(columns) + "\n" + ",".join(values) + "\n", "utf-8")
        assert recolement("publish", folder, tmp_path / out).code == 0
    done = recolement("diff", tmp_path / "night", tmp_path / "morning", RECOLEMENT_LANG="en")
    assert done.code == 1
    assert any(line.startswith("P2") for line in done.out.splitlines())
    refused = recolement("publish", tmp_path / "morning-folder", tmp_path / "night", RECOLEMENT_LANG="en")
    assert refused.code == 1
    assert "P2" in refused.err


def test_people_are_not_published(tmp_path: Path) -> None:
    """Grounds are in the published ledger, who wrote them is not."""
    begun(tmp_path / "ledger")
    assert recolement("publish", tmp_path / "ledger", tmp_path / "out").code == 0
    everything = b"".join(tree(tmp_path / "out").values())
    assert b"urne ouverte" in everything
    assert "Zoé".encode() not in everything
    assert json.loads((tmp_path / "out/publication.json").read_bytes())["made_of"] == "ledger"


def test_a_witness_signature_is_published_without_a_new_line(tmp_path: Path) -> None:
    """A witness cosigns the checkpoint that is published: while following, its signature joins it."""
    desk, key = begun(tmp_path / "ledger"), witness_key()
    recorded(desk, {"event": "witness-named/1", "witness_key": str(key.verifier(COSIGNATURE))})
    source = ledger_source(tmp_path / "ledger", None)
    assert source is not None
    edition, checkpoint = Edition(Shelf(tmp_path / "out"), source), tmp_path / "out/ledger/checkpoint"
    edition.publish()
    assert "w.example/a" not in checkpoint.read_text("utf-8")
    beside = LedgerFolder(tmp_path / "ledger")
    note = Note.read(beside.checkpoint() or b"")
    cosigned = note.with_signature(cosign(note, key, 1_800_000_000))
    beside.keep_witnessed(key.verifier(COSIGNATURE), cosigned.written())
    edition.publish()
    assert "w.example/a" in checkpoint.read_text("utf-8")
    done = recolement("verify", tmp_path / "out", "--pages", RECOLEMENT_LANG="en")
    assert (done.code, "w.example/a" in done.out) == (0, True)


def test_a_ruling_is_published_while_following(tmp_path: Path) -> None:
    """After a first publication that is kept in memory, a ruling (no sheet) is the continuation it is."""
    desk = begun(tmp_path / "ledger")
    source = ledger_source(tmp_path / "ledger", None)
    assert source is not None
    edition = Edition(Shelf(tmp_path / "out"), source)
    edition.publish()
    recorded(desk, {"event": "ruling-made/1", "of": "d1", "effect": "annul", "for": 5, "against": 1})
    edition.publish()
    assert "annul" in (tmp_path / "out/en/section/lyon-3.html").read_text("utf-8").casefold()
    assert recolement("verify", tmp_path / "out", "--pages").code == 0


@pytest.fixture
def address(published: Path) -> Iterator[str]:
    """The web address at which the small ledger's publication is served, as any static host would."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(published)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_a_publication_is_verified_at_its_address(published: Path, address: str, tmp_path: Path) -> None:
    """Over HTTP, the key pinned and every page made again, all holds, and what cannot be seen is said."""
    first = (tmp_path / "ledger" / "ledger.jsonl").read_bytes().splitlines()[0]
    key, place = json.loads(first)["log_key"], tmp_path / "temporary"
    place.mkdir()
    for given in (address, f"{address}/"):
        done = process("verify", given, "--key", key, "--pages", RECOLEMENT_LANG="en", TMPDIR=str(place))
        assert done.code == 0, done.out
        assert done.out.startswith("Key pinned")
        assert "Everything holds." in done.out
        assert "only the files of the list" in done.out
    assert not list(place.iterdir())


def test_what_is_altered_or_missing_at_an_address_is_named(published: Path, address: str) -> None:
    """One byte of a page, then a page that is gone, then one byte of the list: each fails, by name."""
    page = next(file for file in sorted(published.rglob("*.html")) if file.parent != published)
    name, whole = page.relative_to(published).as_posix(), page.read_bytes()
    page.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    done = recolement("verify", address, RECOLEMENT_LANG="en")
    assert (done.code, name in done.out) == (1, True)
    page.unlink()
    done = recolement("verify", address, RECOLEMENT_LANG="en")
    assert (done.code, name in done.out) == (1, True)
    page.write_bytes(whole)
    listed = published / "manifest.txt"
    listed.write_bytes(listed.read_bytes().replace(b"size ", b"sizf ", 1))
    done = recolement("verify", address, RECOLEMENT_LANG="en")
    assert (done.code, "manifest.txt" in done.out) == (1, True)


def test_a_list_that_leads_elsewhere_writes_nothing_there(
    published: Path, address: str, tmp_path: Path
) -> None:
    """A list with ``../outside``, which the host gives: nothing is written there, and it does not hold."""
    part = published / "manifest" / "all"
    entries = {**read_parts([part.read_bytes()]), "../outside": Entry.of(b"x")}
    part.write_bytes(part_bytes(entries))
    (published / "outside").write_bytes(b"x")  # what a host answers to /../outside
    place = tmp_path / "temporary"
    place.mkdir()
    done = process("verify", address, RECOLEMENT_LANG="en", TMPDIR=str(place))
    assert done.code == 1
    assert "../outside" in done.out
    assert not list(place.iterdir())
