// The page itself: what is asked, what is under way, what was found, in the sentences that the page holds.

import { Broken, hex, utf8 } from "./bytes.js";
import { canHash } from "./hash.js";
import { verifyReceipt } from "./held.js";
import { FIGURES } from "./sheets.js";
import { LIST, readHead } from "./list.js";
import { fetchFrom, verifyPublication } from "./publication.js";

/** @typedef {import("./report.js").Report} Report @typedef {import("./report.js").Said} Said */

const find = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id));
const WORDS = JSON.parse(find("sentences").textContent);
const FEW = 5000;
const LANGUAGE = document.documentElement.lang;
const numbers = new Intl.NumberFormat(LANGUAGE === "fr" ? "fr-FR" : "en-GB");

/** A sentence with its facts. @param {string} code @param {Record<string, unknown>} [facts] @returns {string} */
function say(code, facts = {}) {
  return (WORDS[code] ?? code).replace(/\{(\w+)\}/g, (/** @type {string} */ _, /** @type {string} */ name) => {
    const fact = facts[name];
    if (name === "why" && typeof fact === "string" && fact in WORDS) return say(fact, facts);
    return typeof fact === "number" ? numbers.format(fact) : String(fact ?? "—");
  });
}

/** A name may be ten thousand letters long. @param {string} name */
const short = (name) => (name.length > 200 ? `${name.slice(0, 200)}…` : name);

/** @param {string} tag @param {string} [words] @param {string} [kind] @returns {any} */
function element(tag, words = "", kind = "") {
  const made = document.createElement(tag);
  made.textContent = words;
  if (kind) made.className = kind;
  return made;
}

/** @param {Said} said @param {string} mark */
function item({ code, file, line, facts = {} }, mark) {
  const where = [file, line === undefined ? "" : say("place_line", { line: String(line) })].filter(Boolean).join(", ");
  const colon = LANGUAGE === "fr" ? " : " : ": ";
  const made = element("li", `${mark} ${where ? where + colon : ""}${say(code, { line, ...facts })}`);
  made.dataset.code = code;
  return made;
}

/** What was found, said in this order: the answer, what is wrong, what could not be looked at, what else.
 * @param {Element} where @param {Report} report @param {any[]} more */
function show(where, report, more) {
  const answer = !report.holds ? "fails" : report.unseen.length ? "holds_partly" : "holds";
  const parts = [element("p", say(answer), `answer ${answer}`)];
  const list = element("ul");
  list.append(...report.wrongs.map((one) => item(one, "✗")));
  for (const [code, count] of report.counted) {
    const said = report.wrongs.filter((one) => one.code === code).length;
    if (count > said) list.append(element("li", `✗ ${say("more", { count })}`));
  }
  list.append(...report.unseen.map((one) => item(one, "?")), ...report.notices.map((one) => item(one, "·")));
  if (list.children.length) parts.push(list);
  if (report.key) {
    const pinned = find("key").value.trim() !== "";
    parts.push(element("p", `${say("signed_by", { key: report.key })} ${pinned ? "" : say("compare_key")}`, "digest"));
  }
  where.replaceChildren(...parts, ...more);
}

/** @param {string[]} heads @param {string[][]} rows @param {string} caption */
function table(heads, rows, caption) {
  const made = element("table", "", "figures");
  made.append(element("caption", caption));
  if (heads.length) {
    const row = made.createTHead().insertRow();
    for (const head of heads) row.append(Object.assign(element("th", head), { scope: "col" }));
  }
  const body = made.createTBody();
  for (const [first, ...rest] of rows) {
    const row = body.insertRow();
    row.append(Object.assign(element("th", first), { scope: "row" }));
    for (const one of rest) row.append(element("td", one, rest.length === 1 ? "n" : ""));
  }
  return made;
}

/** @param {import("./ballot.js").Option[]} options @param {string} id */
const nameOf = (options, id) => short(options.find((one) => one.id === id)?.name ?? id);

