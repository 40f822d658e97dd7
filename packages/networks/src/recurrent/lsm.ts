import { Rng, exp } from '@nmap/kernels';
import type { PopulationSpec, ProjectionSpec } from '@nmap/ir';
import { activityLognormal, durationMs, seed } from '../common-options.ts';
import { drawSpikes } from '../draw.ts';
import { defineGenerator, optionError } from '../generator.ts';
import { EdgeList } from './edge-list.ts';
import { shownValue } from '../shown-value.ts';

/** Every fifth neuron, on average. */
const INHIBITORY_SHARE = 0.2;
/** C[source][target] of the paper, 0 = excitatory, 1 = inhibitory: EE 0.3, EI 0.2, IE 0.4, II 0.1. */
const C = [
  [0.3, 0.2],
  [0.4, 0.1],
] as const;
/** Beyond this many lambda a pair has a chance below 0.3 * exp(-6.76) = 0.0004: it is left out. */
const REACH = 2.6;
const MOST_NEURONS = 4_194_304;
/** Mean spikes in a window of 1000 ms, and weights in thresholds: assumed. */
const RATE_HZ = { exc: 8, inh: 20, input: 20, readout: 5 } as const;
const WEIGHT = { exc: 0.1, inh: -0.2, input: 0.5, readout: 0.05 } as const;
/** Each input reaches this share of the excitatory neurons. */
const INPUT_SHARE = 0.3;

const NAMES = ['exc', 'inh'] as const;

/**
 * Liquid state machine: a reservoir on a three-dimensional grid whose neurons at distance d
 * are connected with probability C * exp(-(d / lambda)^2), inputs into it, a readout from it.
 * **Source** W. Maass, T. Natschläger, H. Markram, "Real-Time Computing Without Stable States",
 * Neural Computation 14(11), 2002, doi:10.1162/089976602760407955.
 * **Differs from the paper**: no short-term plasticity, one delay; pairs beyond 2.6 lambda are
 * left out; the readout is a population; rates and weights are assumed.
 * **Cost** O(neurons * (2.6 lambda)^3).
 */
export const lsm = defineGenerator({
  summary: 'Liquid state machine: reservoir on a 3-D grid, distance-dependent connections, input and readout',
  source: 'Maass et al. 2002, doi:10.1162/089976602760407955',
  options: {
    grid: { kind: 'text', default: '10x10x10', describe: 'Reservoir, neurons along x, y and z' },
    lambda: {
      kind: 'number',
      default: 2,
      minimum: 0.1,
      maximum: 16,
      unit: 'grid steps',
      describe: 'Reach of the connections',
    },
    inputs: {
      kind: 'integer',
      default: 16,
      minimum: 0,
      maximum: 1_000_000,
      unit: 'neurons',
      describe: 'Input neurons',
    },
    readouts: {
      kind: 'integer',
      default: 10,
      minimum: 0,
      maximum: 1_000_000,
      unit: 'neurons',
      describe: 'Readout neurons, each reads the whole reservoir',
    },
    activity: activityLognormal,
    durationMs,
    seed,
  },
  make: (options) => {
    const grid = parseGrid(options.grid);
    const { kind, local, sizes } = chooseKinds(grid, options.seed);
    const lists = connectGrid(grid, options.lambda, kind, local, options.seed);

    const populations: PopulationSpec[] = [];
    const projections: ProjectionSpec[] = [];
    const add = (id: keyof typeof RATE_HZ, size: number, more: Partial<PopulationSpec>): boolean => {
      if (size === 0) return false;
      const mean = (RATE_HZ[id] * options.durationMs) / 1000;
      const rng = Rng.fork(options.seed, `lsm/spikes/${id}`);
      populations.push({ id, size, spikes: drawSpikes(options.activity, size, mean, rng), ...more });
      return true;
    };
    const lif = { model: 'lif', params: { tauMs: 30, refractoryMs: 3 } } as const;
    const hasInput = add('input', options.inputs, { role: 'input', model: 'input' });
    const present = [add('exc', sizes[0], lif), add('inh', sizes[1], lif)];
    const hasReadout = add('readout', options.readouts, { role: 'output', ...lif });

    if (hasInput && present[0]) {
      const connector = { connector: 'fixed-probability', p: INPUT_SHARE, seed: options.seed } as const;
      projections.push({ from: 'input', to: 'exc', ...connector, weight: WEIGHT.input, delayMs: 1 });
    }
    for (const [source, from] of NAMES.entries()) {
      for (const [target, to] of NAMES.entries()) {
        if (!present[source] || !present[target]) continue;
        const { pre, post } = lists[source][target].columns();
        projections.push({ from, to, connector: 'list', pre, post, weight: WEIGHT[from], delayMs: 1 });
      }
      if (!hasReadout || !present[source]) continue;
      const weight = Math.sign(WEIGHT[from]) * WEIGHT.readout;
      projections.push({ from, to: 'readout', connector: 'all-to-all', weight, delayMs: 1 });
    }
    return {
      name: `lsm-${grid.join('x')}`,
      timestepMs: 1,
      durationMs: options.durationMs,
      populations,
      projections,
    };
  },
});

