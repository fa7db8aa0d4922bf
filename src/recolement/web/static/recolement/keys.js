// Entry by keyboard alone: Enter goes to the next box and, from the last, sends; the first box that is empty or
// is no number has the focus. A second Enter while the form is on its way sends nothing more.

function attach(form) {
  const boxes = [...form.querySelectorAll("input[data-figure]")];
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) { event.preventDefault(); event.stopImmediatePropagation(); }
    sent = true;
  }, true);
  const again = () => { sent = false; };
  addEventListener("pageshow", again);
  form.addEventListener("htmx:afterRequest", again);
  for (const box of boxes) {
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const next = boxes[boxes.indexOf(box) + 1];
      if (next) { next.focus(); next.select(); } else form.requestSubmit();
    });
  }
  const first = boxes.find((box) => box.getAttribute("aria-invalid") === "true") || boxes.find((box) => box.value === "");
  if (first) { first.focus(); first.select(); }
}
const attachAll = (root) => { for (const form of root.querySelectorAll("form[data-keys]")) attach(form); };
addEventListener("htmx:load", (event) => { if (event.detail.elt !== document.body) attachAll(event.detail.elt); });
attachAll(document);
