// Receipts (C2SP tlog-proof): a line, the proof that leads from it to a root, and the checkpoint that signs it.

import { Broken, base64, fromBase64, same, text, utf8 } from "./bytes.js";
import { readCheckpoint, readNote } from "./note.js";
import { leafHash, rootOfInclusion } from "./tree.js";

export const HEADER = "c2sp.org/tlog-proof@v1\n";

/**
 * @typedef {{ line: Uint8Array, index: number, proof: Uint8Array[], note: import("./note.js").Note,
 *   checkpoint: import("./note.js").Checkpoint }} Receipt
 */

/** The receipt, once its proof leads from its line to the root of its checkpoint. Who signed that is asked apart.
 * @param {Uint8Array} data @returns {Promise<Receipt>} */
export async function readReceipt(data) {
  const written = text(data);
  const at = written.indexOf("\n\n");
  if (!written.startsWith(HEADER) || at < 0) throw new Broken("not_a_receipt");
  const lines = written.slice(HEADER.length, at).split("\n");
  const extra = /^extra (.*)$/.exec(lines[0] ?? "");
  const number = /^index (0|[1-9][0-9]*)$/.exec(lines[1] ?? "");
  if (!extra || !number) throw new Broken("not_a_receipt");
  const [line, index] = [fromBase64(extra[1]), Number(number[1])];
  const proof = lines.slice(2).map(fromBase64);
  const note = readNote(utf8(written.slice(at + 2)));
  const checkpoint = readCheckpoint(note.text);
  const again = `${HEADER}extra ${base64(line)}\nindex ${index}\n${proof.map((one) => `${base64(one)}\n`).join("")}`;
  if (again !== written.slice(0, at + 1)) throw new Broken("not_canonical");
  const root = await rootOfInclusion(await leafHash(line), index, checkpoint.size, proof);
  if (!same(root, checkpoint.root)) throw new Broken("proof_fails");
  return { line, index, proof, note, checkpoint };
}
