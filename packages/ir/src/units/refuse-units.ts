import { NmapError } from '../diagnostic.ts';
import { grouped } from '../grouped.ts';

export interface TooMany {
  readonly what: string;
  readonly have: number;
  readonly most: number;
  /** Where the way out is not the size of units. */
  readonly hint?: string;
}

/** Where a column of units cannot hold a count. */
export function refuseUnits(where: string, { what, have, most, hint }: TooMany): never {
  throw new NmapError('input', [
    {
      code: 'E1125',
      severity: 'error',
      where,
      message: `has ${grouped(have)} ${what}, can hold ${grouped(most)}.`,
      have,
      need: most,
      unit: what,
      hint:
        hint ??
        (what === 'units' || what === 'pins'
          ? 'Let units take more neurons: --grain block, or a larger mostNeuronsPerUnit.'
          : 'Let units take fewer neurons, or count over a shorter durationMs.'),
    },
  ]);
}
