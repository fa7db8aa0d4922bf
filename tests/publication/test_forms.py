"""The printed forms as people hold them: the PDF read back, its QR codes read from the drawn squares."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import segno
from PIL import Image, ImageChops, ImageOps
from pypdf import PageObject, PdfReader

from recolement.canvass import Canvass, canvass
from recolement.formats.shorthand import read_shorthand
from recolement.model.problems import Unusable
from recolement.publication.forms import AT_ONCE, AccessSheet, FormKind, Forms, access_forms, forms_of
from recolement.publication.selection import Selection

HOSTILE = "<script>alert(1)</script> #let x = 1 $y$ =cmd|' 🗳 \u202ecod"
BALLOT = """
ballot title="Assemblée du Val" levels=nation,federation,section root=pays
rule majority_two_round
contest presidence name="Présidence"
option martin contest=presidence name="Alice Martin"
option petit contest=presidence name="Bruno Petit"
unit pays name="Pays"
unit nord in=pays name="Nord"
unit nord-1 in=nord name="Nord 1" registered=1234
unit nord-2 in=nord name="Nord 2"
sheet nord-1 registered=1234 signatures=60 in_box=60 blank=1 null=2 valid=57 martin=40 petit=17
"""


def night(text: str = BALLOT) -> Canvass:
    """A canvass of a ballot in shorthand."""
    return canvass(read_shorthand(text))


def pages(made: Forms) -> list[PageObject]:
    """The pages of a file."""
    return list(PdfReader(io.BytesIO(made.pdf())).pages)


def said(page: PageObject) -> str:
    """The text of a page, its spaces made one."""
    return re.sub(r"[\s\u00a0\u202f]+", " ", page.extract_text())


def drawn(pdf: bytes, tmp_path: Path, dots: int = 200) -> Image.Image:
    """The first page as a picture, by another program."""
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm is not installed: apt install poppler-utils")
    file = tmp_path / "page.pdf"
    file.write_bytes(pdf)
    command = [
        "pdftoppm",
        "-r",
        str(dots),
        "-f",
        "1",
        "-l",
        "1",
        "-png",
        "-singlefile",
        file,
        tmp_path / "page",
    ]
    subprocess.run(command, check=True)
    return Image.open(tmp_path / "page.png").convert("RGB")


def squares(picture: Image.Image) -> list[list[int]]:
    """The QR code in a picture that holds nothing else dark: its squares, 1 where dark.

    A finder pattern is seven squares wide: the first dark run of the upper edge says how large one is.
    """
    grey = picture.convert("L").point(lambda dot: 255 if dot < 128 else 0)
    box = grey.getbbox()
    assert box is not None
    grey = grey.crop(box)
    run = next(x for x in range(grey.width) if not grey.getpixel((x, 2)))
    size = round(grey.width / (run / 7))
    step = grey.width / size
    at = [int((place + 0.5) * step) for place in range(size)]
    return [[int(grey.getpixel((x, y)) > 0) for x in at] for y in at]


BOXES = {
    "fr": (
        "Procès-verbal de dépouillement", "Inscrits liste arrêtée : 1 234", "Émargements",
        "Enveloppes ou bulletins trouvés dans l'urne", "Bulletins blancs", "Bulletins nuls",
        "Suffrages exprimés", "Alice Martin", "Bruno Petit", "Total des voix", "Observations", "page 1 / 1",
    ),
    "en": (
        "Tally sheet", "Registered voters closed roll: 1,234", "Signatures on the roll",
        "Envelopes or papers found in the box", "Blank papers", "Null papers",
        "Valid votes", "Alice Martin", "Bruno Petit", "Total of the votes", "Observations", "page 1 / 1",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_tally_sheet_has_the_paper_boxes_in_the_paper_order(language: str) -> None:
    """The section's name, its closed roll, the boxes before the votes, the options, in order; no figure."""
    first, second = map(said, pages(forms_of(night(), FormKind.SHEET, language)))
    places = [first.index(text) for text in BOXES[language]]
    assert places == sorted(places)
    assert "Nord 1 (nord-1)" in first
    assert "Nord 2 (nord-2)" in second
    assert "40" not in first  # what its sheet says is not written on a form to fill in
    assert "liste arrêtée" not in second  # unknown is not zero
    assert "closed roll" not in second


def test_forms_come_in_tree_order_however_many_are_typeset_at_once() -> None:
    """Forms of more than two goes are all there, once, in order, each with its own page numbers."""
    sections = 2 * AT_ONCE + 5
    units = "\n".join(f'unit s{n} in=f name="Section {n:03d}"' for n in range(sections))
    text = f"ballot levels=nation,federation,section root=top\nunit top\nunit f in=top\n{units}\ncontest c\n"
    text += "option a contest=c\noption b contest=c"
    done: list[tuple[int, int]] = []
    pdf = forms_of(night(text), FormKind.COUNT, "fr").pdf(lambda *at: done.append(at))
    read = [said(page) for page in PdfReader(io.BytesIO(pdf)).pages]
    assert [re.findall(r"Section (\d{3})", text)[0] for text in read] == [f"{n:03d}" for n in range(sections)]
    assert all("page 1 / 1" in text for text in read)
    assert done == [(AT_ONCE, sections), (2 * AT_ONCE, sections), (sections, sections)]


