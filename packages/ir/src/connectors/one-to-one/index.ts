import { evenDegrees } from '../common/proven-degrees.ts';
import { groupedAxis } from '../common/grouped-axis.ts';
import type { ConnectorDefinition } from '../connector.ts';
import { axesOf } from '../../axes.ts';

/** i -> i; equal sizes. */
export interface OneToOne {
  readonly connector: 'one-to-one';
}

/** i -> i. Order: ascending. */
export const oneToOne: ConnectorDefinition<OneToOne> = {
  name: 'one-to-one',
  keys: {},
  alsoCalled: ['OneToOneConnector', 'one_to_one', 'identity'],
  countIsExact: true,
  check(_connector, ends, report) {
    if (ends.from.size === ends.to.size) return;
    report({
      code: 'E1112',
      message: `one-to-one needs equal sizes, has ${ends.from.size} sources and ${ends.to.size} targets.`,
      have: ends.to.size,
      need: ends.from.size,
      unit: 'neurons',
      hint: 'Make the sizes equal, or use list.',
    });
  },
  count: (_connector, ends) => ends.from.size,
  proven: (_connector, ends) => evenDegrees(ends.from.size, 1, 1),
  /** Where both populations have the same axes: of any other two, neighbours in one are far apart in the other. */
  links(_connector, ends) {
    const [channels, rows, columns] = axesOf(ends.from.shape);
    const to = axesOf(ends.to.shape);
    if (to[0] !== channels || to[1] !== rows || to[2] !== columns) return null;
    return {
      along: [
        groupedAxis(channels, channels, channels),
        groupedAxis(rows, rows, rows),
        groupedAxis(columns, columns, columns),
      ],
      withoutSelf: false,
      kernelEntriesPerChannel: 0,
    };
  },
  visit(_connector, ends, visitor) {
    const size = ends.from.size;
    for (let i = 0; i < size; i++) visitor(i, i, 0);
  },
};
