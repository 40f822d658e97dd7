/** One way to put a trained network on a chip. */
export interface Variant {
  /** Pass that scales: `normalise/percentile(p=99.9)`. */
  readonly normalise: string;
  readonly pool: 'neurons' | 'folded';
  readonly input: 'spikes' | 'current';
  readonly start: 'half' | 'zero';
  /** Bits of a weight; null = as trained. */
  readonly bits: number | null;
  /** Neurons on a core at most; null = as many as it holds, on the fewest cores. */
  readonly neuronsPerCore: number | null;
  /** What its placement minimises: energy packs, the others spread over as many cores as pay. */
  readonly minimise: 'energy' | 'energy-back-to-back' | 'time';
  /** Lead of the best class at which an image is ended early; null = every image has all of its steps. */
  readonly exitMargin: number | null;
}

/** What converters did first, on the fewest cores: what everything else is compared with. */
export const NAIVE: Variant = {
  normalise: 'normalise/max',
  pool: 'folded',
  input: 'spikes',
  start: 'zero',
  bits: null,
  neuronsPerCore: null,
  minimise: 'energy',
  exitMargin: null,
};

/** The part of a variant that decides its spikes, as the text of a conversion without `exercise`. */
export function conversionOf(
  { normalise, pool, input, start, bits }: Variant,
  replacesMaxPool: boolean,
): string {
  const passes = [
    'fold',
    ...(replacesMaxPool ? ['maxpool/average'] : []),
    normalise,
    `pool/${pool}`,
    `input/${input}`,
    `start/${start}`,
    'reset/soft',
    ...(bits === null ? [] : [`quantise(bits=${bits})`]),
  ];
  return passes.join('; ');
}

/** In a few words. */
export function variantText({
  normalise,
  pool,
  input,
  start,
  bits,
  neuronsPerCore,
  minimise,
  exitMargin,
}: Variant): string {
  return [
    normalise.replace('normalise/', ''),
    `pool ${pool}`,
    `input ${input}`,
    `start ${start}`,
    bits === null ? 'weights as trained' : `${bits} bits`,
    spreadText({ neuronsPerCore, minimise }),
    ...(exitMargin === null ? [] : [`early exit at ${exitMargin}`]),
  ].join(', ');
}

/** How far the network is spread over cores. */
export function spreadText({
  neuronsPerCore,
  minimise,
}: Pick<Variant, 'neuronsPerCore' | 'minimise'>): string {
  if (minimise !== 'energy') return `spread for ${minimise}`;
  return neuronsPerCore === null ? 'fewest cores' : `${neuronsPerCore} neurons a core`;
}
