// The lines read one after another: keys and witnesses, the ballot, the sheets that are there, the acts.

import { Declaration } from "./ballot.js";
import { Broken, fromBase64, utf8 } from "./bytes.js";
import { isAct } from "./events.js";
import { signed } from "./hash.js";
import { COSIGNATURE, ED25519, readKey } from "./note.js";

/**
 * @typedef {import("./events.js").Event} Event
 * @typedef {import("./note.js").Key} Key
 * @typedef {{ key: Key, since: number, handedOver: boolean, reason: string }} Held
 */

const wrong = (/** @type {string} */ why) => new Broken("not_foldable", { why });
const DECLARING = /^(ballot|round|units|groups|rolls|contest|seats|options|option-units|standing|turnout-hours)-declared\/1$|^standing-declared\/2$/;

/** What a sheet is about, as one text. @param {Event} sheet */
export const keyOf = (sheet) => sheetKey(sheet.unit, sheet.contest, sheet.round);
/** @param {string} unit @param {string} contest @param {number} round */
export const sheetKey = (unit, contest, round) => `${round}\n${contest}\n${unit}`;

export class State {
  constructor() {
    this.size = 0;
    this.origin = "";
    /** @type {Held[]} */
    this.keys = [];
    /** @type {Map<string, Key>} */
    this.witnesses = new Map();
    /** @type {Map<string, number>} */
    this.erased = new Map();
    this.declaration = new Declaration();
    /** @type {import("./ballot.js").Ballot | null} */
    this.ballot = null;
    this.importing = false;
    /** @type {Event[]} */
    this.sheets = [];
    /** @type {Event[]} */
    this.entries = [];
    /** @type {Event[]} */
    this.acts = [];
    this.published = 0;
    /** @type {Set<string>} the call campaigns whose data is destroyed */
    this.purged = new Set();
  }

  /** @param {Event} event */
  async take(event) {
    if (event.event === "ledger-opened/1") await this.open(event);
    else if (this.size === 0) throw wrong("not_opened");
    else if (event.event === "key-changed/1") await this.changeKey(event);
    else if (event.event === "witness-named/1") await this.nameWitness(event);
    else if (event.event === "text-erased/1") this.erased.set(event.text, event.seq);
    else if (DECLARING.test(event.event)) {
      if (this.ballot) throw wrong("declaration_closed");
      this.declaration.take(event);
    } else if (event.event === "ballot-opened/1") {
      if (this.ballot) throw wrong("declaration_closed");
      this.ballot = this.declaration.ballot();
      this.importing = event.importing === true;
    } else this.afterOpening(event);
    this.size += 1;
  }

  /** @param {Event} event */
  async open(event) {
    if (this.size !== 0) throw wrong("opened_twice");
    if (event.format !== 1) throw wrong("unknown_format");
    const key = await readKey(event.log_key);
    if (key.type !== ED25519 || key.name !== event.origin) throw wrong("bad_key");
    this.origin = event.origin;
    this.keys.push({ key, since: event.seq, handedOver: false, reason: "" });
  }

  /** @param {Event} event */
  async changeKey(event) {
    const old = this.keys[this.keys.length - 1].key;
    const key = await readKey(event.log_key);
    if (key.type !== ED25519 || key.name !== this.origin) throw wrong("bad_key");
    if (this.keys.some((held) => held.key.written === key.written)) throw wrong("key_used_before");
    if (!["planned", "lost", "compromised"].includes(event.reason)) throw wrong("unknown_reason");
    const handedOver = event.signature !== undefined;
    if (!handedOver && event.reason === "planned") throw wrong("hand_over_missing");
    if (handedOver) {
      const message = `recolement-key-change/1\n${this.origin}\n${event.seq}\n${event.log_key}\n`;
      if (!(await signed(old.public, fromBase64(event.signature), utf8(message)))) throw wrong("bad_hand_over");
    }
    this.keys.push({ key, since: event.seq, handedOver, reason: event.reason });
  }

  /** @param {Event} event */
  async nameWitness(event) {
    const key = await readKey(event.witness_key);
    if (key.type !== COSIGNATURE) throw wrong("bad_key");
    if (this.witnesses.has(key.name) || key.name === this.origin) throw wrong("witness_named_before");
    this.witnesses.set(key.name, key);
  }

