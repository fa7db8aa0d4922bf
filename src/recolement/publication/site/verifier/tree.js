// The Merkle tree over the lines (RFC 9162, section 2.1): leaves, nodes, the root, and the two kinds of proof.
//
// Sizes may exceed 32 bits: they are halved by division, never shifted.

import { Broken, join, same } from "./bytes.js";
import { sha256 } from "./hash.js";
import { inBatches } from "./pace.js";

/** @typedef {(level: number, index: number) => Promise<Uint8Array>} Node hash of a full subtree */

/** @param {Uint8Array} line */
export const leafHash = (line) => sha256(join(Uint8Array.of(0), line));
/** @param {Uint8Array} left @param {Uint8Array} right */
export const nodeHash = (left, right) => sha256(join(Uint8Array.of(1), left, right));

const odd = (/** @type {number} */ number) => number % 2 === 1;
const half = (/** @type {number} */ number) => Math.floor(number / 2);
/** The largest power of two smaller than the number. */
const below = (/** @type {number} */ number) => {
  let power = 1;
  while (power * 2 < number) power *= 2;
  return power;
};

/** Every full subtree, level by level; `node(level, index)` of it. @param {Uint8Array[]} leaves */
export async function levelsOf(leaves) {
  const levels = [leaves];
  for (let here = leaves; here.length > 1; here = levels[levels.length - 1]) {
    const pairs = Array.from({ length: Math.floor(here.length / 2) }, (_, at) => 2 * at);
    levels.push(await inBatches(pairs, (at) => nodeHash(here[at], here[at + 1])));
  }
  return levels;
}

/** @param {Node} node @param {number} start @param {number} end @returns {Promise<Uint8Array>} */
async function range(node, start, end) {
  const size = end - start;
  const level = Math.log2(size);
  if (Number.isInteger(level) && 2 ** level === size) return node(level, start / size);
  const middle = start + below(size);
  return nodeHash(await range(node, start, middle), await range(node, middle, end));
}

/** The root of the first lines. @param {Node} node @param {number} size */
export const rootAt = (node, size) => (size === 0 ? sha256(new Uint8Array()) : range(node, 0, size));

/** The root that a proof of inclusion leads to (RFC 9162, 2.1.3.2).
 * @param {Uint8Array} leaf @param {number} index @param {number} size @param {Uint8Array[]} proof */
export async function rootOfInclusion(leaf, index, size, proof) {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) {
    throw new Broken("proof_fails");
  }
  if ([leaf, ...proof].some((hash) => hash.length !== 32)) throw new Broken("proof_fails");
  let place = index;
  let last = size - 1;
  let root = leaf;
  for (const sibling of proof) {
    if (last === 0) throw new Broken("proof_fails");
    if (odd(place) || place === last) {
      root = await nodeHash(sibling, root);
      while (!odd(place) && place !== 0) {
        place = half(place);
        last = half(last);
      }
    } else root = await nodeHash(root, sibling);
    place = half(place);
    last = half(last);
  }
  if (last !== 0) throw new Broken("proof_fails");
  return root;
}

/** The hashes that show one tree to be the beginning of another (RFC 9162, 2.1.4.1).
 * @param {Node} node @param {number} old @param {number} now */
export async function consistencyProof(node, old, now) {
  let [start, end, whole] = [0, now, true];
  const proof = [];
  while (old !== end) {
    const middle = start + below(end - start);
    if (old <= middle) {
      proof.push(await range(node, middle, end));
      end = middle;
    } else {
      proof.push(await range(node, start, middle));
      start = middle;
      whole = false;
    }
  }
  if (!whole) proof.push(await range(node, start, end));
  return proof.reverse();
}

/** Whether both roots are of one tree, at two sizes (RFC 9162, 2.1.4.2).
 * @param {number} old @param {number} now @param {Uint8Array} oldRoot @param {Uint8Array} newRoot
 * @param {Uint8Array[]} proof @returns {Promise<boolean>} */
export async function consistent(old, now, oldRoot, newRoot, proof) {
  if (!Number.isSafeInteger(old) || !Number.isSafeInteger(now) || old < 0 || old > now) return false;
  if (old === now && old > 0) return proof.length === 0 && same(oldRoot, newRoot);
  if ([oldRoot, newRoot, ...proof].some((hash) => hash.length !== 32)) return false;
  if (old === 0) {
    const nothing = await sha256(new Uint8Array());
    return proof.length === 0 && same(oldRoot, nothing) && (now > 0 || same(newRoot, nothing));
  }
  const path = below(old * 2) === old ? [oldRoot, ...proof] : [...proof];
  if (path.length === 0) return false;
  let [last, end] = [old - 1, now - 1];
  while (odd(last)) [last, end] = [half(last), half(end)];
  let [first, second] = [path[0], path[0]];
  for (const sibling of path.slice(1)) {
    if (end === 0) return false;
    if (odd(last) || last === end) {
      first = await nodeHash(sibling, first);
      second = await nodeHash(sibling, second);
      while (!odd(last) && last !== 0) [last, end] = [half(last), half(end)];
    } else second = await nodeHash(second, sibling);
    [last, end] = [half(last), half(end)];
  }
  return end === 0 && same(first, oldRoot) && same(second, newRoot);
}
