"""Pictures drawn for the tests, honest and hostile."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image, ImageDraw


def jpeg(width: int = 60, height: int = 40, colour: tuple[int, int, int] = (200, 180, 160)) -> bytes:
    """A plain JPEG."""
    written = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(written, "JPEG")
    return written.getvalue()


def with_a_place() -> bytes:
    """A JPEG whose EXIF says where and when it was taken, with what, and that it lies on its side."""
    written = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90°
    exif[0x010F] = "SecretTelephoneMaker"
    exif[0x0132] = "2026:11:25 23:04:05"
    exif[0x8825] = {1: "N", 2: (48.0, 59.0, 0.0), 3: "E", 4: (2.0, 5.0, 0.0)}
    Image.new("RGB", (60, 40), (10, 200, 30)).save(written, "JPEG", exif=exif, comment=b"HiddenComment")
    return written.getvalue()


def polyglot() -> bytes:
    """A JPEG that is also a page with a script."""
    return jpeg() + b"<html><script>alert('polyglot')</script></html>"


def drawing_with_script() -> bytes:
    """An SVG that runs."""
    return b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>'


def bomb(side: int = 20_000) -> bytes:
    """A PNG of a few kilobytes that unpacks to 400 million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    row = b"\0" * (side // 8 + 1)
    packed = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def sheet_on_paper(lines: list[str]) -> bytes:
    """A signed sheet as a photo shows it: lines of writing on paper."""
    picture = Image.new("RGB", (900, 1200), (244, 240, 230))
    drawing = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        drawing.text((80, 80 + 70 * number), line, fill=(30, 30, 60), font_size=40)
    written = io.BytesIO()
    picture.save(written, "JPEG")
    return written.getvalue()
