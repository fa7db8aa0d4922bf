"""Several PDFs put end to end in one.

>>> import typst
>>> one, two = (typst.compile(text, format="pdf") for text in (b"First", b"Second"))
>>> pages = PdfReader(io.BytesIO(joined([one, two], title="Two", author="", language="en"))).pages
>>> [page.extract_text() for page in pages]
['First', 'Second']
"""

from __future__ import annotations

import io
from collections.abc import Iterable

from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject

from recolement.words.numbers import Language


def joined(parts: Iterable[bytes], *, title: str, author: str, language: Language) -> bytes:
    """Every page of every part, in order; the same parts always give the same bytes."""
    writer = PdfWriter()
    for part in parts:
        writer.append(PdfReader(io.BytesIO(part)), import_outline=False)
    writer.metadata = {"/Title": title, "/Author": author}
    writer.root_object[NameObject("/Lang")] = TextStringObject(language)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()
