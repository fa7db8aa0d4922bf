"""What the specifications publish, and what we compute: trees, notes, cosignatures, tiles, canonical JSON."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
import rfc8785

from recolement.ledger.checkpoint import Checkpoint, cosigned_at, cosigned_message
from recolement.ledger.note import COSIGNATURE, Note, NoteBroken, SigningKey, VerifierKey, sign_note
from recolement.ledger.tiles import Tile, read_path, tile_path, tiles_of
from recolement.ledger.tree import (
    EMPTY_ROOT,
    Frontier,
    ProofBroken,
    Tree,
    check_consistency,
    leaf_hash,
    root_of_inclusion,
)

VECTORS = Path(__file__).parents[1] / "vectors"
NOTES: dict[str, Any] = tomllib.loads((VECTORS / "notes.toml").read_text(encoding="utf-8"))


def rows(name: str) -> list[dict[str, Any]]:
    """The cases of a file, one a line."""
    return [json.loads(line) for line in (VECTORS / name).read_text(encoding="utf-8").splitlines()]


def hashes(case: dict[str, Any]) -> list[bytes]:
    """The proof of a case."""
    return [b64decode(one) for one in case["proof"] or []]


def test_the_vectors_are_those_that_the_readme_names() -> None:
    """Each file has the digest written beside its source, and no file is without one."""
    named = dict(
        re.findall(
            r"^\| `(\S+)` \|.*\| `([0-9a-f]{64})` \|$", (VECTORS / "README.md").read_text("utf-8"), re.M
        )
    )
    found = {
        str(path.relative_to(VECTORS)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VECTORS.rglob("*")
        if path.is_file() and path.name != "README.md"
    }
    assert found.items() <= named.items()


def test_published_roots() -> None:
    """Eight leaves of transparency-dev/merkle: the root after each of them (testonly/constants.go)."""
    leaves = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
    roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    tree, frontier = Tree(), Frontier()
    for size, (leaf, root) in enumerate(zip(leaves, roots, strict=True), start=1):
        tree.append(leaf_hash(bytes.fromhex(leaf)))
        frontier.append(leaf_hash(bytes.fromhex(leaf)))
        assert tree.root().hex() == frontier.root().hex() == root
        whole = Tree(leaf_hash(bytes.fromhex(one)) for one in leaves[:size])
        assert whole.root().hex() == root


@pytest.mark.parametrize("case", rows("inclusion.jsonl"), ids=lambda case: case["file"])
def test_published_proofs_of_inclusion(case: dict[str, Any]) -> None:
    """A right proof leads to the root; every published damage to it does not."""
    try:
        root = root_of_inclusion(b64decode(case["leafHash"]), case["leafIdx"], case["treeSize"], hashes(case))
    except ProofBroken:
        assert case["wantErr"]
    else:
        assert (root != b64decode(case["root"] or "")) == case["wantErr"]


@pytest.mark.parametrize("case", rows("consistency.jsonl"), ids=lambda case: case["file"])
def test_published_proofs_of_consistency(case: dict[str, Any]) -> None:
    """A right proof holds; every published damage to it does not."""
    roots = [b64decode(case[name] or "") for name in ("root1", "root2")]
    try:
        check_consistency(case["size1"], case["size2"], roots[0], roots[1], hashes(case))
    except ProofBroken:
        assert case["wantErr"]
    else:
        assert not case["wantErr"]


@pytest.mark.parametrize("case", NOTES["note"], ids=lambda case: case["source"])
def test_published_notes(case: dict[str, Any]) -> None:
    """Their keys verify their signatures, and no longer once a letter of the text changes."""
    written = case["text"] + "\n" + "".join(f"— {line}\n" for line in case["signatures"])
    note = Note.read(written.encode())
    assert note.written() == written.encode()
    changed = Note("T" + note.text, note.signatures)
    for text in case["keys"]:
        key = VerifierKey.read(text)
        assert str(key) == text
        assert note.signed_by(key)
        assert not changed.signed_by(key)
    if "seed" in case:
        name = case["signatures"][0].split()[0]
        mine = sign_note(case["text"], SigningKey.from_seed(name, b64decode(case["seed"])))
        assert str(mine) == f"— {case['signatures'][0]}\n"
    if "checkpoint" in case:
        checkpoint = Checkpoint.read(note.text)
        assert {"origin": checkpoint.origin, "size": checkpoint.size} == case["checkpoint"]
        assert checkpoint.text() == note.text


@pytest.mark.parametrize("text", NOTES["keys"]["bad"])
def test_published_bad_keys(text: str) -> None:
    """Keys that others refuse are refused."""
    with pytest.raises(NoteBroken):
        VerifierKey.read(text)


def test_every_piece_of_a_key_is_no_key() -> None:
    """As in golang.org/x/mod: no proper part of a key is a key, nor a key with one letter changed."""
    text = NOTES["note"][1]["keys"][0]
    parts = {text[i:j] for i in range(len(text) + 1) for j in range(i + 1, len(text) + 1)} - {text}
    changed = {text[:i] + chr(ord(text[i]) + 1) + text[i + 1 :] for i in range(len(text))}
    for bad in parts | changed:
        with pytest.raises(NoteBroken):
            VerifierKey.read(bad)


@pytest.mark.parametrize(
    "damage",
    [
        lambda text, line: text,
        lambda text, line: text + "\n",
        lambda text, line: text + "\n" + line[:-1],
        lambda text, line: "\x01" + text + "\n" + line,
        lambda text, line: text + "\n" + line.replace(" Peter", " Pe ter"),
        lambda text, line: text + "\n" + line + "Unexpected line.\n",
        lambda text, line: text + "\n" + line.replace("=", ""),
    ],
)
def test_what_is_no_note(damage: Any) -> None:
    """The malformed messages of golang.org/x/mod's tests are refused."""
    case = NOTES["note"][1]
    with pytest.raises(NoteBroken):
        Note.read(damage(case["text"], f"— {case['signatures'][0]}\n").encode())


