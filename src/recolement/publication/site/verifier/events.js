// What an event of the ledger may hold, from the tables of the format: every field, and no other.
//
// `name:type` is always there. `?` may be absent; `?+` is absent where it would be empty, `?0` where it would be 0,
// `?1` where it would be 1. A type is a word below, `[type]` a list, `{type}` an object from any text to the type.

import { Broken } from "./bytes.js";
import { read } from "./canonical.js";

const SHEET =
  "unit:text contest:text round:number registered?:count signatures?:count in_box?:count voters?:count " +
  "blank?:count null?:count blank_null?:count valid?:count votes?+:{count} source?:where observations?:kept " +
  "scans?+:[digest]";
const ACT = "dated?:moment units?:[text] contest?:text round?:number result?:yes ";
const OF_SHEET = "unit:text contest:text round:number";

const EVENTS = {
  "ledger-opened/1": "format:number origin:text log_key:text",
  "key-changed/1": "log_key:text reason:text signature?:text",
  "witness-named/1": "witness_key:text",
  "text-erased/1": "text:digest ground:text",
  "ballot-declared/1": "title:text organisation:text levels:[text] language:text timezone:text",
  "round-declared/1": "number:number date?:date contests?:[text]",
  "units-declared/1": "units:[unit]",
  "groups-declared/1": "groups:[group]",
  "rolls-declared/1": "round:number rolls:{count}",
  "contest-declared/1":
    "contest:text name:text rulebook:rulebook scope_each?:yes scope_kind?:text scope_id?:text",
  "seats-declared/1": "contest:text seats:{count}",
  "options-declared/1": "contest:text options:[option]",
  "option-units-declared/1": "contest:text option:text units:[text]",
  "standing-declared/1": "round:number contest:text options:[text]",
  "standing-declared/2": "round:number contest:text places:[standing]",
  "turnout-hours-declared/1": "hours:[hour]",
  "ballot-opened/1": "importing?:yes",
  "folder-imported/1": "sheets:number entries:number publications:number acts:number",
  "sheet-recorded/1": SHEET,
  "entry-recorded/1": `${SHEET} entry:text dated?:moment`,
  "sheets-awaited/1": "contest:text round:number units:[text]",
  "figure-published/1":
    "dated:text value:text contest:text round:number unit:text field:text reason?:kept name?+:text source?:where",
  "roll-closed/1": `${ACT}commitment?:digest`,
  "round-opened/1": ACT,
  "round-closed/1": ACT,
  "no-vote-held/1": `${ACT}reason:kept`,
  "figure-corrected/1": `${ACT}field:text value:count reason?:kept evidence?+:[kept]`,
  "finding-acknowledged/1": `${ACT}code:text reason?:kept`,
  "sheet-set-aside/1": `${ACT}reason:kept`,
  "dispute-filed/1":
    `${ACT}id:text seeks:text grounds?:kept options?+:[text] ballots?:count values?+:[claim]`,
  "dispute-withdrawn/1": `${ACT}of:text`,
  "result-frozen/1": `${ACT}id:text reason?:kept until?:date`,
  "matter-referred/1": `${ACT}of:text to:text due?:date`,
  "ruling-made/1":
    `${ACT}effect:text of?+:text for?:count against?:count abstaining?:count grounds?:kept values?+:[claim]`,
  "lots-drawn/1": `${ACT}options:[text] order:[text] method?+:text seed?+:text`,
  "option-rallied/1": `${ACT}option:text to:text`,
  "result-proclaimed/1": `${ACT}version?1:number signed_by?+:[kept] pins?:pins`,
  "sheet-accepted/1": OF_SHEET,
  "sheet-returned/1": `${OF_SHEET} reason:kept`,
  "ruling-moved/1": "id:text of:text effect:text grounds?:kept values?+:[claim]",
  "member-voted/1": "motion:text vote:text",
  "motion-lost/1": "motion:text for?0:count against?0:count abstaining?0:count",
  "proclamation-signed/1": "contest:text round:number unit:text version:number",
  "turnout-reported/1": "unit:text round:number hour:hour voters:count",
  "call-lists-purged/1":
    "campaign:text people:number calls:number looks:number files:number sealed:digest key_digest:digest purge_by:day",
  "round-added/1": "number:number contests:[text] date?:date",
  "runoff-prepared/1":
    "contest:text round:number options:[text] withdrawn?+:[text] joined?+:[joined]",
  "runoff-prepared/2": "contest:text round:number places:[runoffAt]",
  "rolls-revised/1": "round:number rolls:{count}",
};

