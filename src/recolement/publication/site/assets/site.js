// Sorts tables, finds a unit by name, keeps the language chosen, and brings the page up to date. Without this script every page is whole.

const number = (text) => {
  const found = text.replace(/[\u00a0\u202f\s,](?=\d{3})/g, "").replace("\u2212", "-").replace(",", ".");
  const value = parseFloat(found);
  return Number.isNaN(value) ? null : value;
};

const cell = (row, place) => row.cells[place]?.textContent.trim() ?? "";

const sort = (table, place, header) => {
  const down = header.getAttribute("aria-sort") === "ascending" || (!header.hasAttribute("aria-sort") && place > 0);
  const rows = [...table.tBodies[0].rows];
  const plain = new Intl.Collator(document.documentElement.lang, { numeric: true });
  rows.sort((one, other) => {
    const [a, b] = [cell(one, place), cell(other, place)];
    const [x, y] = place > 0 ? [number(a), number(b)] : [null, null];
    if (place > 0 && (x === null) !== (y === null)) return x === null ? 1 : -1;
    const order = x === null ? plain.compare(a, b) : x - y;
    return down ? -order : order;
  });
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", down ? "descending" : "ascending");
  table.tBodies[0].append(...rows);
};

const sortable = (within) => {
  for (const table of within.querySelectorAll("table.sortable")) {
    [...table.tHead.rows[0].cells].forEach((header, place) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...header.childNodes);
      button.addEventListener("click", () => sort(table, place, header));
      header.append(button);
    });
  }
};

const folded = (text) =>
  text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();

const MOST = 12;

const finder = (within) => {
  const find = within.querySelector(".find");
  if (!find) return;
  const input = find.querySelector("input");
  const list = find.querySelector(".found");
  const files = new Map();
  const rows = async (word) => {
    const code = [...word.slice(0, 2)].map((letter) => letter.codePointAt(0).toString(16)).join("-");
    if (!files.has(code)) {
      const answer = await fetch(`${find.dataset.index}${code}.json`);
      files.set(code, answer.ok ? await answer.json() : []);
    }
    return files.get(code);
  };
  const said = (text) => Object.assign(document.createElement("li"), { textContent: text });
  const item = ([name, above, page]) => {
    const link = Object.assign(document.createElement("a"), { href: page });
    link.append(Object.assign(document.createElement("bdi"), { textContent: name }));
    if (above) link.append(Object.assign(document.createElement("span"), { className: "soft", textContent: above }));
    const line = document.createElement("li");
    line.append(link);
    return line;
  };
  let asked = 0;
  input.addEventListener("input", async () => {
    const mine = ++asked;
    const words = folded(input.value).split(" ").filter(Boolean);
    const first = words.find((word) => word.length > 1);
    if (!first) return list.replaceChildren();
    const found = (await rows(first)).filter((row) => {
      const here = folded(`${row[0]} ${row[1]} ${row[2]}`).split(" ");
      return words.every((word) => here.some((one) => one.startsWith(word)));
    });
    if (mine !== asked) return;
    const shown = found.slice(0, MOST).map(item);
    if (!found.length) shown.push(said(input.dataset.none));
    if (found.length > MOST) shown.push(said(input.dataset.more));
    list.replaceChildren(...shown);
  });
  find.hidden = false;
};

// Every half minute or so, the page asks its small file of figures whether a newer line speaks of it.
const EVERY = 30000;

const refresh = async () => {
  const { figures, line } = document.body.dataset;
  if (document.visibilityState !== "visible") return;
  const answer = await fetch(figures, { cache: "no-cache" });
  if (!answer.ok) return;
  const { lines } = await answer.json();
  const here = location.pathname.split("/").slice(-2).join("/");
  const last = lines[here] ?? Math.max(-1, ...Object.values(lines));
  if (String(last) === line || last < Number(line === "None" ? -1 : line)) return;
  const fresh = await fetch(location.pathname, { cache: "no-cache" });
  if (!fresh.ok) return;
  const page = new DOMParser().parseFromString(await fresh.text(), "text/html");
  if (page.body.dataset.line === line) return;
  document.querySelector("main").replaceWith(page.querySelector("main"));
  document.querySelector("footer").replaceWith(page.querySelector("footer"));
  document.body.dataset.line = page.body.dataset.line;
  start(document);
};

const framed = (within) => {
  for (const line of within.querySelectorAll("[data-embed]")) {
    const here = new URL(line.dataset.embed, location.href).href;
    line.textContent = line.textContent.replace(/src="[^"]*"/, `src="${here}"`);
  }
};

// Who asks for the other language keeps it: the top of the site opens in it from then on.
const keepLanguage = () => {
  for (const link of document.querySelectorAll("header a[hreflang]")) {
    link.addEventListener("click", () => {
      try {
        localStorage.setItem("recolement-language", link.hreflang);
      } catch {
        // a browser that keeps nothing
      }
    });
  }
};

const start = (within) => {
  sortable(within);
  finder(within);
  framed(within);
};

start(document);
keepLanguage();
if (document.body.dataset.figures) {
  setInterval(() => refresh().catch(() => undefined), EVERY + Math.random() * EVERY);
}
