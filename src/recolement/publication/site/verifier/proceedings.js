// What the acts did to the sheets: corrections, rulings, sheets set aside, no vote held, draws, withdrawals.
//
// Format, section 8. An act that is not allowed changes nothing; such acts are only in what was brought in from
// a folder.

import { sheetKey } from "./state.js";

/**
 * @typedef {import("./events.js").Event} Event
 * @typedef {import("./ballot.js").Ballot} Ballot
 * @typedef {{ units: string[] | null, contest: string | null, round: number | null }} Target
 */

export class Proceedings {
  /** @param {Ballot} ballot @param {Set<string>} received the keys of all sheets and entries */
  constructor(ballot, received) {
    this.ballot = ballot;
    this.received = received;
    /** @type {Map<string, { act: Event, number: number }[]>} corrections and rulings, by sheet, in order */
    this.bySheet = new Map();
    /** @type {Set<string>} */
    this.noVote = new Set();
    /** @type {Map<string, number>} by sheet, the number of the last act that set it aside */
    this.setAside = new Map();
    /** @type {Map<string, { act: Event, units: string[], closed: boolean }>} */
    this.disputes = new Map();
    /** @type {Map<string, { act: Event, lifted: boolean }>} */
    this.freezes = new Map();
    /** @type {Event[]} options that give up a runoff */
    this.withdrawals = [];
    /** @type {Map<string, string[][]>} by question, the orders drawn for its tie */
    this.drawn = new Map();
    this.number = 0;
  }

  /** @param {Event} act @param {(act: Event) => string[]} tiesDrawn the questions whose tie a draw answers now */
  read(act, tiesDrawn) {
    this.number += 1;
    const target = targetOf(act);
    switch (act.event) {
      case "figure-corrected/1": {
        const keys = this.keys(target);
        if (keys.length === 1) this.add(keys[0], act);
        break;
      }
      case "no-vote-held/1": {
        const keys = this.keys(target);
        if (keys.every((key) => !this.received.has(key) || this.awaitedAgain(key))) {
          for (const key of keys) this.noVote.add(key);
        }
        break;
      }
      case "sheet-set-aside/1":
        for (const key of this.keys(target)) this.setAside.set(key, this.number);
        break;
      case "dispute-filed/1":
        if (!this.disputes.has(act.id)) {
          const units = act.result ? [] : this.leaves(target.units?.length ? target.units : null);
          this.disputes.set(act.id, { act, units, closed: false });
        }
        break;
      case "result-frozen/1":
        if (!this.freezes.has(act.id)) this.freezes.set(act.id, { act, lifted: false });
        break;
      case "dispute-withdrawn/1":
        this.withdraw(act);
        break;
      case "ruling-made/1":
        this.rule(act);
        break;
      case "lots-drawn/1":
        this.draw(act, tiesDrawn);
        break;
    }
  }

  /** @param {string} key @param {Event} act */
  add(key, act) {
    const acts = this.bySheet.get(key);
    if (acts) acts.push({ act, number: this.number });
    else this.bySheet.set(key, [{ act, number: this.number }]);
  }

  /** @param {string[] | null} units */
  leaves(units) {
    if (units === null) return this.ballot.leaves;
    const found = units.filter((unit) => this.ballot.has(unit)).flatMap((unit) => this.ballot.leavesOf(unit));
    return [...new Set(found)];
  }

  /** Every sheet a target touches. @param {Target} target */
  keys({ units, contest, round }) {
    const leaves = this.leaves(units);
    const keys = [];
    for (const one of this.ballot.contests) {
      for (const held of this.ballot.rounds) {
        if (!this.ballot.holds(one.id, held)) continue;
        if ((contest ?? one.id) !== one.id || (round ?? held.number) !== held.number) continue;
        for (const leaf of leaves) keys.push(sheetKey(leaf, one.id, held.number));
      }
    }
    return keys;
  }

  /** Whether the last that was decided of a sheet is that the vote be held again. @param {string} key */
  awaitedAgain(key) {
    return this.bySheet.get(key)?.at(-1)?.act.effect === "vote_again";
  }

