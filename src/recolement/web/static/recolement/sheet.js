// The section's sheet: nothing typed is lost, and what does not add up is said beside its box.
//
// Without this script the form still works: it is sent whole and checked by the server.
// Kept on this device at each keystroke (localStorage), on the server a moment later; sent once, with a key
// that makes a second sending harmless, when there is a network.

const form = document.getElementById("sheet");
const words = JSON.parse(document.getElementById("sheet-words").textContent);
const place = form.dataset.place;
const storage = `recolement:${place}`;
const status = document.getElementById("kept");
const band = document.getElementById("offline");
const boxes = [...form.querySelectorAll("input[data-figure]")];

// A figure as people type it: "1 234", "1,234" and "1234" are the same; empty is unknown; else not a number.
export function read(text) {
  const bare = text.replace(/[\s\u00a0\u202f\u2009]/g, "");
  if (bare === "") return null;
  if (/^\d{1,9}$/.test(bare)) return Number(bare);
  if (/^\d{1,3}([.,'’]\d{3})+$/.test(bare)) return Number(bare.replace(/[.,'’]/g, ""));
  return NaN;
}

const shown = new Intl.NumberFormat(document.documentElement.lang === "fr" ? "fr-FR" : "en-GB");
const fill = (sentence, facts) => sentence.replace(/\{(\w+)\}/g, (_, name) => (name in facts ? shown.format(facts[name]) : ""));

function figures() {
  const found = {};
  for (const box of boxes) found[box.name] = read(box.value);
  return found;
}

function votes(found) {
  const parts = boxes.filter((box) => box.dataset.figure === "votes").map((box) => found[box.name]);
  if (parts.every((part) => part === null)) return null;
  const empty = form.dataset.emptyVotes === "zero" ? 0 : null;
  const whole = parts.map((part) => (part === null ? empty : part));
  return whole.some((part) => part === null || Number.isNaN(part)) ? null : whole.reduce((sum, part) => sum + part, 0);
}

// The arithmetic of the form, as the server's checks A1, A2, A3, R1, R2 say it.
export function look(found, sum) {
  const said = [];
  const say = (code, box, side, facts) => said.push({ code, box, text: fill(words[`${code}.${side}`], { ...facts, difference: Math.abs(facts.found - facts.expected) }) });
  const known = (...numbers) => numbers.every((number) => Number.isInteger(number));
  const compare = (code, box, expected, found_) => { if (known(expected, found_) && expected !== found_) say(code, box, found_ > expected ? "more" : "fewer", { expected, found: found_ }); };
  compare("A1", "valid", sum, found.valid);
  const valid = Number.isInteger(found.valid) ? found.valid : sum;
  if (known(valid, found.blank, found.null)) compare("A2", "in_box", valid + found.blank + found.null, found.in_box);
  compare("A3", "in_box", found.signatures, found.in_box);
  for (const [code, box] of [["R1", "in_box"], ["R2", "signatures"]])
    if (known(found.registered, found[box]) && found[box] > found.registered) say(code, box, "more", { expected: found.registered, found: found[box] });
  return said;
}

function show(left) {
  const found = figures();
  const sum = votes(found);
  const running = document.getElementById("running-sum");
  if (running) running.textContent = sum === null ? "—" : shown.format(sum);
  if (!left) return;
  const said = look(found, sum);
  for (const box of boxes) {
    const note = document.getElementById(`note-${box.name}`);
    if (!note || !(box.dataset.left || box === left)) continue;
    box.dataset.left = "1";
    const here = Number.isNaN(found[box.name]) ? [{ code: "", text: words.number }] : said.filter((one) => one.box === box.name);
    note.replaceChildren(...here.map((one) => {
      const line = document.createElement("p");
      line.textContent = one.code ? `${one.text} (${one.code})` : one.text;
      return line;
    }));
    note.hidden = here.length === 0;
  }
}

const hour = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
function values() {
  const kept = {};
  for (const box of form.elements) if (box.name && box.type !== "file" && box.type !== "hidden" && box.type !== "submit") kept[box.name] = box.value;
  return kept;
}

let waiting = 0;
function keep() {
  try {
    localStorage.setItem(storage, JSON.stringify({ at: Date.now(), values: values() }));
    status.textContent = words.device.replace("{at}", hour());
  } catch { status.textContent = words.full; }
  clearTimeout(waiting);
  waiting = setTimeout(keepOnServer, 1200);
}

async function keepOnServer() {
  if (!form.dataset.draft) return;
  const body = new FormData();
  for (const [name, value] of Object.entries(values())) body.append(name, value);
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  try {
    const answer = await fetch(form.dataset.draft, { method: "POST", body, credentials: "same-origin" });
    if (answer.status === 403 || answer.redirected) { status.textContent = words.expired; return; }
    if (!answer.ok) throw new Error(answer.status);
    status.textContent = words.server.replace("{at}", hour());
    band.hidden = true;
  } catch { band.hidden = false; }
}

function restore() {
  let kept = null;
  try { kept = JSON.parse(localStorage.getItem(storage)); } catch { /* nothing readable is kept */ }
  if (!kept || kept.at <= Number(form.dataset.savedAt || 0) * 1000) return;
  let changed = false;
  for (const [name, value] of Object.entries(kept.values)) {
    const box = form.elements[name];
    if (box && "value" in box && box.value !== value) { box.value = value; changed = true; }
  }
  if (changed) status.textContent = words.restored;
}

for (const box of boxes) {
  box.addEventListener("input", () => show(null));
  box.addEventListener("blur", () => {
    const number = read(box.value);
    if (Number.isInteger(number)) box.value = shown.format(number);
    show(box);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const next = boxes[boxes.indexOf(box) + 1];
    (next || form.querySelector("[data-next]")).focus();
    if (next) next.select();
  });
}
form.addEventListener("input", keep);
form.addEventListener("submit", () => localStorage.setItem(storage, JSON.stringify({ at: Date.now(), values: values() })));

restore();
show(null);
const first = boxes.find((box) => box.value === "");
if (first && window.matchMedia("(min-width: 40rem)").matches) first.focus();
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/offline.js");
