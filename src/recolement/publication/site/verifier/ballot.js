// The ballot that a ledger declares: its tree, groups, rolls, contests, rounds, and who stands where.

import { Broken } from "./bytes.js";

/**
 * @typedef {import("./events.js").Event} Event
 * @typedef {{ id: string, level: string, name: string, parent?: string, registered?: number, mandates?: number,
 *   below: string[] }} Unit
 * @typedef {{ id: string, level: string, name: string, leaves: string[] }} Place
 * @typedef {{ id: string, name: string, kind: string, born?: string, since?: string, members?: Event[],
 *   leaves: Set<string> | null }} Option  `leaves`: the sections where alone it is on offer
 * @typedef {{ id: string, name: string, rulebook: Event, seats: Record<string, number>, scope: Event,
 *   options: Option[] }} Contest
 * @typedef {Map<string, { stand: Set<string>, leaves: string[] }>} ByPlace  who stands at a place; nobody: it votes no more
 * @typedef {{ number: number, contests: string[] | null, standing: Map<string, Set<string>>, at: Map<string, ByPlace>,
 *   narrowed: Map<string, Option[]> }} Round
 */

const wrong = (/** @type {string} */ why) => new Broken("not_foldable", { why });

/** The declaration while it is made, one event after another. */
export class Declaration {
  constructor() {
    /** @type {Record<string, Event[]>} */
    this.events = {};
  }

  /** @param {Event} event */
  take(event) {
    (this.events[event.event] ??= []).push(event);
  }

  /** @param {string} name @returns {Event[]} */
  all(name) {
    return this.events[name] ?? [];
  }

  /** @returns {Ballot} */
  ballot() {
    return new Ballot(this);
  }
}

export class Ballot {
  /** @param {Declaration} declared */
  constructor(declared) {
    const [head, ...more] = declared.all("ballot-declared/1");
    if (!head || more.length || head.levels.length === 0) throw wrong("declaration_incomplete");
    this.title = String(head.title);
    this.language = String(head.language);
    /** @type {Map<string, Unit>} */
    this.units = new Map();
    /** @type {Map<string, Place>} */
    this.groups = new Map();
    /** @type {Map<string, number>} */
    this.rolls = new Map();
    /** @type {Contest[]} */
    this.contests = [];
    /** @type {Round[]} */
    this.rounds = [];
    /** @type {Map<string, string[]>} */
    this.leavesKept = new Map();
    /** @type {string[]} the hours at which sections report turnout */
    this.hours = declared.all("turnout-hours-declared/1").flatMap((event) => event.hours);
    const ordered = this.hours.every((hour, at) => at === 0 || this.hours[at - 1] < hour);
    if (declared.all("turnout-hours-declared/1").length > 1 || !ordered) throw wrong("bad_hours");
    this.plant(declared);
    for (const event of declared.all("rolls-declared/1")) this.revise(event);
    this.declareContests(declared);
    this.declareRounds(declared);
  }

  /** @param {Declaration} declared the tree and the groups */
  plant(declared) {
    for (const unit of declared.all("units-declared/1").flatMap((event) => event.units)) {
      if (this.units.has(unit.id)) throw wrong("declared_twice");
      this.units.set(unit.id, { ...unit, below: [] });
    }
    const roots = [];
    for (const unit of this.units.values()) {
      if (unit.parent === undefined) roots.push(unit.id);
      else this.unit(unit.parent).below.push(unit.id);
    }
    if (roots.length !== 1) throw wrong("tree_broken");
    this.root = roots[0];
    this.walked = this.walk(this.root);
    if (this.walked.length !== this.units.size) throw wrong("tree_broken");
    this.leaves = this.leavesOf(this.root);
    for (const { kind, id, name, units } of declared.all("groups-declared/1").flatMap((event) => event.groups)) {
      const address = `${kind}:${id}`;
      const group = this.groups.get(address) ?? { id: address, level: kind, name, leaves: [] };
      const leaves = units.flatMap((/** @type {string} */ unit) => (this.unit(unit), this.leavesOf(unit)));
      group.leaves = [...new Set([...group.leaves, ...leaves])];
      this.groups.set(address, group);
    }
  }

