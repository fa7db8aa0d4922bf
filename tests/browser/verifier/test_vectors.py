"""The verifier's modules against the vectors that others published, the same that the Python code is held to.

They run in Chromium (see tests/browser/conftest.py): no other JavaScript is needed on this machine.
"""

from __future__ import annotations

import base64
import json
import random
import tomllib
from pathlib import Path
from typing import Any

from recolement.ledger.tiles import entries_path, tile_path

VECTORS = Path(__file__).parents[2] / "vectors"


def lines(name: str) -> list[dict[str, Any]]:
    """The vectors of a file, one a line."""
    return [json.loads(line) for line in (VECTORS / name).read_text("utf-8").splitlines()]


def test_inclusion_proofs(page: Any) -> None:
    """Each of the 98 published proofs of inclusion is taken or refused as its file says."""
    vectors = lines("inclusion.jsonl")
    taken = page.evaluate(
        """async (vectors) => {
          const { fromBase64, same } = await import("/verifier/bytes.js");
          const { rootOfInclusion } = await import("/verifier/tree.js");
          return Promise.all(vectors.map(async ({ leafHash, leafIdx, treeSize, proof, root }) => {
            try {
              const found = await rootOfInclusion(fromBase64(leafHash), leafIdx, treeSize, (proof ?? []).map(fromBase64));
              return same(found, fromBase64(root ?? ""));
            } catch { return false; }
          }));
        }""",
        vectors,
    )
    assert len(vectors) == 98
    assert taken == [not vector["wantErr"] for vector in vectors]


def test_consistency_proofs(page: Any) -> None:
    """Each of the 98 published proofs of consistency is taken or refused as its file says."""
    vectors = lines("consistency.jsonl")
    taken = page.evaluate(
        """async (vectors) => {
          const { fromBase64 } = await import("/verifier/bytes.js");
          const { consistent } = await import("/verifier/tree.js");
          return Promise.all(vectors.map(({ size1, size2, root1, root2, proof }) =>
            consistent(size1, size2, fromBase64(root1 ?? ""), fromBase64(root2 ?? ""), (proof ?? []).map(fromBase64))));
        }""",
        vectors,
    )
    assert len(vectors) == 98
    assert taken == [not vector["wantErr"] for vector in vectors]


def test_proofs_made_from_tiles_hold_at_every_size(page: Any) -> None:
    """By RFC 9162, for all sizes up to 40: each older root is shown to be of the newer tree, and of no other."""
    wrong = page.evaluate(
        """async () => {
          const { utf8 } = await import("/verifier/bytes.js");
          const { consistencyProof, consistent, leafHash, levelsOf, rootAt } = await import("/verifier/tree.js");
          const levels = await levelsOf(await Promise.all(Array.from({ length: 40 }, (_, n) => leafHash(utf8(`${n}`)))));
          const node = async (level, index) => levels[level][index];
          const roots = await Promise.all(Array.from({ length: 41 }, (_, size) => rootAt(node, size)));
          const wrong = [];
          for (let now = 1; now <= 40; now += 1) {
            for (let old = 1; old <= now; old += 1) {
              const proof = await consistencyProof(node, old, now);
              if (!(await consistent(old, now, roots[old], roots[now], proof))) wrong.push([old, now]);
              if (await consistent(old, now, roots[old - 1], roots[now], proof)) wrong.push([old, now, "other"]);
            }
          }
          return wrong;
        }"""
    )
    assert wrong == []


def test_canonical_json(page: Any) -> None:
    """Each published input of RFC 8785 is written as its published output, byte for byte."""
    pairs = [
        ((VECTORS / "jcs/input" / file.name).read_text("utf-8"), file.read_text("utf-8"))
        for file in sorted((VECTORS / "jcs/output").glob("*.json"))
    ]
    found = page.evaluate(
        """async (inputs) => {
          const { write } = await import("/verifier/canonical.js");
          return inputs.map((input) => write(JSON.parse(input)));
        }""",
        [given for given, _ in pairs],
    )
    assert len(pairs) == 6
    assert found == [expected.removesuffix("\n") for _, expected in pairs]


