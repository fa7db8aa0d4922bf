// Bytes and the writings of them that the format has: UTF-8, hexadecimal, base64 in its only canonical form.
//
//   hex(utf8("a"))            "61"
//   fromBase64("YQ==")        Uint8Array [97]
//   fromBase64("YR==")        throws: the same byte has another writing

/** Something that is not written as the format says; `code` says what. */
export class Broken extends Error {
  /** @param {string} code @param {Record<string, unknown>} [facts] */
  constructor(code, facts = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}

const ENCODER = new TextEncoder();
const DECODER = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** @param {string} text @returns {Uint8Array} */
export const utf8 = (text) => ENCODER.encode(text);

/** @param {Uint8Array} data @returns {string} */
export function text(data) {
  try {
    return DECODER.decode(data);
  } catch {
    throw new Broken("not_utf8");
  }
}

/** @param {...Uint8Array} parts @returns {Uint8Array} */
export function join(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** @param {Uint8Array} one @param {Uint8Array} other */
export function same(one, other) {
  if (one.length !== other.length) return false;
  for (let place = 0; place < one.length; place += 1) if (one[place] !== other[place]) return false;
  return true;
}

/** @param {Uint8Array} data @returns {string} */
export const hex = (data) => Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** @param {string} written @returns {Uint8Array} */
export function fromHex(written) {
  if (!/^([0-9a-f]{2})*$/.test(written)) throw new Broken("bad_hex");
  return Uint8Array.from(written.match(/../g) ?? [], (two) => parseInt(two, 16));
}

/** @param {Uint8Array} data @returns {string} */
export const base64 = (data) => btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join(""));

/** @param {string} written @returns {Uint8Array} */
export function fromBase64(written) {
  let data;
  try {
    data = Uint8Array.from(atob(written), (sign) => sign.charCodeAt(0));
  } catch {
    throw new Broken("bad_base64");
  }
  if (base64(data) !== written) throw new Broken("bad_base64");
  return data;
}