  /** @param {string} id */
  unit(id) {
    const unit = this.units.get(id);
    if (!unit) throw wrong("unknown_unit");
    return unit;
  }

  /** A unit and all under it, parents first. @param {string} from */
  walk(from) {
    const [stack, found] = [[from], /** @type {string[]} */ ([])];
    for (let unit = stack.pop(); unit !== undefined; unit = stack.pop()) {
      found.push(unit);
      if (found.length > this.units.size) throw wrong("tree_broken");
      stack.push(...this.unit(unit).below.toReversed());
    }
    return found;
  }

  /** Whether a unit counts and signs itself. @param {string} id */
  isSection(id) {
    return this.units.get(id)?.below.length === 0;
  }

  /** The sections under a unit or a group, in tree order. @param {string} place */
  leavesOf(place) {
    let leaves = this.groups.get(place)?.leaves ?? this.leavesKept.get(place);
    if (!leaves) {
      leaves = this.walk(place).filter((unit) => this.isSection(unit));
      this.leavesKept.set(place, leaves);
    }
    return leaves;
  }

  /** @param {string} place */
  has(place) {
    return this.units.has(place) || this.groups.has(place);
  }

  /** @param {string} id @returns {Place} */
  place(id) {
    const group = this.groups.get(id);
    if (group) return group;
    const { level, name } = this.unit(id);
    return { id, level, name, leaves: this.leavesOf(id) };
  }

  /** Every unit, then every group. */
  places() {
    return [...this.walked, ...this.groups.keys()].map((id) => this.place(id));
  }

  /** @param {string} level a level of the tree, or a kind of groups */
  placesAt(level) {
    const groups = [...this.groups.values()].filter((group) => group.level === level);
    return groups.length ? groups : this.walked.filter((id) => this.unit(id).level === level).map((id) => this.place(id));
  }

  /** @param {Event} event rolls of a round, over those known before */
  revise(event) {
    for (const [unit, count] of Object.entries(event.rolls)) {
      this.unit(unit);
      this.rolls.set(`${event.round}\n${unit}`, /** @type {number} */ (count));
    }
  }

  /** The closed roll of a section in a round; `null` is unknown. @param {string} unit @param {number} round */
  roll(unit, round) {
    return this.rolls.get(`${round}\n${unit}`) ?? this.unit(unit).registered ?? null;
  }

  /** @param {Declaration} declared */
  declareContests(declared) {
    for (const event of declared.all("contest-declared/1")) {
      if (this.contests.some((one) => one.id === event.contest)) throw wrong("declared_twice");
      const seats = Object.assign({}, ...declared.all("seats-declared/1")
        .filter((one) => one.contest === event.contest).map((one) => one.seats));
      const scope = { each: event.scope_each === true, kind: event.scope_kind ?? null, id: event.scope_id ?? null };
      this.contests.push({ id: event.contest, name: event.name, rulebook: event.rulebook, seats, scope, options: [] });
    }
    if (this.contests.length === 0) throw wrong("declaration_incomplete");
    for (const event of declared.all("options-declared/1")) {
      const { options } = this.contest(event.contest);
      for (const option of event.options) {
        if (options.some((one) => one.id === option.id)) throw wrong("declared_twice");
        options.push({ ...option, leaves: option.units ? this.together(option.units) : null });
      }
    }
    for (const event of declared.all("option-units-declared/1")) {
      const option = this.contest(event.contest).options.find((one) => one.id === event.option);
      if (!option) throw wrong("unknown_option");
      option.leaves = new Set([...(option.leaves ?? []), ...this.together(event.units)]);
    }
  }

  /** @param {string[]} places @returns {Set<string>} */
  together(places) {
    return new Set(places.flatMap((place) => this.place(place).leaves));
  }

