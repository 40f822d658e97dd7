import type { RegulariserDefinition } from './regulariser.ts';

/** One option of a regulariser, as the command and the docs show it. */
export interface RegulariserOptionRow {
  readonly name: string;
  readonly type: string;
  readonly default: unknown;
  readonly range: string;
  readonly description: string;
}

/** What every regulariser takes beside its own options. */
const SCALE: RegulariserOptionRow = {
  name: 'scale',
  type: 'none|ceiling|number',
  default: 'none',
  range: 'above 0..100',
  description:
    'what activations are divided by before they are judged: nothing, the trained ceiling of their layer, or a percentile of its non-zero values, as conversion does',
};

export function describeRegulariser({ options }: RegulariserDefinition): RegulariserOptionRow[] {
  return [
    ...options.map((option) => ({
      name: option.name,
      type: 'number',
      default: option.default ?? 'must be given',
      range: `${option.least}..${option.most}`,
      description: option.description,
    })),
    SCALE,
  ];
}
