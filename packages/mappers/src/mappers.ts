import * as table from './table.ts';
import type { PassDefinition, StageOf } from './pass.ts';

const ORDER: readonly (keyof StageOf)[] = ['source', 'lowered', 'clustered', 'placed', 'routed'];

const rank = ({ from, to }: PassDefinition): number => ORDER.length * ORDER.indexOf(from) + ORDER.indexOf(to);

/**
 * Every mapper of the table, in the order of a compilation, those between the same stages by name: stages and options
 * are told apart at run time, by `from`, `to` and the schema.
 */
export const MAPPERS: readonly PassDefinition[] = (
  Object.values(table) as readonly unknown[] as readonly PassDefinition[]
).toSorted((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
