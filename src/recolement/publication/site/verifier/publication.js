// A whole publication verified from an address: its signed list, its ledger, its figures, its files.
//
//   const report = await verifyPublication(fetchFrom("../"), { everyFile: true, pinned: "", seen: null }, told)
//   report.holds            whether nothing is wrong, of what was looked at: `report.unseen` says what was not

import { Broken, same, utf8 } from "./bytes.js";
import { read } from "./canonical.js";
import { Count } from "./count.js";
import { sha256hex } from "./hash.js";
import { checkSeen, checkTexts, codeOf, verifyLedger } from "./ledger.js";
import { LIST, entryOf, lettersFor, partNames, partOf, readHead, readPart } from "./list.js";
import { readKey, signedBy } from "./note.js";
import { breathe, inBatches } from "./pace.js";
import { dataAgrees, differences, resultsDiffer, sectionsDiffer } from "./pages.js";
import { Report } from "./report.js";

/**
 * @typedef {import("./ledger.js").FetchFile} FetchFile
 * @typedef {import("./ledger.js").Told} Told
 * @typedef {{ everyFile: boolean, pinned: string, seen: Uint8Array | null,
 *   before?: (origin: string) => string | null }} Asked  `before`: the checkpoint that this browser kept
 */

const AT_ONCE = 12;

/** Files from an address; null where it has none. Nothing is taken from what the browser kept.
 * @param {string} base @returns {FetchFile} */
export const fetchFrom = (base) => async (name) => {
  const path = name.split("/").map(encodeURIComponent).join("/");
  const answer = await fetch(`${base.replace(/\/*$/, "/")}${path}`, { cache: "no-store", credentials: "omit" });
  if (answer.status === 404 || answer.status === 410) return null;
  if (!answer.ok) throw new Broken("not_reached", { address: name, reason: String(answer.status) });
  return new Uint8Array(await answer.arrayBuffer());
};

/** Runs a task for each of the items, some at a time.
 * @template T @param {T[]} items @param {(item: T) => Promise<void>} task @param {(done: number) => void} told */
