"""The list of every file of a bundle with its digest, signed where there is a ledger (manifest).

The signed text is short, so that one more sheet costs little: it names parts, each the list of the files
whose path's digest begins with the same letters. A folder's bundle has the same text without a signature.

>>> manifest = Manifest({"index.html": Entry("ab" * 32, 12)})
>>> [(name, data.decode()[-14:]) for name, data in manifest.changed_parts()]
[('manifest/all', '12 index.html\\n')]
>>> manifest.text("folder", 0, b"").split("\\n")[:6]
['recolement-bundle/1', 'made of folder', 'size 0', 'root ', 'files 1', 'bytes 12']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from recolement.ledger.note import NoteBroken, read_base64, write_base64

MANIFEST = "manifest.txt"
"""The signed text."""
PARTS = "manifest"
"""Folder of its parts."""
FORMAT = "recolement-bundle/1"
A_PART = 1000
"""Files in a part, about."""
MOST_LETTERS = 4
"""Parts at the most: 16 to this power."""

_LINE = re.compile(r"([0-9a-f]{64}) (0|[1-9][0-9]{0,14}) ([^\x00-\x1f\x7f]+)").fullmatch


class ManifestBroken(ValueError):
    """Bytes that are no manifest, or no part of one."""


class Entry(NamedTuple):
    """One file: the SHA-256 of its bytes, and how many they are. A national publication has 300,000."""

    digest: str
    size: int

    @classmethod
    def of(cls, data: bytes) -> Entry:
        """The entry of a file's bytes."""
        return cls(sha256(data).hexdigest(), len(data))


@dataclass(frozen=True, slots=True)
class Head:
    """What the signed text says."""

    made_of: str
    size: int
    root: bytes
    files: int
    bytes: int
    parts: Mapping[str, tuple[str, int]]
    """Of each part's file, its digest and how many files it lists."""

    @classmethod
    def read(cls, text: str) -> Head:
        """The text read; :class:`ManifestBroken` for any other writing of it."""
        lines = text.split("\n")
        if len(lines) < 7 or lines[-1] or lines[0] != FORMAT:
            raise ManifestBroken("not a manifest")
        try:
            given = [_after(line, name) for line, name in zip(lines[1:6], NAMED, strict=True)]
            parts: dict[str, tuple[str, int]] = {}
            for line in lines[6:-1]:
                digest, number, name = _after(line, "part ").split(" ")
                parts[name] = digest, int(number)
            head = cls(given[0], int(given[1]), read_base64(given[2]), int(given[3]), int(given[4]), parts)
        except (ValueError, NoteBroken):
            raise ManifestBroken("not a manifest") from None
        if head.text != text:
            raise ManifestBroken("not canonical")
        return head

    @property
    def text(self) -> str:
        """The text as it is signed."""
        parts = "".join(
            f"part {digest} {count} {name}\n" for name, (digest, count) in sorted(self.parts.items())
        )
        return (
            f"{FORMAT}\nmade of {self.made_of}\nsize {self.size}\nroot {write_base64(self.root)}\n"
            f"files {self.files}\nbytes {self.bytes}\n{parts}"
        )


NAMED = ("made of ", "size ", "root ", "files ", "bytes ")


def _after(line: str, name: str) -> str:
    if not line.startswith(name):
        raise ManifestBroken("not a manifest")
    return line[len(name) :]


