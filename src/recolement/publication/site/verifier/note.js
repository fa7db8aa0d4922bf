// Signed notes (C2SP signed-note), the checkpoint in one (tlog-checkpoint), cosignatures (tlog-cosignature).
//
//   const note = readNote(bytes)             text, and the lines that sign it; nothing verified yet
//   await signedBy(note, await readKey("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"))

import { Broken, base64, fromBase64, hex, join, same, text, utf8 } from "./bytes.js";
import { sha256, signed } from "./hash.js";

export const ED25519 = 1;
export const COSIGNATURE = 4;
const LONGEST = 1_000_000;

/**
 * @typedef {{ name: string, type: number, public: Uint8Array, id: Uint8Array, written: string }} Key
 * @typedef {{ name: string, id: Uint8Array, data: Uint8Array }} Signature
 * @typedef {{ text: string, signatures: Signature[] }} Note
 * @typedef {{ origin: string, size: number, root: Uint8Array }} Checkpoint
 */

const allowed = (/** @type {string} */ name) => /^[^\s+\p{Cc}]+$/u.test(name);

/** @param {string} written a verifier key, `name+id+base64` @returns {Promise<Key>} */
export async function readKey(written) {
  const [, name, id, coded] = /^([^+]*)\+([0-9a-f]{8})\+(.*)$/s.exec(written) ?? [];
  if (name === undefined || !allowed(name)) throw new Broken("bad_key");
  const material = fromBase64(coded);
  if (material.length !== 33 || ![ED25519, COSIGNATURE].includes(material[0])) throw new Broken("bad_key");
  const found = (await sha256(join(utf8(`${name}\n`), material))).slice(0, 4);
  if (hex(found) !== id) throw new Broken("bad_key");
  return { name, type: material[0], public: material.slice(1), id: found, written };
}

/** @param {string} line @returns {Signature} */
function readSignature(line) {
  const [, name, coded] = /^— ([^ ]+) (.+)$/s.exec(line) ?? [];
  if (name === undefined || !allowed(name)) throw new Broken("bad_signature_line");
  const data = fromBase64(coded);
  if (data.length < 5) throw new Broken("bad_signature_line");
  return { name, id: data.slice(0, 4), data: data.slice(4) };
}

/** @param {Uint8Array} data @returns {Note} */
export function readNote(data) {
  if (data.length > LONGEST) throw new Broken("note_too_long");
  const written = text(data);
  if (/[\x00-\x09\x0b-\x1f]/.test(written)) throw new Broken("control_character");
  const at = written.lastIndexOf("\n\n");
  const lines = written.slice(at + 2);
  if (at < 0 || !lines.endsWith("\n")) throw new Broken("no_signature_lines");
  return { text: written.slice(0, at + 1), signatures: lines.slice(0, -1).split("\n").map(readSignature) };
}

/** @param {Signature} signature @param {Key} key */
export const madeBy = (signature, key) => signature.name === key.name && same(signature.id, key.id);

/** Whether the key signed the note: a line of this key that does not verify makes it false.
 * @param {Note} note @param {Key} key */
export async function signedBy(note, key) {
  const made = note.signatures.filter((signature) => madeBy(signature, key));
  const message = utf8(note.text);
  for (const signature of made) {
    if (signature.data.length !== 64 || !(await signed(key.public, signature.data, message))) return false;
  }
  return made.length > 0;
}

/** When the witness cosigned the checkpoint, in seconds since 1970; `null` if it did not, or not validly.
 * @param {Note} note @param {Key} witness @returns {Promise<number | null>} */
export async function cosignedAt(note, witness) {
  for (const signature of note.signatures) {
    if (!madeBy(signature, witness) || signature.data.length !== 72) continue;
    const time = signature.data.slice(0, 8).reduce((sum, byte) => 256 * sum + byte, 0);
    const message = utf8(`cosignature/v1\ntime ${time}\n${note.text}`);
    if (Number.isSafeInteger(time) && (await signed(witness.public, signature.data.slice(8), message))) return time;
  }
  return null;
}

/** @param {string} written the text of a note @returns {Checkpoint} */
export function readCheckpoint(written) {
  const lines = written.split("\n");
  if (lines.length < 4 || lines.pop() !== "" || lines.some((line) => line === "")) throw new Broken("bad_checkpoint");
  const [origin, size, root] = lines;
  if (!/^(0|[1-9][0-9]*)$/.test(size) || !Number.isSafeInteger(Number(size))) throw new Broken("bad_checkpoint");
  const decoded = fromBase64(root);
  if (decoded.length !== 32) throw new Broken("bad_checkpoint");
  return { origin, size: Number(size), root: decoded };
}

/** @param {Checkpoint} checkpoint */
export const rootWritten = (checkpoint) => base64(checkpoint.root);
