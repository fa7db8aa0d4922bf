// The Merkle tree of the ledger (RFC 9162): is an older root the root of the beginning of a newer tree?
//
// Hashes are Uint8Array of 32 bytes. Sizes may exceed 32 bits, so that they are halved by division.

const join = (...parts) => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { whole.set(part, at); at += part.length; }
  return whole;
};
const same = (one, other) => one.length === other.length && one.every((byte, place) => byte === other[place]);
const node = async (left, right) => new Uint8Array(await crypto.subtle.digest("SHA-256", join(Uint8Array.of(1), left, right)));
const odd = (number) => number % 2 === 1;
const half = (number) => Math.floor(number / 2);
const powerOfTwo = (number) => { while (number > 1 && !odd(number)) number = half(number); return number === 1; };

// RFC 9162, 2.1.4.2. True only where both roots are of one tree, at the size ``old`` and at the size ``now``.
export async function consistent(old, now, oldRoot, newRoot, proof) {
  if (!Number.isSafeInteger(old) || !Number.isSafeInteger(now) || old < 1 || old > now) return false;
  if ([oldRoot, newRoot, ...proof].some((hash) => hash.length !== 32)) return false;
  if (old === now) return proof.length === 0 && same(oldRoot, newRoot);
  const path = powerOfTwo(old) ? [oldRoot, ...proof] : [...proof];
  if (path.length === 0) return false;
  let last = old - 1;
  let end = now - 1;
  while (odd(last)) { last = half(last); end = half(end); }
  let first = path[0];
  let second = path[0];
  for (const sibling of path.slice(1)) {
    if (end === 0) return false;
    if (odd(last) || last === end) {
      first = await node(sibling, first);
      second = await node(sibling, second);
      while (!odd(last) && last !== 0) { last = half(last); end = half(end); }
    } else second = await node(second, sibling);
    last = half(last);
    end = half(end);
  }
  return end === 0 && same(first, oldRoot) && same(second, newRoot);
}
