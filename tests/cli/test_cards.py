"""The picture beside a link on a social network: 1200 × 630, with the figures and where they stand."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest

from cli.hostile import hostile_folder
from cli.terminal import BALLOTS, recolement
from cli.test_publish import tree
from recolement.cli.bundle_writing import write_manifest
from recolement.publication.bundle.manifest import PARTS, Entry, Manifest, read_parts
from recolement.publication.bundle.reading import site_of
from recolement.publication.site import card

HERE = "https://votes.example/2008"


def size_of(picture: Path) -> tuple[int, int]:
    """The pixels of a PNG, as its header says them."""
    data = picture.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", data[16:24])


def told(page: Path) -> dict[str, str]:
    """What a page says to social networks."""
    found = re.findall(
        r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">', page.read_text("utf-8")
    )
    return dict(found)


def test_a_page_names_its_picture_by_the_sites_own_address(tmp_path: Path) -> None:
    """Reims with --url: Talange's page names its own picture of 1200 × 630, and its own address."""
    out = tmp_path / "out"
    assert recolement("publish", BALLOTS / "reims-2008", out, "--url", HERE + "/").code == 0
    said = told(out / "fr/section/57-talange.html")
    assert said["og:image"] == said["twitter:image"] == f"{HERE}/cards/section/57-talange.png"
    assert said["og:url"] == f"{HERE}/fr/section/57-talange.html"
    assert said["twitter:card"] == "summary_large_image"
    assert size_of(out / "cards/section/57-talange.png") == (1200, 630)
    page = (out / "fr/section/57-talange.html").read_text("utf-8")
    assert f"&lt;iframe src=&quot;{HERE}/fr/embed/section/57-talange.html&quot;" in page
    assert recolement("verify", out, "--pages").code == 0


def test_the_description_says_the_result_and_where_it_stands(tmp_path: Path) -> None:
    """Talange, second round: 18 and 6 of 24 votes are 75 and 25 % (README of the ballot)."""
    out = tmp_path / "out"
    assert recolement("publish", BALLOTS / "reims-2008", out).code == 0
    page = (out / "en/section/57-talange.html").read_text("utf-8")
    (said,) = re.findall(r'<meta name="description" content="([^"]*)">', page)
    assert (
        said == "Premier secrétaire, round 2 · Martine Aubry 75%, Ségolène Royal 25% · unofficial, complete"
    )


def test_without_an_address_there_is_no_picture_to_name(tmp_path: Path) -> None:
    """A relative address means nothing to a network: the page names no picture, and none is drawn."""
    out = tmp_path / "out"
    assert recolement("publish", BALLOTS / "reims-2008", out).code == 0
    assert "og:image" not in told(out / "fr/nation/fr.html")
    assert not any(name.startswith("cards/") for name in tree(out))


def test_a_place_without_a_picture_shows_that_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where only four places may have one, Talange shows that of the whole; verify makes the same choice."""
    monkeypatch.setattr(card, "MOST", 4)
    out = tmp_path / "out"
    assert recolement("publish", BALLOTS / "reims-2008", out, "--url", HERE).code == 0
    assert told(out / "fr/section/57-talange.html")["og:image"] == f"{HERE}/cards/nation/fr.png"
    assert [name for name in tree(out) if name.startswith("cards/")] == ["cards/nation/fr.png"]
    assert recolement("verify", out, "--pages").code == 0


def test_below_the_first_levels_pictures_are_half_as_wide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where one place may have a whole one: 600 × 315 for each other, and its page says so."""
    monkeypatch.setattr(card, "WHOLE", 1)
    out = tmp_path / "out"
    assert recolement("publish", BALLOTS / "reims-2008", out, "--url", HERE).code == 0
    pictures = {name: size_of(out / name) for name in tree(out) if name.startswith("cards/")}
    units = (BALLOTS / "reims-2008/units.csv").read_text("utf-8").splitlines()
    assert len(pictures) == len(units) - 1  # the line of names
    assert pictures.pop("cards/nation/fr.png") == (1200, 630)
    assert set(pictures.values()) == {(600, 315)}
    said = told(out / "fr/section/57-talange.html")
    assert (said["og:image:width"], said["og:image:height"]) == ("600", "315")
    assert told(out / "fr/nation/fr.html")["og:image:width"] == "1200"
    assert recolement("verify", out, "--pages").code == 0


def test_a_picture_taken_away_or_slipped_in_is_found(tmp_path: Path) -> None:
    """A list made again without Talange's picture and with one of nowhere: ``--pages`` names both."""
    out = tmp_path / "out"
    assert recolement("publish", BALLOTS / "reims-2008", out, "--url", HERE).code == 0
    away, nowhere = "cards/section/57-talange.png", "cards/section/nowhere.png"
    (out / away).rename(out / nowhere)
    manifest = Manifest(read_parts(part.read_bytes() for part in sorted((out / PARTS).iterdir())))
    manifest.drop(away)
    manifest.put(nowhere, Entry.of((out / nowhere).read_bytes()))
    write_manifest(site_of({name: (out / name).read_bytes for name in tree(out)}), manifest, out, None)
    assert recolement("verify", out).code == 0
    done = recolement("verify", out, "--pages")
    assert done.code == 1
    assert away in done.out
    assert nowhere in done.out


def test_hostile_names_are_drawn_as_text(tmp_path: Path) -> None:
    """Scripts, 10,000 letters, signs the font lacks: one picture of that size, and the publication holds."""
    (tmp_path / "v").mkdir()
    out = tmp_path / "out"
    assert recolement("publish", hostile_folder(tmp_path / "v"), out, "--url", HERE).code == 0
    assert size_of(out / "cards/nation/fr.png") == (1200, 630)
    assert recolement("verify", out, "--pages").code == 0


@pytest.mark.parametrize(
    "address", ["votes.example", "ftp://votes.example", "javascript:alert(1)", "https://a b"]
)
def test_what_is_no_address_is_refused(address: str, tmp_path: Path) -> None:
    """Only an address of the web is one; nothing is published."""
    assert recolement("publish", BALLOTS / "reims-2008", tmp_path / "out", "--url", address).code == 2
    assert not (tmp_path / "out").exists()
