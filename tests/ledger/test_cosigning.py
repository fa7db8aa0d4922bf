"""A checkpoint cosigned elsewhere is kept only where it is one of this ledger and the witness signed it."""

from __future__ import annotations

import pytest

from recolement.ledger.checkpoint import Checkpoint, cosign, sign_checkpoint
from recolement.ledger.cosigning import LATE, take_cosigned
from recolement.ledger.note import COSIGNATURE, SigningKey
from recolement.ledger.tree import Tree, leaf_hash
from recolement.ledger.watching import Alarm, Seen

ORIGIN = "example.org/vote"
LOG, OTHER_LOG = (SigningKey.from_seed(ORIGIN, bytes([number]) * 32) for number in (1, 2))
WITNESS, STRANGER = (SigningKey.from_seed(f"{ORIGIN}/w-{number}", bytes([number]) * 32) for number in (3, 4))
TREE = Tree(leaf_hash(bytes([number])) for number in range(12))
NOW = 1_800_000_000


def _take(
    size: int = 9, root: bytes | None = None, *, origin: str = ORIGIN, log: SigningKey = LOG,
    by: SigningKey = WITNESS, at: int = NOW,
) -> Seen | Alarm:  # fmt: skip
    root = root or TREE.root(min(size, 12))
    note = sign_checkpoint(Checkpoint(origin, size, root), log)
    note = note.with_signature(cosign(note, by, at))
    witness, keys = WITNESS.verifier(COSIGNATURE), [LOG.verifier()]
    return take_cosigned(note.written(), witness, keys, ORIGIN, 12, TREE.root, NOW)


def test_one_of_ours_is_taken() -> None:
    """Nine lines of twelve, with the root that these nine have: taken."""
    seen = _take()
    assert isinstance(seen, Seen)
    assert (seen.checkpoint.size, seen.key) == (9, LOG.verifier())


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"root": bytes(32)}, "split_view"),
        ({"size": 13}, "rolled_back_seen"),
        ({"origin": "example.org/other"}, "other_ledger"),
        ({"log": OTHER_LOG}, "checkpoint_unsigned"),
        ({"by": STRANGER}, "not_cosigned"),
        ({"at": NOW + LATE + 1}, "clock_differs"),
        ({"at": NOW - LATE - 1}, "clock_differs"),
    ],
)
def test_what_is_not_ours_is_an_alarm(changed: dict[str, object], code: str) -> None:
    """Another root, lines we do not have, another ledger or key, a stranger, a clock ten minutes off."""
    answer = _take(**changed)  # type: ignore[arg-type] # one argument each, of its own kind
    assert isinstance(answer, Alarm)
    assert answer.code == code


def test_what_is_no_note_is_an_alarm() -> None:
    """Bytes that are no signed note."""
    key = WITNESS.verifier(COSIGNATURE)
    for data in (b"", b"<script>", b"\xff\n\n", b"a\n1\nAA==\n\n\xe2\x80\x94 x AAAAAAA=\n"):
        answer = take_cosigned(data, key, [LOG.verifier()], ORIGIN, 12, TREE.root, NOW)
        assert isinstance(answer, Alarm), data
        assert answer.code == "checkpoint_unreadable"