  /** @param {Event} event */
  afterOpening(event) {
    const ballot = this.ballot;
    if (!ballot) throw wrong("ballot_not_opened");
    switch (event.event) {
      case "sheet-recorded/1":
        this.sheets.push(this.sheet(event));
        break;
      case "entry-recorded/1":
        this.entries.push(this.sheet(event));
        break;
      case "sheet-returned/1": {
        const kept = this.sheets.filter((one) => keyOf(one) !== keyOf(event));
        if (kept.length === this.sheets.length) throw wrong("no_sheet");
        this.sheets = kept;
        break;
      }
      case "figure-published/1":
        this.published += 1;
        break;
      case "turnout-reported/1": // never part of a result
        if (!ballot.isSection(event.unit)) throw wrong("unknown_unit");
        ballot.round(event.round);
        if (!ballot.hours.includes(event.hour) || event.voters < 0) throw wrong("unknown_hour");
        break;
      case "call-lists-purged/1": // never part of a result either
        if (this.purged.has(event.campaign)) throw wrong("purged_twice");
        this.purged.add(event.campaign);
        break;
      case "round-added/1":
        ballot.gain(event);
        // What was done before speaks of the first round: there was no other.
        this.acts = this.acts.map((act) => ({ ...act, round: act.round ?? ballot.rounds[0].number }));
        break;
      case "runoff-prepared/1": {
        this.notUnderWay(event.round, event.contest);
        const options = ballot.known(event.contest, event.options);
        const round = ballot.round(event.round);
        round.standing.set(event.contest, new Set(options));
        round.at.delete(event.contest);
        break;
      }
      case "runoff-prepared/2":
        this.prepareAt(ballot, event);
        break;
      case "rolls-revised/1":
        this.notUnderWay(event.round, null);
        ballot.revise(event);
        break;
      case "folder-imported/1": {
        const found = [this.sheets.length, this.entries.length, this.published, this.acts.length];
        const said = [event.sheets, event.entries, event.publications, event.acts];
        if (!this.importing || found.some((count, place) => count !== said[place])) throw wrong("import_incomplete");
        this.importing = false;
        break;
      }
      default:
        if (isAct(event.event)) this.acts.push(this.act(event));
    }
  }

  /** @param {Event} event names a section, a contest held in that round, and options of it */
  sheet(event) {
    const ballot = /** @type {import("./ballot.js").Ballot} */ (this.ballot);
    const round = ballot.round(event.round);
    if (!ballot.isSection(event.unit)) throw wrong("unknown_unit");
    if (!ballot.holds(ballot.contest(event.contest).id, round)) throw wrong("unknown_contest");
    ballot.known(event.contest, Object.keys(event.votes ?? {}));
    return event;
  }

  /** @param {Event} event names places, a contest, a round that are there */
  act(event) {
    const ballot = /** @type {import("./ballot.js").Ballot} */ (this.ballot);
    if ((event.units ?? []).some((/** @type {string} */ unit) => !ballot.has(unit))) throw wrong("unknown_unit");
    if (event.contest !== undefined) ballot.contest(event.contest);
    if (event.round !== undefined) ballot.round(event.round);
    return event;
  }

  /** The runoff of some places, each neither begun nor, once it was said who stands there, opened.
   * @param {import("./ballot.js").Ballot} ballot @param {Event} event */
  prepareAt(ballot, { contest, round, places }) {
    const names = places.map((/** @type {Event} */ one) => one.place);
    if (names.length === 0 || new Set(names).size < names.length) throw wrong("places_not_once");
    const of = ballot.round(round);
    const before = of.at.get(contest);
    const [opened, begun] = [this.opened(round, contest), this.begun(round, contest)];
    ballot.standAt(contest, round, places);
    for (const name of names) {
      const said = before?.has(name) || of.standing.has(contest);
      const leaves = of.at.get(contest)?.get(name)?.leaves ?? [];
      if ((opened && said) || leaves.some((leaf) => begun.has(leaf))) throw wrong("round_under_way");
    }
  }

  /** @param {number} round @param {string | null} contest */
  notUnderWay(round, contest) {
    if (this.opened(round, contest) || this.begun(round, contest).size > 0) throw wrong("round_under_way");
  }

  /** @param {number} round @param {string | null} contest */
  opened(round, contest) {
    return this.acts.some(
      (act) =>
        act.event === "round-opened/1" &&
        (act.round ?? round) === round &&
        (contest === null || (act.contest ?? contest) === contest),
    );
  }

  /** The sections that have a sheet or an entry. @param {number} round @param {string | null} contest @returns {Set<string>} */
  begun(round, contest) {
    const there = [...this.sheets, ...this.entries].filter(
      (one) => one.round === round && (contest === null || one.contest === contest),
    );
    return new Set(there.map((one) => one.unit));
  }

  /** The key that signs a checkpoint of this size. @param {number} size */
  keyAt(size) {
    return this.keys.filter((held) => held.since < size).pop()?.key ?? null;
  }

  /** The pinned key and those it handed over to, one after another. @param {string} pinned */
  reachedFrom(pinned) {
    const reached = [];
    for (const held of this.keys) {
      if (held.key.written === pinned || (reached.length > 0 && held.handedOver)) reached.push(held.key.written);
      else if (reached.length > 0) break;
    }
    return reached;
  }
}
