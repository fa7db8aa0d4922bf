// Search as one types: the form is sent as it would be by its button, and only what was found is put in place.
//
// Without this script the button does the same. The address follows, so that what is seen can be linked.

for (const form of document.querySelectorAll("form[data-search]")) {
  let waiting = 0;
  let asked = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const mine = ++asked;
      const address = `?${new URLSearchParams(new FormData(form))}`;
      try {
        const answer = await fetch(address, { credentials: "same-origin" });
        if (!answer.ok || answer.redirected || mine !== asked) return;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const found = page.getElementById(form.dataset.search);
        if (!found || mine !== asked) return;
        document.getElementById(form.dataset.search).replaceWith(found);
        history.replaceState(null, "", address);
      } catch { /* no network: the button says so, as any page would */ }
    }, 250);
  });
}
