// The photo of a sheet: larger, smaller, turned by a quarter; by buttons, or by + − R and the arrows in the frame.
//
// Nothing is written in the page's style by hand: the frame has a class for each size and each quarter.

const SIZES = 5;
function attach(figure) {
  const frame = figure.querySelector(".frame");
  const picture = frame.querySelector("img");
  let size = 0;
  let quarter = 0;
  const show = () => {
    picture.className = `size-${size} quarter-${quarter}`;
    larger.disabled = size === SIZES - 1;
    smaller.disabled = size === 0;
  };
  const button = (label, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button second";
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  };
  const grow = (by) => { size = Math.min(SIZES - 1, Math.max(0, size + by)); show(); };
  const turn = () => { quarter = (quarter + 1) % 4; show(); };
  const larger = button(figure.dataset.larger, () => grow(1));
  const smaller = button(figure.dataset.smaller, () => grow(-1));
  const bar = document.createElement("p");
  bar.className = "viewer";
  bar.append(smaller, larger, button(figure.dataset.turn, turn));
  figure.insertBefore(bar, frame);
  frame.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "=") grow(1);
    else if (event.key === "-") grow(-1);
    else if (event.key === "r" || event.key === "R") turn();
    else return;
    event.preventDefault();
  });
  show();
}
const attachAll = (root) => { for (const figure of root.querySelectorAll("[data-photo-viewer]")) attach(figure); };
addEventListener("htmx:load", (event) => { if (event.detail.elt !== document.body) attachAll(event.detail.elt); });
attachAll(document);