const PARTS = {
  where: "file:text row:number",
  unit: "id:text level:text name:text parent?:text registered?:count mandates?:count",
  group: "kind:text id:text name:text units:[text]",
  claim: "unit:text field:text value:count",
  joined: "option:text to:text",
  standing: "place:text options?+:[text]",
  runoffAt: "place:text options?+:[text] withdrawn?+:[text] joined?+:[joined]",
  member: "name:text born?:date",
  pins: "size:number root:digest rulebook:digest result:digest software:text",
  option:
    "id:text name:text kind:text principal?:text substitute?:text members?+:[member] born?:date since?:date " +
    "labels?+:[text] number?:count colour?:text units?:[text] family?:text",
  runoff: "kind:text share_base:text share?:share joins?:share",
  warn:
    "blank_share:share null_share:share gap_share:share gap_papers:count neighbour_points:share " +
    "neighbour_valid:count round_change:share identical_valid:count clock_hours:count",
  rulebook:
    "rule:text source:text base:text threshold_base:text runoff:runoff majority:share majority_reached:flag " +
    "quorum_base:text blank:text no_majority:text divisor:text quota:text overflow:text bonus:share ties:[text] " +
    "voters_are:text entry:text ruling:text annulment:text call_probability:share signatures_needed:count " +
    "warn:warn sources:{text} seats?:count dated?:date threshold?:share elected_share_of_registered?:share " +
    "quorum?:share mandates?:text",
};

/** @typedef {Record<string, any>} Event */

const LINE = "event:text seq:number at:time actor?:kept role?:text key?:text ";
const MOMENT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d))?$/;
const real = (/** @type {string} */ day) => {
  const read = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  return !Number.isNaN(read.valueOf()) && read.toISOString().startsWith(day.slice(0, 10));
};

/** @type {Record<string, (value: any) => boolean>} */
const PLAIN = {
  text: (value) => typeof value === "string",
  count: (value) => Number.isSafeInteger(value),
  number: (value) => Number.isSafeInteger(value) && value >= 0,
  yes: (value) => value === true,
  flag: (value) => typeof value === "boolean",
  digest: (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value),
  day: (value) => typeof value === "string" && /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(value),
  hour: (value) => typeof value === "string" && /^([01][0-9]|2[0-3]):[0-5][0-9]$/.test(value),
  share: (value) => typeof value === "string" && /^[0-9]{1,40}(\/[0-9]{1,40})?$/.test(value),
  date: (value) => typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) && real(value),
  moment: (value) => typeof value === "string" && MOMENT.test(value) && real(value) && !Number.isNaN(Date.parse(value)),
  time: (value) =>
    typeof value === "string" &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.(?!0{6})\d{6})?Z$/.test(value) &&
    real(value) &&
    !Number.isNaN(Date.parse(value)),
};

/** @type {Map<string, { name: string, absent: string, type: string }[]>} */
const READ = new Map();

/** @param {string} written */
function fieldsOf(written) {
  let fields = READ.get(written);
  if (!fields) {
    fields = written
      .trim()
      .split(" ")
      .map((one) => {
        const [, name, absent = "", type] = /^(\w+?)(\?[+01]?)?:(.+)$/.exec(one) ?? [];
        return { name, absent, type };
      });
    READ.set(written, fields);
  }
  return fields;
}

const empty = (/** @type {any} */ value) =>
  value === "" || (Array.isArray(value) ? value.length === 0 : typeof value === "object" && Object.keys(value).length === 0);

/** @param {any} value @param {string} type @param {string[]} cited */
function check(value, type, cited) {
  if (type.startsWith("[")) {
    if (!Array.isArray(value)) throw new Broken("not_an_event");
    for (const one of value) check(one, type.slice(1, -1), cited);
  } else if (type.startsWith("{")) {
    if (value === null || typeof value !== "object" || Array.isArray(value)) throw new Broken("not_an_event");
    for (const one of Object.values(value)) check(one, type.slice(1, -1), cited);
  } else if (type === "kept") {
    check(value, "digest", cited);
    cited.push(value);
  } else if (type in PLAIN) {
    if (!PLAIN[type](value)) throw new Broken("not_an_event");
  } else fits(value, PARTS[/** @type {keyof PARTS} */ (type)], cited);
}

/** @param {any} value @param {string} written @param {string[]} cited */
function fits(value, written, cited) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) throw new Broken("not_an_event");
  let seen = 0;
  for (const { name, absent, type } of fieldsOf(written)) {
    if (!Object.hasOwn(value, name)) {
      if (!absent) throw new Broken("not_an_event");
      continue;
    }
    seen += 1;
    check(value[name], type, cited);
    if (absent === "?+" && empty(value[name])) throw new Broken("not_canonical");
    if (absent.length === 2 && absent !== "?+" && value[name] === Number(absent[1])) throw new Broken("not_canonical");
  }
  if (seen !== Object.keys(value).length) throw new Broken("not_an_event");
}

/** The event of a line, and the texts kept outside that it cites. @param {Uint8Array} line */
export function readEvent(line) {
  if (line.length > 65_535) throw new Broken("not_an_event");
  const event = /** @type {Event} */ (read(line));
  const own = EVENTS[/** @type {keyof EVENTS} */ (event?.event)];
  if (typeof event?.event !== "string" || !Object.hasOwn(EVENTS, event.event)) throw new Broken("not_an_event");
  /** @type {string[]} */
  const cited = [];
  fits(event, LINE + own, cited);
  return { event, cited };
}

/** Whether a line is an act, by its event's name. @param {string} name */
export const isAct = (name) => EVENTS[/** @type {keyof EVENTS} */ (name)]?.startsWith(ACT) ?? false;
