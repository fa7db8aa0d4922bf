// A page against the ledger: the figures that stand on it, as a reader sees them, and those that were added up.
//
// Each row of a page's tables says in `data-field` which figure it shows; the number itself is read from the cell.

import { questionKey } from "./count.js";
import { FIGURES } from "./sheets.js";

/** @typedef {import("./count.js").Figures} Figures @typedef {import("./count.js").Count} Count */

const NUMBER = /^\u2212?[0-9]{1,3}(?:[\u202f,][0-9]{3})*$/;

/** The number in a cell as it is read: `undefined` where it is none, `null` where it is a dash.
 * @param {string} shown @returns {bigint | null | undefined} */
export function numberShown(shown) {
  const written = shown.trim();
  if (written === "—") return null;
  if (!NUMBER.test(written)) return undefined;
  return BigInt(written.replace("\u2212", "-").replace(/[\u202f,]/g, ""));
}

/** A share as a page writes it: rounded half up, with as many decimals as the papers support.
 * @param {bigint | null} part @param {bigint | null} whole @param {string} language */
export function shareShown(part, whole, language) {
  if (part === null || !whole) return "—";
  const decimals = whole >= 1000n ? 2 : whole >= 100n ? 1 : 0;
  const scale = 10n ** BigInt(decimals);
  const up = 200n * part * scale + whole;
  const scaled = up >= 0n ? up / (2n * whole) : -((-up + 2n * whole - 1n) / (2n * whole));
  const digits = String(scaled).padStart(decimals + 1, "0");
  const written = decimals
    ? `${digits.slice(0, -decimals)}${language === "fr" ? "," : "."}${digits.slice(-decimals)}`
    : digits;
  return language === "fr" ? `${written}\u202f%` : `${written}%`;
}

/** All the figures of a place by field. @param {Figures} found @returns {Map<string, bigint | null>} */
export function byField({ figures, votes }) {
  const all = new Map([...figures, ...votes]);
  const [registered, voters] = [figures.get("registered") ?? null, figures.get("voters") ?? null];
  all.set("abstain", registered !== null && voters !== null && voters <= registered ? registered - voters : null);
  return all;
}

/**
 * The fields that a page shows otherwise than they were added up, or does not show; empty where all is as it should be.
 * @param {Document} page @param {Count} count @param {import("./ballot.js").Place} place
 * @returns {string[]}
 */
export function differences(page, count, place) {
  const differ = [];
  const language = page.documentElement.lang;
  const { contests, rounds } = count.ballot;
  for (const [at, contest] of contests.entries()) {
    for (const round of rounds) {
      const found = count.ballot.holds(contest.id, round) ? count.figures(contest, round, place) : null;
      const section = page.getElementById(`c${at + 1}-r${round.number}`);
      if (!found) {
        if (section) differ.push(contest.id);
        continue;
      }
      if (!section) {
        differ.push(contest.id);
        continue;
      }
      if (found.received === 0) continue;
      differ.push(...inSection(section, found, language));
    }
  }
  return differ;
}

/**
 * The same for a page that shows the results of several places, each in a section that says whose they are.
 * @param {Document} page @param {Count} count @param {Map<string, import("./ballot.js").Place>} places
 * @returns {string[]}
 */
export function sectionsDiffer(page, count, places) {
  return [...page.querySelectorAll("section[data-place]")].flatMap((section) => {
    const [, contest, round] = /^c(\d+)-r(\d+)$/.exec(section.id) ?? [];
    const place = places.get(/** @type {HTMLElement} */ (section).dataset.place ?? "");
    const of = count.ballot.contests[Number(contest) - 1];
    const held = count.ballot.rounds.find((one) => one.number === Number(round));
    const found = of && held && place ? count.figures(of, held, place) : null;
    if (!found) return [section.id];
    return found.received === 0 ? [] : inSection(section, found, page.documentElement.lang);
  });
}