def test_published_cosignature() -> None:
    """The example of tlog-cosignature: eight bytes of time, and the message that is signed."""
    note = Note.read(NOTES["cosigned"]["note"].lstrip().encode())
    witness = note.signatures[1]
    assert int.from_bytes(witness.data[:8], "big") == NOTES["cosigned"]["time"]
    assert len(witness.data) == 8 + 64
    message = cosigned_message(note.text, NOTES["cosigned"]["time"])
    assert message.decode() == NOTES["cosigned"]["message"].lstrip()
    assert cosigned_at(note, VerifierKey.read(NOTES["keys"]["witness"])) is None


def test_a_published_witness_key() -> None:
    """The id of a key of type 0x04 counts its type byte."""
    key = VerifierKey.read(NOTES["keys"]["witness"])
    assert (key.name, key.type, key.id.hex()) == ("remora.n621.de", COSIGNATURE, "da77ade7")


def test_published_tiles() -> None:
    """tlog-tiles: index 1234067 is x001/x234/067; size 70,000 has 273 full tiles and three partial ones, of
    width 112, 17 and 1; size 256 has a full one and one of width 1."""
    assert tile_path(0, 1234067) == "tile/0/x001/x234/067"
    assert read_path("tile/0/x001/x234/067") == Tile(0, 1234067, 256)
    of_70_000 = list(tiles_of(70_000))
    assert len(of_70_000) == 273 + 1 + 1 + 1 + 1
    assert [tile for tile in of_70_000 if tile.width < 256] == [
        Tile(0, 273, 112),
        Tile(1, 1, 17),
        Tile(2, 0, 1),
    ]
    assert list(tiles_of(256)) == [Tile(0, 0, 256), Tile(1, 0, 1)]


@pytest.mark.parametrize(
    "path", ["tile/0/1", "tile/0/x001", "tile/00/001", "tile/0/x000/001", "tile/64/000", "tile/0/000.p/256",
             "tile/0/000.p/0", "tile/entries/0000", "tile/entries/000.p/01", "checkpoint"],
)  # fmt: skip
def test_what_is_no_path_of_a_tile(path: str) -> None:
    """One tile, one path: padding, prefixes and widths are exact."""
    assert read_path(path) is None


@pytest.mark.parametrize("name", ["arrays", "french", "structures", "unicode", "values", "weird"])
def test_published_canonical_json(name: str) -> None:
    """The reference that our codec is held against agrees with the vectors of RFC 8785's author."""
    given = json.loads((VECTORS / "jcs" / "input" / f"{name}.json").read_text(encoding="utf-8"))
    wanted = (VECTORS / "jcs" / "output" / f"{name}.json").read_bytes()
    assert rfc8785.dumps(given) == wanted
