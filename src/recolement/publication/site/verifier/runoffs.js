// Who may stand in a later round: exactly those whom the round before, as it was counted at that line, sends there.
//
// By the top two A 400, B 300, C 200 of 900; B withdraws in the line itself: A and C, and nobody else.

import { Count, concerns } from "./count.js";
import { targetOf } from "./proceedings.js";

/**
 * @typedef {import("./events.js").Event} Event
 * @typedef {import("./state.js").State} State
 */

export class Runoffs {
  constructor() {
    /** @type {Count | null} what was counted at the line before, while nothing else came in */
    this.count = null;
  }

  /** Before a line is taken: what is wrong with it. @param {State} state @param {Event} event
   * @param {import("./report.js").Report} report */
  look(state, event, report) {
    if (event.event !== "runoff-prepared/1") {
      this.count = null;
      return;
    }
    if (!state.ballot) return;
    this.count ??= new Count(state);
    const asked = this.count.questions.filter(({ contest, round }) => contest.id === event.contest && round.number < event.round);
    const last = Math.max(...asked.map(({ round }) => round.number));
    const before = asked.filter(({ round }) => round.number === last);
    const line = event.seq;
    if (before.length !== 1) {
      const facts = { contest: event.contest, round: event.round, places: before.length };
      report.wrong(before.length ? "runoff_by_place" : "not_held", { line, facts });
      return;
    }
    const [question] = before;
    if (!state.acts.some((act) => act.event === "result-proclaimed/1" && concerns(targetOf(act), question))) {
      report.wrong("round_not_proclaimed", { line, facts: { round: last } });
    }
    const gone = new Set(event.withdrawn ?? []);
    const outcome = this.count.outcome(question, gone);
    if (outcome === undefined) {
      report.not("runoff_not_checked");
      return;
    }
    const withdrawn = this.count.withdrawn(question, gone);
    const may = outcome?.kind === "runoff" ? outcome.options.filter((option) => !withdrawn.has(option)) : [];
    if (may.length === 0 || may.join("\n") !== event.options.join("\n")) {
      const facts = { expected: may.join(", ") || "—", found: event.options.join(", ") || "—" };
      report.wrong("not_who_may_stand", { line, facts });
    }
  }
}
