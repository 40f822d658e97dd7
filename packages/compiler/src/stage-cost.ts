import { raw } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import { placementCost } from '@nmap/mappers';
import type { CompileStage } from './stage.ts';

export interface StageCost {
  readonly name: 'connectivity' | 'placement cost';
  readonly value: number;
}

/** The number that a pass at this stage is meant to lower; null before there is one. */
export function stageCost(stage: CompileStage): StageCost | null {
  switch (stage.stage) {
    case 'source':
    case 'lowered':
      return null;
    case 'clustered':
      return { name: 'connectivity', value: connectivity(stage) };
    case 'placed':
      return { name: 'placement cost', value: placementCost(stage.clustered, raw(stage.coreOf)) };
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
