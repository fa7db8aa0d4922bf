"""The minutes as a court would read them: the PDF's text beside the ledger's figures."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from django.urls import reverse
from pypdf import PdfReader

from browser.evening import arrives, before, happens
from recolement.web.accounts.models import Post
from recolement.web.evenings import Evening
from web.world import BALLOT, Person, hosted, person

PICTURES = Path(__file__).parents[2] / "build" / "minutes"
HOSTILE = "Voix inversées 🗳 <script>alert(1)</script> #let x = 1 \u202ecod"
OF_THE_RESULT = {"contest": "secretary", "round": 2}


@pytest.fixture(scope="module")
def night(web: None) -> tuple[Evening, Person]:
    """Reims at 42: five sums, New Caledonia set aside, a dispute with hostile grounds, ruled two to one."""
    tonight, folder = before("reims-2008")
    for unit in ("57-talange", "59-lille-fives", "33", "reste", "988"):
        arrives(tonight, folder, unit, "secretary", 2)
    happens(
        tonight, "sheet-set-aside/1",
        units=["988"], reason="non pris en compte", role="commissioner", **OF_THE_RESULT,
    )  # fmt: skip
    happens(
        tonight, "dispute-filed/1",
        id="talange", units=["57-talange"], seeks="correct", options=["aubry", "royal"], grounds=HOSTILE,
        role="commissioner", **OF_THE_RESULT,
    )  # fmt: skip
    happens(
        tonight, "ruling-made/1",
        of="talange", effect="uphold", grounds="Après examen de la photo.", role="commissioner",
        **{"for": 2, "against": 1, "abstaining": 0},
    )  # fmt: skip
    return tonight, person((tonight.slug, Post.COMMISSIONER, ""), name="Membre 1")


def _minutes(night: tuple[Evening, Person], language: str) -> bytes:
    tonight, who = night
    address = reverse("minutes", args=[tonight.slug, "secretary", 2, "FR"])
    answer = who.signed_in().get(address, {"lang": language})
    assert answer.status_code == 200
    return bytes(answer.content)


def _text(pdf: bytes, language: str) -> str:
    """What the pages say, read by poppler, in one line."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed: apt install poppler-utils")
    PICTURES.mkdir(parents=True, exist_ok=True)
    file = PICTURES / f"minutes-{language}.pdf"
    file.write_bytes(pdf)
    read = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True)
    return re.sub(r"[\s\u00a0\u202f]+", " ", read.stdout.decode())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_is_an_archive_that_can_be_read_aloud(language: str, night: tuple[Evening, Person]) -> None:
    """The file declares PDF/A-2a and PDF/UA-1, is tagged, says its language and carries its fonts."""
    pdf = _minutes(night, language)
    for mark in (
        rb"<pdfaid:part>2</pdfaid:part>", rb"<pdfaid:conformance>A</pdfaid:conformance>",
        rb"<pdfuaid:part>1</pdfuaid:part>", rb"/StructTreeRoot", rb"/MarkInfo", rb"/FontFile",
    ):  # fmt: skip
        assert mark in pdf, mark
    assert re.search(rb"/Lang\s*\(%s" % language.encode(), pdf)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_its_parts_are_those_of_an_archive(language: str, night: tuple[Evening, Person]) -> None:
    """PDF/A-2a (ISO 19005-2) as far as it can be read off the objects: no validator is at hand here.

    Colours have their profile, every font is in the file with its characters named, pages are tagged, the
    title is shown, nothing is encrypted, runs, plays or is fetched; a blended group says its colour space.
    """
    pdf = PdfReader(BytesIO(_minutes(night, language)))
    assert not pdf.is_encrypted
    root = pdf.trailer["/Root"].get_object()
    (intent,) = root["/OutputIntents"]
    assert intent.get_object()["/S"] == "/GTS_PDFA1"
    profile = intent.get_object()["/DestOutputProfile"].get_object().get_data()
    assert profile[36:40] == b"acsp"  # ICC.1, 7.2.9: the profile file signature
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"].get_object()["/K"]
    assert str(root["/Lang"]).startswith(language)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    for forbidden in ("/OpenAction", "/AA", "/AcroForm", "/Collection"):
        assert forbidden not in root
    names = root["/Names"].get_object() if "/Names" in root else {}
    assert not {"/JavaScript", "/EmbeddedFiles"} & set(names)
    fonts = 0
    for page in pdf.pages:
        assert "/StructParents" in page
        assert "/Group" not in page or "/CS" in page["/Group"].get_object()
        for link in page.get("/Annots", ()):
            assert link.get_object()["/Subtype"] == "/Link"
            assert link.get_object()["/F"] & 4  # printed
        for font in page["/Resources"]["/Font"].values():
            fonts += 1
            assert "/ToUnicode" in font.get_object()
            drawn = font.get_object().get("/DescendantFonts", [font])[0].get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(drawn.get_object())
    assert fonts


