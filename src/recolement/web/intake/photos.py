"""The photo of a signed sheet: read, turned, made anew, and kept by its digest.

Whatever is uploaded is decoded to pixels and encoded again as JPEG: nothing of the file itself is kept, so
that no script, second file or place travels with it. What is no photo is refused in a sentence.
"""

from __future__ import annotations

import io
import secrets
from hashlib import sha256
from pathlib import Path

from django.core.files import File
from PIL import Image, ImageOps, UnidentifiedImageError

from recolement.storage.files import refusals, replace_file
from recolement.web.data import data_folder

LARGEST_FILE = 12_000_000
LARGEST_SIDE = 2_200
MOST_PIXELS = 60_000_000
KINDS = ("JPEG", "PNG", "WEBP")


class NotAPhoto(ValueError):
    """Why an upload is refused: ``too_large`` or ``not_a_photo``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def made_anew(upload: File[bytes]) -> bytes:
    """The photo as a JPEG of ours, upright, at most :data:`LARGEST_SIDE` wide or high."""
    if upload.size is None or upload.size > LARGEST_FILE:
        raise NotAPhoto("too_large")
    try:
        with Image.open(upload, formats=KINDS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NotAPhoto("too_large")
            picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE))  # a JPEG is decoded smaller from the start
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise error if isinstance(error, NotAPhoto) else NotAPhoto("not_a_photo") from None
    clean = Image.frombytes("RGB", upright.size, upright.tobytes())
    written = io.BytesIO()
    clean.save(written, "JPEG", quality=85, optimize=True)
    return written.getvalue()


def folder() -> Path:
    """Where photos are kept."""
    return data_folder() / "photos"


def keep(photo: bytes) -> str:
    """Keep a photo, durably, under its SHA-256, which the ledger cites."""
    digest = sha256(photo).hexdigest()
    file = path_of(digest)
    with refusals(file.parent):
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            fresh = file.with_name(
                f".{digest}-{secrets.token_hex(4)}"
            )  # the same photo may come twice at once
            replace_file(fresh, photo)
            fresh.replace(file)
    return digest


def path_of(digest: str) -> Path:
    """The file of a photo."""
    return folder() / f"{digest}.jpg"
