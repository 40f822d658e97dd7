import { lower as lowerSpec, type LowerOptions, type Lowering } from '@nmap/ir';
import { z } from 'zod';
import { chooseGrain } from './grain/choose-grain.ts';
import { lowerToFittingBlocks } from './grain/fitting-blocks.ts';
import { hasFreeBorders } from './grain/free-borders.ts';
import { neuronsOfUnits } from './grain/neurons-of-units.ts';
import { GRAINS, type SettledChoice, type SettledGrain } from './grain/grain.ts';
import type { AnyPass, Pass } from './pass.ts';
import type { Source } from './stage.ts';

export const LOWER = 'lower';

export const lowerOptions = z.strictObject({
  grain: z
    .enum(GRAINS)
    .default('auto')
    .describe(
      'neuron: every neuron by itself; position: units of one position and a group of channels, whose synapses are never ' +
        'listed; block: boxes as large as a core, chosen beforehand; auto: the finest that the search can still handle.',
    ),
  borders: z
    .enum(['whole', 'free', 'auto'])
    .default('whole')
    .describe(
      'Where grain is block. whole: a block stays together; free: its sides are cut, and slabs of it can go to other cores; ' +
        'auto: free where the network is small enough for that.',
    ),
  neuronsPerUnit: z
    .int()
    .min(1)
    .max(65_536)
    .default(64)
    .describe(
      'Neurons of a unit at most, where grain is position; fewer where a core has no room for two of them, more where there would be over a million units.',
    ),
});
export type LowerChoice = z.input<typeof lowerOptions>;

/** Lowering that knows its grain, or finds it by the network. */
export interface LowerPass extends Pass<'source', 'lowered'> {
  readonly choice: z.output<typeof lowerOptions>;
  /** The same with `auto` decided: its options are what a manifest records. */
  settledFor(source: Source): LowerPass;
}

/**
 * Flattens populations and projections into the hypergraph that mappers read. What a manifest records of it are the options
 * that make the same network again: none for a network of neurons.
 */
export function lower(options: LowerChoice = {}): LowerPass {
  const choice = lowerOptions.parse(options);
  return {
    name: LOWER,
    from: 'source',
    to: 'lowered',
    options: recordedOptions(choice),
    choice,
    settledFor: (source) => lower(settled(choice, source)),
    run: (source, ctx) => {
      const { network, diagnostics } = lowerSource(source, settled(choice, source));
      for (const diagnostic of diagnostics) ctx.diagnostic(diagnostic);
      if (network.units !== null) ctx.stat('units', network.vertexCount);
      const { target, constraints, objective } = source;
      return { stage: 'lowered', problem: { network, target, constraints, objective } };
    },
  };
}

function settled(choice: z.output<typeof lowerOptions>, source: Omit<Source, 'stage'>): SettledChoice {
  const grain = choice.grain === 'auto' ? chooseGrain(source.spec, source.target) : choice.grain;
  const { neuronsPerUnit, borders } = choice;
  if (borders !== 'auto') return { grain, neuronsPerUnit, borders };
  return { grain, neuronsPerUnit, borders: grain === 'block' && hasFreeBorders(source) ? 'free' : 'whole' };
}

export function isLowerPass(pass: AnyPass): pass is AnyPass & Pick<LowerPass, 'choice' | 'settledFor'> {
  return pass.name === LOWER;
}

/** The grain of passes that are settled; by neurons where they begin behind `lower`. */
export function grainOf(passes: readonly AnyPass[]): SettledGrain {
  const grain = passes.find(isLowerPass)?.choice.grain ?? 'auto';
  return grain === 'auto' ? 'neuron' : grain;
}

/** The network at a grain; `verify` makes it again from what the manifest recorded. */
export function lowerSource(source: Omit<Source, 'stage'>, choice: SettledChoice): Lowering {
  return choice.grain === 'block'
    ? lowerToFittingBlocks(source, choice.borders)
    : lowerSpec(source.spec, optionsFor(source, { ...choice, grain: choice.grain }));
}

function optionsFor(
  source: Omit<Source, 'stage'>,
  { grain, neuronsPerUnit }: SettledChoice & { readonly grain: Exclude<SettledGrain, 'block'> },
): LowerOptions {
  switch (grain) {
    case 'neuron':
      return {};
    case 'position':
      return {
        grain,
        mostNeuronsPerUnit: neuronsPerUnit,
        mostNeuronsOf: neuronsOfUnits(source.spec, source.target),
      };
  }
}

function recordedOptions({
  grain,
  neuronsPerUnit,
  borders,
}: z.output<typeof lowerOptions>): Record<string, unknown> {
  if (grain === 'position') return { grain, neuronsPerUnit };
  return grain === 'block' ? { grain, ...(borders === 'whole' ? {} : { borders }) } : {};
}
