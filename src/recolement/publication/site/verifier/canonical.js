// JSON in its canonical writing (RFC 8785): one value, one writing.
//
//   write({ b: 1, a: "é" })                 '{"a":"é","b":1}'
//   read(utf8('{"b":1,"a":2}'))             throws not_canonical: the keys are not in order

import { Broken, same, text, utf8 } from "./bytes.js";

/** @param {unknown} value @returns {string} */
export function write(value) {
  if (Array.isArray(value)) return `[${value.map(write).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const members = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${write(/** @type {any} */ (value)[key])}`);
    return `{${members.join(",")}}`;
  }
  return JSON.stringify(value);
}

/**
 * The value of canonical JSON. Whatever else the bytes may be (a key twice, an escape too many, a number that
 * has another writing), writing the value again gives other bytes.
 * @param {Uint8Array} data @returns {any}
 */
export function read(data) {
  let value;
  try {
    value = JSON.parse(text(data), (key, one) => {
      if (typeof one === "number" && !Number.isSafeInteger(one)) throw new Broken("not_canonical");
      if (key === "__proto__") throw new Broken("not_canonical");
      return one;
    });
  } catch (error) {
    throw error instanceof Broken ? error : new Broken("not_canonical");
  }
  if (!same(utf8(write(value)), data)) throw new Broken("not_canonical");
  return value;
}
