// The ledger as static files (C2SP tlog-tiles): tiles of 256 hashes, bundles of 256 lines.
//
//   tilePath(0, 1234067)         "tile/0/x001/x234/067"
//   entriesPath(273, 112)        "tile/entries/273.p/112"

import { Broken } from "./bytes.js";
import { nodeHash } from "./tree.js";

export const WIDTH = 256;

/** @param {string} kind @param {number} index @param {number} width */
function path(kind, index, width) {
  const digits = String(index);
  const parts = digits.padStart(3 * Math.ceil(digits.length / 3), "0").match(/.../g) ?? [];
  const written = ["tile", kind, ...parts.slice(0, -1).map((part) => `x${part}`), parts[parts.length - 1]].join("/");
  return width === WIDTH ? written : `${written}.p/${width}`;
}

/** @param {number} level @param {number} index @param {number} [width] */
export const tilePath = (level, index, width = WIDTH) => path(String(level), index, width);
/** @param {number} index @param {number} [width] */
export const entriesPath = (index, width = WIDTH) => path("entries", index, width);

/** The tiles of some hashes of a level: index and width of each. @param {number} hashes */
export function tilesOf(hashes) {
  const tiles = [];
  for (let index = 0; index * WIDTH < hashes; index += 1) {
    tiles.push({ index, width: Math.min(WIDTH, hashes - index * WIDTH) });
  }
  return tiles;
}

/** @param {Uint8Array} data @param {number} width @returns {Uint8Array[]} */
export function readTile(data, width) {
  if (data.length !== width * 32) throw new Broken("tile_unreadable");
  return Array.from({ length: width }, (_, place) => data.slice(32 * place, 32 * place + 32));
}

/** @param {Uint8Array} data @param {number} width @returns {Uint8Array[]} the lines of a bundle */
export function readBundle(data, width) {
  const lines = [];
  let at = 0;
  while (at < data.length) {
    const length = 256 * data[at] + data[at + 1];
    if (!(at + 2 + length <= data.length)) throw new Broken("tile_unreadable");
    lines.push(data.slice(at + 2, at + 2 + length));
    at += 2 + length;
  }
  if (lines.length !== width) throw new Broken("tile_unreadable");
  return lines;
}

/**
 * Hashes of full subtrees read from the tiles as they are needed. Nothing here is believed: the proofs made of
 * them are checked against signed roots.
 * @param {(name: string) => Promise<Uint8Array>} fetchFile @param {number} size
 * @returns {import("./tree.js").Node}
 */
export function nodesOfTiles(fetchFile, size) {
  /** @type {Map<string, Promise<Uint8Array[]>>} */
  const kept = new Map();
  const tile = (/** @type {number} */ level, /** @type {number} */ index) => {
    const width = Math.min(WIDTH, Math.floor(size / 256 ** level) - index * WIDTH);
    const name = tilePath(level, index, width);
    if (!kept.has(name)) kept.set(name, fetchFile(name).then((data) => readTile(data, width)));
    return /** @type {Promise<Uint8Array[]>} */ (kept.get(name));
  };
  return async (level, index) => {
    const above = level % 8;
    const first = index * 2 ** above;
    const from = first % WIDTH;
    let hashes = (await tile(Math.floor(level / 8), Math.floor(first / WIDTH))).slice(from, from + 2 ** above);
    while (hashes.length > 1) {
      const pairs = [];
      for (let at = 0; at + 1 < hashes.length; at += 2) pairs.push(nodeHash(hashes[at], hashes[at + 1]));
      hashes = await Promise.all(pairs);
    }
    if (hashes.length === 0) throw new Broken("tile_unreadable");
    return hashes[0];
  };
}
