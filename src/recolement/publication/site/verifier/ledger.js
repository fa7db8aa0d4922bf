// A published ledger verified: lines, tiles, root, checkpoint, cosignatures, texts (format, section 7).
//
// `fetchFile(name)` gives a file of the ledger's folder, or null where there is none. Of what a line may do at its
// moment only who stands in a runoff is looked at (`runoffs.js`); the rights of acts and the pins of a proclamation
// are not: `recolement verify` does that.

import { Broken, fromHex, same, text, utf8 } from "./bytes.js";
import { read } from "./canonical.js";
import { readEvent } from "./events.js";
import { canVerifySignatures, hmac } from "./hash.js";
import { cosignedAt, madeBy, readCheckpoint, readNote, signedBy } from "./note.js";
import { breathe, inBatches } from "./pace.js";
import { Runoffs } from "./runoffs.js";
import { State } from "./state.js";
import { WIDTH, entriesPath, readBundle, readTile, tilePath, tilesOf } from "./tiles.js";
import { leafHash, levelsOf, rootAt } from "./tree.js";

/**
 * @typedef {(name: string) => Promise<Uint8Array | null>} FetchFile
 * @typedef {(step: string, done: number, of: number) => void} Told
 * @typedef {{ lines: Uint8Array[], levels: Uint8Array[][], state: State, stopped: boolean, cited: Set<string>,
 *   node: import("./tree.js").Node, names: Set<string> }} Ledger
 */

/** @param {FetchFile} fetchFile @param {import("./report.js").Report} report @param {Told} told
 * @returns {Promise<Ledger | null>} */
export async function verifyLedger(fetchFile, report, told) {
  const data = await fetchFile("checkpoint");
  if (!data) {
    report.wrong("file_missing", { file: "checkpoint" });
    return null;
  }
  let note;
  let checkpoint;
  try {
    note = readNote(data);
    checkpoint = readCheckpoint(note.text);
  } catch (error) {
    report.wrong("checkpoint_unreadable", { file: "checkpoint", facts: { why: codeOf(error) } });
    return null;
  }
  report.checkpoint = checkpoint;
  report.written = text(data);
  const ledger = await readLines(fetchFile, checkpoint.size, report, told);
  if (!ledger) return null;
  await checkTiles(fetchFile, ledger, report, told);
  if (!same(await rootAt(ledger.node, ledger.lines.length), checkpoint.root)) {
    report.wrong("history_differs", { file: "checkpoint", facts: { signed: checkpoint.size } });
  }
  await walk(ledger, report, told);
  if (ledger.state.origin !== checkpoint.origin) {
    report.wrong("other_ledger", { file: "checkpoint", facts: { found: checkpoint.origin } });
  }
  await checkSignatures(note, checkpoint, ledger, report);
  return ledger;
}

/** @param {unknown} error @returns {string} the code of what is broken; any other error is ours, and goes on */
export function codeOf(error) {
  if (error instanceof Broken) return typeof error.facts.why === "string" ? error.facts.why : error.code;
  throw error;
}

/** @param {FetchFile} fetchFile @param {number} size @param {import("./report.js").Report} report @param {Told} told
 * @returns {Promise<Ledger | null>} */
async function readLines(fetchFile, size, report, told) {
  const bundles = tilesOf(size);
  const lines = [];
  const names = new Set(["checkpoint"]);
  for (const { index, width } of bundles) {
    const name = entriesPath(index, width);
    names.add(name);
    const data = await fetchFile(name);
    if (!data) {
      report.wrong("file_missing", { file: name });
      return null;
    }
    try {
      lines.push(...readBundle(data, width));
      await breathe();
    } catch (error) {
      report.wrong(codeOf(error), { file: name });
      return null;
    }
    told("lines", index + 1, bundles.length);
  }
  const levels = await levelsOf(await inBatches(lines, leafHash));
  const node = async (/** @type {number} */ level, /** @type {number} */ index) => levels[level][index];
  return { lines, levels, node, names, state: new State(), stopped: false, cited: new Set() };
}

/** Each tile holds the hashes that the lines give. @param {FetchFile} fetchFile @param {Ledger} ledger
 * @param {import("./report.js").Report} report @param {Told} told */
async function checkTiles(fetchFile, ledger, report, told) {
  let level = 0;
  for (let size = ledger.lines.length; size > 0; size = Math.floor(size / WIDTH)) {
    const tiles = tilesOf(size);
    for (const { index, width } of tiles) {
      const name = tilePath(level, index, width);
      ledger.names.add(name);
      await breathe();
      const data = await fetchFile(name);
      if (!data) report.wrong("file_missing", { file: name });
      else {
        try {
          readTile(data, width).forEach((hash, place) => {
            const number = index * WIDTH + place;
            if (same(hash, ledger.levels[8 * level][number])) return;
            if (level === 0) report.wrong("leaf_differs_here", { file: name, line: number });
            else report.wrong("tile_differs", { file: name });
          });
        } catch (error) {
          report.wrong(codeOf(error), { file: name });
        }
      }
      told("tiles", index + 1, tiles.length);
    }
    level += 1;
  }
}

