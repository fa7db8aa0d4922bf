"""The signed list as it is read again: only what is written otherwise is written anew."""

from __future__ import annotations

from recolement.publication.bundle.manifest import Entry, Manifest

ENTRIES = {f"fr/{number}.html": Entry.of(str(number).encode()) for number in range(3000)}
"""Files enough for sixteen parts."""


def parts() -> dict[str, bytes]:
    """The parts of a list as they are written."""
    return dict(Manifest(ENTRIES).changed_parts())


def test_a_list_that_is_read_again_has_nothing_to_write() -> None:
    """Sixteen parts, none of them changed; one file more changes the part it belongs to, and no other."""
    manifest = Manifest.read(parts())
    assert len(parts()) == 16
    assert manifest.changed == frozenset()
    assert manifest.text("folder", 0, b"") == made_anew()
    manifest.put("fr/3000.html", Entry.of(b"3000"))
    assert len(manifest.changed) == 1


def made_anew() -> str:
    """The signed text of the same files, made from nothing."""
    manifest = Manifest(ENTRIES)
    assert list(manifest.changed_parts())
    return manifest.text("folder", 0, b"")


def test_a_part_that_lies_elsewhere_is_written_anew() -> None:
    """Two parts under each other's names, and one that is lost: these three are due, the others not."""
    there = parts()
    one, other, lost, *_ = sorted(there)
    there[one], there[other] = there[other], there[one]
    kept = there.pop(lost)
    found = Manifest.read({**there, "manifest/old": kept})
    assert found.changed == {one, other, lost}
