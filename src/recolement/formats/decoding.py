"""From the bytes of a text file to its characters, or a clear reason why not.

UTF-8 (with or without its mark) and Windows-1252 are read; nothing else is guessed at. Reading is bounded:
a file with an endless line is refused after its first megabyte, not after the last. What cannot be opened
(a folder of that name, a pipe, a file that has just gone) is a problem like another, never an exception.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import BinaryIO, TypeAlias

from recolement.formats.gathering import Problems

Content: TypeAlias = bytes | Callable[[], BinaryIO]
"""A file's bytes, or a function that opens it for reading (called once, closed after)."""

LONGEST_LINE = 1 << 20
"""Bytes in one line of text. A line of a ballot's tables has some hundreds."""

LARGEST_FILE = 1 << 28
"""Bytes in one file: 256 MB, ten times a national election by polling station."""

_CHUNK = 1 << 18

_ACCENT_IN_UTF8 = re.compile(rb"\xc3[\x80-\xbf]|\xc5[\x92\x93]|\xe2\x80[\x90-\xbf]")
"""An accented letter or a dash as UTF-8 writes it: in Windows-1252 it would read "Ã©", which nobody means."""


class Unreadable(Exception):
    """The file cannot be read as text; the reason is among the problems."""


class NotAFile(OSError):
    """What bears the file's name is a pipe, a device or the like: reading it might never end."""


def opened(content: Content) -> BinaryIO:
    """A binary stream over the content."""
    return io.BytesIO(content) if isinstance(content, bytes) else content()


def read_bytes(
    content: Content,
    file: str,
    problems: Problems,
    longest_line: int | None = None,
    largest: int = LARGEST_FILE,
) -> bytes:
    """All the bytes, at most ``largest``, and no line longer than ``longest_line`` where given.

    Raises :class:`Unreadable` after noting ``file_too_large``, ``line_too_long`` or why it cannot be opened.
    """
    try:
        return _read(content, file, problems, longest_line, largest)
    except OSError as error:
        problems.add(_unopened(error), file, reason=error.strerror or type(error).__name__)
        raise Unreadable from None


def _unopened(error: OSError) -> str:
    """Why a file cannot be opened or read to its end."""
    if isinstance(error, NotAFile):
        return "not_a_file"
    if isinstance(error, IsADirectoryError):
        return "folder_for_file"
    if isinstance(error, FileNotFoundError):
        return "file_gone"
    return "file_forbidden" if isinstance(error, PermissionError) else "file_unreadable"


def _read(content: Content, file: str, problems: Problems, longest_line: int | None, largest: int) -> bytes:
    chunks: list[bytes] = []
    size = 0
    row = 1
    line = 0
    with opened(content) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > largest:
                problems.add("file_too_large", file, most=largest >> 20)
                raise Unreadable
            chunks.append(chunk)
            if longest_line is not None:
                breaks = chunk.count(b"\n")
                row += breaks
                line = len(chunk) - chunk.rfind(b"\n") - 1 if breaks else line + len(chunk)
                if line > longest_line:
                    problems.add("line_too_long", file, row, most=longest_line >> 20)
                    raise Unreadable
    return b"".join(chunks)


def read_text(content: Content, file: str, problems: Problems) -> str:
    """The text of a table, from UTF-8 or Windows-1252.

    Raises :class:`Unreadable` after noting the problem: ``file_empty``, ``encoding_utf16``,
    ``encoding_unknown``, ``encoding_mixed``, ``spreadsheet_named_text``, ``old_spreadsheet``, ``web_page``,
    ``not_text``.
    """
    raw = read_bytes(content, file, problems, LONGEST_LINE)
    code = _not_text(raw)
    if code:
        problems.add(code, file)
        raise Unreadable
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = error.start
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError as error:
        problems.add("encoding_unknown", file, raw.count(b"\n", 0, error.start) + 1)
        raise Unreadable from None
    if _ACCENT_IN_UTF8.search(raw):
        problems.add("encoding_mixed", file, raw.count(b"\n", 0, place) + 1)
        raise Unreadable
    return text


def _not_text(raw: bytes) -> str:
    """Why bytes are no text we read, by their first bytes; empty if they may be."""
    head = raw[:512].lstrip().lower()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return "encoding_utf16"
    if raw.startswith(b"PK\x03\x04"):
        return "spreadsheet_named_text"
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        return "old_spreadsheet"
    if raw.startswith(b"%PDF"):
        return "not_text"
    if head.startswith((b"<!doctype", b"<html", b"<?xml")):
        return "web_page"
    if b"\x00" in raw:
        zeros = raw[:4096].count(b"\x00")
        return "encoding_utf16" if zeros * 3 > len(raw[:4096]) else "not_text"
    if not raw.strip():
        return "file_empty"
    return ""
