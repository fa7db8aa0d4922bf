// Entry by keyboard alone: Enter goes to the next box and, from the last, sends; the first box that is empty or
// is no number has the focus. A second Enter while the form is on its way sends nothing more.

for (const form of document.querySelectorAll("form[data-keys]")) {
  const boxes = [...form.querySelectorAll("input[data-figure]")];
  let sent = false;
  form.addEventListener("submit", (event) => { if (sent) event.preventDefault(); sent = true; });
  addEventListener("pageshow", () => { sent = false; });
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