@pytest.mark.parametrize("kind", ["sheet", "access"])
def test_the_code_on_the_paper_is_that_of_the_address(kind: str, tmp_path: Path) -> None:
    """The squares drawn on the page are the QR code of where the sheet is typed, or of the section's link."""
    address = "https://vote.example/b/val/sheet/presidence/1/nord-1/"
    made = forms_of(night(), FormKind.SHEET, "fr", Selection(unit="nord-1"), "https://vote.example/b/val/")
    if kind == "access":
        address = "https://vote.example/a/abcdefghijklmnopqrstuvwx/"
        made = access_forms([AccessSheet("Nord 1", address, "1234 5678")], night(), "fr")
    page = drawn(made.pdf(), tmp_path, 400)
    one = page.width / 210  # a millimetre
    box = (17, 70, 81, 143) if kind == "access" else (164, 12, 196, 44)
    found = squares(page.crop(tuple(int(side * one) for side in box)))
    assert found == [list(row) for row in segno.make(address, error="m", micro=False).matrix]


@pytest.mark.parametrize("kind", list(FormKind))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_paper_is_a4_black_and_white_with_its_fonts(kind: FormKind, language: str, tmp_path: Path) -> None:
    """Each page is A4 (a count sheet lies on its side), has no colour, and every font is in the file."""
    pdf = forms_of(night(), kind, language).pdf()
    for page in PdfReader(io.BytesIO(pdf)).pages:
        sides = sorted(round(float(side)) for side in page.mediabox[2:])
        assert sides == [595, 842]  # 210 mm and 297 mm in points of 1/72 inch
        assert (page.mediabox.width > page.mediabox.height) == (kind is FormKind.COUNT)
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner)
    picture = drawn(pdf, tmp_path, 72)
    grey = ImageOps.grayscale(picture).convert("RGB")
    assert ImageChops.difference(picture, grey).getbbox() is None


def test_the_file_says_what_it_is() -> None:
    """Title, organisation and language are those of the ballot; the same forms give the same bytes."""
    made = forms_of(night(), FormKind.SHEET, "en")
    pdf = made.pdf()
    file = PdfReader(io.BytesIO(pdf))
    assert file.metadata is not None
    assert file.metadata.title == "Tally sheet · Assemblée du Val"
    assert file.trailer["/Root"]["/Lang"] == "en"
    assert pdf == made.pdf()


def test_names_are_text_whatever_they_are() -> None:
    """Markup, code of the typesetter, a formula, signs no font has and ten thousand letters stay text."""
    units = f'unit s1 in=top name="{HOSTILE}"\nunit s2 in=top name="{"M" * 10_000}"\n'
    text = f"ballot levels=nation,section root=top\nunit top\n{units}contest c\n"
    text += f'option a contest=c name="{HOSTILE}"'
    for kind in (FormKind.SHEET, FormKind.COUNT):
        made = forms_of(night(text), kind, "fr")
        pdf = made.pdf()
        read = [said(page) for page in PdfReader(io.BytesIO(pdf)).pages]
        name = "<script>alert(1)</script> #let x = 1 $y$ =cmd|' [U+1F5F3]"
        assert name in read[0].replace("- ", "")
        assert "[U+1F5F3]" in read[-1]
        assert "Signes écrits par leur code" in read[-1]
        assert "\u202e" not in "".join(read)
        for doing in (b"/JavaScript", b"/JS", b"/Launch", b"/OpenAction", b"/URI"):
            assert doing not in pdf


def test_a_poster_says_what_the_sheet_says_and_none_is_made_without_one() -> None:
    """Forty of fifty-seven valid votes are 70 %; the section that sent nothing has no poster."""
    (page,) = pages(forms_of(night(), FormKind.POSTER, "fr"))
    text = said(page)
    for piece in ("Alice Martin 40 70 %", "Bruno Petit 17 30 %", "Inscrits 1 234", "Nuls 2"):
        assert piece in text, piece
    assert "ils ne valent pas proclamation" in text
    with pytest.raises(Unusable) as nothing:
        forms_of(night(), FormKind.POSTER, "fr", Selection(unit="nord-2"))
    assert [problem.code for problem in nothing.value.problems] == ["no_form"]


def test_a_form_holds_only_what_is_voted_on_there() -> None:
    """An option on offer in one section is on its form only; a section out of scope has no form."""
    text = BALLOT.replace("sheet nord-1", "sheet nord-1 contest=presidence") + (
        'contest locale name="Locale" scope=nord-2\noption x contest=locale name="Xavier Yvon"\n'
        'option z contest=presidence name="Zoé Vidal" units=nord-1\n'
    )
    read = [said(page) for page in pages(forms_of(night(text), FormKind.SHEET, "fr"))]
    assert ["Zoé Vidal" in one for one in read] == [True, False, False]
    assert ["Xavier Yvon" in one for one in read] == [False, False, True]
    assert ["Locale" in one for one in read] == [False, False, True]
