/**
 * Stands between the page and the thread, in a frame of its own origin: opened from disk, a page and its threads have
 * different ones, and a thread cannot look whether an address of the page still opens. Here both are the frame's.
 */
let stopAddress = null;

addEventListener('message', ({ data: message }) => {
  if (message.kind === 'stop') {
    URL.revokeObjectURL(stopAddress);
    return;
  }
  const addressOf = (text, type) => URL.createObjectURL(new Blob([text], { type }));
  stopAddress = addressOf('go on', 'text/plain');
  const worker = new Worker(addressOf(message.program, 'text/javascript'));
  worker.onmessage = ({ data }) => parent.postMessage(data, '*');
  worker.onerror = ({ message: text }) => parent.postMessage({ kind: 'broken', text }, '*');
  worker.postMessage({ ...message.request, stop: stopAddress });
});
parent.postMessage({ kind: 'ready' }, '*');
