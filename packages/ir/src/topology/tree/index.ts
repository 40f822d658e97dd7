import { defineTopology } from '../topology-kind.ts';
import { treeLevels } from './tree-levels.ts';
import { Tree } from './tree.ts';

export const tree = defineTopology({
  name: 'tree',
  create: (grid, levels) => new Tree(grid, levels),
  joins: null,
  arity: { usual: 4, levels: treeLevels },
});
