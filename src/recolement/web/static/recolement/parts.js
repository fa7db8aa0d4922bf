// What htmx does not know of: when a list may be renewed, and where the focus goes on.
//
// Everything here works without it too: forms and links ask for whole pages of the same addresses.

const told = () => document.getElementById("told");
let paused = false;

// Lists are asked for again every so often, but not while somebody is at them, and not in a hidden window.
function busy(list) {
  const here = document.activeElement;
  const within = here !== list && list.contains(here);
  return paused || document.hidden || within || list.querySelector("details[open]:not([data-calm])") !== null;
}
addEventListener("htmx:beforeRequest", (event) => {
  const { elt, target } = event.detail;
  if (!elt.hasAttribute("data-renew")) told().replaceChildren();
  else if (busy(target)) event.preventDefault();
});

// Whoever reads slowly, or with a reader, may stop it (WCAG 2.2.2).
addEventListener("click", (event) => {
  const button = event.target.closest("[data-pause]");
  if (!button) return;
  paused = !paused;
  button.setAttribute("aria-pressed", String(paused));
});
const show = (root) => { for (const one of root.querySelectorAll("[data-scripted]")) one.hidden = false; };

// An act in a row is done: the name of the next row is where one goes on. The page of a list: its beginning.
addEventListener("htmx:load", (event) => {
  const { elt } = event.detail;
  show(document);
  if (elt.matches("tr[data-done]")) (elt.nextElementSibling || elt).querySelector("a, button").focus();
});
addEventListener("htmx:afterSettle", (event) => {
  const asked = event.detail.requestConfig.elt;
  if (!asked.isConnected && document.activeElement === document.body) document.getElementById("found")?.focus();
});

// What was asked did not arrive: said, unless it was only a list that would be renewed.
for (const name of ["htmx:sendError", "htmx:timeout"]) {
  addEventListener(name, (event) => {
    if (event.detail.elt.hasAttribute("data-renew")) return;
    const note = document.createElement("div");
    note.className = "note error";
    note.setAttribute("role", "alert");
    note.textContent = told().dataset.gone;
    told().replaceChildren(note);
  });
}
show(document);
