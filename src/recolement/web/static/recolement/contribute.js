/* A contributor's secret is made on this device; only its digest leaves it before the draw. */
(function () {
  "use strict";
  const form = document.getElementById("contribute");
  if (!form) return;
  const kept = "panel-secret-" + form.dataset.link;
  const typed = document.getElementById("secret");
  if (typed) {
    if (!typed.value) typed.value = localStorage.getItem(kept) || "";
    return;
  }
  if (!window.crypto || !crypto.subtle) return;
  let secret = localStorage.getItem(kept);
  if (!secret) {
    secret = Array.from(crypto.getRandomValues(new Uint8Array(16)), (one) => one.toString(16).padStart(2, "0")).join("");
    localStorage.setItem(kept, secret);
  }
  // RFC 8785 writes a list of texts as JSON.stringify does.
  const told = JSON.stringify(["recolement-panel-contribution/1", form.dataset.name, secret]);
  crypto.subtle.digest("SHA-256", new TextEncoder().encode(told)).then(function (hashed) {
    const digits = Array.from(new Uint8Array(hashed), (one) => one.toString(16).padStart(2, "0")).join("");
    document.getElementById("commitment").value = digits;
    document.getElementById("secret-made").textContent = secret;
    document.getElementById("made").hidden = false;
  });
})();
