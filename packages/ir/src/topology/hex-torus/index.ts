import { joinedByStep } from '../common/joined-by-step.ts';
import { defineTopology } from '../topology-kind.ts';
import { HEX_STEPS, HexTorus } from './hex-torus.ts';

export const hexTorus = defineTopology({
  name: 'hex-torus',
  create: (grid) => new HexTorus(grid),
  joins: (size, from, to) => joinedByStep(HEX_STEPS, size, from, to),
  arity: null,
});