/** @param {import("./count.js").Question} question @param {import("./count.js").Outcome} outcome */
function outcomeSaid({ options }, outcome) {
  if (outcome === undefined) return say("outcome_not_here");
  if (outcome === null) return say("outcome_none");
  const { seats } = outcome;
  const names = outcome.options.map((id) => `${nameOf(options, id)}${seats ? ` ${numbers.format(seats[id])}` : ""}`);
  return say(`outcome_${outcome.kind}`, { options: names.join(", ") });
}

/** @param {Report} report */
function results(report) {
  if (!report.results.length) return [];
  const rows = report.results.slice(0, 50).map(({ question, figures, outcome }) => {
    const { contest, round, place, options } = question;
    const votes = [...figures.votes]
      .sort(([, one], [, other]) => ((one ?? -1n) < (other ?? -1n) ? 1 : -1))
      .map(([id, count]) => `${nameOf(options, id)} ${count === null ? "—" : numbers.format(count)}`);
    const where = `${short(contest.name)}, ${round.number}, ${short(place.name)}`;
    return [where, votes.join(" · "), outcomeSaid(question, outcome)];
  });
  const frame = element("div", "", "frame");
  Object.assign(frame, { tabIndex: 0 });
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", say("recomputed"));
  frame.append(table([say("contest"), say("votes"), say("outcome")], rows, say("recomputed")));
  return [frame];
}

/** @param {import("./events.js").Event} event @param {number} line */
function lineSaid(event, line) {
  const rows = ["unit", "contest", "round", "entry", ...FIGURES]
    .filter((name) => event[name] !== undefined)
    .map((name) => [say(`field_${name}`), FIGURES.includes(name) ? numbers.format(event[name]) : String(event[name])]);
  for (const [option, votes] of Object.entries(event.votes ?? {})) rows.push([short(option), numbers.format(votes)]);
  rows.push([say("what"), event.event]);
  return table([], rows, say("line", { line: String(line) }));
}

const base = () => new URL(find("address").value.trim() || "../", location.href).href.replace(/\/*$/, "/");
/** What was pasted, ending as a file does. @param {string} pasted */
const asFile = (pasted) => utf8(`${pasted.replace(/\r\n?/g, "\n").trim()}\n`);

/** @param {HTMLFormElement} form @param {(found: Element) => Promise<void>} work */
function onSubmit(form, work) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const found = /** @type {Element} */ (form.querySelector(".found"));
    const button = /** @type {HTMLButtonElement} */ (form.querySelector("button[type=submit]"));
    found.replaceChildren();
    button.disabled = true;
    try {
      if (!canHash()) throw new Broken("no_hashes_here");
      await work(found);
    } catch (error) {
      const said = error instanceof Broken ? error : new Broken("not_reached", { address: base(), reason: String(error) });
      const reason = say(said.code, said.facts);
      found.replaceChildren(element("p", reason, "answer fails"));
    } finally {
      button.disabled = false;
    }
  });
}

/** Milliseconds between two words about how far it is. */
const EVERY = 200;
const UNDER_WAY = { step: "", began: 0, said: 0 };

/** How long the step will still take, once it can be told. @param {number} done @param {number} of @param {number} now */
function left(done, of, now) {
  const spent = now - UNDER_WAY.began;
  if (spent < 3000 || done === of) return "";
  const seconds = Math.ceil((spent / done) * (of - done) / 1000);
  return ` ${seconds < 90 ? say("left_seconds", { seconds }) : say("left_minutes", { minutes: Math.ceil(seconds / 60) })}`;
}

/** @param {string} step @param {number} done @param {number} of */
function told(step, done, of) {
  const now = performance.now();
  if (step !== UNDER_WAY.step) Object.assign(UNDER_WAY, { step, began: now, said: 0 });
  if (now - UNDER_WAY.said < EVERY && done !== of) return;
  UNDER_WAY.said = now;
  const under = /** @type {HTMLElement} */ (document.querySelector(".under-way"));
  const [bar, words] = [/** @type {HTMLProgressElement} */ (under.children[0]), under.children[1]];
  bar.max = of || 1;
  bar.value = done;
  words.textContent = say("of", { step: say(`step_${step}`), done, of }) + left(done, of, now);
}

