// A section's receipt held against what is published now: is the line it shows in today's ledger, and signed?
//
// Only a few files are fetched: the checkpoint, the first line, the tiles of one proof. Where the key changed, or is
// not the one that the reader trusts, the whole ledger is read, to know which keys were ever in force.

import { same } from "./bytes.js";
import { readEvent } from "./events.js";
import { canVerifySignatures } from "./hash.js";
import { codeOf, verifyLedger } from "./ledger.js";
import { readCheckpoint, readKey, readNote, signedBy } from "./note.js";
import { readReceipt } from "./receipt.js";
import { Report } from "./report.js";
import { entriesPath, nodesOfTiles, readBundle } from "./tiles.js";
import { consistencyProof, consistent } from "./tree.js";

/**
 * @param {Uint8Array} data @param {import("./ledger.js").FetchFile} fetchInside files of the ledger's folder
 * @param {string} pinned the key that the reader trusts, or nothing @param {import("./ledger.js").Told} told
 * @returns {Promise<{ report: Report, receipt: import("./receipt.js").Receipt | null,
 *   event: import("./events.js").Event | null }>}
 */
export async function verifyReceipt(data, fetchInside, pinned, told) {
  const report = new Report();
  let [receipt, event] = [null, null];
  try {
    receipt = await readReceipt(data);
    ({ event } = readEvent(receipt.line));
  } catch (error) {
    report.wrong(codeOf(error));
    return { report, receipt: null, event: null };
  }
  const { checkpoint } = receipt;
  if (event.seq !== receipt.index) report.wrong("wrong_number", { line: receipt.index, facts: { found: event.seq } });
  report.checkpoint = checkpoint;
  const now = await published(fetchInside, report);
  if (!now) {
    await alone(receipt, pinned, report);
    return { report, receipt, event };
  }
  await checkKeys(receipt, now, fetchInside, pinned, report, told);
  if (now.checkpoint.origin !== checkpoint.origin) {
    report.wrong("other_ledger", { facts: { found: checkpoint.origin } });
  } else if (now.checkpoint.size < checkpoint.size) {
    report.wrong("rolled_back", { facts: { signed: checkpoint.size, size: now.checkpoint.size } });
  } else if (!(await continued(checkpoint, now.checkpoint, fetchInside))) {
    report.wrong("history_differs", { facts: { signed: checkpoint.size } });
  } else report.notice("receipt_in_ledger", { facts: { line: receipt.index, size: now.checkpoint.size } });
  return { report, receipt, event };
}

/** @param {import("./ledger.js").FetchFile} fetchInside @param {Report} report */
async function published(fetchInside, report) {
  const data = await fetchInside("checkpoint");
  if (!data) {
    report.not("no_ledger_here");
    return null;
  }
  try {
    const note = readNote(data);
    return { note, checkpoint: readCheckpoint(note.text) };
  } catch (error) {
    report.wrong("checkpoint_unreadable", { file: "checkpoint", facts: { why: codeOf(error) } });
    return null;
  }
}

/** A receipt with nothing to hold it against but the key that the reader trusts.
 * @param {import("./receipt.js").Receipt} receipt @param {string} pinned @param {Report} report */
async function alone(receipt, pinned, report) {
  if (!(await canVerifySignatures())) report.not("signatures_not_checked");
  else if (!pinned) report.wrong("receipt_unsigned");
  else if (await signedBy(receipt.note, await readKey(pinned))) report.key = pinned;
  else report.wrong("receipt_unsigned");
}

/** Both checkpoints are signed, by the key that the reader trusts or one it handed over to; without one, by the keys
 * that the ledger itself names.
 * @param {import("./receipt.js").Receipt} receipt @param {{ note: import("./note.js").Note }} now
 * @param {import("./ledger.js").FetchFile} fetchInside @param {string} pinned @param {Report} report
 * @param {import("./ledger.js").Told} told */
async function checkKeys(receipt, now, fetchInside, pinned, report, told) {
  if (!(await canVerifySignatures())) {
    report.not("signatures_not_checked");
    return;
  }
  const trusted = pinned || (await firstKey(fetchInside, readCheckpoint(now.note.text).size));
  if (trusted) {
    const key = await readKey(trusted);
    if ((await signedBy(receipt.note, key)) && (await signedBy(now.note, key))) {
      report.key = trusted;
      return;
    }
  }
  const whole = new Report();
  const ledger = await verifyLedger(fetchInside, whole, told);
  for (const { code, ...where } of whole.wrongs) report.wrong(code, where);
  if (!ledger) return;
  const keys = ledger.state.keys.map((held) => held.key);
  const signed = await Promise.all(keys.map((key) => signedBy(receipt.note, key)));
  if (!signed.includes(true)) report.wrong("receipt_unsigned");
  report.key = whole.key;
  if (pinned && !ledger.state.reachedFrom(pinned).includes(report.key ?? "")) {
    report.wrong("not_the_pinned_key", { facts: { pinned } });
  }
}

/** The key that line 0 names; nothing where it cannot be read. @param {import("./ledger.js").FetchFile} fetchInside
 * @param {number} size */
async function firstKey(fetchInside, size) {
  const width = Math.min(256, size);
  const data = await fetchInside(entriesPath(0, width));
  if (!data) return "";
  try {
    const { event } = readEvent(readBundle(data, width)[0]);
    return event.event === "ledger-opened/1" ? String(event.log_key) : "";
  } catch (error) {
    codeOf(error);
    return "";
  }
}

/** Whether the tree of the one is the beginning of that of the other, shown by a proof made from the tiles.
 * @param {import("./note.js").Checkpoint} old @param {import("./note.js").Checkpoint} now
 * @param {import("./ledger.js").FetchFile} fetchInside */
async function continued(old, now, fetchInside) {
  if (old.size === now.size) return same(old.root, now.root);
  const tile = async (/** @type {string} */ name) => (await fetchInside(name)) ?? new Uint8Array();
  try {
    const proof = await consistencyProof(nodesOfTiles(tile, now.size), old.size, now.size);
    return await consistent(old.size, now.size, old.root, now.root, proof);
  } catch (error) {
    codeOf(error);
    return false;
  }
}
