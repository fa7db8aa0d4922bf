// Sending a signed sheet once, from a weak network: kept here until the server has given its receipt.
//
// The form carries a key; the server answers the same receipt to the same key, however often it comes. What was
// written beside the signature is kept with it: the page may be loaded again, or the session expire, meanwhile.

const form = document.getElementById("send");
const words = JSON.parse(document.getElementById("send-words").textContent);
const say = document.getElementById("sending");
const name = `recolement:send:${form.dataset.place}`;
const boxes = [...form.elements].filter((box) => box.name && box.type !== "hidden" && box.type !== "submit");
let trying = false;

function kept() {
  try { return JSON.parse(localStorage.getItem(name)) || {}; } catch { return {}; }
}

function keep(waits) {
  const values = Object.fromEntries(boxes.map((box) => [box.name, box.type === "checkbox" ? box.checked : box.value]));
  localStorage.setItem(name, JSON.stringify({ waits, values }));
}

function show(sentence) {
  say.hidden = false;
  say.textContent = sentence;
}

async function attempt() {
  if (trying || !kept().waits) return;
  trying = true;
  show(words.sending);
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin", headers: { "X-Requested-With": "fetch" } });
    const where = new URL(answer.url).pathname;
    if (answer.ok && where.startsWith("/accounts/")) { // the session has expired: back here after signing in
      keep(false);
      location.assign(answer.url);
      return;
    }
    if (answer.ok) {
      localStorage.removeItem(name);
      localStorage.removeItem(`recolement:${form.dataset.place}`);
      location.assign(answer.url);
      return;
    }
    if (answer.status < 500) { // told why: the page says it
      keep(false);
      document.open(); document.write(await answer.text()); document.close();
      return;
    }
    throw new Error(answer.status);
  } catch {
    show(words.waiting);
    setTimeout(attempt, 15000);
  } finally { trying = false; }
}

for (const box of boxes) {
  const value = (kept().values || {})[box.name];
  if (value === undefined) continue;
  if (box.type === "checkbox") box.checked = value; else if (box.value === "") box.value = value;
}
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!form.reportValidity()) return;
  keep(true);
  attempt();
});
addEventListener("online", attempt);
attempt();