async function each(items, task, told) {
  let [next, done] = [0, 0];
  const worker = async () => {
    while (next < items.length) {
      const item = items[next];
      next += 1;
      await task(item);
      done += 1;
      told(done);
      await breathe();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** @param {FetchFile} fetchFile @param {Asked} asked @param {Told} told @returns {Promise<Report>} */
export async function verifyPublication(fetchFile, asked, told) {
  const report = new Report();
  const listed = await readList(fetchFile, report, told);
  if (!listed) return report;
  const { entries, head, note } = listed;
  const ofLedger = head.madeOf.startsWith("ledger ");
  const insideFile = async (/** @type {string} */ name) => listedFile(fetchFile, entries, `ledger/${name}`, report);
  const ledger = ofLedger ? await verifyLedger(insideFile, report, told) : null;
  if (ofLedger && !ledger) return report;
  const count = ledger && !ledger.stopped && ledger.state.ballot ? new Count(ledger.state) : null;
  if (ledger) {
    await checkHead(head, note, report);
    await checkPinned(asked.pinned, ledger, report);
    await checkNames(entries, ledger, insideFile, report);
    if (asked.seen) await checkSeen(asked.seen, ledger, report, "evidence_fits_here");
    const before = asked.before?.(ledger.state.origin);
    if (before) await checkSeen(utf8(before), ledger, report, "kept");
  } else {
    if (note || head.madeOf !== "folder" || head.size !== 0 || head.root.length) report.wrong("manifest_differs", { file: LIST });
    if ([...entries.keys()].some((name) => name.startsWith("ledger/"))) report.wrong("manifest_differs", { file: LIST });
    report.notice("bundle_unsigned", { file: LIST });
    report.not("folder_not_counted");
    if (asked.pinned) report.wrong("not_the_pinned_key", { facts: { pinned: asked.pinned } });
    if (asked.seen) report.wrong("no_ledger_to_hold");
  }
  if (count) {
    for (const question of count.questions) {
      await breathe();
      const figures = count.figures(question.contest, question.round, question.place);
      if (figures) report.results.push({ question, figures, outcome: count.outcome(question) });
    }
  }
  await checkFiles(fetchFile, entries, count, asked.everyFile, report, told);
  return report;
}

/** @param {FetchFile} fetchFile @param {Report} report @param {Told} told */
async function readList(fetchFile, report, told) {
  const data = await fetchFile(LIST);
  if (!data) {
    report.wrong("file_missing", { file: LIST });
    return null;
  }
  let read;
  try {
    read = readHead(data);
  } catch (error) {
    codeOf(error);
    report.wrong("manifest_unreadable", { file: LIST });
    return null;
  }
  const { head, note } = read;
  const letters = lettersFor(head.files);
  const names = partNames(letters);
  const due = new Set(names);
  if ([...head.parts.keys()].some((name) => !due.has(name))) report.wrong("manifest_unreadable", { file: LIST });
  /** @type {Map<string, import("./list.js").Entry>} */
  const entries = new Map();
  await each(names, async (name) => {
    const [said, part] = [head.parts.get(name), await fetchFile(name)];
    if (!said || !part) {
      report.wrong("file_missing", { file: name });
      return;
    }
    if ((await sha256hex(part)) !== said.digest) report.wrong("file_altered", { file: name });
    try {
      const inside = readPart(part);
      if (inside.size !== said.files) report.wrong("file_altered", { file: name });
      const parts = await inBatches([...inside.keys()], (path) => partOf(path, letters));
      for (const part of parts) if (part !== name) report.wrong("manifest_unreadable", { file: name });
      for (const [path, entry] of inside) entries.set(path, entry);
    } catch (error) {
      codeOf(error);
      report.wrong("manifest_unreadable", { file: name });
    }
  }, (done) => told("list", done, names.length));
  const bytes = [...entries.values()].reduce((sum, entry) => sum + entry.size, 0);
  if (head.files !== entries.size || head.bytes !== bytes) report.wrong("manifest_unreadable", { file: LIST });
  return { head, note, entries };
}

/** A file held against the list. @param {FetchFile} fetchFile @param {Map<string, import("./list.js").Entry>} entries
 * @param {string} name @param {Report} report */
async function listedFile(fetchFile, entries, name, report) {
  const [entry, data] = [entries.get(name), await fetchFile(name)];
  if (!data) {
    if (entry) report.wrong("file_missing", { file: name });
    return null;
  }
  if (!entry) {
    report.wrong("unknown_file", { file: name });
    return data;
  }
  const found = await entryOf(data);
  report.files += 1;
  if (found.digest !== entry.digest || found.size !== entry.size) report.wrong("file_altered", { file: name });
  entries.delete(name); // looked at
  return data;
}

/** What the list says of the ledger, and who signed it. @param {import("./list.js").Head} head
 * @param {import("./note.js").Note | null} note @param {Report} report */
async function checkHead(head, note, report) {
  const { checkpoint } = report;
  if (!checkpoint) return;
  const said = head.madeOf === `ledger ${checkpoint.origin}` && head.size === checkpoint.size;
  if (!said || !same(head.root, checkpoint.root)) report.wrong("manifest_differs", { file: LIST });
  if (report.unseen.some((one) => one.code === "signatures_not_checked")) {
    if (!note || note.signatures.length !== 1) report.wrong("manifest_unsigned", { file: LIST });
    return;
  }
  const holds = note?.signatures.length === 1 && report.key && (await signedBy(note, await readKey(report.key)));
  if (!holds) report.wrong("manifest_unsigned", { file: LIST });
}

/** @param {string} pinned @param {import("./ledger.js").Ledger} ledger @param {Report} report */
async function checkPinned(pinned, { state }, report) {
  if (!pinned) return;
  if (report.key === null || !state.reachedFrom(pinned).includes(report.key)) {
    if (!report.unseen.some((one) => one.code === "signatures_not_checked")) {
      report.wrong("not_the_pinned_key", { facts: { pinned } });
    }
  }
}

/** The ledger's folder holds its tiles, its checkpoint, published texts, and nothing else.
 * @param {Map<string, import("./list.js").Entry>} entries @param {import("./ledger.js").Ledger} ledger
 * @param {FetchFile} insideFile @param {Report} report */
async function checkNames(entries, ledger, insideFile, report) {
  const left = [...entries.keys()].filter((name) => name.startsWith("ledger/")).map((name) => name.slice("ledger/".length));
  const texts = left.filter((name) => /^texts\/[0-9a-f]{64}$/.test(name));
  for (const name of left) {
    if (!texts.includes(name) && !ledger.names.has(name)) report.wrong("tile_unexpected", { file: `ledger/${name}` });
  }
  await checkTexts(insideFile, texts, ledger, report);
}

/** @param {FetchFile} fetchFile @param {Map<string, import("./list.js").Entry>} entries files not looked at so far
 * @param {Count | null} count @param {boolean} every @param {Report} report @param {Told} told */
async function checkFiles(fetchFile, entries, count, every, report, told) {
  const places = new Map(count?.ballot.places().map((place) => [place.id, place]));
  await checkFigures(fetchFile, entries, count, places, report, told);
  const left = [...entries.keys()].filter((name) => every || !name.endsWith(".html"));
  if (left.length < entries.size) report.not("pages_not_read", { count: entries.size - left.length });
  const parser = new DOMParser();
  const seen = new Set();
  await each(left, async (name) => {
    const data = await listedFile(fetchFile, entries, name, report);
    if (!count || !data || !name.endsWith(".html")) return;
    const page = parser.parseFromString(new TextDecoder().decode(data), "text/html");
    const unit = page.body.dataset.unit;
    const here = `${page.documentElement.lang} ${unit}`;
    const place = unit === undefined ? undefined : places.get(unit);
    let differ = sectionsDiffer(page, count, places);
    if (unit !== undefined) {
      differ = place && !seen.has(here) ? differences(page, count, place) : [unit];
      seen.add(here);
    }
    const fields = [...new Set(differ)].join(", ");
    if (differ.length) report.wrong("page_differs_here", { file: name, facts: { fields } });
  }, (done) => told("files", done, left.length));
  if (every && count && seen.size % places.size !== 0) report.wrong("pages_missing", { facts: { count: seen.size } });
}

/** The figures that programs read, held against the ledger.
 * @param {FetchFile} fetchFile @param {Map<string, import("./list.js").Entry>} entries @param {Count | null} count
 * @param {Map<string, import("./ballot.js").Place>} places @param {Report} report @param {Told} told */
async function checkFigures(fetchFile, entries, count, places, report, told) {
  const shown = new Set();
  const names = [...entries.keys()].filter((name) => name.startsWith("data/") && !name.startsWith("data/search/"));
  const differs = (/** @type {string} */ question, /** @type {string | undefined} */ file) =>
    report.wrong("figures_differ", { file, facts: { question } });
  await each(names, async (name) => {
    const data = await listedFile(fetchFile, entries, name, report);
    if (!data || !count) return;
    try {
      const file = read(data);
      if (name === "data/results.json") {
        for (const question of resultsDiffer(file, count)) differs(question, name);
        return;
      }
      const place = places.get(file.unit);
      if (!place || shown.has(file.unit) || !dataAgrees(file, count, place)) differs(String(file.unit), name);
      shown.add(file.unit);
    } catch (error) {
      if (!(error instanceof Broken || error instanceof TypeError)) throw error;
      differs("—", name); // JSON of another shape
    }
  }, (done) => told("figures", done, names.length));
  for (const { id } of places.values()) {
    if ((!count?.ballot.isSection(id) || places.size === 1) && !shown.has(id)) differs(id, undefined);
  }
}