SENTENCES = {
    "fr": (
        "Procès-verbal de récolement",
        "Martine Aubry 67 413 50,02 %",
        "Ségolène Royal 67 371 49,98 %",
        "Martine Aubry a plus de voix que Ségolène Royal 42",
        "Litige déposé Talange (57-talange) · talange",
        "talange · Rectifier des chiffres · Martine Aubry ↔ Ségolène Royal",
        "talange · Rejeter le litige : le procès-verbal reste · pour 2, contre 1, abstention 0"
        " · Après examen de la photo.",
        "Nouvelle-Calédonie (988) · non pris en compte",
        "V4 · Attendu : Une ligne est une seule unité",
    ),
    "en": (
        "Minutes of the récolement",
        "Martine Aubry 67,413 50.02%",
        "Ségolène Royal 67,371 49.98%",
        "Martine Aubry has more votes than Ségolène Royal 42",
        "Dispute filed Talange (57-talange) · talange",
        "talange · Correct figures · Martine Aubry ↔ Ségolène Royal",
        "talange · Reject the dispute: the sheet stands · for 2, against 1, abstaining 0"
        " · Après examen de la photo.",
        "Nouvelle-Calédonie (988) · non pris en compte",
        "V4 · Expected: A line stands for one unit",
    ),
}
"""67,413 − 67,371 = 42 of 134,784, announced on 22 November 2008; the acts are those of the fixture above."""


@pytest.mark.parametrize("language", SENTENCES)
def test_its_sentences_are_the_ledgers(language: str, night: tuple[Evening, Person]) -> None:
    """The announced figures, the dispute, the ruling with its votes, a finding, the digest of the record."""
    said = _text(_minutes(night, language), language)
    for sentence in SENTENCES[language]:
        assert sentence in said, f"{sentence!r} is not in {said}"
    tonight, _ = night
    assert tonight.desk.tree.root().hex() in said
    assert f"http://testserver{reverse('ballot', args=[tonight.slug])}" in said
    assert "tour 1" not in said  # the other round is not in these minutes
    assert "round 1" not in said


@pytest.mark.parametrize("language", ["fr", "en"])
def test_hostile_grounds_are_only_words(language: str, night: tuple[Evening, Person]) -> None:
    """Markup stays text; a picture and a sign that turns the line stand as code points, with a note."""
    said = _text(_minutes(night, language), language)
    assert "Voix inversées [U+1F5F3] <script>alert(1)</script> #let x = 1 [U+202E]cod" in said
    note = "Signes écrits par leur code" if language == "fr" else "Signs written by their code"
    assert said.index(note) < said.rindex("[U+1F5F3] [U+202E]")


