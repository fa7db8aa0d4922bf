// Served as /offline.js: a sheet's page opens again without a network, as it was last seen on this device.
// Only pages under /sheet/ and the site's own files are kept; leaving the session empties the cache.

const NAME = "recolement-1";
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== self.location.origin) return;
  if (url.pathname === "/leave/") { event.waitUntil(caches.delete(NAME)); return; }
  if (event.request.method !== "GET") return;
  const kept = url.pathname.startsWith("/static/") || url.pathname.includes("/sheet/");
  if (!kept) return;
  event.respondWith((async () => {
    const cache = await caches.open(NAME);
    try {
      const answer = await fetch(event.request);
      if (answer.ok && !answer.redirected) await cache.put(event.request, answer.clone());
      return answer;
    } catch (gone) {
      const held = await cache.match(event.request);
      if (held) return held;
      throw gone;
    }
  })());
});
