import { constrainedMemory } from 'node:process';
import { totalmem } from 'node:os';
import {
  NmapError,
  checkSpecFits,
  leastMemoryBytes,
  positionTilings,
  unitCountOf,
  type NetworkSpec,
} from '@nmap/ir';
import type { SettledChoice } from './grain/grain.ts';
import type { Source } from './stage.ts';

/**
 * All that is certain before the network is laid out: what its sizes prove not to fit the chip, then what no
 * memory of this machine holds.
 * @throws NmapError infeasible or input.
 */
export function checkSource({ spec, target, constraints }: Source, choice = OF_NEURONS): void {
  const violations = checkSpecFits(spec, target, constraints);
  if (violations.length > 0) throw new NmapError('infeasible', violations);
  checkFitsMachine(spec, choice);
}

/**
 * Before a network is laid out where no chip is asked about.
 * @throws NmapError (input) where no memory of this machine holds it.
 */
export function checkFitsMachine(spec: NetworkSpec, { grain, neuronsPerUnit } = OF_NEURONS): void {
  if (grain === 'neuron') checkMemory(leastMemoryBytes(spec), memoryOfMachine());
  else if (grain === 'position') {
    const { bytes } = unitCountOf(spec, positionTilings(spec, { mostNeuronsPerUnit: neuronsPerUnit }));
    checkMemory(bytes, memoryOfMachine());
  }
}

const OF_NEURONS: SettledChoice = { grain: 'neuron', neuronsPerUnit: 1, borders: 'whole' };

/** @throws NmapError (input) where the network alone takes more than there is. */
export function checkMemory(needBytes: number, haveBytes: number): void {
  if (needBytes <= haveBytes) return;
  const need = gigabytes(needBytes);
  const have = gigabytes(haveBytes);
  throw new NmapError('input', [
    {
      code: 'E1121',
      severity: 'error',
      where: 'network',
      message: `does not fit in memory: takes at least ${need} GB, this machine has ${have} GB.`,
      have,
      need,
      unit: 'GB',
      hint: 'Map parts of the network one at a time, or use a machine with more memory.',
    },
  ]);
}

/** What a container allows, if anything, else all there is. */
function memoryOfMachine(): number {
  const allowed = constrainedMemory();
  return allowed === undefined || allowed === 0 ? totalmem() : Math.min(allowed, totalmem());
}

function gigabytes(bytes: number): number {
  return Math.round(bytes / 1e8) / 10;
}
