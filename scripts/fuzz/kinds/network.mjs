import { readNetworkBytes, writeNir } from '@nmap/formats';
import { lower, visitWeightedSynapses } from '@nmap/ir';
import { writeNetworkSpec } from '@nmap/networks';
import { faultsOfDiagnostics, faultsOfError } from '../lib/judge-error.mjs';
import { differs, verdict } from '../lib/kind.mjs';
import { BARE_NETWORK, NETWORK, jsonText } from '../lib/sample-files.mjs';

/** Lowered only where that makes at most this many synapses. */
const MOST_SYNAPSES = 20_000;

const KNOWN = {
  network: 'format version name timestepMs durationMs populations projections comment metadata',
  population: 'id size shape role external model params spikes rateHz',
  projection:
    'from to connector weight delayMs pre post selfConnections p seed n scale profile kernel stride padding dilation groups',
};

/** @type {import('../lib/kind.mjs').Kind} */
export const network = {
  name: 'network',
  what: 'nmap-network JSON',
  samples: () =>
    Promise.resolve(
      [NETWORK, BARE_NETWORK].map((document, k) => ({
        name: `network ${k}`,
        document,
        text: jsonText(document),
      })),
    ),
  judge: (bytes) =>
    verdict(
      bytes,
      async () => {
        const read = await readNetworkBytes([bytes], 'f.json');
        return [
          ...faultsOfDiagnostics(read.diagnostics, bytes),
          ...recount(read, JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''))),
          ...(await readBack(read)),
          ...lowered(read.spec),
          ...(await throughNir(read.spec)),
        ];
      },
      'f.json',
    ),
};

/** What the text says, counted without the reader. @param {import('@nmap/formats').NetworkFile} read @param {any} json */
function recount({ spec, diagnostics }, json) {
  const faults = [
    ...differs('populations', spec.populations.length, json.populations?.length ?? json.nodes?.length),
    ...differs('projections', spec.projections.length, json.projections.length),
    ...differs('durationMs', spec.durationMs, json.durationMs ?? 1000),
    ...differs('timestepMs', spec.timestepMs, json.timestepMs ?? 1),
  ];
  spec.populations.forEach((population, k) => {
    const said = json.populations[k];
    for (const key of ['id', 'size', 'role', 'external', 'model']) {
      faults.push(...differs(`populations[${k}].${key}`, population[key], said[key]));
    }
    for (const key of ['spikes', 'rateHz', 'shape'])
      faults.push(...differs(`populations[${k}].${key}`, listText(population[key]), listText(said[key])));
  });
  spec.projections.forEach((projection, k) => {
    const said = json.projections[k];
    for (const key of ['from', 'to', 'connector', 'p', 'n', 'scale', 'profile', 'seed', 'selfConnections'])
      faults.push(...differs(`projections[${k}].${key}`, projection[key], said[key]));
    for (const key of ['pre', 'post', 'weight', 'delayMs', 'kernel', 'stride'])
      faults.push(...differs(`projections[${k}].${key}`, listText(projection[key]), listText(said[key])));
  });
  const words = diagnostics.map(({ message }) => message).join('\n');
  const unknown = [
    ...keysBeside('network', [json]),
    ...keysBeside('population', json.populations),
    ...keysBeside('projection', json.projections),
  ];
  for (const key of unknown) if (!words.includes(key)) faults.push(`the key "${key}" is dropped in silence`);
  return faults;
}

function keysBeside(what, objects) {
  const known = KNOWN[what].split(' ');
  return objects.flatMap((object) => Object.keys(object).filter((key) => !known.includes(key)));
}

/** A number or list of numbers as text; -0 counts as 0. */
function listText(value) {
  if (value === undefined) return undefined;
  return typeof value === 'object' ? Array.from(value, (item) => item + 0).join() : String(value);
}

