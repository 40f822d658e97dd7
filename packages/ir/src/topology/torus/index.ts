import { joinedByStep } from '../common/joined-by-step.ts';
import { defineTopology } from '../topology-kind.ts';
import { TORUS_STEPS, Torus } from './torus.ts';

export const torus = defineTopology({
  name: 'torus',
  create: (grid) => new Torus(grid),
  joins: (size, from, to) => joinedByStep(TORUS_STEPS, size, from, to),
  arity: null,
});
