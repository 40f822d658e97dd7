import { Rng } from '@nmap/kernels';
import type { PopulationSpec, ProjectionSpec } from '@nmap/ir';
import { activityLognormal, durationMs, meanSpikes, seed } from '../common-options.ts';
import { drawSpikes } from '../draw.ts';
import { defineGenerator, type Generator } from '../generator.ts';
import { REMEMBERED, rememberedSpikes, type ApplicationName } from './remembered.ts';

/** Every fifth neuron is inhibitory. */
const INHIBITORY_SHARE = 0.2;
/** Of thresholds: assumed. */
const WEIGHT = { exc: 0.05, inh: -0.2 } as const;

/**
 * Recurrent applications: exactly the neurons and synapses that are remembered, in a reservoir of excitatory and inhibitory
 * neurons, 4 : 1, whose synapses are drawn at random between any two neurons. Two of them have more synapses than pairs of
 * neurons: parallel ones occur.
 * **Differs from the papers**: who is connected to whom is not known to us, and no inputs or readouts stand apart.
 */
function reservoir(name: ApplicationName, what: string, source: string): Generator {
  const { neurons, synapses } = REMEMBERED[name];
  return defineGenerator({
    summary: `${what}: a random reservoir of the ${grouped(neurons)} neurons and ${grouped(synapses)} synapses that are remembered`,
    source: `${source}; connections assumed, sizes unverified`,
    options: {
      meanSpikes: meanSpikes(rememberedSpikes(name)),
      activity: activityLognormal,
      durationMs,
      seed,
    },
    make: (options) => {
      const inhibitory = Math.round(INHIBITORY_SHARE * neurons);
      const sizes = { exc: neurons - inhibitory, inh: inhibitory };
      const ids = ['exc', 'inh'] as const;
      const populations = ids.map((id): PopulationSpec => {
        const rng = Rng.fork(options.seed, `app-${name}/spikes/${id}`);
        return {
          id,
          size: sizes[id],
          model: 'lif',
          params: { tauMs: 30, refractoryMs: 3 },
          spikes: drawSpikes(options.activity, sizes[id], options.meanSpikes, rng),
        };
      });
      let left = synapses;
      const projections = ids.flatMap((from, at) =>
        ids.map((to, other): ProjectionSpec => {
          const share = Math.round((synapses * sizes[from] * sizes[to]) / (neurons * neurons));
          const n = at + other === 2 ? left : share;
          left -= n;
          return {
            from,
            to,
            connector: 'fixed-total-number',
            n,
            seed: options.seed,
            weight: WEIGHT[from],
            delayMs: 1,
          };
        }),
      );
      return {
        name: `app-${name}`,
        timestepMs: 1,
        durationMs: options.durationMs,
        populations,
        projections,
      };
    },
  });
}

function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

export const appHeartEstm = reservoir(
  'HeartEstm',
  'Heart rate estimation',
  'Das et al. 2018, arXiv:1708.05356 (a liquid state machine)',
);
export const appVisualPursuit = reservoir(
  'VisualPursuit',
  'Visual pursuit',
  'as named in the application lists of the mapping literature',
);
export const appRDigitRecog = reservoir(
  'R-DigitRecog',
  'Recurrent digit recognition',
  'Diehl & Cook 2015, doi:10.3389/fncom.2015.00099',
);
