// Long work in short stretches: between two of them the page answers whoever touches it.
//
//   for (const one of many) { await breathe(); … }

/** Milliseconds of work at a stretch. */
const STRETCH = 30;

const { port1, port2 } = new MessageChannel();
/** @type {(() => void)[]} */
const waiting = [];
port1.onmessage = () => waiting.shift()?.();

let began = performance.now();

/** Goes on at once, or after the page had its turn. @returns {Promise<void> | undefined} */
export function breathe() {
  if (performance.now() - began < STRETCH) return undefined;
  return new Promise((resolve) => {
    waiting.push(() => {
      began = performance.now();
      resolve();
    });
    port2.postMessage(null);
  });
}

/** A task done for each item, so many at a time. @template T, U @param {T[]} items @param {(item: T) => Promise<U>} task
 * @param {number} many @returns {Promise<U[]>} */
export async function inBatches(items, task, many = 1024) {
  /** @type {U[]} */
  const done = [];
  for (let start = 0; start < items.length; start += many) {
    for (const one of await Promise.all(items.slice(start, start + many).map(task))) done.push(one);
    await breathe();
  }
  return done;
}
