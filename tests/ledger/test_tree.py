"""The tree against the definitions of RFC 9162 written out plainly, for every size up to 70."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recolement.ledger.tile_nodes import TileNodes
from recolement.ledger.tiles import bundle_bytes, bundles_of, read_bundle, tile_bytes, tiles_of
from recolement.ledger.tree import (
    EMPTY_ROOT,
    Frontier,
    ProofBroken,
    Tree,
    check_consistency,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of_inclusion,
)

MOST = 70
LEAVES = [leaf_hash(b"%d" % number) for number in range(MOST)]
TREE = Tree(LEAVES)


def mth(leaves: list[bytes]) -> bytes:
    """Merkle tree hash, section 2.1.1."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    return node_hash(mth(leaves[:k]), mth(leaves[k:]))


def path(m: int, leaves: list[bytes]) -> list[bytes]:
    """Inclusion proof, section 2.1.3.1."""
    if len(leaves) == 1:
        return []
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    if m < k:
        return [*path(m, leaves[:k]), mth(leaves[k:])]
    return [*path(m - k, leaves[k:]), mth(leaves[:k])]


def subproof(m: int, leaves: list[bytes], whole: bool) -> list[bytes]:
    """Consistency proof, section 2.1.4.1."""
    n = len(leaves)
    if m == n:
        return [] if whole else [mth(leaves)]
    k = 1
    while 2 * k < n:
        k *= 2
    if m <= k:
        return [*subproof(m, leaves[:k], whole), mth(leaves[k:])]
    return [*subproof(m - k, leaves[k:], False), mth(leaves[:k])]


def test_roots_and_proofs_are_those_of_the_definition() -> None:
    """Every size, every leaf, every older size: the same hashes, and they verify."""
    frontier = Frontier()
    for size in range(MOST + 1):
        root = mth(LEAVES[:size])
        assert TREE.root(size) == root == frontier.root()
        for index in range(size):
            proof = inclusion_proof(TREE.node, index, size)
            assert proof == path(index, LEAVES[:size])
            assert root_of_inclusion(LEAVES[index], index, size, proof) == root
        for old in range(1, size + 1):
            proof = consistency_proof(TREE.node, old, size)
            assert proof == subproof(old, LEAVES[:size], True)
            check_consistency(old, size, mth(LEAVES[:old]), root, proof)
        if size < MOST:
            frontier.append(LEAVES[size])
            assert len(frontier.subtrees) == (size + 1).bit_count()


def test_growing_one_by_one_is_building_at_once() -> None:
    """A tree that takes its leaves one at a time holds the same subtrees."""
    grown = Tree()
    for size, leaf in enumerate(LEAVES, start=1):
        grown.append(leaf)
        assert grown.root() == mth(LEAVES[:size])


@given(st.integers(2, MOST), st.data())
def test_another_history_has_no_consistency_proof(size: int, data: st.DataObject) -> None:
    """Change one of the first lines: whatever hashes are tried in place of the proof, it fails."""
    old = data.draw(st.integers(1, size - 1))
    changed = data.draw(st.integers(0, old - 1))
    forged = Tree([*LEAVES[:changed], leaf_hash(b"forged"), *LEAVES[changed + 1 : size]])
    for proof in (consistency_proof(forged.node, old, size), consistency_proof(TREE.node, old, size)):
        with pytest.raises(ProofBroken):
            check_consistency(old, size, TREE.root(old), forged.root(), proof)


@pytest.mark.parametrize("size", [1, 255, 256, 257, 511, 65_536, 66_000])
def test_tiles_give_the_same_subtrees(size: int) -> None:
    """Written as tiles and read back, a ledger gives the same proofs, reading few tiles."""
    leaves = [number.to_bytes(32, "big") for number in range(size)]
    tree = Tree(leaves)
    files = {tile.path: tile_bytes(tree.node, tile) for tile in tiles_of(size)}
    read: list[str] = []

    def fetch(name: str) -> bytes:
        read.append(name)
        return files[name]

    for index in {0, size // 2, size - 1}:
        read.clear()
        assert inclusion_proof(TileNodes(fetch, size).node, index, size) == inclusion_proof(
            tree.node, index, size
        )
        assert len(read) <= 6
    for old in {1, size // 3 or 1, size}:
        proof = consistency_proof(TileNodes(fetch, size).node, old, size)
        check_consistency(old, size, tree.root(old), tree.root(), proof)


@given(st.lists(st.binary(max_size=40), min_size=1, max_size=256))
def test_bundles_come_back(lines: list[bytes]) -> None:
    """Lines put in a bundle are read from it."""
    (tile,) = bundles_of(len(lines))
    assert read_bundle(bundle_bytes(lines), tile.width) == lines