/** The last checkpoint that this browser verified of a ledger, kept on this device. */
const kept = {
  /** @param {string} origin @returns {string | null} */
  read: (origin) => {
    try {
      return localStorage.getItem(`recolement ${origin}`);
    } catch {
      return null; // a browser may forbid it
    }
  },
  /** @param {string} origin @param {string} written */
  write: (origin, written) => {
    try {
      localStorage.setItem(`recolement ${origin}`, written);
    } catch {
      // nothing is kept then
    }
  },
};

async function whole(/** @type {Element} */ found) {
  const under = /** @type {HTMLElement} */ (document.querySelector(".under-way"));
  under.hidden = false;
  try {
    const fetchFile = fetchFrom(base());
    const given = find("seen").value.trim();
    const asked = {
      everyFile: find("every").checked,
      pinned: find("key").value.trim(),
      seen: given ? asFile(given) : null,
      before: kept.read,
    };
    const report = await verifyPublication(fetchFile, asked, told);
    const more = results(report);
    if (report.checkpoint) {
      const { origin, size, root } = report.checkpoint;
      more.unshift(element("p", say("checked", { files: report.files, size, root: hex(root) }), "digest"));
      if (report.holds && report.written) kept.write(origin, report.written);
    }
    show(found, report, more);
  } finally {
    under.hidden = true;
  }
}

async function receipt(/** @type {Element} */ found) {
  const inside = fetchFrom(`${base()}ledger/`);
  const data = asFile(find("receipt-text").value);
  const { report, receipt: read, event } = await verifyReceipt(data, inside, find("key").value.trim(), () => undefined);
  show(found, report, read && event ? [lineSaid(event, read.index)] : []);
}

async function camera() {
  const [video, button] = [find("video"), find("camera")];
  if (video.srcObject) {
    for (const track of video.srcObject.getTracks()) track.stop();
    Object.assign(video, { srcObject: null, hidden: true });
    button.textContent = say("camera");
    return;
  }
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    button.after(element("span", ` ${say("camera_refused")}`));
    return;
  }
  video.hidden = false;
  button.textContent = say("camera_stop");
  await video.play();
  const detector = new /** @type {any} */ (globalThis).BarcodeDetector({ formats: ["qr_code"] });
  while (video.srcObject) {
    const [code] = await detector.detect(video).catch(() => []);
    if (code) {
      find("receipt-text").value = code.rawValue;
      await camera();
      find("receipt").requestSubmit();
    }
    await new Promise((resolve) => { setTimeout(resolve, 200); });
  }
}

/** How many files the list says there are; nothing where it cannot be read: the verification says why. */
async function listed() {
  try {
    const list = await fetchFrom(base())(LIST);
    return list ? readHead(list).head.files : null;
  } catch {
    return null;
  }
}

async function start() {
  for (const id of ["receipt", "whole", "elsewhere"]) find(id).hidden = false;
  find("address").value = new URL("../", location.href).href;
  onSubmit(find("receipt"), receipt);
  onSubmit(find("whole"), whole);
  find("receipt-file").addEventListener("change", async () => {
    const [file] = find("receipt-file").files;
    if (file) find("receipt-text").value = await file.text();
  });
  if ("BarcodeDetector" in globalThis && navigator.mediaDevices) {
    find("camera").hidden = false;
    find("camera").addEventListener("click", camera);
  }
  const label = /** @type {HTMLElement} */ (document.querySelector("label[for=every]"));
  label.textContent = say("every_file", { count: "…" });
  const files = await listed();
  label.textContent = say("every_file", { count: files ?? "—" });
  if ((files ?? 0) > FEW) find("every").checked = false;
}

await start();
