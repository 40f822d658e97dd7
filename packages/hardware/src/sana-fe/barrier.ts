import { shiftDecimal } from '@nmap/kernels';
import type { YamlPath } from '../yaml-source.ts';
import type { Section } from './section.ts';

/** What ends a step, in ns: one time, or one that grows with the tiles in use. */
export interface Barrier {
  readonly value: number;
  readonly byTiles?: readonly (readonly [tiles: number, ns: number])[];
  readonly at: YamlPath;
}

const NANO = 9;
const MODELS = ['fixed', 'table'] as const;

/** `sync_model` and `latency_sync`: a time, a list by the number of tiles in use, or a mapping of such numbers; null where it is none. */
export function barrierOf(attributes: Section): Barrier | null {
  const model = attributes.text('sync_model', 'optional', MODELS) ?? 'fixed';
  const at = attributes.pathOf('latency_sync');
  const given = attributes.value('latency_sync');
  if (typeof given !== 'object' || given === null) {
    const seconds = attributes.number('latency_sync', model === 'table' ? 'required' : 'optional');
    if (seconds === null && given !== undefined) return null;
    return { value: shiftDecimal(seconds ?? 0, NANO), at };
  }
  const entries = Object.entries(given);
  const isTable = entries.every(
    ([tiles, seconds]) => /^\d{1,9}$/.test(tiles) && typeof seconds === 'number' && Number.isFinite(seconds),
  );
  if (model === 'fixed' || !isTable || entries.length === 0) {
    const have = model === 'fixed' ? 'a table' : 'other entries';
    return attributes.fault(
      {
        code: 'E1390',
        message: `attributes.latency_sync: expected ${model === 'fixed' ? 'one number of seconds, as sync_model is fixed' : 'a list of seconds, or a mapping of numbers of tiles to seconds'}, got ${have}.`,
        have,
        need: model === 'fixed' ? 'a number' : 'a table',
        hint: 'A table needs "sync_model: table".',
      },
      'latency_sync',
    );
  }
  return tableOf(
    entries.map(([tiles, seconds]) => [Number(tiles), shiftDecimal(seconds as number, NANO)] as const),
    at,
  );
}

/** The largest number at most the tiles in use decides, the smallest where none is; a tile is in use at least. */
function tableOf(entries: readonly (readonly [tiles: number, ns: number])[], at: YamlPath): Barrier {
  const sorted = [...entries].sort(([a], [b]) => a - b);
  const first = sorted.findLast(([tiles]) => tiles <= 1) ?? sorted[0];
  const rows = [[1, first[1]] as const, ...sorted.filter(([tiles]) => tiles > 1)];
  const byTiles = rows.filter(([, ns], k) => k === 0 || ns !== rows[k - 1][1]);
  const value = byTiles.at(-1)![1];
  return byTiles.length === 1 ? { value, at } : { value, byTiles, at };
}
