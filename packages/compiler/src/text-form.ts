import { MAPPERS, type PassDefinition } from '@nmap/mappers';
import { LOWER, lower, lowerOptions } from './lower-pass.ts';
import type { AnyPass } from './pass.ts';
import { parsePassText, type NamedDefinition } from './pass-text.ts';
import { suggestPass } from './suggest-pass.ts';

const LOWERING = { name: LOWER, options: lowerOptions } satisfies NamedDefinition;

/**
 * A mapping pipeline from its text. `lower` at the front and a route at the end may be left out: `completePasses` adds them.
 *
 * @param presets names that are meant for `--preset`, to say so where one stands here.
 * @throws NmapError (input) with the column of every fault.
 */
export function parsePipeline(text: string, presets: readonly string[] = []): AnyPass[] {
  const names = MAPPERS.map(({ name }) => name);
  return parsePassText<PassDefinition | typeof LOWERING, AnyPass>(text, {
    definitions: [...MAPPERS, LOWERING],
    make: (definition, options) => ('run' in definition ? definition(options) : lower(options)),
    suggest: (name) => suggestPass(name, names, presets),
    example: 'partition/greedy; place/hilbert',
  });
}
