import type { Clustered } from '@nmap/ir';
import { PRESETS } from '../presets.ts';
import type { Source } from '../stage.ts';
import { chooseGrain } from './choose-grain.ts';
import type { GrainName, SettledGrain } from './grain.ts';

/** By the network, but for a preset that reproduces a chain on neurons; a pipeline may begin with a `lower` of its own. */
export function settledGrain(
  grain: GrainName,
  { preset, start }: { readonly preset: string | null; readonly start: Source | Clustered },
): SettledGrain {
  if (grain !== 'auto') return grain;
  if (start.stage !== 'source' || (preset !== null && PRESETS[preset]?.ofNeurons === true)) return 'neuron';
  return chooseGrain(start.spec, start.target);
}
