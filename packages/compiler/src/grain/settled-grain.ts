import type { Clustered } from '@nmap/ir';
import { PRESETS } from '../presets.ts';
import type { Source } from '../stage.ts';
import { chooseGrain, hasTightLimits } from './choose-grain.ts';
import type { GrainName, SettledGrain } from './grain.ts';
import { packsAsPositions } from './packs-as-positions.ts';

/**
 * By the network, but for a preset that reproduces a chain on neurons; a pipeline may begin with a `lower` of its own. A preset that can place
 * blocks does so where positions do not even pack simply.
 */
export function settledGrain(
  grain: GrainName,
  { preset, start }: { readonly preset: string | null; readonly start: Source | Clustered },
): SettledGrain {
  if (grain !== 'auto') return grain;
  if (start.stage !== 'source' || (preset !== null && PRESETS[preset]?.ofNeurons === true)) return 'neuron';
  const { spec, target } = start;
  const chosen = chooseGrain(spec, target);
  const mayCut = preset !== null && PRESETS[preset]?.blocks !== undefined;
  return chosen === 'position' && mayCut && hasTightLimits(target) && !packsAsPositions(start)
    ? 'block'
    : chosen;
}
