"""QR codes as SVG."""

from __future__ import annotations

import io

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_svg(text: str, error: str = "m", mask: int | None = None) -> SafeString:
    """The QR code of a text, to stand in a page.

    ``mask``: taken as it is. Looking for the best of the eight is most of the work, and for a text of hashes
    they are all alike.
    """
    drawn = io.BytesIO()
    segno.make(text, error=error, micro=False, mask=mask).save(
        drawn, kind="svg", xmldecl=False, svgns=True, border=2, omitsize=True
    )
    return mark_safe(drawn.getvalue().decode())  # drawn by segno: squares and nothing of the text
