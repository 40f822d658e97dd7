import type { Manifest } from '@nmap/manifest';
import { NONE, Unclaimed } from '@nmap/kernels';
import type { Network, Population, Target } from '@nmap/ir';
import { Faults } from './faults.ts';

/** Where every neuron sits, rebuilt from the manifest alone. */
export interface Placement {
  /** coreOf[neuron]; external neurons sit at `port`. Length neuronCount. */
  readonly coreOf: Uint32Array;
  /** A core number of its own for the i/o port: the target's core count. */
  readonly port: number;
  /** tileOf[core], the port included; length coreCount + 1. */
  readonly tileOf: Uint32Array;
  /** neuronsOn[core], without external neurons; length coreCount + 1. */
  readonly neuronsOn: Uint32Array;
  /** Cores that hold a neuron, ascending. */
  readonly usedCores: Uint32Array;
}

/**
 * Rebuilds the placement. Throws every contradiction between the manifest, the
 * network and the chip at once: unknown populations, cores and tiles, dead cores,
 * neurons that are lost, placed twice, beyond their population, or external and
 * yet on a core. Does not check the limits of a core: that is the referee's work.
 */
export function rebuildPlacement(manifest: Manifest, network: Network, target: Target): Placement {
  const faults = new Faults();
  const port = target.coreCount;
  const tileOf = new Uint32Array(target.coreCount + 1);
  for (let core = 0; core < target.coreCount; core++)
    tileOf[core] = (target.tileOf as unknown as Uint32Array)[core];
  tileOf[port] = target.ioTile;

  checkHeads(manifest, network, target, faults);
  const coreOf = new Uint32Array(network.neuronCount).fill(NONE);
  const unclaimed = new Unclaimed(network.neuronCount);
  const populations = new Map(network.populations.map((population) => [population.id, population]));
  for (const entry of manifest.cores) {
    if (!checkCore(entry, target, tileOf, faults)) continue;
    for (const [id, ranges] of Object.entries(entry.neurons)) {
      const population = populations.get(id);
      const where = `core ${entry.core} (${id})`;
      if (population === undefined) {
        faults.error('E1603', () => ({
          where,
          message: 'the network has no such population.',
          hint: 'Give the network that was placed.',
        }));
      } else if (population.external) {
        faults.error('E1604', () => ({
          where,
          message: 'an external population needs no core.',
          hint: 'Its place is at a port.',
        }));
      } else {
        for (const range of ranges) placeRange(range, population, entry.core, { coreOf, unclaimed, faults });
      }
    }
  }
  for (const population of network.populations) settle(coreOf, population, port, faults);
  faults.throwIfAny();

  const neuronsOn = new Uint32Array(target.coreCount + 1);
  for (let neuron = 0; neuron < coreOf.length; neuron++)
    if (coreOf[neuron] !== port) neuronsOn[coreOf[neuron]]++;
  const usedCores: number[] = [];
  for (let core = 0; core < port; core++) if (neuronsOn[core] > 0) usedCores.push(core);
  return { coreOf, port, tileOf, neuronsOn, usedCores: Uint32Array.from(usedCores) };
}

function checkHeads(manifest: Manifest, network: Network, target: Target, faults: Faults): void {
  const counts = [
    ['neurons', manifest.network.neurons, network.neuronCount],
    ['synapses', manifest.network.synapses, network.synapseCount],
  ] as const;
  for (const [unit, need, have] of counts) {
    if (need === have) continue;
    const message = `the manifest was made for ${need} ${unit}, the network has ${have}.`;
    faults.add({
      code: 'E1601',
      where: `network.${unit}`,
      message,
      have,
      need,
      unit,
      hint: 'Give the network that was placed.',
    });
  }
  if (manifest.routing.scheme === 'tree' && target.multicast !== 'tree') {
    faults.add({
      code: 'E1602',
      where: 'routing.scheme',
      message: 'the manifest routes trees, the chip sends one packet per destination core.',
      have: target.multicast,
      need: 'tree',
      hint: 'Set topology.multicast to tree, or place again for this chip.',
    });
  }
  for (const port of manifest.ports) {
    if (port.tile === target.ioTile) continue;
    const message = `the manifest has the port at tile ${port.tile}, the chip at tile ${target.ioTile}.`;
    faults.add({
      code: 'E1605',
      where: 'ports',
      message,
      have: port.tile,
      need: target.ioTile,
      unit: 'tile',
      hint: 'Give the hardware that was placed on.',
    });
  }
}

function checkCore(
  entry: Manifest['cores'][number],
  target: Target,
  tileOf: Uint32Array,
  faults: Faults,
): boolean {
  const where = `core ${entry.core}`;
  if (entry.core >= target.coreCount) {
    const message = `the chip has ${target.coreCount} cores, numbered from 0.`;
    faults.add({
      code: 'E1606',
      where,
      message,
      have: target.coreCount,
      need: entry.core + 1,
      unit: 'cores',
      hint: 'Give the hardware that was placed on.',
    });
    return false;
  }
  if (target.dead[entry.core] === 1) {
    faults.add({
      code: 'E1607',
      where,
      message: 'is dead on this chip and must stay empty.',
      hint: 'Place again with the chip as it is.',
    });
  }
  if (entry.tile !== tileOf[entry.core]) {
    const message = `the manifest has it on tile ${entry.tile}, the chip on tile ${tileOf[entry.core]}.`;
    faults.add({
      code: 'E1608',
      where,
      message,
      have: entry.tile,
      need: tileOf[entry.core],
      unit: 'tile',
      hint: 'Give the hardware that was placed on.',
    });
  }
  return true;
}

interface Claims {
  readonly coreOf: Uint32Array;
  readonly unclaimed: Unclaimed;
  readonly faults: Faults;
}

function placeRange(
  [first, last]: readonly [number, number],
  population: Population,
  core: number,
  { coreOf, unclaimed, faults }: Claims,
): void {
  const where = `core ${core} (${population.id}[${first}..${last}])`;
  if (last >= population.size) {
    faults.error('E1609', () => ({
      where,
      message: `the population has ${population.size} neurons, numbered from 0.`,
      have: population.size,
      need: last + 1,
      unit: 'neurons',
      hint: 'Give the network that was placed.',
    }));
    return;
  }
  const base = population.first;
  const { gone, firstGone } = unclaimed.claim(base + first, base + last, (neuron) => {
    coreOf[neuron] = core;
  });
  if (gone === 0) return;
  const more = gone === 1 ? '' : `, the first of ${gone} such neurons`;
  faults.error('E1610', () => ({
    where,
    message: `neuron ${population.id}[${firstGone - base}] is on core ${coreOf[firstGone]} already${more}.`,
    have: 2,
    need: 1,
    unit: 'cores',
    hint: 'A neuron sits on one core.',
  }));
}

/** Sends external neurons to the port and reports the runs of neurons that no core holds. */
function settle(coreOf: Uint32Array, population: Population, port: number, faults: Faults): void {
  const end = population.first + population.size;
  if (population.external) {
    coreOf.fill(port, population.first, end);
    return;
  }
  for (let neuron = population.first; neuron < end; neuron++) {
    if (coreOf[neuron] !== NONE) continue;
    const first = neuron;
    while (neuron < end && coreOf[neuron] === NONE) neuron++;
    const lost = neuron - first;
    const where = `${population.id}[${first - population.first}..${neuron - 1 - population.first}]`;
    faults.add({
      code: 'E1611',
      where,
      message: `${lost} neurons are on no core.`,
      have: 0,
      need: lost,
      unit: 'neurons',
      hint: 'Every neuron of the chip sits on one core.',
    });
  }
}