  /** @param {Event} act */
  withdraw(act) {
    const dispute = this.disputes.get(act.of);
    if (dispute) dispute.closed = true;
    else {
      const contests = this.ballot.contests.filter((one) => (act.contest ?? one.id) === one.id);
      if (contests.some((one) => one.options.some((option) => option.id === act.of))) this.withdrawals.push(act);
    }
  }

  /** @param {Event} act */
  rule(act) {
    const dispute = act.of ? this.disputes.get(act.of) : undefined;
    const freeze = act.of && !dispute ? this.freezes.get(act.of) : undefined;
    const keys = this.keys(this.ruled(act, dispute, freeze));
    if (this.refused(act, keys, dispute, freeze)) return;
    if (dispute) dispute.closed = true;
    if (freeze && act.effect === "lift") freeze.lifted = true;
    if (act.effect === "lift" || (freeze && act.effect === "uphold")) return;
    for (const key of keys) this.add(key, act);
  }

  /**
   * Its own units if it names some, else those of what it answers and of its values.
   * @param {Event} act
   * @param {{ act: Event, units: string[] } | undefined} dispute
   * @param {{ act: Event } | undefined} freeze
   * @returns {Target}
   */
  ruled(act, dispute, freeze) {
    const own = targetOf(act);
    const of = dispute || freeze ? targetOf((dispute ?? freeze)?.act ?? act) : null;
    const [contest, round] = [own.contest ?? of?.contest ?? null, own.round ?? of?.round ?? null];
    let { units } = own;
    if (units === null && act.of) {
      if (dispute) units = dispute.units;
      else if (freeze) units = targetOf(freeze.act).units;
      else units = this.ballot.has(act.of) ? [act.of] : [];
    }
    if (own.units === null && act.values) {
      const named = act.values.map((/** @type {Event} */ claim) => claim.unit);
      units = act.of && units === null ? null : [...new Set([...named, ...(units ?? [])])];
    }
    return { units, contest, round };
  }

  /**
   * @param {Event} act @param {string[]} keys
   * @param {{ act: Event, closed: boolean } | undefined} dispute
   * @param {{ lifted: boolean } | undefined} freeze
   */
  refused(act, keys, dispute, freeze) {
    const touched = new Set(keys.map((key) => key.split("\n")[1]));
    for (const contest of this.ballot.contests) {
      if ((keys.length === 0 || touched.has(contest.id)) && !carried(act, contest.rulebook.ruling)) return true;
    }
    if (act.effect === "lift") return !freeze || freeze.lifted;
    if (act.of && !dispute && !freeze && !this.ballot.has(act.of)) return true;
    if (dispute?.closed) return true;
    if (!act.of && act.units === undefined && !act.values && !act.result) return true;
    const units = new Set(keys.map((key) => key.split("\n")[2]));
    if (act.values?.some((/** @type {Event} */ claim) => !units.has(claim.unit))) return true;
    return act.effect === "correct" && !act.values && !(dispute && (dispute.act.options || dispute.act.values));
  }

  /** @param {Event} act @param {(act: Event) => string[]} tiesDrawn */
  draw(act, tiesDrawn) {
    const order = new Set(act.order);
    const options = new Set(act.options.length ? act.options : act.order);
    if (order.size !== act.order.length || order.size !== options.size || ![...order].every((one) => options.has(one))) {
      return;
    }
    for (const question of tiesDrawn(act)) {
      this.drawn.set(question, [...(this.drawn.get(question) ?? []), act.order]);
    }
  }
}

/** @param {Event} act @returns {Target} */
const targetOf = (act) => ({ units: act.units ?? null, contest: act.contest ?? null, round: act.round ?? null });

/** Whether the recorded vote carries the ruling, or none was recorded. @param {Event} act @param {string} needs */
function carried(act, needs) {
  if (act.for === undefined && act.against === undefined && act.abstaining === undefined) return true;
  const [pro, contra] = [act.for ?? 0, act.against ?? 0];
  return needs === "unanimity" ? pro > 0 && contra === 0 : pro > contra;
}

export { targetOf };
