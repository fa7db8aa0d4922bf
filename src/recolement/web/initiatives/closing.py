"""The closing: what counts is committed to, before anything of it is checked.

Each signature that counts is a line of canonical JSON with the member's number and a salt that is made with
the key; its leaf hash (RFC 9162) is published, in the order of the hashes, and the root of all goes into the
ledger. Who signed finds their own line by their code, and its hash in the published file. Nobody else can
tell whose a hash is; once the key is destroyed, nobody at all.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from django.db.models import Count

from recolement.formats.initiatives import RollMember
from recolement.ledger.tree import SIZE_OF_HASH, Tree, leaf_hash
from recolement.publication.panel_ceremony import canonical
from recolement.web.initiatives.models import Initiative, Line
from recolement.web.initiatives.vault import Vault

LEAVES = "signatures.bin"
"""The leaf hashes of what counts, 32 bytes each, in order."""
COUNTED = "count.json"


def line_of(slug: str, member: RollMember, vault: Vault) -> bytes:
    """The line of one signature in the commitment."""
    return canonical(["recolement-signature/1", slug, member.number, member.unit, vault.salt(member.number)])[
        :-1
    ]


@dataclass(frozen=True, slots=True)
class Commitment:
    """The leaves as a file, their number and root."""

    leaves: bytes
    size: int
    root: str


def commit(initiative: Initiative, vault: Vault) -> Commitment:
    """Commit to every signature that counts."""
    counting = initiative.members.exclude(counts="").only("content").iterator(chunk_size=5_000)
    leaves = sorted(leaf_hash(line_of(initiative.slug, vault.member(row), vault)) for row in counting)
    return Commitment(b"".join(leaves), len(leaves), Tree(leaves).root().hex())


def counted_document(initiative: Initiative) -> bytes:
    """What was counted at the closing: by unit and way, what does not count and why, the sheets."""
    lines = Line.objects.filter(sheet__initiative=initiative)
    why = lines.exclude(void="").values("void").annotate(number=Count("pk")).order_by("void")
    sheets = initiative.sheets.annotate(number_of_lines=Count("lines")).order_by("number")
    return canonical(
        {
            "format": "recolement-initiative-count/1",
            "units": {
                one.name: {"registered": one.registered, "online": one.online, "paper": one.paper}
                for one in initiative.units.order_by("name")
            },
            "void_lines": {one["void"]: one["number"] for one in why},
            "sheets": [
                {
                    "number": one.number,
                    "received": one.received.isoformat(),
                    "digest": one.digest,
                    "lines": one.number_of_lines,
                }
                for one in sheets
            ],
        }
    )


def place_in(leaves: bytes, leaf: bytes) -> int | None:
    """The number, from 1, of a leaf hash among those published; ``None`` if it is not there."""
    size = len(leaves) // SIZE_OF_HASH
    at = bisect_left(range(size), leaf, key=lambda number: leaves[number * SIZE_OF_HASH :][:SIZE_OF_HASH])
    found = leaves[at * SIZE_OF_HASH :][:SIZE_OF_HASH] if at < size else b""
    return at + 1 if found == leaf else None
