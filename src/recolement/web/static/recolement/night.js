// The night's screen, kept up to date: one stream, its last id to resume from, patience when the server is away.
//
// The browser itself comes back after a stream that ended; after an answer that was an error it gives up, and
// we try again, each time later, up to half a minute, not all screens at once.

const board = document.getElementById("now");
const still = matchMedia("(prefers-reduced-motion: reduce)");
const says = document.getElementById("link");
let wait = 1000;
let away = 0;

function state(name) {
  const said = document.getElementById(`link-${name}`).textContent;
  if (says.textContent !== said) says.textContent = said;
  document.documentElement.dataset.link = name;
}

function widths() {
  const found = new Map();
  for (const line of board.querySelectorAll("[data-bar]")) {
    const bar = line.querySelector("rect");
    if (bar) found.set(line.dataset.bar, Number(bar.getAttribute("width")));
  }
  return found;
}

function show(html) {
  const before = widths();
  const made = new DOMParser().parseFromString(html, "text/html").querySelector(".board");
  board.replaceChildren(document.adoptNode(made));
  if (still.matches) return;
  for (const line of board.querySelectorAll("[data-bar]")) {
    const bar = line.querySelector("rect");
    const old = before.get(line.dataset.bar);
    const width = bar ? Number(bar.getAttribute("width")) : 0;
    if (old === undefined || !width || old === width) continue;
    bar.animate([{ transform: `scaleX(${old / width})` }, { transform: "scaleX(1)" }], { duration: 600, easing: "ease-out" });
  }
}

function open() {
  const size = board.querySelector(".board").dataset.size;
  const stream = new EventSource(`${board.dataset.stream}&since=${size}`);
  const here = () => { clearTimeout(away); away = 0; state("live"); };
  stream.onopen = () => { wait = 1000; here(); };
  stream.onmessage = (event) => { show(event.data); here(); };
  stream.onerror = () => {
    away ||= setTimeout(state, 1500, "lost");  // a stream that ends as planned is open again by then
    if (stream.readyState !== EventSource.CLOSED) return;
    setTimeout(open, wait * (0.75 + Math.random() / 2));
    wait = Math.min(30000, wait * 2);
  };
}

open();

// The projection's line, where the organiser shows one: asked for now and every half minute.
const projection = document.getElementById("projection");

async function project() {
  try {
    const answer = await fetch(projection.dataset.from);
    if (answer.status === 200) {
      const made = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("p");
      if (made && projection.textContent !== made.textContent) projection.replaceChildren(document.adoptNode(made));
    }
  } catch {
    // The stream says when the server is away.
  }
}

if (projection) {
  project();
  setInterval(project, 30000);
}
