// Seats shared among lists by highest averages or largest remainders, in exact arithmetic (docs/reference/rulebook.md).
//
//   A 100, B 80, C 30, eight seats, D'Hondt     A 4, B 3, C 1

import { baseOf, needed, split, votesOf } from "./majority.js";

/**
 * @typedef {import("./majority.js").Poll} Poll @typedef {import("./majority.js").Outcome} Outcome
 * @typedef {(option: string, seat: number) => [bigint, bigint] | null} Key what a list's n-th claim weighs, as a
 *   fraction; `null`: it has no name left
 */

/** The rules of seats that this program knows. */
export const SEATS = new Set(["highest_averages", "largest_remainder"]);

/** @type {Record<string, (seat: bigint) => bigint>} by what votes are divided for a list's n-th seat */
const DIVISORS = {
  dhondt: (seat) => seat,
  sainte_lague: (seat) => 2n * seat - 1n,
  modified_sainte_lague: (seat) => (seat === 1n ? 7n : 5n * (2n * seat - 1n)), // 1.4, 3, 5, times 5
  imperiali: (seat) => seat + 1n,
};

/** @param {Poll} poll @returns {Outcome | null} `null`: there is nothing to share */
export function seatsOf(poll) {
  const { rule, threshold, threshold_base: base } = poll.rulebook;
  const votes = votesOf(poll);
  const all = poll.options.map((option) => option.id);
  if (all.every((id) => votes(id) === 0n)) return null;
  const asked = threshold !== undefined && threshold !== "0";
  const bar = asked ? needed(poll, threshold, base, true) : 1n;
  const lists = rule === "largest_remainder" && !asked ? all : all.filter((id) => votes(id) >= (bar > 1n ? bar : 1n));
  if (!lists.length) return { kind: "no_majority", options: [] };
  const key = rule === "highest_averages" ? averages(poll) : remainders(poll, lists);
  const { given, lots } = award(poll, lists, key);
  if (lots) return { kind: "lots_needed", options: lots, lots };
  const seats = Object.fromEntries(poll.options.map(({ id }) => [id, given.get(id) ?? 0]));
  return { kind: "seats", options: Object.keys(seats).filter((id) => seats[id]), seats };
}

/** @param {Poll} poll @returns {Key} */
function averages(poll) {
  const votes = votesOf(poll);
  const divisor = DIVISORS[poll.rulebook.divisor];
  const names = new Map(poll.options.map(({ id, members }) => [id, members?.length ? members.length : Infinity]));
  return (option, seat) => (seat > (names.get(option) ?? 0) ? null : [votes(option), divisor(BigInt(seat))]);
}

/** A list's n-th claim is its votes less n - 1 quotas. @param {Poll} poll @param {string[]} lists @returns {Key} */
function remainders(poll, lists) {
  const votes = votesOf(poll);
  const { quota } = poll.rulebook;
  const seats = BigInt(poll.seats);
  const out = poll.options.filter(({ id }) => !lists.includes(id)).reduce((sum, { id }) => sum + votes(id), 0n);
  const valid = baseOf(poll, "valid") - out;
  const whole = (/** @type {bigint} */ parts) => lists.reduce((sum, id) => sum + (votes(id) * parts) / valid, 0n);
  let [up, down] = [valid, seats];
  if (quota === "hagenbach_bischoff") down = seats + 1n;
  else if (quota === "droop") [up, down] = [valid / (seats + 1n) + 1n, 1n];
  else if (quota === "imperiali") down = whole(seats + 2n) <= seats ? seats + 2n : seats + 1n;
  return (option, seat) => [votes(option) * down - BigInt(seat - 1) * up, 1n];
}

/** Whether an equal average or remainder goes to the list with more votes. @param {Poll} poll */
function votesBeforeAge({ rulebook: { ties } }) {
  return ties.includes("votes") || ties[0] === "age" || ties[0] === "seniority";
}

/** The seats one by one to the highest claim; the lots needed where a tie crosses the last one.
 * @param {Poll} poll @param {string[]} lists @param {Key} key */
function award(poll, lists, key) {
  const votes = votesOf(poll);
  const byVotes = votesBeforeAge(poll);
  const given = new Map(lists.map((id) => [id, 0]));
  const claim = (/** @type {string} */ id) => key(id, (given.get(id) ?? 0) + 1);
  /** @param {[bigint, bigint]} one @param {string} list @param {[bigint, bigint]} other @param {string} rival */
  const above = ([a, b], list, [c, d], rival) => (a * d !== c * b ? a * d - c * b : byVotes ? votes(list) - votes(rival) : 0n);
  /** @type {{ weight: [bigint, bigint], list: string } | null} */
  let line = null;
  /** @type {string[]} */
  let atLine = [];
  for (let seat = 0; seat < poll.seats; seat += 1) {
    /** @type {{ weight: [bigint, bigint], list: string } | null} */
    let best = null;
    for (const list of lists) {
      const weight = claim(list);
      if (weight && (!best || above(weight, list, best.weight, best.list) > 0n)) best = { weight, list };
    }
    if (!best) return { given, lots: undefined };
    atLine = line && above(best.weight, best.list, line.weight, line.list) === 0n ? [...atLine, best.list] : [best.list];
    line = best;
    given.set(best.list, (given.get(best.list) ?? 0) + 1);
  }
  const last = line;
  const crossing = lists.filter((list) => {
    const weight = claim(list);
    return last && weight && above(weight, list, last.weight, last.list) === 0n;
  });
  if (!crossing.length) return { given, lots: undefined };
  for (const list of atLine) given.set(list, (given.get(list) ?? 0) - 1);
  const equals = lists.filter((list) => atLine.includes(list) || crossing.includes(list));
  const { served, lots } = split({ ...poll, options: withTheirNext(poll, given) }, equals, atLine.length);
  for (const list of served) given.set(list, (given.get(list) ?? 0) + 1);
  return { given, lots };
}

/** The lists with the day of birth of the member whom their next seat would elect.
 * @param {Poll} poll @param {Map<string, number>} given */
function withTheirNext({ options }, given) {
  return options.map((option) => {
    const member = option.members?.[given.get(option.id) ?? 0];
    return member ? { ...option, born: member.born } : option;
  });
}
