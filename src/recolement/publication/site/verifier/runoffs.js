// Who may stand in a later round: exactly those whom the round before, as it was counted at that line, sends there.
//
// By the top two A 400, B 300, C 200 of 900; B withdraws in the line itself: A and C, and nobody else.

import { Count, concerns } from "./count.js";
import { targetOf } from "./proceedings.js";

/**
 * @typedef {import("./events.js").Event} Event
 * @typedef {import("./state.js").State} State
 * @typedef {import("./count.js").Question} Question
 */

const PREPARED = new Set(["runoff-prepared/1", "runoff-prepared/2"]);

export class Runoffs {
  constructor() {
    /** @type {Count | null} what was counted at the line before, while nothing else came in */
    this.count = null;
  }

  /** Before a line is taken: what is wrong with it. @param {State} state @param {Event} event
   * @param {import("./report.js").Report} report */
  look(state, event, report) {
    if (!PREPARED.has(event.event)) {
      this.count = null;
      return;
    }
    if (!state.ballot) return;
    this.count ??= new Count(state);
    const asked = this.count.questions.filter(({ contest, round }) => contest.id === event.contest && round.number < event.round);
    if (event.event === "runoff-prepared/1") this.stand(state, event, event, asked, report);
    else {
      for (const said of event.places) {
        this.stand(state, event, said, asked.filter(({ place }) => place.id === said.place), report);
      }
    }
  }

  /** Who stands, of a contest or at one place of it. @param {State} state @param {Event} event @param {Event} said
   * @param {Question[]} asked the questions of the rounds before, there @param {import("./report.js").Report} report */
  stand(state, event, said, asked, report) {
    const last = Math.max(...asked.map(({ round }) => round.number));
    const before = asked.filter(({ round }) => round.number === last);
    const [line, at] = [event.seq, said.place === undefined ? "" : `${said.place}: `];
    if (before.length !== 1) {
      const facts = { contest: event.contest, round: event.round, places: before.length };
      report.wrong(before.length ? "runoff_by_place" : "not_held", { line, facts });
      return;
    }
    const [question] = before;
    if (!state.acts.some((act) => act.event === "result-proclaimed/1" && concerns(targetOf(act), question))) {
      report.wrong("round_not_proclaimed", { line, facts: { round: last } });
    }
    const gone = new Set(said.withdrawn ?? []);
    const outcome = /** @type {Count} */ (this.count).outcome(question, gone);
    if (outcome === undefined) {
      report.not("runoff_not_checked");
      return;
    }
    const stand = said.options ?? [];
    const withdrawn = /** @type {Count} */ (this.count).withdrawn(question, gone);
    const may = outcome?.kind === "runoff" ? outcome.options.filter((option) => !withdrawn.has(option)) : [];
    const decided = at !== "" && outcome !== null && outcome.kind !== "runoff" && outcome.kind !== "lots_needed";
    if (decided && stand.length === 0 && gone.size === 0 && !said.joined) return; // it votes no more
    if (may.length === 0 || may.join("\n") !== stand.join("\n")) {
      const facts = { expected: `${at}${may.join(", ") || "—"}`, found: stand.join(", ") || "—" };
      report.wrong("not_who_may_stand", { line, facts });
    }
  }
}
