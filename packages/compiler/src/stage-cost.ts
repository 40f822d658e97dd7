import { objectiveValue } from '@nmap/energy';
import type { Clustered } from '@nmap/ir';
import type { CompileStage } from './stage.ts';

export interface StageCost {
  /** `connectivity` of a clustering, the objective's name of a placement. */
  readonly name: string;
  readonly value: number;
}

/** The number that a pass at this stage is meant to lower, as the referee counts it; null before there is one. */
export function stageCost(stage: CompileStage): StageCost | null {
  switch (stage.stage) {
    case 'source':
    case 'lowered':
      return null;
    case 'clustered':
      return { name: 'connectivity', value: connectivity(stage) };
    case 'placed': {
      const { name, value } = objectiveValue(stage);
      return value === null ? null : { name, value };
    }
    case 'routed':
      return stageCost(stage.placed);
  }
}

/** Sum over nets of packets x destinations; a given cluster graph has one destination per edge. */
function connectivity({ traffic: { nets } }: Clustered): number {
  let sum = 0;
  for (let net = 0; net < nets.netCount; net++)
    sum += nets.weight[net] * (nets.start[net + 1] - nets.start[net]);
  return sum;
}
