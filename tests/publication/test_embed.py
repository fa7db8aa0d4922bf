"""The frame for somebody else's site: small, complete, and the line that shows it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from cli.hostile import SCRIPT, hostile_folder
from recolement.canvass import canvass
from recolement.formats.shorthand import read_shorthand
from recolement.model.folder import BallotFolder
from recolement.publication.site import Piece, Site, render
from recolement.publication.site import embed as embed_room
from recolement.storage.folder import read_ballot

DAY = date(2026, 11, 25)


def place_files(folder: BallotFolder, place: str) -> dict[str, str]:
    """The pages of a place."""
    site = Site(canvass(folder), DAY)
    return {name: data.decode() for name, data in render(site, Piece("place", place))}


SMALL = """
ballot levels=all,unit,section
unit North in=all
unit Lille in=North
unit Lens in=North registered=50
option A name="Ann"
option B name="Bob"
sheet Lille registered=100 in_box=60 A=33 B=27
"""


def test_a_frame_holds_the_result_and_the_way_up() -> None:
    """Lille: 33 of 60 are 55 %, 60 of 100 came; its page, the north; it asks for its style only."""
    files = place_files(read_shorthand(SMALL), "Lille")
    frame = next(data for name, data in files.items() if name.startswith("en/embed/"))
    assert '<td class="n">33</td><td class="n">55%</td>' in frame
    assert "Turnout: 60.0% (60 voters of 100 registered)" in frame
    links = re.findall(r'href="([^"]+)"', frame)
    assert links == ["../../../assets/embed.css", "../../section/lille.html", "../../unit/north.html"]
    assert not re.search(r"src=|style=|<style|<script|url\(", frame)


def test_the_line_to_copy_is_on_the_places_page() -> None:
    """The page of Lille shows the line, escaped, with a title for who does not see the frame."""
    page = place_files(read_shorthand(SMALL), "Lille")["en/section/lille.html"]
    assert "&lt;iframe src=&quot;https://…/en/embed/section/lille.html&quot; title=&quot;Lille&quot;" in page
    assert 'data-embed="../embed/section/lille.html"' in page


def test_a_frame_weighs_less_than_ten_kilobytes_whatever_the_names(tmp_path: Path) -> None:
    """Names of 10,000 letters and scripts, thirty options: under 10 kB, and no script."""
    hostile = place_files(read_ballot(hostile_folder(tmp_path)), "FR")
    many = "\n".join(f'option o{n} name="{"é" * 200}"' for n in range(30))
    votes = " ".join(f"o{n}={n}" for n in range(30))
    crowded = place_files(read_shorthand(f"{many}\nsheet Lyon registered=900 in_box=435 {votes}"), "Lyon")
    frames = [data for files in (hostile, crowded) for name, data in files.items() if "/embed/" in name]
    assert len(frames) == 4
    for frame in frames:
        assert len(frame.encode()) < 10_000
        assert SCRIPT not in frame


def test_sections_of_a_large_publication_have_none_and_their_communes_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Beyond so many places a section's page shows no line; the unit above has a frame, in one language."""
    monkeypatch.setattr(embed_room, "MANY", 3)
    folder = read_shorthand(SMALL)
    assert not any("/embed/" in name for name in place_files(folder, "Lille"))
    assert "data-embed" not in place_files(folder, "Lille")["fr/section/lille.html"]
    assert [name for name in place_files(folder, "North") if "/embed/" in name] == [
        "fr/embed/unit/north.html"
    ]
