// The list of a publication's files: a short signed text that names parts, each with the digests of files.
//
// docs/spec/bundle.md, "The list of files". Any other writing of the text or of a part is refused.

import { Broken, fromBase64, hex, text, utf8 } from "./bytes.js";
import { sha256, sha256hex } from "./hash.js";
import { readNote } from "./note.js";

export const LIST = "manifest.txt";

/**
 * @typedef {{ digest: string, size: number }} Entry
 * @typedef {{ madeOf: string, size: number, root: Uint8Array, files: number, bytes: number,
 *   parts: Map<string, { digest: string, files: number }> }} Head
 */

const NUMBER = "(0|[1-9][0-9]{0,15})";

/** The signed text, and the note it stands in if it is signed.
 * @param {Uint8Array} data @returns {{ head: Head, note: import("./note.js").Note | null }} */
export function readHead(data) {
  const whole = text(data);
  const note = whole.includes("\n\n") ? readNote(data) : null;
  const written = note ? note.text : whole;
  const broken = new Broken("manifest_unreadable");
  const [, madeOf, size, root, files, bytes, rest] = new RegExp(
    `^recolement-bundle/1\nmade of ([^\n]+)\nsize ${NUMBER}\nroot ([^\n]*)\nfiles ${NUMBER}\nbytes ${NUMBER}\n((?:part [^\n]+\n)*)$`,
  ).exec(written) ?? [];
  if (madeOf === undefined) throw broken;
  const parts = new Map();
  let last = "";
  for (const line of rest.split("\n").slice(0, -1)) {
    const [, digest, count, name] = new RegExp(`^part ([0-9a-f]{64}) ${NUMBER} (\\S+)$`).exec(line) ?? [];
    if (name === undefined || name <= last) throw broken;
    parts.set(name, { digest, files: Number(count) });
    last = name;
  }
  return {
    head: { madeOf, size: Number(size), root: fromBase64(root), files: Number(files), bytes: Number(bytes), parts },
    note,
  };
}

/** How many letters of a path's digest say its part. @param {number} files */
export function lettersFor(files) {
  let letters = 0;
  while (letters < 4 && files > 1000 * 16 ** letters) letters += 1;
  return letters;
}

/** @param {number} letters */
export const partNames = (letters) =>
  letters === 0
    ? ["manifest/all"]
    : Array.from({ length: 16 ** letters }, (_, number) => `manifest/${number.toString(16).padStart(letters, "0")}`);

/** @param {string} path @param {number} letters */
export const partOf = async (path, letters) =>
  letters === 0 ? "manifest/all" : `manifest/${(await sha256hex(utf8(path))).slice(0, letters)}`;

/** By code points, which is the order of the bytes of UTF-8. @param {string} one @param {string} other */
function before(one, other) {
  const [a, b] = [utf8(one), utf8(other)];
  for (let at = 0; at < a.length && at < b.length; at += 1) if (a[at] !== b[at]) return a[at] < b[at];
  return a.length < b.length;
}

/** @param {Uint8Array} data @returns {Map<string, Entry>} */
export function readPart(data) {
  const entries = new Map();
  const lines = text(data).split("\n");
  let last = null;
  if (lines.pop() !== "") throw new Broken("manifest_unreadable");
  for (const line of lines) {
    const [, digest, size, path] = /^([0-9a-f]{64}) (0|[1-9][0-9]{0,14}) ([^\x00-\x1f\x7f]+)$/.exec(line) ?? [];
    if (path === undefined || (last !== null && !before(last, path))) throw new Broken("manifest_unreadable");
    entries.set(path, { digest, size: Number(size) });
    last = path;
  }
  return entries;
}

/** @param {Uint8Array} data @returns {Promise<Entry>} */
export const entryOf = async (data) => ({ digest: hex(await sha256(data)), size: data.length });

