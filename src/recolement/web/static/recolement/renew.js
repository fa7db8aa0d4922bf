/* A page that waits for something: its main part is asked for again and put in place; without a script, <noscript>. */
(function () {
  "use strict";
  const main = document.querySelector("main[data-renew]");
  if (!main) return;
  const wait = 1000 * Number(main.dataset.renew);
  async function renew() {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      if (answer.redirected) {
        location.replace(answer.url);
        return;
      }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.querySelector("main");
      if (now && now.innerHTML !== main.innerHTML) main.innerHTML = now.innerHTML;
      if (now && !now.hasAttribute("data-renew")) return;
    } catch (gone) {
      // the network or the server is away for a moment: the next turn asks again
    }
    setTimeout(renew, wait);
  }
  setTimeout(renew, wait);
})();
