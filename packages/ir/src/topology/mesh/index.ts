import { joinedByStep } from '../common/joined-by-step.ts';
import { defineTopology } from '../topology-kind.ts';
import { MESH_STEPS, Mesh } from './mesh.ts';

export const mesh = defineTopology({
  name: 'mesh',
  create: (grid) => new Mesh(grid),
  joins: (size, from, to) => joinedByStep(MESH_STEPS, size, from, to),
  arity: null,
});
