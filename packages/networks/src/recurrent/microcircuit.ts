import { Rng, log } from '@nmap/kernels';
import type { PopulationSpec, ProjectionSpec } from '@nmap/ir';
import { durationMs, seed } from '../common-options.ts';
import { drawSpikes } from '../draw.ts';
import { defineGenerator } from '../generator.ts';
import {
  BACKGROUND_RATE_HZ,
  CONNECTION_PROBABILITY,
  DELAY_MS,
  EXTERNAL_IN_DEGREE,
  FULL_SIZE,
  G,
  MEAN_RATE_HZ,
  POPULATIONS,
  THALAMUS,
  WEIGHT_PA,
} from './microcircuit-parameters.ts';

/**
 * The cortical microcircuit of Potjans and Diesmann at any scale: eight populations, synapses
 * as numbers per pair of populations, drawn with both ends at random.
 * Synapses of a pair at full scale: K = log(1 - C) / log(1 - 1 / (N_pre * N_post)), rounded;
 * at another scale K * scale * inDegreeScale, rounded. With the default, inDegreeScale = scale,
 * the connection probabilities stay; with 1 every neuron keeps its number of inputs.
 * **Source** and numbers: `microcircuit-parameters.ts`.
 * **Differs from the paper**: delays and weights are their means; the input from the rest of
 * the brain is a parameter of the neurons (`externalInDegree`, `backgroundRateHz`), as hardware
 * makes it on the core; rates are not corrected for a smaller scale.
 */
export const microcircuit = defineGenerator({
  summary: 'Cortical microcircuit at any scale: 77,169 neurons and 0.3 billion synapses at full scale',
  source: 'Potjans & Diesmann 2014, doi:10.1093/cercor/bhs358',
  options: {
    scale: { kind: 'number', default: 0.1, minimum: 0.001, maximum: 1, describe: 'Share of the neurons' },
    inDegreeScale: {
      kind: 'number',
      default: 0,
      minimum: 0,
      maximum: 1,
      describe: "Share of every neuron's inputs; 0 = the same as scale",
    },
    thalamus: {
      kind: 'integer',
      default: 0,
      minimum: 0,
      maximum: 1,
      describe: '1 = with the thalamic neurons, outside the chip',
    },
    activity: {
      kind: 'text',
      default: 'poisson',
      choices: ['mean', 'poisson', 'lognormal'],
      describe: 'Spike counts: mean = the published rate for all; poisson, lognormal = drawn around it',
    },
    timestepMs: {
      kind: 'number',
      default: 0.1,
      minimum: 1e-3,
      maximum: 10,
      unit: 'ms',
      describe: 'Simulation step',
    },
    durationMs,
    seed,
  },
  make: (options) => {
    const { scale } = options;
    const inDegreeScale = options.inDegreeScale === 0 ? scale : options.inDegreeScale;
    const sizes = FULL_SIZE.map((full) => scaled(full, scale));
    const populations = POPULATIONS.map((id, index): PopulationSpec => {
      const rateHz = MEAN_RATE_HZ[index];
      const base = { id, size: sizes[index], model: 'iaf_psc_exp', params: neuronParams(index) };
      if (options.activity === 'mean') return { ...base, rateHz };
      const rng = Rng.fork(options.seed, `microcircuit/spikes/${id}`);
      return {
        ...base,
        spikes: drawSpikes(options.activity, base.size, (rateHz * options.durationMs) / 1000, rng),
      };
    });
    const projections: ProjectionSpec[] = [];
    POPULATIONS.forEach((to, target) => {
      POPULATIONS.forEach((from, source) => {
        const full = synapseNumber(
          CONNECTION_PROBABILITY[target][source],
          FULL_SIZE[source],
          FULL_SIZE[target],
        );
        const n = Math.floor(full * scale * inDegreeScale + 0.5);
        if (n === 0) return;
        const excitatory = from.endsWith('E');
        const strength = from === 'L4E' && to === 'L23E' ? 2 * WEIGHT_PA : WEIGHT_PA;
        projections.push({
          from,
          to,
          connector: 'fixed-total-number',
          n,
          seed: options.seed,
          weight: excitatory ? strength : G * strength,
          delayMs: excitatory ? DELAY_MS.excitatory : DELAY_MS.inhibitory,
        });
      });
    });
    if (options.thalamus === 1) addThalamus(populations, projections, { ...options, inDegreeScale });
    return {
      name: scale === 1 ? 'microcircuit' : `microcircuit-${Number((scale * 100).toPrecision(6))}pct`,
      timestepMs: options.timestepMs,
      durationMs: options.durationMs,
      populations,
      projections,
    };
  },
});

function scaled(full: number, scale: number): number {
  return Math.max(1, Math.floor(full * scale + 0.5));
}

/** K of a pair of populations at full scale, rounded. */
export function synapseNumber(probability: number, preSize: number, postSize: number): number {
  if (probability === 0) return 0;
  return Math.floor(log(1 - probability) / logOfAlmostOne(preSize * postSize) + 0.5);
}

/** log(1 - 1 / pairs), from its series where 1 - 1 / pairs would round the answer away. */
function logOfAlmostOne(pairs: number): number {
  const x = 1 / pairs;
  return pairs < 1e4 ? log(1 - x) : -x * (1 + x * (1 / 2 + x * (1 / 3 + x * (1 / 4))));
}

/** Units of NEST: ms, mV, pF; Table 5 of the paper. */
function neuronParams(index: number): Readonly<Record<string, number>> {
  return {
    tau_m: 10,
    tau_syn: 0.5,
    t_ref: 2,
    C_m: 250,
    E_L: -65,
    V_th: -50,
    V_reset: -65,
    externalInDegree: EXTERNAL_IN_DEGREE[index],
    backgroundRateHz: BACKGROUND_RATE_HZ,
  };
}

function addThalamus(
  populations: PopulationSpec[],
  projections: ProjectionSpec[],
  options: { readonly scale: number; readonly inDegreeScale: number; readonly seed: number },
): void {
  populations.push({
    id: 'TH',
    size: scaled(THALAMUS.size, options.scale),
    role: 'input',
    model: 'input',
    external: true,
    rateHz: THALAMUS.rateHz,
  });
  POPULATIONS.forEach((to, target) => {
    const full = synapseNumber(THALAMUS.probability[target], THALAMUS.size, FULL_SIZE[target]);
    const n = Math.floor(full * options.scale * options.inDegreeScale + 0.5);
    if (n === 0) return;
    const { seed: seedOfAll } = options;
    const weight = WEIGHT_PA;
    const delayMs = DELAY_MS.excitatory;
    projections.push({
      from: 'TH',
      to,
      connector: 'fixed-total-number',
      n,
      seed: seedOfAll,
      weight,
      delayMs,
    });
  });
}