def test_once_proclaimed_it_shows_what_was_fixed(web: None) -> None:
    """The digests are those of the proclamation, though the record has grown since; who signed is named."""
    tonight, folder = before("ump-2012-avec-les-trois")
    for sheet in folder.sheets:
        arrives(tonight, folder, sheet.unit, sheet.contest, sheet.round)
    who = person((tonight.slug, Post.COMMISSIONER, ""), name="Ann Secrétaire")
    happens(
        tonight, "result-proclaimed/1",
        units=["FR"], contest="president", round=1, version=1, signed_by=[who.account.actor],
        role="commissioner",
    )  # fmt: skip
    tonight.now()
    root = tonight.desk.tree.root(tonight.size - 1).hex()  # of the lines before the proclamation
    happens(
        tonight, "dispute-filed/1",
        id="apres", units=["FR"], contest="president", round=1, seeks="annul", grounds="après coup",
        role="commissioner",
    )  # fmt: skip
    address = reverse("minutes", args=[tonight.slug, "president", 1, "FR"])
    said = _text(bytes(who.signed_in().get(address).content), "ump")
    assert root in said
    assert "Signatures Ann Secrétaire" in said
    assert "Ce résultat n'est pas proclamé" not in said


def test_it_says_how_each_sheet_came_in_and_who_accepted_it(web: None, tmp_path: Path) -> None:
    """One sent by its section and accepted, one imported, one with the ballot: each with its line.

    By hand: the proclamation is the last line; it fixes the lines before it, one fewer than there are.
    """
    whole = "registered=100 signatures=60 in_box=60 blank=0 null=0 valid=60 martin=40 petit=20"
    tonight = hosted(f"{BALLOT}sheet sud-1 {whole}\n")
    of = {"contest": "presidence", "round": 1}
    figures = {"registered": 100, "signatures": 60, "in_box": 60, "blank": 0, "null": 0, "valid": 60}
    sent = happens(
        tonight, "sheet-recorded/1",
        unit="nord-1", votes={"martin": 31, "petit": 29}, role="secretary", **figures, **of,
    )  # fmt: skip
    happens(tonight, "sheet-returned/1", unit="nord-1", reason="photo floue", role="federation", **of)
    again = happens(
        tonight, "sheet-recorded/1",
        unit="nord-1", votes={"martin": 32, "petit": 28}, role="secretary", **figures, **of,
    )  # fmt: skip
    accepted = happens(tonight, "sheet-accepted/1", unit="nord-1", role="federation", **of)
    desk = person((tonight.slug, Post.FEDERATION, "nord")).signed_in()
    table = tmp_path / "nord.csv"
    table.write_text("unit,in_box,blank,null,valid,martin,petit\nnord-2,60,0,0,60,40,20\n", encoding="utf-8")
    with table.open("rb") as file:
        page = desk.post(reverse("sheets-import", args=[tonight.slug, "nord"]), {"table": file})
    digest = re.search(r'name="digest" value="([0-9a-f]+)"', page.content.decode())
    assert digest is not None
    desk.post(reverse("sheets-import", args=[tonight.slug, "nord"]), {"digest": digest[1], "step": "record"})
    tonight.now()
    imported = tonight.of_unit["nord-2"][-1].seq
    who = person((tonight.slug, Post.COMMISSIONER, ""), name="Ann Secrétaire")
    proclaimed = happens(
        tonight, "result-proclaimed/1",
        units=["pays"], version=1, signed_by=[who.account.actor], role="commissioner", **of,
    )  # fmt: skip
    tonight.now()
    assert tonight.size == proclaimed + 1
    address = reverse("minutes", args=[tonight.slug, "presidence", 1, "pays"])
    said = _text(bytes(who.signed_in().get(address, {"lang": "en"}).content), "sheets")
    assert sent != again
    assert re.search(rf"Nord 1 \(nord-1\) {again} \d\d? \w+ \d{{4}} [\d:]+ Section", said)
    assert f"Accepted · Federation · line no. {accepted}" in said
    assert re.search(rf"Nord 2 \(nord-2\) {imported} \d\d? \w+ \d{{4}} [\d:]+ Federation, from", said)
    assert "With the ballot" in said
    assert "Accepted: 1" in said
    assert "Imported from a table: 1" in said
    assert f"{proclaimed}, before the proclamation, which is line no. {proclaimed}" in said
    assert f"Record at {tonight.size} lines (no. 0 to {tonight.size - 1})" in said
