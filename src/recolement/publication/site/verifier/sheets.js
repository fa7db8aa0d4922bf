// Which figures stand for a section, and why (format, section 8): corrections, rulings, annulment.
//
//   a sheet with A 40, B 45, and a correction "B 44"     A 40, B 44
//   the same, annulled by a ruling                       A 0, B 0, valid 0, its papers null

import { keyOf } from "./state.js";

export const FIGURES = ["registered", "signatures", "in_box", "voters", "blank", "null", "blank_null", "valid"];

/**
 * @typedef {import("./events.js").Event} Event
 * @typedef {{ figures: Record<string, number | null>, votes: Map<string, number> }} Sheet
 * @typedef {{ sheet: Sheet | null, annulled: boolean, aside: boolean, noVote: boolean, ruled: boolean }} Standing
 */

/** @param {Event} event @returns {Sheet} */
const sheetOf = (event) => ({
  figures: Object.fromEntries(FIGURES.map((name) => [name, event[name] ?? null])),
  votes: new Map(Object.entries(event.votes ?? {})),
});

const nothing = () => sheetOf({});

/** The first sheet of each section, contest and round; where there is none, its first entry.
 * @param {Event[]} sheets @param {Event[]} entries */
export function firstOf(sheets, entries) {
  /** @type {Map<string, Sheet>} */
  const first = new Map();
  const typed = [...entries.filter((one) => one.entry === "first"), ...entries.filter((one) => one.entry === "second")];
  for (const one of [...sheets, ...typed]) {
    const key = keyOf(one);
    if (!first.has(key)) first.set(key, sheetOf(one));
  }
  return first;
}

/** @param {Sheet} sheet @param {[string, number][]} values */
function withValues(sheet, values) {
  const changed = { figures: { ...sheet.figures }, votes: new Map(sheet.votes) };
  for (const [field, value] of values) {
    if (FIGURES.includes(field)) changed.figures[field] = value;
    else changed.votes.set(field, value);
  }
  return changed;
}

/**
 * What stands for one sheet, after every act that touches it.
 * @param {string} key @param {Sheet | undefined} recorded @param {string} annulment
 * @param {import("./proceedings.js").Proceedings} done
 * @returns {Standing}
 */
export function standing(key, recorded, annulment, done) {
  const acts = done.bySheet.get(key) ?? [];
  let aside = done.setAside.get(key);
  let sheet = recorded ?? null;
  let before = sheet;
  let annulled = false;
  const unit = key.slice(key.indexOf("\n", key.indexOf("\n") + 1) + 1);
  for (const { act, number } of acts) {
    if (act.event === "figure-corrected/1") {
      sheet = withValues(sheet ?? nothing(), [[act.field, act.value]]);
      continue;
    }
    if (aside !== undefined && number > aside) aside = undefined;
    if (act.effect === "correct") {
      const values = valuesFor(act, unit, sheet ?? nothing(), done);
      if (values.length) sheet = withValues(sheet ?? nothing(), values);
    } else if (act.effect === "annul") annulled = true;
    else if (act.effect === "vote_again") [sheet, before, annulled] = [null, sheet ?? before, false];
    else if (act.effect === "uphold" && !done.disputes.has(act.of)) [annulled, sheet] = [false, sheet ?? before];
  }
  if (!sheet) {
    const noVote = done.noVote.has(key);
    return { sheet: null, annulled: false, aside: false, noVote, ruled: !noVote && annulled };
  }
  if (annulled) sheet = annul(sheet, annulment);
  return { sheet, annulled, aside: aside !== undefined, noVote: false, ruled: false };
}

/**
 * The values that a correcting ruling gives a sheet: its own, else those its dispute asks for.
 * @param {Event} act @param {string} unit @param {Sheet} sheet
 * @param {import("./proceedings.js").Proceedings} done
 * @returns {[string, number][]}
 */
function valuesFor(act, unit, sheet, done) {
  const of = (/** @type {Event[]} */ values) =>
    values.filter((claim) => claim.unit === unit).map((claim) => /** @type {[string, number]} */ ([claim.field, claim.value]));
  const dispute = done.disputes.get(act.of)?.act;
  if (act.values || !dispute) return of(act.values ?? []);
  if (dispute.options?.length === 2) {
    const [one, other] = dispute.options;
    const [votes, others] = [sheet.votes.get(one), sheet.votes.get(other)];
    return votes === undefined || others === undefined ? [] : [[one, others], [other, votes]];
  }
  return of(dispute.values ?? []);
}

/** @param {Sheet} sheet the papers of the unit: found in the box, else the number of voters */
export const papersOf = (sheet) => sheet.figures.in_box ?? sheet.figures.voters;

/** @param {Sheet} sheet @param {string} annulment @returns {Sheet} */
function annul({ figures, votes }, annulment) {
  const zero = new Map([...votes.keys()].map((option) => [option, 0]));
  if (annulment === "null") {
    const { blank, null: nulls, blank_null: both } = figures;
    let papers = papersOf({ figures, votes });
    if (papers === null && votes.size) {
      papers = [...votes.values()].reduce((sum, one) => sum + one, 0) + (both ?? (blank ?? 0) + (nulls ?? 0));
    }
    const blankNull = both === null ? null : papers;
    return { figures: { ...figures, valid: 0, blank: 0, null: papers, blank_null: blankNull }, votes: zero };
  }
  const known = Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, value === null ? null : 0]));
  const registered = annulment === "all_zero" ? 0 : figures.registered;
  return { figures: { ...known, registered, valid: 0, blank: 0, null: 0 }, votes: zero };
}
