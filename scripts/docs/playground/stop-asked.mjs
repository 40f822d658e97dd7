/**
 * Whether somebody has asked to stop. A thread that computes hears no messages, and memory that two threads see is not to
 * be had from a file on disk: but who started it can take back a Blob's address, and it can look whether that still opens.
 */
const LOOK_EVERY_MS = 200;

/** @param address of a Blob that is revoked to say stop. */
export function stopAsked(address) {
  let nextMs = 0;
  let asked = false;
  return () => {
    const nowMs = performance.now();
    if (asked || nowMs < nextMs) return asked;
    nextMs = nowMs + LOOK_EVERY_MS;
    try {
      const request = new XMLHttpRequest();
      request.open('GET', address, false);
      request.send();
    } catch {
      asked = true;
    }
    return asked;
  };
}
