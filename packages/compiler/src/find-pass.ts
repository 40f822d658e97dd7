import { CONVERSIONS, type ConversionPass } from '@nmap/conversion';
import { MAPPERS, type PassDefinition } from '@nmap/mappers';
import { PRESETS } from './presets.ts';
import { suggestPass } from './suggest-pass.ts';
import { unknownWord } from './unknown-word.ts';

/**
 * A pass of a mapping pipeline or of a conversion, by its name. @throws NmapError (input) naming the nearest.
 * @param others names that would be right too, looked up by whoever asks.
 */
export function findPass(name: string, others: readonly string[] = []): PassDefinition | ConversionPass {
  const all = [...MAPPERS, ...CONVERSIONS];
  const found = all.find((pass) => pass.name === name);
  if (found !== undefined) return found;
  const names = [...all.map((pass) => pass.name), ...others];
  const lower =
    name === 'lower'
      ? 'lower is always the first pass; its options are grain, neuronsPerUnit and borders. '
      : null;
  const meant = lower ?? suggestPass(name, names, Object.keys(PRESETS));
  throw unknownWord('pass', name, `${meant}Valid: ${names.join(', ')}.`);
}