def test_other_writings_are_refused(page: Any) -> None:
    """A space, keys out of order, a key twice, an escape too many, 1.0, 1e2, -0, a number too large: all refused."""
    writings = [
        '{"a": 1}', '{"b":1,"a":2}', '{"a":1,"a":1}', r'{"a":"\u0041"}', '{"a":1.0}', '{"a":1e2}', '{"a":-0}',
        '{"a":9007199254740993}', '{"a":9007199254740994}', '{"a":0.5}', '{"a":1}\n', '{"__proto__":1}', "",
    ]  # fmt: skip
    refused = page.evaluate(
        """async (writings) => {
          const { read } = await import("/verifier/canonical.js");
          return writings.map((one) => {
            try { read(new TextEncoder().encode(one)); return false; } catch (error) { return error.code === "not_canonical"; }
          });
        }""",
        writings,
    )
    assert refused == [True] * len(writings)


def test_signed_notes_and_keys(page: Any) -> None:
    """The published notes are signed by the published keys, one changed letter is not; bad keys are refused."""
    vectors = tomllib.loads((VECTORS / "notes.toml").read_text("utf-8"))
    notes = [
        {
            "written": note["text"] + "\n" + "".join(f"— {line}\n" for line in note["signatures"]),
            "keys": note["keys"],
        }
        for note in vectors["note"]
    ]
    found = page.evaluate(
        """async ([notes, bad]) => {
          const { readKey, readNote, signedBy } = await import("/verifier/note.js");
          const utf8 = (text) => new TextEncoder().encode(text);
          const signed = [];
          for (const { written, keys } of notes) {
            for (const key of keys) {
              const note = readNote(utf8(written));
              const changed = { ...note, text: `x${note.text}` };
              signed.push([await signedBy(note, await readKey(key)), await signedBy(changed, await readKey(key))]);
            }
          }
          const refused = [];
          for (const key of bad) refused.push(await readKey(key).then(() => false, () => true));
          return [signed, refused];
        }""",
        [notes, vectors["keys"]["bad"]],
    )
    signed, refused = found
    assert len(signed) >= 4
    assert all(pair == [True, False] for pair in signed)
    assert refused == [True] * len(vectors["keys"]["bad"])


def test_paths_of_tiles(page: Any) -> None:
    """The example of tlog-tiles, and random ones: the same paths as the Python code."""
    chance = random.Random(3)
    asked = [(0, 1234067, 256), *((chance.randrange(6), chance.randrange(10**9), 1 + chance.randrange(256)) for _ in range(200))]  # fmt: skip
    found = page.evaluate(
        """async (asked) => {
          const { entriesPath, tilePath } = await import("/verifier/tiles.js");
          return asked.map(([level, index, width]) => [tilePath(level, index, width), entriesPath(index, width)]);
        }""",
        asked,
    )
    assert found[0][0] == "tile/0/x001/x234/067"
    expected = [[tile_path(level, index, width), entries_path(index, width)] for level, index, width in asked]
    assert found == expected


def test_base64_has_one_writing(page: Any) -> None:
    """Random bytes come back from the writing of another program; padding bits that are not zero are refused."""
    written = [base64.b64encode(bytes(range(size))).decode() for size in range(12)]
    found = page.evaluate(
        """async ([written, bad]) => {
          const { fromBase64 } = await import("/verifier/bytes.js");
          const refused = bad.map((one) => { try { fromBase64(one); return false; } catch { return true; } });
          return [written.map((one) => [...fromBase64(one)]), refused];
        }""",
        [written, ["YR==", "YQ", "Y Q==", "YQ==\n", "*"]],
    )
    assert found == [[list(range(size)) for size in range(12)], [True] * 5]
