// A representative's witness key on their own device: it never leaves it, and signs only what fits what was seen.
//
// Kept in IndexedDB: the private key (not extractable), the ledger's key as first seen, the last checkpoint
// cosigned. Formats: C2SP signed-note, tlog-checkpoint, tlog-cosignature/v1.

import { consistent } from "./tree.js";

const box = document.getElementById("witness");
const data = JSON.parse(document.getElementById("witness-data").textContent);
const words = data.words;
const told = document.getElementById("witness-told");
const encode = (text) => new TextEncoder().encode(text);
const to64 = (bytes) => btoa(String.fromCharCode(...bytes));
const from64 = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));

function tell(kind, sentence) {
  told.className = `note ${kind}`;
  told.setAttribute("role", kind === "error" ? "alert" : "status");
  told.textContent = sentence;
  told.hidden = false;
}

// What is kept on this device, under the ballot and the account.
function opened() {
  return new Promise((done, failed) => {
    const asking = indexedDB.open("recolement-witness", 1);
    asking.onupgradeneeded = () => asking.result.createObjectStore("kept");
    asking.onsuccess = () => done(asking.result);
    asking.onerror = () => failed(asking.error);
  });
}
async function kept(value) {
  const base = await opened();
  return new Promise((done, failed) => {
    const store = base.transaction("kept", value ? "readwrite" : "readonly").objectStore("kept");
    const asking = value ? store.put(value, box.dataset.place) : store.get(box.dataset.place);
    asking.onsuccess = () => done(asking.result);
    asking.onerror = () => failed(asking.error);
  });
}

async function keyId(name, type, raw) {
  const digest = await crypto.subtle.digest("SHA-256", joined(encode(name), [10, type], raw));
  return new Uint8Array(digest).slice(0, 4);
}
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const verifier = async (name, type, raw) => `${name}+${hex(await keyId(name, type, raw))}+${to64(joined([type], raw))}`;

// The text of a signed note and its lines, and the checkpoint in that text.
function readNote(note) {
  const cut = note.lastIndexOf("\n\n");
  if (cut < 0) return null;
  const text = note.slice(0, cut + 1);
  const [origin, size, root] = text.split("\n");
  if (!/^(0|[1-9][0-9]{0,15})$/.test(size || "") || !root) return null;
  return { text, lines: note.slice(cut + 2).split("\n").filter(Boolean), origin, size: Number(size), root };
}

async function signedBy(read, vkey) {
  const [name, , ...coded] = vkey.split("+");
  const raw = from64(coded.join("+")).slice(1);
  const id = await keyId(name, 1, raw);
  const key = await crypto.subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]);
  for (const line of read.lines) {
    const [dash, by, signed] = line.split(" ");
    if (dash !== "—" || by !== name) continue;
    const bytes = from64(signed);
    if (hex(bytes.slice(0, 4)) === hex(id)) return crypto.subtle.verify({ name: "Ed25519" }, key, bytes.slice(4), encode(read.text));
  }
  return false;
}

// Why this view does not fit what was seen before, or nothing.
async function misfit(read, proof, mine) {
  if (read.origin !== data.origin) return words.origin;
  if (!(await signedBy(read, mine.logKey))) return words.unsigned;
  if (!mine.size) return "";
  if (read.size < mine.size) return words.rolled_back;
  if (read.size === mine.size) return read.root === mine.root ? "" : words.split;
  const fits = await consistent(mine.size, read.size, from64(mine.root), from64(read.root), proof.map(from64));
  return fits ? "" : words.rewritten;
}

function post(address, fields) {
  const body = new FormData(document.getElementById("witness-form"));
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  return fetch(address, { method: "POST", body, credentials: "same-origin" });
}

async function makeKey() {
  const pair = await crypto.subtle.generateKey({ name: "Ed25519" }, false, ["sign", "verify"]);
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  await kept({ name: data.name, privateKey: pair.privateKey, raw, logKey: data.log_key, size: 0, root: "" });
  const answer = await post(box.dataset.key, { witness_key: await verifier(data.name, 4, raw) });
  if (!answer.ok) throw new Error(answer.status);
  location.reload();
}

async function cosign() {
  const mine = await kept();
  tell("warning", words.working);
  const answer = await fetch(box.dataset.view.replace("/0/", `/${mine.size}/`), { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) throw new Error(answer.status);
  const seen = await answer.json();
  const read = readNote(seen.note);
  const why = read === null ? words.unsigned : await misfit(read, seen.proof, mine);
  if (why) { alarm(why, seen.note, mine); return; }
  const time = Math.floor(Date.now() / 1000);
  const stamp = new Uint8Array(8);
  new DataView(stamp.buffer).setBigUint64(0, BigInt(time));
  const message = encode(`cosignature/v1\ntime ${time}\n${read.text}`);
  const signature = new Uint8Array(await crypto.subtle.sign({ name: "Ed25519" }, mine.privateKey, message));
  const line = `— ${mine.name} ${to64(joined(await keyId(mine.name, 4, mine.raw), stamp, signature))}\n`;
  const taken = await post(box.dataset.cosign, { note: seen.note + line });
  const said = await taken.json();
  if (!taken.ok) { alarm(said.alarm || words.refused, seen.note, mine); return; }
  await kept({ ...mine, size: read.size, root: read.root, note: seen.note + line });
  const shown = new Intl.NumberFormat(document.documentElement.lang === "fr" ? "fr-FR" : "en-GB").format(read.size);
  document.getElementById("witness-last").textContent = shown;
  tell("good", (mine.size ? words.fits : words.cosigned).replace("{size}", shown));
}

// Both views, to be kept as evidence and shown to others.
function alarm(why, shown, mine) {
  tell("error", `${words.alarm} ${why}`);
  const both = `${mine.note || ""}\n---\n${shown}`;
  const link = document.getElementById("witness-evidence");
  link.href = URL.createObjectURL(new Blob([both], { type: "text/plain" }));
  link.hidden = false;
}

async function begin() {
  const able = await crypto.subtle.generateKey({ name: "Ed25519" }, false, ["sign"]).then(() => true, () => false);
  if (!able) return;  // the page says how to do it by the command line
  const mine = await kept();
  const ready = mine && data.held && data.held === (await verifier(mine.name, 4, mine.raw));
  document.getElementById("witness-here").hidden = false;
  document.getElementById("witness-make").hidden = Boolean(ready);
  document.getElementById("witness-sign").hidden = !ready;
  if (data.held && !ready) tell("warning", words.other_device);
  const careful = (act) => async (event) => {
    event.target.disabled = true;
    try { await act(); } catch { tell("warning", words.offline); } finally { event.target.disabled = false; }
  };
  document.getElementById("witness-make").addEventListener("click", careful(makeKey));
  document.getElementById("witness-sign").addEventListener("click", careful(cosign));
}
begin();
