// Sending a signed sheet once, from a weak network: kept here until the server has given its receipt.
//
// The form carries a key; the server answers the same receipt to the same key, however often it comes.

const form = document.getElementById("send");
const words = JSON.parse(document.getElementById("send-words").textContent);
const say = document.getElementById("sending");
const name = `recolement:send:${form.dataset.place}`;
let trying = false;

async function attempt() {
  if (trying || !localStorage.getItem(name)) return;
  trying = true;
  say.hidden = false;
  say.textContent = words.sending;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin", headers: { "X-Requested-With": "fetch" } });
    if (answer.ok) {
      localStorage.removeItem(name);
      localStorage.removeItem(`recolement:${form.dataset.place}`);
      location.assign(answer.url);
      return;
    }
    if (answer.status < 500) { // told why: the page says it
      localStorage.removeItem(name);
      document.open(); document.write(await answer.text()); document.close();
      return;
    }
    throw new Error(answer.status);
  } catch {
    say.textContent = words.waiting;
    setTimeout(attempt, 15000);
  } finally { trying = false; }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!form.reportValidity()) return;
  localStorage.setItem(name, String(Date.now()));
  attempt();
});
addEventListener("online", attempt);
attempt();
