// Adding up: the figures of every place from what stands in its sections, and the totals that a rule is asked about.
//
// Sums are exact, as BigInt where a number would not be: no figure is ever rounded.

import { outcomeOf, RULES } from "./majority.js";
import { Proceedings, targetOf } from "./proceedings.js";
import { SEATS, seatsOf } from "./seats.js";
import { FIGURES, firstOf, papersOf, standing } from "./sheets.js";
import { sheetKey } from "./state.js";

/**
 * @typedef {import("./ballot.js").Ballot} Ballot
 * @typedef {import("./ballot.js").Contest} Contest
 * @typedef {import("./ballot.js").Round} Round
 * @typedef {import("./ballot.js").Place} Place
 * @typedef {import("./ballot.js").Option} Option
 * @typedef {import("./sheets.js").Standing} Standing
 * @typedef {{ figures: Map<string, bigint | null>, votes: Map<string, bigint | null>, received: number,
 *   expected: number }} Figures
 * @typedef {{ contest: Contest, round: Round, last: boolean, place: Place, options: Option[] }} Question
 * @typedef {{ kind: string, options: string[], lots?: string[], seats?: Record<string, number> } | null | undefined} Outcome
 *   `undefined`: this program does not know the rule
 */

export class Count {
  /** @param {import("./state.js").State} state */
  constructor(state) {
    this.ballot = /** @type {Ballot} */ (state.ballot);
    this.first = firstOf(state.sheets, state.entries);
    const received = new Set(this.first.keys());
    this.questions = questions(this.ballot);
    /** @type {Map<string, Set<string>>} by contest and round, the sections that are expected */
    this.expected = new Map();
    for (const { contest, round, place } of this.questions) {
      const key = `${round.number}\n${contest.id}`;
      const kept = this.expected.get(key) ?? new Set();
      for (const leaf of place.leaves) kept.add(leaf);
      this.expected.set(key, kept);
    }
    this.done = new Proceedings(this.ballot, received);
    /** @type {Map<string, Standing>} */
    this.kept = new Map();
    for (const act of state.acts) {
      this.done.read(act, (draw) => this.tiesDrawn(draw));
      this.kept.clear();
    }
  }

  /** @param {Contest} contest @param {Round} round @param {string} leaf */
  standing(contest, round, leaf) {
    const key = sheetKey(leaf, contest.id, round.number);
    let found = this.kept.get(key);
    if (!found) {
      found = standing(key, this.first.get(key), contest.rulebook.annulment, this.done);
      this.kept.set(key, found);
    }
    return found;
  }

  /** The figures of a contest's round at any place; `null` where it has no section there.
   * @param {Contest} contest @param {Round} round @param {Place} place @returns {Figures | null} */
  figures(contest, round, place) {
    const expected = this.expected.get(`${round.number}\n${contest.id}`) ?? new Set();
    const leaves = place.leaves.filter((leaf) => expected.has(leaf));
    if (!leaves.length) return null;
    const own = this.questions.find((one) => one.contest === contest && one.round === round && one.place.id === place.id);
    const options = own ? own.options : this.optionsAt(contest, round, leaves);
    const names = [...FIGURES, ...options.map((option) => option.id)];
    const places = new Map(options.map((option, at) => [option.id, FIGURES.length + at]));
    /** @type {(number | bigint | null)[]} */
    const sums = Array(names.length).fill(null);
    let received = 0;
    for (const leaf of leaves) {
      const { sheet, aside, noVote } = this.standing(contest, round, leaf);
      if (sheet && !aside && !noVote) received += 1;
      if (!sheet || aside) continue;
      const offered = options.filter((option) => !option.leaves || option.leaves.has(leaf));
      const all = completed(sheet, offered, contest.rulebook.voters_are, this.ballot.roll(leaf, round.number));
      for (let at = 0; at < FIGURES.length; at += 1) sums[at] = plus(sums[at], all[FIGURES[at]]);
      for (const [option, value] of sheet.votes) {
        const at = places.get(option);
        if (at !== undefined) sums[at] = plus(sums[at], value);
      }
    }
    const whole = names.map((name, at) => /** @type {[string, bigint | null]} */ ([name, asBigInt(sums[at])]));
    return {
      figures: new Map(whole.slice(0, FIGURES.length)),
      votes: new Map(whole.slice(FIGURES.length)),
      received,
      expected: leaves.length,
    };
  }

  /** Who stands and is on offer in one of these sections, or has votes there.
   * @param {Contest} contest @param {Round} round @param {string[]} leaves */
  optionsAt(contest, round, leaves) {
    const options = this.ballot.standing(contest, round);
    if (options.every((option) => !option.leaves)) return options;
    const given = new Set(leaves.flatMap((leaf) => [...(this.standing(contest, round, leaf).sheet?.votes.keys() ?? [])]));
    return options.filter((one) => !one.leaves || given.has(one.id) || leaves.some((leaf) => one.leaves?.has(leaf)));
  }

  /** Who gave up the runoff that a question opens, with those who do so only now.
   * @param {Question} question @param {Set<string>} also */
  withdrawn(question, also) {
    const acts = this.done.withdrawals.filter((act) => concerns(targetOf(act), question));
    return new Set([...acts.map((act) => act.of), ...also]);
  }

