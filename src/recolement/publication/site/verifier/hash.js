// SHA-256, HMAC-SHA256 and Ed25519, all three the browser's own (WebCrypto); nothing of ours computes them.
//
// A browser gives them to pages that came over https or from this machine. Ed25519 is younger than the others:
// where it is missing nothing is taken for signed, and whoever asked is told.

import { hex, utf8 } from "./bytes.js";

/** Whether this page may hash at all. */
export const canHash = () => globalThis.crypto?.subtle !== undefined;

/** @param {Uint8Array} data @returns {Promise<Uint8Array>} */
export const sha256 = async (data) => new Uint8Array(await crypto.subtle.digest("SHA-256", data));

/** @param {Uint8Array} data @returns {Promise<string>} */
export const sha256hex = async (data) => hex(await sha256(data));

/** @param {Uint8Array} key @param {Uint8Array} data @returns {Promise<string>} in hexadecimal */
export async function hmac(key, data) {
  const made = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return hex(new Uint8Array(await crypto.subtle.sign("HMAC", made, data)));
}

/** @param {Uint8Array} key @param {Uint8Array} signature @param {Uint8Array} message */
async function verified(key, signature, message) {
  const made = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
  return crypto.subtle.verify({ name: "Ed25519" }, made, signature, message);
}

/** @type {Promise<boolean> | undefined} */
let known;

/** Whether this browser verifies Ed25519: it is tried on the first vector of RFC 8032 (7.1, TEST 1). */
export function canVerifySignatures() {
  const bytes = (/** @type {string} */ written) =>
    Uint8Array.from(written.match(/../g) ?? [], (two) => parseInt(two, 16));
  const key = bytes("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  const signature = bytes(
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd" +
      "25bf5f0595bbe24655141438e7a100b",
  );
  known ??= verified(key, signature, utf8("")).then(
    (holds) => holds,
    () => false,
  );
  return known;
}

/**
 * Whether the key made this signature; `false` too where the browser cannot tell (`canVerifySignatures`).
 * @param {Uint8Array} key @param {Uint8Array} signature @param {Uint8Array} message
 */
export async function signed(key, signature, message) {
  if (!(await canVerifySignatures())) return false;
  try {
    return await verified(key, signature, message);
  } catch {
    return false;
  }
}
