"""``publish --map``: the map of a page says who leads where, without script, and is made again by verify."""

from __future__ import annotations

import json
import re
from pathlib import Path

from cli.hostile import SCRIPT
from cli.terminal import recolement
from cli.test_publish import tree
from formats.test_geojson import collection, square

BALLOT = """title = "Trois"
levels = ["nation", "area"]
rulebook = { rule = "plurality" }
[[contest]]
id = "c"
name = "Chair"
scope = "FR"
option = [{ id = "ann", name = "Ann" }, { id = "bob", name = "<script>alert(1)</script>" }]
"""
UNITS = "unit,parent,level,name\nFR,,nation,France\na,FR,area,Alpha\nb,FR,area,Beta\nc,FR,area,Gamma\n"
SHEETS = "unit,valid,ann,bob\na,100,60,40\nb,100,30,70\nc,,,\n"


def folder(place: Path, sheets: str = SHEETS) -> Path:
    """Three areas: Ann leads in Alpha with 60 %, the other in Beta with 70 %, Gamma is awaited."""
    place.mkdir(exist_ok=True)
    for name, text in (("ballot.toml", BALLOT), ("units.csv", UNITS), ("sheets.csv", sheets)):
        (place / name).write_text(text, encoding="utf-8")
    return place


def areas(place: Path) -> Path:
    """The areas of the three units, and one of nobody."""
    file = place / "areas.geojson"
    file.write_bytes(collection(*(square(code, n) for n, code in enumerate("abcz"))))
    return file


def test_each_area_says_who_leads_and_its_share(tmp_path: Path) -> None:
    """Alpha: Ann 60 %, 20 points ahead; Gamma awaited. A pattern each, 1 and 1 in the legend; z is none."""
    done = recolement(
        "publish", folder(tmp_path / "v"), tmp_path / "out", "--map", areas(tmp_path), RECOLEMENT_LANG="en"
    )
    assert done.code == 0, done.err
    assert "No unit has the code: z" in done.out
    page = (tmp_path / "out/en/nation/fr.html").read_text("utf-8")
    titles = re.findall(r"<title>([^<]*)</title></path>", page)
    assert titles[0] == "Alpha: Ann 60.0%, 20.00 points ahead"
    assert titles[2] == "Gamma: No sheet received."
    map_ = page[page.index('<section class="map">') : page.index("</figcaption>")]
    assert map_.count("<pattern") == 2
    assert 'href="../area/a.html"' in map_
    assert re.findall(r"<b>(\d+)</b>", map_) == ["1", "1"]
    assert SCRIPT not in page
    assert recolement("verify", tmp_path / "out", "--pages").code == 0


def test_a_publication_keeps_its_maps(tmp_path: Path) -> None:
    """Published again without --map, with one more sheet: the map is still there, and shows it."""
    vote, out = folder(tmp_path / "v"), tmp_path / "out"
    assert recolement("publish", vote, out, "--map", areas(tmp_path)).code == 0
    folder(vote, SHEETS.replace("c,,,", "c,10,9,1"))
    assert recolement("publish", vote, out).code == 0
    assert "Gamma: Ann 90%, 80.00 points ahead" in (out / "en/nation/fr.html").read_text("utf-8")
    assert recolement("verify", out, "--pages").code == 0


def test_areas_altered_in_the_publication_are_found(tmp_path: Path) -> None:
    """The file of areas is in the list, as every other."""
    out = tmp_path / "out"
    assert recolement("publish", folder(tmp_path / "v"), out, "--map", areas(tmp_path)).code == 0
    file = out / "maps/1.geojson"
    file.write_bytes(file.read_bytes().replace(b"1.0", b"1.5", 1).replace(b"[0, 0]", b"[0, 9]", 1))
    assert recolement("verify", out).code == 1


def test_without_areas_there_is_no_map_and_no_file(tmp_path: Path) -> None:
    """No map was asked for: none is on the page, and the publication has no folder of maps."""
    assert recolement("publish", folder(tmp_path / "v"), tmp_path / "out").code == 0
    assert not any(name.startswith("maps/") for name in tree(tmp_path / "out"))
    assert 'class="map"' not in (tmp_path / "out/en/nation/fr.html").read_text("utf-8")


def test_a_file_that_is_no_map_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    """A text in the place of areas: a sentence, exit code 2, no publication."""
    (tmp_path / "x.geojson").write_text(json.dumps({"type": "x"}), encoding="utf-8")
    done = recolement("publish", folder(tmp_path / "v"), tmp_path / "out", "--map", tmp_path / "x.geojson")
    assert done.code == 2
    assert not (tmp_path / "out").exists()