/** @param {Element} section @param {Figures} found @param {string} language @returns {string[]} */
function inSection(section, found, language) {
  const expected = byField(found);
  const differ = [];
  const shown = new Set();
  for (const row of section.querySelectorAll("tr[data-field]")) {
    const field = /** @type {HTMLElement} */ (row).dataset.field ?? "";
    const [first, second] = [...row.querySelectorAll("td")].map((cell) => cell.textContent ?? "");
    const value = expected.get(field);
    shown.add(field);
    if (!expected.has(field) || numberShown(first) !== value) differ.push(field);
    else if (found.votes.has(field)) {
      const share = shareShown(value ?? null, found.figures.get("valid") ?? null, language);
      if (second.trim() !== share) differ.push(field);
    }
  }
  for (const option of found.votes.keys()) if (!shown.has(option)) differ.push(option);
  if (!shown.has("registered") || !shown.has("valid")) differ.push("valid");
  return differ;
}

/**
 * The same for the figures that programs read: `data/LEVEL/UNIT.json`.
 * @param {any} file @param {Count} count @param {import("./ballot.js").Place} place @returns {boolean} whether it agrees
 */
export function dataAgrees(file, count, place) {
  const { ballot } = count;
  const below = ballot.groups.has(place.id) ? place.leaves : ballot.unit(place.id).below;
  let seen = 0;
  for (const contest of ballot.contests) {
    for (const round of ballot.rounds) {
      const found = ballot.holds(contest.id, round) ? count.figures(contest, round, place) : null;
      const own = file.results.filter((/** @type {any} */ one) => one.contest === contest.id && one.round === round.number);
      if (own.length !== (found ? 1 : 0)) return false;
      if (!found) continue;
      seen += 1;
      const [result] = own;
      const options = [...found.votes.keys()];
      if (JSON.stringify(result.fields) !== JSON.stringify([...FIGURES, ...options])) return false;
      if (result.received !== found.received || result.expected !== found.expected) return false;
      if (!alike(result.figures, found, options)) return false;
      if (Object.keys(result.below).length !== below.length) return false;
      for (const unit of below) {
        const [parts, shown] = [count.figures(contest, round, ballot.place(unit)), result.below[unit]];
        if (!Array.isArray(shown)) return false;
        if (parts && !alike(shown, parts, options)) return false;
        if (!parts && shown.some((/** @type {any} */ one) => one !== null)) return false;
      }
    }
  }
  return seen === file.results.length;
}

/** @param {any[]} written @param {Figures} found @param {string[]} options */
function alike(written, found, options) {
  const figures = FIGURES.map((name) => found.figures.get(name) ?? null);
  const expected = [...figures, ...options.map((one) => found.votes.get(one) ?? null)];
  const same = (/** @type {any} */ one, /** @type {bigint | null} */ value) =>
    value === null ? one === null : Number.isSafeInteger(one) && BigInt(one) === value;
  return written.length === expected.length && expected.every((value, at) => same(written[at], value));
}

/**
 * What `data/results.json` says where contests are decided: votes and outcome.
 * @param {any} file @param {Count} count @returns {string[]} the questions on which it differs
 */
export function resultsDiffer(file, count) {
  const differ = [];
  if (file.contests.length !== count.questions.length) return ["questions"];
  for (const [at, question] of count.questions.entries()) {
    const { contest, round, place } = question;
    const written = file.contests[at];
    const found = count.figures(contest, round, place);
    const named = questionKey(question).replaceAll("\n", ", ");
    if (!found || questionKey(question) !== `${written.contest}\n${written.round}\n${written.unit}`) {
      differ.push(named);
      continue;
    }
    const options = [...found.votes.keys()];
    const figures = [...FIGURES.map((name) => written[name]), ...options.map((option) => written.votes[option])];
    if (Object.keys(written.votes).length !== options.length || !alike(figures, found, options)) differ.push(named);
    const outcome = count.outcome(question);
    if (outcome === undefined) continue;
    const said = written.outcome;
    const agrees = outcome === null || !said
      ? outcome === said
      : said.kind === outcome.kind && JSON.stringify(said.options) === JSON.stringify(outcome.options) &&
        Object.entries(outcome.seats ?? {}).every(([option, number]) => (said.seats?.[option] ?? 0) === number);
    if (!agrees) differ.push(named);
  }
  return differ;
}
