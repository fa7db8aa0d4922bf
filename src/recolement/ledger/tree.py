"""The Merkle tree over the lines (RFC 9162, section 2.1): one root for the whole, short proofs for a part.

A line's leaf hash is SHA-256(0x00 ‖ line), a node's SHA-256(0x01 ‖ left ‖ right). Worked example with three
lines: the root is node(node(a, b), c); the proof that b is in it is [a, c]:

>>> tree = Tree()
>>> for line in (b"a", b"b", b"c"):
...     tree.append(leaf_hash(line))
>>> tree.root() == node_hash(node_hash(leaf_hash(b"a"), leaf_hash(b"b")), leaf_hash(b"c"))
True
>>> proof = inclusion_proof(tree.node, 1, 3)
>>> proof == [leaf_hash(b"a"), leaf_hash(b"c")]
True
>>> root_of_inclusion(leaf_hash(b"b"), 1, 3, proof) == tree.root()
True
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

Node = Callable[[int, int], bytes]
"""``(level, index)``: the hash of the full subtree over leaves index·2^level to (index + 1)·2^level − 1."""

EMPTY_ROOT = sha256(b"").digest()
"""The root of a tree without leaves."""

SIZE_OF_HASH = 32


class ProofBroken(ValueError):
    """A proof that has not the right number of hashes, or proves something else."""


def leaf_hash(line: bytes) -> bytes:
    """The hash of one line."""
    return sha256(b"\x00" + line).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees side by side."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The full subtrees that make a tree, largest first: enough to append and to know the root, in O(log n).

    >>> frontier = Frontier()
    >>> for line in (b"a", b"b", b"c"):
    ...     frontier.append(leaf_hash(line))
    >>> frontier.size, len(frontier.subtrees)
    (3, 2)
    """

    __slots__ = ("size", "subtrees")

    def __init__(self) -> None:
        self.size = 0
        self.subtrees: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        """Take one more leaf hash."""
        size = self.size
        subtrees = self.subtrees
        while size & 1:
            leaf = sha256(b"\x01" + subtrees.pop() + leaf).digest()
            size >>= 1
        subtrees.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """The root of the tree so far."""
        if not self.subtrees:
            return EMPTY_ROOT
        root = self.subtrees[-1]
        for left in reversed(self.subtrees[:-1]):
            root = node_hash(left, root)
        return root


class Tree:
    """Every full subtree of a growing tree, level by level: proofs of anything at any size so far."""

    __slots__ = ("_levels",)

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self._levels: list[list[bytes]] = [list(leaves)]
        below = self._levels[0]
        while len(below) > 1:
            pairs = zip(below[::2], below[1::2], strict=False)
            below = [sha256(b"\x01" + left + right).digest() for left, right in pairs]
            self._levels.append(below)

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return len(self._levels[0])

    def append(self, leaf: bytes) -> None:
        """Take one more leaf hash."""
        level = 0
        while True:
            if level == len(self._levels):
                self._levels.append([])
            here = self._levels[level]
            here.append(leaf)
            if len(here) & 1:
                return
            leaf = node_hash(here[-2], here[-1])
            level += 1

    def node(self, level: int, index: int) -> bytes:
        """The hash of a full subtree."""
        return self._levels[level][index]

    def root(self, size: int | None = None) -> bytes:
        """The root when the tree had ``size`` leaves; now, if left out."""
        return root_at(self.node, self.size if size is None else size)


def root_at(node: Node, size: int) -> bytes:
    """The root of the first ``size`` leaves."""
    return _range(node, 0, size) if size else EMPTY_ROOT


def inclusion_proof(node: Node, index: int, size: int) -> list[bytes]:
    """The hashes that lead from leaf ``index`` to the root at ``size``, the leaf's sibling first."""
    if not 0 <= index < size:
        raise IndexError(index)
    start, end = 0, size
    proof: list[bytes] = []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            proof.append(_range(node, middle, end))
            end = middle
        else:
            proof.append(_range(node, start, middle))
            start = middle
    proof.reverse()
    return proof


def consistency_proof(node: Node, old: int, new: int) -> list[bytes]:
    """The hashes that show the tree of size ``old`` to be the beginning of that of size ``new``."""
    if not 0 <= old <= new:
        raise IndexError(old)
    if old in (0, new):
        return []
    start, end, whole = 0, new, True
    proof: list[bytes] = []
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            proof.append(_range(node, middle, end))
            end = middle
        else:
            proof.append(_range(node, start, middle))
            start = middle
            whole = False
    if not whole:
        proof.append(_range(node, start, end))
    proof.reverse()
    return proof


def root_of_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """The root that a proof of inclusion leads to; :class:`ProofBroken` if it has not the right length."""
    if not 0 <= index < size:
        raise ProofBroken("index outside the tree")
    _check_lengths((leaf, *proof))
    inner = (index ^ (size - 1)).bit_length()
    border = (index >> inner).bit_count()
    if len(proof) != inner + border:
        raise ProofBroken("wrong number of hashes")
    root = leaf
    for level, sibling in enumerate(proof[:inner]):
        root = node_hash(sibling, root) if index >> level & 1 else node_hash(root, sibling)
    for sibling in proof[inner:]:
        root = node_hash(sibling, root)
    return root


def check_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Check that both roots are of one tree at two sizes (RFC 9162, 2.1.4.2), or :class:`ProofBroken`."""
    if not 0 <= old <= new:
        raise ProofBroken("the older tree is larger")
    if old == new:
        if proof or old_root != new_root:
            raise ProofBroken("one size, two roots")
        if old == 0 and old_root != EMPTY_ROOT:
            raise ProofBroken("the empty tree has another root")
        return
    _check_lengths((old_root, new_root, *proof))
    if old == 0:
        if proof or old_root != EMPTY_ROOT:
            raise ProofBroken("an empty tree needs no proof")
        return
    path = list(proof)
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    if not path:
        raise ProofBroken("wrong number of hashes")
    last, end = old - 1, new - 1
    while last & 1:
        last >>= 1
        end >>= 1
    first = second = path[0]
    for sibling in path[1:]:
        if end == 0:
            raise ProofBroken("wrong number of hashes")
        if last & 1 or last == end:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
            while not last & 1 and last:
                last >>= 1
                end >>= 1
        else:
            second = node_hash(second, sibling)
        last >>= 1
        end >>= 1
    if end or first != old_root or second != new_root:
        raise ProofBroken("the roots are not of one tree")


def _check_lengths(hashes: Iterable[bytes]) -> None:
    if any(len(one) != SIZE_OF_HASH for one in hashes):
        raise ProofBroken("a hash has 32 bytes")


def _split(size: int) -> int:
    """The largest power of two smaller than ``size``: where RFC 9162 parts a tree."""
    return 1 << (size - 1).bit_length() - 1


def _range(node: Node, start: int, end: int) -> bytes:
    """The hash of some leaves; ``start`` is a multiple of the largest power of two in their number."""
    size = end - start
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return node(level, start >> level)
    middle = start + _split(size)
    return node_hash(_range(node, start, middle), _range(node, middle, end))