  /** @param {Declaration} declared */
  declareRounds(declared) {
    for (const event of declared.all("round-declared/1")) {
      if (this.rounds.some((one) => one.number === event.number)) throw wrong("declared_twice");
      for (const contest of event.contests ?? []) this.contest(contest);
      this.rounds.push(freshRound(event.number, event.contests ?? null));
    }
    for (const event of declared.all("standing-declared/1")) {
      const standing = this.round(event.round).standing;
      const options = this.known(event.contest, event.options);
      standing.set(event.contest, new Set([...(standing.get(event.contest) ?? []), ...options]));
    }
    for (const { round, contest, places } of declared.all("standing-declared/2")) {
      for (const { place } of places) if (this.round(round).at.get(contest)?.has(place)) throw wrong("declared_twice");
      this.standAt(contest, round, places);
    }
  }

  /** Who stands at some of the places where a contest is decided, whatever was said of them before.
   * @param {string} id @param {number} number @param {Event[]} said */
  standAt(id, number, said) {
    const contest = this.contest(id);
    const round = this.round(number);
    const places = new Map(this.decidedIn(contest).map((place) => [place.id, place]));
    const at = new Map(round.at.get(id) ?? []);
    for (const { place, options } of said) {
      const leaves = places.get(place)?.leaves;
      if (!leaves) throw wrong("not_decided_there");
      at.set(place, { stand: new Set(this.known(id, options ?? [])), leaves });
    }
    round.at.set(id, at);
    round.narrowed.delete(id);
  }

  /** The places where a contest is decided, each by itself. @param {Contest} contest @returns {Place[]} */
  decidedIn({ scope: { each, kind, id } }) {
    return each ? this.placesAt(kind) : [this.place(kind === null ? id : `${kind}:${id}`)];
  }

  /** A second round, for a ballot that declared the first alone. @param {Event} event */
  gain({ number, contests }) {
    const [first, ...more] = this.rounds;
    const fits = first?.number === 1 && more.length === 0 && number === 2;
    if (!fits || contests.length === 0 || new Set(contests).size < contests.length) throw wrong("no_round_to_add");
    for (const contest of contests) if (!this.holds(this.contest(contest).id, first)) throw wrong("unknown_contest");
    this.rounds.push(freshRound(number, contests));
  }

  /** @param {string} contest @param {string[]} options that must be its own */
  known(contest, options) {
    const own = new Set(this.contest(contest).options.map((one) => one.id));
    if (!options.every((option) => own.has(option))) throw wrong("unknown_option");
    return options;
  }

  /** @param {string} id */
  contest(id) {
    const contest = this.contests.find((one) => one.id === id);
    if (!contest) throw wrong("unknown_contest");
    return contest;
  }

  /** @param {number} number */
  round(number) {
    const round = this.rounds.find((one) => one.number === number);
    if (!round) throw wrong("unknown_round");
    return round;
  }

  /** @param {string} contest @param {Round} round */
  holds(contest, round) {
    return round.contests === null || round.contests.includes(contest);
  }

  /** Who stands, in the order of the contest, each where alone it is on offer. @param {Contest} contest @param {Round} round */
  standing(contest, round) {
    const chosen = round.standing.get(contest.id);
    const at = round.at.get(contest.id);
    if (!at) return chosen ? contest.options.filter((option) => chosen.has(option.id)) : contest.options;
    let found = round.narrowed.get(contest.id);
    if (!found) {
      const said = new Set([...at.values()].flatMap(({ leaves }) => leaves));
      found = contest.options
        .map((option) => {
          const here = [...at.values()].filter(({ stand }) => stand.has(option.id)).flatMap(({ leaves }) => leaves);
          const others = !chosen || chosen.has(option.id) ? this.leaves.filter((leaf) => !said.has(leaf)) : [];
          const leaves = [...here, ...others].filter((leaf) => !option.leaves || option.leaves.has(leaf));
          return { ...option, leaves: new Set(leaves) };
        })
        .filter((option) => option.leaves.size > 0);
      round.narrowed.set(contest.id, found);
    }
    return found;
  }
}

/** @param {number} number @param {string[] | null} contests @returns {Round} */
const freshRound = (number, contests) => ({ number, contests, standing: new Map(), at: new Map(), narrowed: new Map() });