class Manifest:
    """The files of a bundle, kept as they change; only the parts that changed are written anew."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._letters = letters_for(len(entries))
        self._parts: dict[str, dict[str, Entry]] = {name: {} for name in part_names(self._letters)}
        for path, entry in entries.items():
            self._parts[self._part(path)][path] = entry
        self._digests: dict[str, str] = {}
        self._changed = set(self._parts)
        self._bytes = sum(entry.size for entry in entries.values())
        self._files = len(entries)

    @classmethod
    def read(cls, parts: Mapping[str, bytes]) -> Manifest:
        """The manifest that is there, by the names of its parts: only those written otherwise are changed.

        >>> Manifest.read({"manifest/all": b"ab" * 32 + b" 12 index.html\\n"}).changed
        frozenset()
        """
        manifest = cls(read_parts(parts.values()))
        same = {name for name, data in manifest.changed_parts() if parts.get(name) == data}
        manifest._changed = set(manifest._parts) - same
        return manifest

    @property
    def changed(self) -> frozenset[str]:
        """The parts that are not written yet as they are now."""
        return frozenset(self._changed)

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and path in self._parts[self._part(path)]

    def get(self, path: str) -> Entry | None:
        """The entry of a file, if it is there."""
        return self._parts[self._part(path)].get(path)

    @property
    def paths(self) -> Iterator[str]:
        """Every file."""
        for part in self._parts.values():
            yield from part

    @property
    def weight(self) -> int:
        """The bytes of all files."""
        return self._bytes

    @property
    def files(self) -> int:
        """How many files there are."""
        return self._files

    def put(self, path: str, entry: Entry) -> bool:
        """Note a file as it is now; whether that is new."""
        name = self._part(path)
        before = self._parts[name].get(path)
        if before == entry:
            return False
        self._parts[name][path] = entry
        self._bytes += entry.size - (0 if before is None else before.size)
        self._files += before is None
        self._changed.add(name)
        return True

    def drop(self, path: str) -> None:
        """Note that a file is no more."""
        name = self._part(path)
        before = self._parts[name].pop(path, None)
        if before is not None:
            self._bytes -= before.size
            self._files -= 1
            self._changed.add(name)

    def changed_parts(self) -> Iterator[tuple[str, bytes]]:
        """The parts that changed since they were last asked for."""
        for name in sorted(self._changed):
            data = part_bytes(self._parts[name])
            self._digests[name] = sha256(data).hexdigest()
            yield name, data
        self._changed.clear()

    def text(self, made_of: str, size: int, root: bytes) -> str:
        """The text to sign, once the changed parts were asked for."""
        parts = {name: (self._digests[name], len(part)) for name, part in self._parts.items()}
        return Head(made_of, size, root, self._files, self._bytes, parts).text

    def _part(self, path: str) -> str:
        return part_of(path, self._letters)


def letters_for(files: int) -> int:
    """How many letters of a path's digest say its part."""
    letters = 0
    while letters < MOST_LETTERS and files > A_PART * 16**letters:
        letters += 1
    return letters


def part_names(letters: int) -> list[str]:
    """The files of the parts."""
    if not letters:
        return [f"{PARTS}/all"]
    return [f"{PARTS}/{number:0{letters}x}" for number in range(16**letters)]


def part_of(path: str, letters: int) -> str:
    """The part that lists a file."""
    return f"{PARTS}/{sha256(path.encode()).hexdigest()[:letters] if letters else 'all'}"


def part_bytes(entries: Mapping[str, Entry]) -> bytes:
    """A part: one line a file, by path."""
    return "".join(
        f"{entry.digest} {entry.size} {path}\n" for path, entry in sorted(entries.items())
    ).encode()


def read_part(data: bytes) -> dict[str, Entry]:
    """A part's entries; :class:`ManifestBroken` for any other writing of it."""
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        raise ManifestBroken("not a part") from None
    entries: dict[str, Entry] = {}
    last = ""
    for line in lines[:-1]:
        found = _LINE(line)
        if found is None:
            raise ManifestBroken("not a part")
        digest, size, path = found.groups()
        if path <= last:
            raise ManifestBroken("not canonical")
        entries[path] = Entry(digest, int(size))
        last = path
    if lines[-1]:
        raise ManifestBroken("not canonical")
    return entries


def read_parts(parts: Iterable[bytes]) -> dict[str, Entry]:
    """The entries of all parts."""
    entries: dict[str, Entry] = {}
    for data in parts:
        entries |= read_part(data)
    return entries