/** What was read and written again is the same network. @param {import('@nmap/formats').NetworkFile} read */
async function readBack({ spec, sha256 }) {
  const text = [...writeNetworkSpec(spec)].join('');
  const again = await readNetworkBytes([Buffer.from(text)], 'f.json');
  return again.sha256 === sha256 || spec.name === 'f'
    ? []
    : [`written and read again it has another hash:\n${text}`];
}

/** Of each population, by id. @param {import('@nmap/ir').NetworkSpec} spec */
const sizesOf = (spec) => Object.fromEntries(spec.populations.map(({ id, size }) => [id, size]));

/** Whether it surely makes few synapses. @param {import('@nmap/ir').NetworkSpec} spec */
function isSmall(spec) {
  const size = sizesOf(spec);
  const most = spec.projections.map(({ from, to, n, pre }) =>
    Math.max(size[from] * size[to] * 9, n ?? 0, pre?.length ?? 0),
  );
  return [...most, ...Object.values(size)].reduce((sum, one) => sum + one, 0) <= MOST_SYNAPSES;
}

/** Written as NIR and read again it has the same synapses, or it is refused in words. @param {import('@nmap/ir').NetworkSpec} spec */
async function throughNir(spec) {
  if (!isSmall(spec)) return [];
  let expected;
  try {
    lower(spec);
    expected = synapseLines(spec);
  } catch {
    // `lowered` judges what cannot be lowered.
    return [];
  }
  let bytes;
  try {
    bytes = await writeNir(spec);
  } catch (error) {
    return faultsOfError(error, Buffer.from(JSON.stringify(spec)), ['input']);
  }
  const { spec: back } = await readNetworkBytes([bytes], 'f.nir');
  return synapseLines(back) === expected
    ? []
    : [`through NIR it is another network:\n${JSON.stringify(spec)}`];
}

/** Sizes, and every synapse with its delay in steps; populations are numbered anew. @param {import('@nmap/ir').NetworkSpec} spec */
function synapseLines(spec) {
  const lines = spec.populations.map(({ size }) => `of ${size}`);
  for (let index = 0; index < spec.projections.length; index++)
    visitWeightedSynapses(spec, index, (pre, post, weight, delayMs) => {
      const steps = Math.max(1, Math.round(delayMs / spec.timestepMs));
      lines.push(`${pre} ${post} ${weight + 0} ${steps}`);
    });
  return lines.sort().join('\n');
}

/** @param {import('@nmap/ir').NetworkSpec} spec */
function lowered(spec) {
  if (!isSmall(spec)) return [];
  const size = sizesOf(spec);
  const neurons = Object.values(size).reduce((sum, one) => sum + one, 0);
  const bytes = Buffer.from(JSON.stringify(spec));
  let made;
  try {
    made = lower(spec);
  } catch (error) {
    // How many synapses are drawn is known only here, where files have no lines any more.
    return faultsOfError(error, bytes, ['input']);
  }
  const { network: flat, diagnostics } = made;
  const faults = [
    ...faultsOfDiagnostics(diagnostics, bytes),
    ...differs('neurons', flat.neuronCount, neurons),
  ];
  const counts = spec.projections.map((projection) => synapsesOf(projection, size));
  if (!counts.includes(null)) {
    faults.push(
      ...differs(
        'synapses',
        flat.synapseCount,
        counts.reduce((sum, count) => sum + count, 0),
      ),
    );
  }
  return faults;
}

/** Synapses of connectors that need no draw, null of others. */
function synapsesOf({ connector, from, to, pre, n, selfConnections = true }, size) {
  const loops = from === to && !selfConnections ? size[from] : 0;
  switch (connector) {
    case 'all-to-all':
      return size[from] * size[to] - loops;
    case 'one-to-one':
      return size[from];
    case 'list':
      return pre.length;
    case 'fixed-fan-in':
      return n * size[to];
    case 'fixed-fan-out':
      return n * size[from];
    case 'fixed-total-number':
      return n;
    default:
      return null;
  }
}
