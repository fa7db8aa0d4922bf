// The outcome of majority contests from their totals, in exact arithmetic (format, section 8).
//
//   A 400, B 300, C 200 of 900, majority in two rounds     { kind: "runoff", options: ["A", "B"] }

/**
 * @typedef {import("./ballot.js").Option} Option
 * @typedef {{ options: Option[], totals: bigint[], rulebook: import("./events.js").Event, seats: number,
 *   second: boolean, draws: string[][], withdrawn: Set<string> }} Poll
 * @typedef {{ kind: string, options: string[], lots?: string[], seats?: Record<string, number> }} Outcome
 */

/** The rules of majority; `seats.js` has those that share out seats. */
export const RULES = new Set(["plurality", "absolute_majority", "majority_two_round", "yes_no"]);

/** @param {Poll} poll @returns {Outcome | null} `null`: there is nothing to decide */
export function outcomeOf(poll) {
  const { rule, runoff } = poll.rulebook;
  const voted = poll.options.some((_, cell) => poll.totals[cell] !== 0n);
  if (rule === "yes_no") return question(poll);
  if (rule === "absolute_majority") return byMajority(poll) ?? { kind: "no_majority", options: [] };
  if (!voted) return null;
  if (rule === "plurality" || poll.second) return plurality(poll);
  return byMajority(poll) ?? (runoff.kind === "threshold" ? threshold(poll) : topTwo(poll));
}

/** A share written "1/8" or "3". @param {string} written @returns {[bigint, bigint]} */
function share(written) {
  const [up, down = "1"] = written.split("/");
  return [BigInt(up), BigInt(down)];
}

/** What a share is a share of. @param {Poll} poll @param {string} base */
export function baseOf({ options, totals, rulebook }, base) {
  const cells = base === "registered" ? 3 : base === "in_box" ? 2 : rulebook.blank === "valid" ? 1 : 0;
  return totals.slice(0, options.length + cells).reduce((sum, one) => sum + one, 0n);
}

/** The fewest votes that exceed a share of a base, or that reach it.
 * @param {Poll} poll @param {string} written @param {string} base @param {boolean} reached */
export function needed(poll, written, base, reached) {
  const [up, down] = share(written);
  const exact = up * baseOf(poll, base);
  return reached ? (exact + down - 1n) / down : exact / down + 1n;
}

/** @param {Poll} poll @param {string[]} served @param {string} kind @returns {Outcome} */
const outcome = (poll, served, kind) => ({
  kind,
  options: poll.options.map((option) => option.id).filter((id) => served.includes(id)),
});

/** @param {Poll} poll @param {{ served: string[], lots?: string[] }} found @param {string} kind @returns {Outcome} */
const decided = (poll, found, kind) =>
  found.lots ? { kind: "lots_needed", options: found.lots, lots: found.lots } : outcome(poll, found.served, kind);

/** Those with most votes for so many places, or the lots that are needed.
 * @param {Poll} poll @param {string[]} among @param {number} places @returns {{ served: string[], lots?: string[] }} */
function first(poll, among, places) {
  if (among.length <= places) return { served: among };
  if (places <= 0) return { served: [] };
  const votes = votesOf(poll);
  const ordered = among.map((one) => votes(one)).sort((one, other) => (one < other ? 1 : one > other ? -1 : 0));
  const line = ordered[places - 1];
  const above = among.filter((one) => votes(one) > line);
  const equal = among.filter((one) => votes(one) === line);
  const { served, lots } = split(poll, equal, places - above.length);
  return { served: [...above, ...served], lots };
}

/** @param {Poll} poll @returns {(option: string) => bigint} */
export function votesOf({ options, totals }) {
  const votes = new Map(options.map((option, cell) => [option.id, totals[cell]]));
  return (option) => votes.get(option) ?? 0n;
}

/** Whether one is preferred to another when they are equal: by age, seniority, then the last draw of both.
 * @param {Poll} poll @param {string} one @param {string} other */
function prefers({ options, rulebook, draws }, one, other) {
  for (const tie of rulebook.ties) {
    if (tie !== "age" && tie !== "seniority") continue;
    const [day, otherDay] = [one, other].map((id) => {
      const option = options.find((found) => found.id === id);
      return tie === "age" ? option?.born : option?.since;
    });
    if (day === undefined || otherDay === undefined) break;
    if (day !== otherDay) return day < otherDay;
  }
  const drawn = draws.toReversed().find((order) => order.includes(one) && order.includes(other));
  return drawn !== undefined && drawn.indexOf(one) < drawn.indexOf(other);
}

/** Those among equals who are served, or the lots to draw if the order does not say.
 * @param {Poll} poll @param {string[]} equals @param {number} places @returns {{ served: string[], lots?: string[] }} */
export function split(poll, equals, places) {
  if (equals.length <= places) return { served: equals };
  const rivals = (/** @type {string} */ one) => equals.filter((other) => other !== one);
  let sure = equals.filter((one) => rivals(one).filter((other) => !prefers(poll, one, other)).length < places);
  const others = equals.filter((one) => !sure.includes(one));
  if (sure.length === places && sure.every((one) => others.every((other) => prefers(poll, one, other)))) {
    return { served: sure };
  }
  const lost = equals.filter((one) => rivals(one).filter((other) => prefers(poll, other, one)).length >= places);
  let open = others.filter((one) => !lost.includes(one));
  if (open.length + sure.length <= places) [sure, open] = [[], equals];
  return { served: sure, lots: open };
}

/** @param {Poll} poll */
const ids = (poll) => poll.options.map((option) => option.id);

/** @param {Poll} poll @returns {Outcome} */
const plurality = (poll) => decided(poll, first(poll, ids(poll), poll.seats), "elected");

/** Who clears the majority, and the share of the registered if one is asked for; `null` if nobody does.
 * @param {Poll} poll @returns {Outcome | null} */
function byMajority(poll) {
  const { majority, base, majority_reached: reached, elected_share_of_registered: also } = poll.rulebook;
  const bars = [1n, needed(poll, majority, base, reached)];
  if (also !== undefined) bars.push(needed(poll, also, "registered", true));
  const votes = votesOf(poll);
  const clearing = ids(poll).filter((option) => bars.every((bar) => votes(option) >= bar));
  return clearing.length ? decided(poll, first(poll, clearing, 1), "elected") : null;
}

/** @param {Poll} poll @returns {Outcome} */
function topTwo(poll) {
  const left = ids(poll).filter((option) => !poll.withdrawn.has(option));
  return decided(poll, first(poll, left, 2), "runoff");
}

/** @param {Poll} poll @returns {Outcome} */
function threshold(poll) {
  const { share: written, share_base: base } = poll.rulebook.runoff;
  const bar = needed(poll, written, base, true);
  const votes = votesOf(poll);
  const standing = ids(poll).filter((option) => votes(option) >= bar);
  return decided(poll, standing.length < 2 ? first(poll, ids(poll), 2) : { served: standing }, "runoff");
}

/** The first option is yes: adopted with the majority, the quorum if there is one, and some vote.
 * @param {Poll} poll @returns {Outcome} */
function question(poll) {
  const { majority, base, majority_reached: reached, quorum, quorum_base: of } = poll.rulebook;
  const yes = poll.options[0].id;
  const papers = baseOf(poll, "in_box");
  const adopted =
    poll.totals.slice(0, poll.options.length).some((votes) => votes !== 0n) &&
    votesOf(poll)(yes) >= needed(poll, majority, base, reached) &&
    (quorum === undefined || papers >= needed(poll, quorum, of, true));
  return adopted ? { kind: "adopted", options: [yes] } : { kind: "rejected", options: [] };
}