  /** What the rule makes of the totals now, these having withdrawn too.
   * @param {Question} question @param {Set<string>} [also] @returns {Outcome} */
  outcome(question, also = new Set()) {
    const { contest, round, place, options } = question;
    const { rulebook } = contest;
    const shares = SEATS.has(rulebook.rule);
    if (!(shares || RULES.has(rulebook.rule)) || rulebook.mandates !== undefined) return undefined;
    const totals = this.totals(question);
    const cast = options.some((_, cell) => totals[cell] !== 0n);
    if (!cast && !(rulebook.blank === "valid" && totals[options.length] !== 0n)) return null;
    if ([...(this.figures(contest, round, place)?.votes.values() ?? [null])].includes(null)) return null;
    const poll = {
      options, totals, rulebook,
      seats: rulebook.seats ?? contest.seats[place.id],
      second: round.number > 1 || question.last,
      draws: this.done.drawn.get(questionKey(question)) ?? [],
      withdrawn: this.withdrawn(question, also),
    };
    return shares ? seatsOf(poll) : outcomeOf(poll);
  }

  /** Every registered voter in one cell: each option, then blank, null and abstain.
   * @param {Question} question @returns {bigint[]} */
  totals({ contest, round, place, options }) {
    const totals = Array(options.length + 3).fill(0n);
    for (const leaf of place.leaves) {
      const { sheet, annulled, aside } = this.standing(contest, round, leaf);
      const roll = this.ballot.roll(leaf, round.number);
      if (!sheet || aside) totals[options.length + 2] += BigInt(roll ?? 0);
      else if (!(annulled && contest.rulebook.annulment === "all_zero")) {
        placed(sheet, options, roll).forEach((papers, cell) => { totals[cell] += BigInt(papers); });
      }
    }
    return totals;
  }

  /** The questions that wait for lots among exactly the options drawn.
   * @param {import("./events.js").Event} draw @returns {string[]} */
  tiesDrawn(draw) {
    const target = targetOf(draw);
    return this.questions
      .filter((question) => {
        if (!concerns(target, question)) return false;
        const lots = this.outcome(question)?.lots;
        return lots !== undefined && lots.length === new Set(draw.order).size && lots.every((one) => draw.order.includes(one));
      })
      .map(questionKey);
  }
}

/** @param {Question} question */
export const questionKey = ({ contest, round, place }) => `${contest.id}\n${round.number}\n${place.id}`;

/** @param {import("./proceedings.js").Target} target @param {Question} question */
export const concerns = (target, { contest, round, place }) =>
  (target.contest ?? contest.id) === contest.id &&
  (target.round ?? round.number) === round.number &&
  (target.units === null || target.units.includes(place.id));

/** Each contest, round and place where it is decided, in the order of the ballot. @param {Ballot} ballot */
function questions(ballot) {
  /** @type {Question[]} */
  const found = [];
  for (const contest of ballot.contests) {
    const places = ballot.decidedIn(contest);
    const held = ballot.rounds.filter((round) => ballot.holds(contest.id, round));
    for (const round of held) {
      for (const place of places) {
        const said = round.at.get(contest.id)?.get(place.id)?.stand;
        if (said?.size === 0) continue; // decided before: it votes no more
        const options = ballot.standing(contest, round)
          .filter((option) => !said || said.has(option.id))
          .filter((option) => !option.leaves || place.leaves.some((leaf) => option.leaves?.has(leaf)));
        found.push({ contest, round, last: held.length > 1 && round === held.at(-1), place, options });
      }
    }
  }
  return found;
}

/** A sum that stays exact: a number as long as it can be one. What is not known adds nothing.
 * @param {number | bigint | null} sum @param {number | bigint | null} value @returns {number | bigint | null} */
export function plus(sum, value) {
  if (sum === null || value === null) return sum ?? value;
  if (typeof sum === "number" && typeof value === "number" && Number.isSafeInteger(sum + value)) return sum + value;
  return BigInt(sum) + BigInt(value);
}

/** @param {number | bigint | null} sum */
const asBigInt = (sum) => (sum === null ? null : BigInt(sum));

/**
 * A sheet's eight figures with what follows from the others: registered from the roll, voters from the box or the
 * signatures, blank and null together, valid from the votes where all are known.
 * @param {import("./sheets.js").Sheet} sheet @param {Option[]} offered @param {string} votersAre
 * @param {number | null} roll @returns {Record<string, number | bigint | null>}
 */
function completed({ figures, votes }, offered, votersAre, roll) {
  const all = /** @type {Record<string, number | bigint | null>} */ ({ ...figures });
  all.registered ??= roll;
  all.voters ??= votersAre === "signatures" ? all.signatures : all.in_box;
  if (all.blank_null === null && all.blank !== null && all.null !== null) all.blank_null = plus(all.blank, all.null);
  if (all.valid === null && offered.every((option) => votes.has(option.id))) {
    all.valid = offered.reduce((sum, option) => plus(sum, votes.get(option.id) ?? 0), /** @type {any} */ (0));
  }
  return all;
}

/** @param {import("./sheets.js").Sheet} sheet @param {Option[]} options @param {number | null} roll */
function placed(sheet, options, roll) {
  const { blank, null: nulls, blank_null: both, registered } = sheet.figures;
  const votes = options.map((option) => BigInt(sheet.votes.get(option.id) ?? 0));
  const cast = votes.reduce((sum, one) => sum + one, 0n);
  const known = (/** @type {number | null} */ value) => BigInt(value ?? 0);
  let [white, other] = [known(blank), known(nulls)];
  if (blank === null || nulls === null) {
    const papers = papersOf(sheet);
    const together = both !== null ? BigInt(both) : papers !== null ? BigInt(papers) - cast : null;
    const left = together === null ? 0n : together - white - other;
    const rest = left > 0n ? left : 0n;
    if (nulls !== null && options.every((option) => sheet.votes.has(option.id))) white = rest;
    else other += rest;
  }
  const base = roll ?? registered;
  const abstain = base === null ? 0n : BigInt(base) - cast - white - other;
  return [...votes, white, other, abstain > 0n ? abstain : 0n];
}
