// What a verification found: what is wrong and where, what is worth knowing, what could not be looked at.

const MOST = 20;

/** @typedef {{ code: string, file?: string, line?: number, facts?: Record<string, unknown> }} Said */

export class Report {
  constructor() {
    /** @type {Said[]} */
    this.wrongs = [];
    /** @type {Said[]} */
    this.notices = [];
    /** @type {Said[]} what this browser or this program did not look at */
    this.unseen = [];
    /** @type {Map<string, number>} */
    this.counted = new Map();
    /** @type {import("./note.js").Checkpoint | null} */
    this.checkpoint = null;
    /** @type {string} the checkpoint as it is published, to be kept */
    this.written = "";
    /** @type {string | null} the key that signed the checkpoint */
    this.key = null;
    this.files = 0;
    /** @type {{ question: import("./count.js").Question, figures: import("./count.js").Figures,
     *   outcome: import("./count.js").Outcome }[]} */
    this.results = [];
  }

  /** Whether nothing is wrong, of what was looked at. */
  get holds() {
    return this.wrongs.length === 0;
  }

  /** @param {string} code @param {Omit<Said, "code">} [where] */
  wrong(code, where = {}) {
    const seen = (this.counted.get(code) ?? 0) + 1;
    this.counted.set(code, seen);
    if (seen <= MOST) this.wrongs.push({ code, ...where });
  }

  /** @param {string} code @param {Omit<Said, "code">} [where] */
  notice(code, where = {}) {
    this.notices.push({ code, ...where });
  }

  /** Said once. @param {string} code @param {Record<string, unknown>} [facts] */
  not(code, facts = {}) {
    if (!this.unseen.some((one) => one.code === code)) this.unseen.push({ code, facts });
  }
}
