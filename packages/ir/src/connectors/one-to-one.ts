import type { ConnectorDefinition } from './connector.ts';

/** i -> i. Order: ascending. */
export const oneToOne: ConnectorDefinition<'one-to-one'> = {
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
  visit(_connector, ends, visitor) {
    const size = ends.from.size;
    for (let i = 0; i < size; i++) visitor(i, i, 0);
  },
};
