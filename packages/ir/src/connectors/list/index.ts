import { evenDegrees } from '../common/proven-degrees.ts';
import type { ConnectorDefinition, Report } from '../connector.ts';

/** pre[k] -> post[k], local indices; repeats are multapses. */
export interface List {
  readonly connector: 'list';
  readonly pre: ArrayLike<number>;
  readonly post: ArrayLike<number>;
}

/** pre[k] -> post[k], repeats are multapses. Order: as listed. */
export const list: ConnectorDefinition<List> = {
  name: 'list',
  keys: {
    pre: { kind: 'indices', required: 'source neuron of each synapse' },
    post: { kind: 'indices', required: 'target neuron of each synapse' },
  },
  alsoCalled: ['FromListConnector', 'FromFileConnector', 'sparse', 'explicit', 'edges'],
  countIsExact: true,
  makesMultapses: true,
  check(connector, ends, report) {
    const { pre, post } = connector;
    if (!isList(pre) || !isList(post)) {
      report({
        code: 'E1114',
        message: 'list needs two lists of equal length, pre and post.',
        need: 'pre and post',
      });
      return;
    }
    if (pre.length !== post.length) {
      report({
        code: 'E1114',
        message: `pre has ${pre.length} entries, post has ${post.length}.`,
        have: post.length,
        need: pre.length,
        unit: 'entries',
        hint: 'Synapse k goes from pre[k] to post[k]: give both.',
      });
    }
    checkIndices('pre', pre, ends.from.size, report);
    checkIndices('post', post, ends.to.size, report);
  },
  // A key may be missing here.
  isSoundInSize: ({ pre, post }: Partial<List>) => pre?.length === post?.length,
  count: (connector) => connector.pre.length,
  proven: (connector) => evenDegrees(connector.pre.length, 0, 0),
  visit(connector, _ends, visitor) {
    const { pre, post } = connector;
    const length = pre.length;
    for (let k = 0; k < length; k++) visitor(pre[k], post[k], 0);
  },
};

function isList(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'length' in value && typeof value.length === 'number';
}

/** One violation for the list: its first bad entry and how many more there are. */
function checkIndices(name: 'pre' | 'post', indices: ArrayLike<number>, size: number, report: Report): void {
  let bad = 0;
  let first = 0;
  for (let k = 0; k < indices.length; k++) {
    const index = indices[k];
    if (index >= 0 && index < size && index === Math.floor(index)) continue;
    if (bad++ === 0) first = k;
  }
  if (bad === 0) return;
  const more = bad > 1 ? ` (and ${bad - 1} more)` : '';
  report({
    code: 'E1113',
    message: `${name}[${first}] is ${indices[first]}${more}, must be an integer in 0..${size - 1}.`,
    have: indices[first] ?? 'nothing',
    need: `0..${size - 1}`,
    unit: 'neuron',
    hint: 'Indices are local to the population and start at 0.',
  });
}