/** @param {Ledger} ledger @param {import("./report.js").Report} report @param {Told} told */
async function walk(ledger, report, told) {
  const keys = new Set();
  const runoffs = new Runoffs();
  for (const [number, line] of ledger.lines.entries()) {
    if (number % 500 === 0) told("events", number, ledger.lines.length);
    await breathe();
    let read;
    try {
      read = readEvent(line);
    } catch (error) {
      report.wrong(codeOf(error), { line: number });
      ledger.stopped = true;
      continue;
    }
    const { event, cited } = read;
    if (event.seq !== number) {
      report.wrong("wrong_number", { line: number, facts: { found: event.seq } });
      ledger.stopped = true;
    }
    if (ledger.stopped) continue;
    if (event.key !== undefined && keys.has(event.key)) report.wrong("key_twice", { line: number });
    keys.add(event.key);
    for (const one of cited) ledger.cited.add(one);
    try {
      runoffs.look(ledger.state, event, report);
      await ledger.state.take(event);
    } catch (error) {
      report.wrong("not_foldable", { line: number, facts: { why: codeOf(error) } });
      ledger.stopped = true;
    }
  }
  if (ledger.stopped) report.notice("reading_stopped", { line: ledger.state.size });
  else if (ledger.state.importing) report.wrong("import_unfinished", { line: ledger.state.size });
}

/** @param {import("./note.js").Note} note @param {import("./note.js").Checkpoint} checkpoint @param {Ledger} ledger
 * @param {import("./report.js").Report} report */
async function checkSignatures(note, checkpoint, { state }, report) {
  if (!(await canVerifySignatures())) {
    report.not("signatures_not_checked");
    return;
  }
  const key = state.keyAt(checkpoint.size);
  if (!key || !(await signedBy(note, key))) report.wrong("checkpoint_unsigned", { file: "checkpoint" });
  else report.key = key.written;
  for (const [witness, witnessKey] of state.witnesses) {
    if (!note.signatures.some((signature) => madeBy(signature, witnessKey))) continue;
    const at = await cosignedAt(note, witnessKey);
    if (at === null) report.wrong("cosignature_fails", { file: "checkpoint", facts: { witness } });
    else report.notice("cosigned", { facts: { witness, size: checkpoint.size } });
  }
  for (const held of state.keys.slice(1)) {
    const where = { line: held.since, facts: { reason: held.reason } };
    report.notice(held.handedOver ? "key_handed_over" : "key_without_hand_over", where);
  }
}

/** The texts that are published are cited, not erased, and what their names say.
 * @param {FetchFile} fetchFile @param {string[]} names under `texts/` @param {Ledger} ledger
 * @param {import("./report.js").Report} report */
export async function checkTexts(fetchFile, names, ledger, report) {
  for (const name of names) {
    const digest = name.slice("texts/".length);
    const data = await fetchFile(name);
    if (!data) continue; // the list says so
    try {
      const kept = read(data);
      const salted = typeof kept.text === "string" && /^[0-9a-f]{64}$/.test(kept.salt) && Object.keys(kept).length === 2;
      if (!salted) report.wrong("text_unreadable", { file: name });
      else if ((await hmac(fromHex(kept.salt), utf8(kept.text))) !== digest) report.wrong("text_altered", { file: name });
    } catch (error) {
      codeOf(error);
      report.wrong("text_unreadable", { file: name });
    }
    if (!ledger.stopped && !ledger.cited.has(digest)) report.wrong("text_uncited", { file: name });
    if (ledger.state.erased.has(digest)) report.wrong("text_not_erased", { file: name });
  }
}

/** What somebody kept: a checkpoint seen or cosigned before must be of this ledger, and not of a later state.
 * @param {Uint8Array} data @param {Ledger} ledger @param {import("./report.js").Report} report
 * @param {string} fits how it is said that it does */
export async function checkSeen(data, ledger, report, fits) {
  let note;
  let seen;
  try {
    note = readNote(data);
    seen = readCheckpoint(note.text);
  } catch (error) {
    report.wrong("evidence_unreadable", { facts: { why: codeOf(error) } });
    return;
  }
  const { state, lines, node } = ledger;
  if (!(await canVerifySignatures())) report.not("signatures_not_checked");
  else {
    const keys = await Promise.all(state.keys.map((held) => signedBy(note, held.key)));
    if (!keys.includes(true)) report.wrong("evidence_unsigned", { facts: { origin: seen.origin } });
  }
  if (seen.origin !== state.origin) report.wrong("other_ledger", { facts: { found: seen.origin } });
  else if (seen.size > lines.length) {
    const facts = { signed: seen.size, size: lines.length };
    report.wrong("rolled_back", { facts });
    for (const [witness, key] of state.witnesses) {
      if ((await cosignedAt(note, key)) !== null) report.wrong("older_than_witness", { facts: { witness, ...facts } });
    }
  } else if (!same(await rootAt(node, seen.size), seen.root)) {
    report.wrong("history_differs", { facts: { signed: seen.size } });
  } else report.notice(fits, { facts: { size: seen.size } });
}

