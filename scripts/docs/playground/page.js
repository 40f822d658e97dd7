/** The playground's page: hands a job to the thread that `COMPILER` is the program of, and shows what comes back. */
const get = (id) => document.getElementById(id);
const form = get('job');

/** What is running: the frame that holds its thread, and what was asked for. */
let running = null;
/** Addresses of what was made last, taken back when it is replaced. */
let made = [];

form.addEventListener('submit', (event) => {
  event.preventDefault();
  start().catch((error) => end(() => showFailure([broken(String(error))])));
});
get('stop').addEventListener('click', stop);
get('example').addEventListener('change', chooseExample);
get('hardware').addEventListener('change', showChoices);
get('network').addEventListener('change', () => {
  get('example').value = '';
  showChoices();
});
get('hardware-file').addEventListener('change', () => {
  get('hardware').value = '';
  showChoices();
});
chooseExample();

/** With the chip and the preset that suit it. */
function chooseExample() {
  const { hardware, preset } = get('example').selectedOptions[0].dataset;
  if (hardware !== undefined) get('hardware').value = hardware;
  if (preset !== undefined) get('preset').value = preset;
  showChoices();
}

function showChoices() {
  const isOwn = get('example').value === '';
  get('network').required = isOwn;
  get('clusters').disabled = !isOwn;
  if (!isOwn) get('clusters').checked = false;
  get('hardware-file').required = get('hardware').value === '';
}

async function start() {
  if (running !== null) return;
  forget();
  setBusy('starting');
  const files = [];
  const take = async (input) => {
    const [file] = input.files;
    files.push({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
    return file.name;
  };
  const example = get('example').value === '' ? null : Number(get('example').value);
  const request = {
    files,
    example,
    network: example === null ? await take(get('network')) : '',
    hardware: get('hardware').value === '' ? await take(get('hardware-file')) : get('hardware').value,
    isClusters: get('clusters').checked,
    preset: get('preset').value,
    seed: Number(get('seed').value),
    split: get('split').checked ? 'auto' : 'off',
  };
  if (files.some(({ bytes }) => mayNeedHdf5(bytes))) await loadHdf5();
  const program = typeof HDF5 === 'function' ? `(${HDF5})();\n(${COMPILER})();` : `(${COMPILER})();`;
  const frame = element('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.hidden = true;
  frame.srcdoc = `<script>${FRAME}</script>`;
  running = { frame, asked: false, request, program };
  document.body.append(frame);
}

window.addEventListener('message', ({ source, data }) => {
  if (running !== null && source === running.frame.contentWindow) hear(data);
});

/** Of HDF5 itself, and of what may hold it, packed with gzip. */
function mayNeedHdf5([first, second, third]) {
  return (first === 0x89 && second === 0x48 && third === 0x44) || (first === 0x1f && second === 0x8b);
}

function loadHdf5() {
  if (typeof HDF5 === 'function') return Promise.resolve();
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = 'playground-hdf5.js';
    script.onload = resolve;
    script.onerror = () => reject(new Error('playground-hdf5.js does not lie beside this page'));
    document.head.append(script);
  });
}

/** Once: the best legal state so far; twice: nothing. */
function stop() {
  if (running === null) return;
  if (running.asked) {
    end(() => setIdle('Stopped; nothing was placed.'));
    return;
  }
  running.asked = true;
  running.frame.contentWindow.postMessage({ kind: 'stop' }, '*');
  get('stop').textContent = 'Stop at once';
}

function hear(message) {
  if (message.kind === 'ready') {
    const { frame, program, request } = running;
    frame.contentWindow.postMessage({ kind: 'start', program, request }, '*');
  } else if (message.kind === 'example') running.file = message;
  else if (message.kind === 'progress') {
    get('doing').textContent = message.text;
    if (message.fraction === null) get('share').removeAttribute('value');
    else get('share').value = message.fraction;
  } else if (message.kind === 'placed') {
    const { request, file } = running;
    end(() => showPlaced(message, request, file));
  } else if (message.kind === 'failed') end(() => showFailure(message.diagnostics));
  else end(() => showFailure([broken(message.text)]));
}

/** What the compiler itself did not catch: memory that ran out, or a bug. */
function broken(text) {
  return { code: 'E5003', where: 'nmap', message: `unexpected failure: ${text}` };
}

function end(show) {
  running?.frame.remove();
  running = null;
  setIdle('');
  show();
}

function showPlaced({ complete, manifest, report, diagnostics }, request, file) {
  const name = file?.name ?? request.network;
  const base = name.replace(/\.(gz|json|nir|h5)$/i, '');
  show(complete ? 'Placed and verified' : 'Stopped: the best placement until then, verified', diagnostics);
  get('files').replaceChildren(
    download(manifest, `${base}.manifest.json`, 'the manifest'),
    download(report, `${base}.html`, 'the report'),
    ...(file === undefined ? [] : [download(file.text, name, "the network's file")]),
  );
  const words = ['nmap place', quoted(name), ...(request.isClusters ? ['--clusters'] : [])];
  words.push('--hw', quoted(request.hardware), '--preset', request.preset, '--seed', String(request.seed));
  if (request.split !== 'off') words.push('--split', request.split);
  get('command').textContent = `${words.join(' ')} -o ${quoted(`${base}.manifest.json`)}`;
  get('again').hidden = !complete;
  get('report').src = addressOf(report, 'text/html');
  get('report').hidden = false;
  get('outcome').focus();
}

function showFailure(diagnostics) {
  setIdle('');
  show('Not placed', diagnostics);
  get('again').hidden = true;
  get('outcome').focus();
}

function show(title, diagnostics) {
  get('outcome').textContent = title;
  get('diagnostics').replaceChildren(...diagnostics.map(diagnosticRow));
  get('answer').hidden = false;
}

/** As the terminal shows it, with a link to the page of its code. */
function diagnosticRow({ code, severity, where, message, hint }) {
  const row = element('li');
  row.className = severity ?? 'error';
  const link = element('a', code);
  link.href = `errors/${code}.html`;
  row.append(link, ` ${where}: ${message}`);
  if (hint !== undefined) row.append(element('small', hint));
  return row;
}

/** What the last run left. */
function forget() {
  for (const address of made) URL.revokeObjectURL(address);
  made = [];
  get('answer').hidden = true;
  get('report').hidden = true;
  get('report').removeAttribute('src');
  for (const id of ['diagnostics', 'files']) get(id).replaceChildren();
}

function setBusy(text) {
  get('place').disabled = true;
  get('stop').disabled = false;
  get('doing').textContent = text;
  get('share').removeAttribute('value');
  get('share').hidden = false;
}

function setIdle(text) {
  get('place').disabled = false;
  get('stop').disabled = true;
  get('stop').textContent = 'Stop';
  get('doing').textContent = text;
  get('share').hidden = true;
}

function addressOf(text, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  made.push(address);
  return address;
}

function download(text, name, title) {
  const link = element('a', `Save ${title}`);
  link.href = addressOf(text, 'application/octet-stream');
  link.download = name;
  return link;
}

function element(name, text = '') {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function quoted(word) {
  return /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
