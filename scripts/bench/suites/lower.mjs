/** CPU seconds to lower ten million synapses by every connector, against filling an array of as many 32-bit numbers. */
import { lower } from '@nmap/ir';
import { Rng } from '@nmap/kernels';
import { startCpuClock } from '../lib/cpu-clock.mjs';
import { least, median, ratio } from '../lib/statistics.mjs';

const SYNAPSES = 10_000_000;
const NEURONS = 100_000;
const FAN = SYNAPSES / NEURONS;

/** Specifications of about SYNAPSES synapses, exact where the connector allows it. */
const CASES = {
  'all-to-all': () => pair(3163, 3162, { connector: 'all-to-all' }),
  'one-to-one': () => pair(SYNAPSES, SYNAPSES, { connector: 'one-to-one' }),
  'list, shuffled': () => {
    const rng = new Rng(1);
    const draw = () => Uint32Array.from({ length: SYNAPSES }, () => rng.below(NEURONS));
    return pair(NEURONS, NEURONS, { connector: 'list', pre: draw(), post: draw() });
  },
  'fixed-probability': () => pair(NEURONS, NEURONS, { connector: 'fixed-probability', p: FAN / NEURONS }),
  'fixed-fan-in': () => pair(NEURONS, NEURONS, { connector: 'fixed-fan-in', n: FAN }),
  'fixed-fan-out': () => pair(NEURONS, NEURONS, { connector: 'fixed-fan-out', n: FAN }),
  'fixed-total-number': () => pair(NEURONS, NEURONS, { connector: 'fixed-total-number', n: SYNAPSES }),
  'distance-dependent': () => {
    const grid = { size: 10_000, shape: [100, 100] };
    return spec(
      { ...grid },
      { ...grid },
      { connector: 'distance-dependent', p: 0.82, scale: 16, profile: 'gaussian' },
    );
  },
  conv2d: () => {
    const image = { size: 16 * 264 * 264, shape: [16, 264, 264] };
    return spec(
      { ...image },
      { size: 264 * 264, shape: [1, 264, 264] },
      { connector: 'conv2d', kernel: 3, padding: 'same' },
    );
  },
  pool2d: () => {
    const image = { size: 10 * 1000 * 1000, shape: [10, 1000, 1000] };
    return spec(image, { size: 10 * 500 * 500, shape: [10, 500, 500] }, { connector: 'pool2d', kernel: 2 });
  },
};

function pair(from, to, connector) {
  return spec({ size: from }, { size: to }, connector);
}

function spec(from, to, connector) {
  return {
    name: connector.connector,
    timestepMs: 1,
    durationMs: 1000,
    populations: [
      { id: 'a', spikes: 1, ...from },
      { id: 'b', spikes: 1, ...to },
    ],
    projections: [{ from: 'a', to: 'b', ...connector }],
  };
}

/** @param {import('../run.mjs').BenchOptions} options */
export async function run(options) {
  const runs = [];
  for (const [connector, make] of Object.entries(CASES)) {
    const given = make();
    for (let repeat = 0; repeat < options.repeats; repeat++) {
      const { timeS, synapses } = timedLower(given);
      const fillS = timedFill(synapses);
      runs.push({ connector, repeat, timeS, synapses, fillS });
      options.log(
        `lower: ${connector}: ${synapses} synapses in ${timeS.toFixed(2)} CPU s, filling ${(fillS * 1000).toFixed(1)} ms`,
      );
    }
    await new Promise(setImmediate);
  }
  return runs;
}

export const keyOf = ({ connector, repeat }) => [connector, repeat].join('\t');

export const tables = (runs) => [table(runs)];

function timedLower(given) {
  const usedS = startCpuClock();
  const { network } = lower(given);
  return { timeS: usedS(), synapses: network.synapseCount };
}

/** A new array each time, as lowering needs one: the pages must be touched. */
function timedFill(length) {
  const usedS = startCpuClock();
  const array = new Uint32Array(length);
  for (let i = 0; i < length; i++) array[i] = i;
  const timeS = usedS();
  if (length > 0 && array[length - 1] !== length - 1) throw new Error('the array was not filled');
  return timeS;
}

function table(runs) {
  const rows = Object.keys(CASES).map((connector) => {
    const group = runs.filter((one) => one.connector === connector);
    const times = group.map(({ timeS }) => timeS);
    const middle = median(times);
    return [
      connector,
      group[0].synapses,
      least(times),
      middle,
      (middle * 1e9) / group[0].synapses,
      ratio(middle, median(group.map(({ fillS }) => fillS))),
    ];
  });
  return {
    id: 'lower',
    title: 'Lowering about 10 million synapses',
    columns: ['connector', 'synapses', 'least CPU s', 'median CPU s', 'ns per synapse', 'to a fill'],
    rows,
    notes: [
      'Lowering makes both directions, their starts, fan-in and spikes; the fill writes one array of 32-bit numbers.',
    ],
  };
}
