/** Options that mean the same in every generator. */
export const seed = {
  kind: 'integer',
  default: 1,
  minimum: 0,
  describe: 'Seed of every random choice; same seed, same network',
} as const;

export const durationMs = {
  kind: 'number',
  default: 1000,
  minimum: 1e-3,
  // A day: spike counts stay far within their 32 bits.
  maximum: 86_400_000,
  unit: 'ms',
  describe: 'Window in which the spikes are counted',
} as const;

const describeActivity =
  'Spike counts: mean = the same in a population; poisson = drawn for each neuron; lognormal = drawn, with rates that differ';
const choices = ['mean', 'poisson', 'lognormal'] as const;

/** Networks of layers: small files. */
export const activityMean = { kind: 'text', default: 'mean', choices, describe: describeActivity } as const;
/** Recurrent networks, whose neurons are known to differ. */
export const activityLognormal = {
  kind: 'text',
  default: 'lognormal',
  choices,
  describe: describeActivity,
} as const;

export function meanSpikes(mean: number): {
  readonly kind: 'number';
  readonly default: number;
  readonly minimum: 0;
  readonly maximum: 1e6;
  readonly unit: 'spikes';
  readonly describe: string;
} {
  return {
    kind: 'number',
    default: mean,
    minimum: 0,
    maximum: 1e6,
    unit: 'spikes',
    describe: 'Mean number of spikes of a neuron in the window (of an input neuron, in networks of layers)',
  };
}
