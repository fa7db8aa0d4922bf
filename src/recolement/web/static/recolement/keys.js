// Entry by keyboard alone: Enter goes to the next box and, from the last, sends; the first empty box has the focus.

for (const form of document.querySelectorAll("form[data-keys]")) {
  const boxes = [...form.querySelectorAll("input[data-figure]")];
  for (const box of boxes) {
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const next = boxes[boxes.indexOf(box) + 1];
      if (next) { next.focus(); next.select(); } else form.requestSubmit();
    });
  }
  const first = boxes.find((box) => box.value === "");
  if (first) first.focus();
}
