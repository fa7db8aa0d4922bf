"""What is uploaded is decoded and drawn anew, or refused in a sentence."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from recolement.web.accounts.models import Post
from recolement.web.intake.models import Draft
from recolement.web.intake.photos import LARGEST_SIDE, NotAPhoto, made_anew, path_of
from web.pictures import bomb, drawing_with_script, jpeg, polyglot, with_a_place
from web.world import hosted, person

pytestmark = pytest.mark.usefixtures("web")


def _zip_bomb() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", b"\0" * 20_000_000)
    return written.getvalue()


def _as(kind: str) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (40, 40)).save(written, kind)
    return written.getvalue()


REFUSED = {
    "drawing.svg": (drawing_with_script(), "not_a_photo"),
    "drawing.jpg": (drawing_with_script(), "not_a_photo"),
    "page.jpg": (b"<!doctype html><script>alert(1)</script>", "not_a_photo"),
    "bomb.zip": (_zip_bomb(), "not_a_photo"),
    "moving.gif": (_as("GIF"), "not_a_photo"),
    "paper.pdf": (b"%PDF-1.4 /JS (app.alert(1))", "not_a_photo"),
    "cut.jpg": (jpeg(400, 400)[:300], "not_a_photo"),
    "nothing.jpg": (b"", "not_a_photo"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_photo_is_refused(name: str) -> None:
    """A drawing with a script, a page, an archive, an animation, a cut or empty file: refused."""
    content, code = REFUSED[name]
    with pytest.raises(NotAPhoto) as refused:
        made_anew(SimpleUploadedFile(name, content, "image/jpeg"))
    assert refused.value.code == code


def test_a_bomb_is_refused_before_it_unpacks() -> None:
    """50 kB that would unpack to 400 million pixels: refused in a moment, within 50 MB of memory."""
    packed = bomb()
    assert len(packed) < 100_000
    tracemalloc.start()
    started = time.process_time()
    with pytest.raises(NotAPhoto):
        made_anew(SimpleUploadedFile("bomb.png", packed))
    spent, (_, peak) = time.process_time() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert spent < 1
    assert peak < 50_000_000


def test_a_polyglot_becomes_a_plain_photo() -> None:
    """A JPEG that is also a page keeps its picture and nothing of the page."""
    made = made_anew(SimpleUploadedFile("both.jpg", polyglot()))
    assert b"script" not in made
    assert Image.open(io.BytesIO(made)).size == (60, 40)


def test_place_hour_and_telephone_do_not_travel() -> None:
    """No EXIF, GPS or comment is left; the picture stands upright as the EXIF said."""
    given = with_a_place()
    assert b"SecretTelephoneMaker" in given
    made = made_anew(SimpleUploadedFile("sheet.jpg", given))
    picture = Image.open(io.BytesIO(made))
    assert dict(picture.getexif()) == {}
    assert "comment" not in picture.info
    assert b"SecretTelephoneMaker" not in made
    assert b"HiddenComment" not in made
    assert picture.size == (40, 60)


def test_a_large_photo_is_made_smaller() -> None:
    """4,000 × 3,000 becomes 2,200 × 1,650."""
    made = made_anew(SimpleUploadedFile("large.jpg", jpeg(4000, 3000)))
    assert Image.open(io.BytesIO(made)).size == (LARGEST_SIDE, 1650)


def test_through_the_form() -> None:
    """Fifty megabytes and a drawing sent with the sheet are refused in words; an honest photo is kept."""
    tonight = hosted()
    client = person((tonight.slug, Post.SECRETARY, "nord-1")).signed_in()
    named = {"slug": tonight.slug, "contest": "presidence", "round": 1, "unit": "nord-1"}
    address = reverse("sheet", kwargs=named)
    for content, sentence in (
        (b"\xff\xd8\xff" + bytes(50_000_000), "12 Mo"),
        (drawing_with_script(), "JPEG, PNG"),
    ):
        answer = client.post(address, {"registered": "100", "photo": SimpleUploadedFile("x.jpg", content)})
        assert answer.status_code == 400
        assert sentence in answer.content.decode()
    draft = Draft.objects.get(ballot=tonight.slug)
    assert draft.photo == ""
    assert draft.values["registered"] == "100"  # what was typed beside a bad photo is kept
    answer = client.post(address, {"registered": "100", "photo": SimpleUploadedFile("x.svg", with_a_place())})
    assert answer.status_code == 302
    draft.refresh_from_db()
    served = client.get(
        reverse("photo", kwargs={"slug": tonight.slug, "digest": draft.photo, "unit": "nord-1"})
    )
    assert served.headers["Content-Type"] == "image/jpeg"
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    assert b"".join(served.streaming_content) == path_of(draft.photo).read_bytes()