type Grid3 = readonly [x: number, y: number, z: number];

function parseGrid(text: string): Grid3 {
  const sizes = /^([1-9]\d{0,5})x([1-9]\d{0,5})x([1-9]\d{0,5})$/.exec(text)?.slice(1).map(Number);
  if (sizes === undefined) {
    throw optionError('grid', `expected sizes such as 10x10x10, got ${shownValue(text)}.`, 'Give three.');
  }
  const count = sizes[0] * sizes[1] * sizes[2];
  if (count > MOST_NEURONS) {
    throw optionError(
      'grid',
      `${text} is ${count} neurons, at most ${MOST_NEURONS} are made.`,
      'Give a smaller grid.',
    );
  }
  return [sizes[0], sizes[1], sizes[2]];
}

/** kind[neuron] = 0 excitatory, 1 inhibitory; local[neuron] = its number among its kind. */
function chooseKinds(
  grid: Grid3,
  seedOfAll: number,
): { kind: Uint8Array; local: Uint32Array; sizes: number[] } {
  const count = grid[0] * grid[1] * grid[2];
  const rng = Rng.fork(seedOfAll, 'lsm/kinds');
  const kind = new Uint8Array(count);
  const local = new Uint32Array(count);
  const sizes = [0, 0];
  for (let neuron = 0; neuron < count; neuron++) {
    kind[neuron] = rng.unit() < INHIBITORY_SHARE ? 1 : 0;
    local[neuron] = sizes[kind[neuron]]++;
  }
  return { kind, local, sizes };
}

/** lists[kind of source][kind of target], in local numbers. Neurons are numbered x first, then y, then z. */
function connectGrid(
  [width, height, depth]: Grid3,
  lambda: number,
  kind: Uint8Array,
  local: Uint32Array,
  seedOfAll: number,
): EdgeList[][] {
  const rng = Rng.fork(seedOfAll, 'lsm/connections');
  const reach = Math.floor(REACH * lambda);
  const reachSquared = REACH * REACH * lambda * lambda;
  // falloff[d * d] = exp(-(d / lambda)^2)
  const falloff = Float64Array.from({ length: Math.floor(reachSquared) + 1 }, (_, squared) =>
    exp(-squared / (lambda * lambda)),
  );
  const lists = [
    [new EdgeList(), new EdgeList()],
    [new EdgeList(), new EdgeList()],
  ];
  for (let z = 0, source = 0; z < depth; z++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++, source++) {
        const from = kind[source];
        for (let tz = Math.max(0, z - reach); tz <= Math.min(depth - 1, z + reach); tz++) {
          for (let ty = Math.max(0, y - reach); ty <= Math.min(height - 1, y + reach); ty++) {
            for (let tx = Math.max(0, x - reach); tx <= Math.min(width - 1, x + reach); tx++) {
              const squared = (tx - x) * (tx - x) + (ty - y) * (ty - y) + (tz - z) * (tz - z);
              if (squared === 0 || squared > reachSquared) continue;
              const target = (tz * height + ty) * width + tx;
              const to = kind[target];
              if (rng.unit() < C[from][to] * falloff[squared])
                lists[from][to].push(local[source], local[target]);
            }
          }
        }
      }
    }
  }
  return lists;
}
