import type { Manifest, ManifestCore } from '@nmap/manifest';
import { DiagnosticList, axesOf, type Network, type Population, type Problem } from '@nmap/ir';
import { NONE, Unclaimed, raw } from '@nmap/kernels';
import { brief } from './differences.ts';
import { placementFault as fault } from './placement-fault.ts';
import { runsOf, statedIn, type Stated } from './stated-boxes.ts';
import { UnitCells } from './unit-cells.ts';

/** The placement that a manifest states, as columns. One cluster for every listed core, in its order. */
export interface DecodedPlacement {
  readonly clusterCount: number;
  /** clusterOf[vertex]; NONE for external ones. */
  readonly clusterOf: Uint32Array;
  /** classOf[cluster] of the core it is on. */
  readonly classOf: Uint32Array;
  readonly coreOf: Uint32Array;
  /** Everything that keeps it from being a placement: neurons lost, doubled, unknown; cores that do not exist. */
  readonly faults: DiagnosticList;
}

/**
 * Reads the `cores` of a manifest against a network and a chip; trusts nothing in it. Ranges and boxes are read for
 * any network; of a network of units each unit has to be whole on its core.
 * Near-linear in the file and the vertices, also where every core claims every neuron.
 */
export function decodePlacement(manifest: Manifest, { network, target }: Problem): DecodedPlacement {
  const faults = new DiagnosticList('cores');
  const clusterOf = new Uint32Array(network.vertexCount).fill(NONE);
  const cells = network.units === null ? null : new UnitCells(network);
  const unclaimed = new Unclaimed(cells?.count ?? network.vertexCount);
  const populations = new Map(network.populations.map((population) => [population.id, population]));
  const coreOf = Uint32Array.from(manifest.cores, ({ core }) => core);
  const classOf = new Uint32Array(coreOf.length);
  for (const [cluster, entry] of manifest.cores.entries()) {
    if (entry.core >= target.coreCount) {
      const message = `does not exist: ${target.name} has cores 0..${target.coreCount - 1}.`;
      faults.error('E4101', () => fault(`core ${entry.core}`, message));
      continue;
    }
    classOf[cluster] = raw(target.classOf)[entry.core];
    checkPosition(entry, target, faults);
    claimNeurons(entry, populations, { cluster, clusterOf, unclaimed, cells, faults });
  }
  if (cells === null) findLostNeurons(network, clusterOf, faults);
  else cells.settle(clusterOf, faults);
  return { clusterCount: coreOf.length, clusterOf, classOf, coreOf, faults };
}

function checkPosition(entry: ManifestCore, target: Problem['target'], faults: DiagnosticList): void {
  const { columns } = target.topology;
  const tile = raw(target.tileOf)[entry.core];
  const right = { tile, x: tile % columns, y: Math.floor(tile / columns), chip: target.chipOf[tile] };
  for (const key of ['tile', 'x', 'y', 'chip'] as const) {
    if (entry[key] === right[key]) continue;
    const message = `${key} is ${entry[key]}, the hardware says ${right[key]}.`;
    faults.error('E4102', () => ({
      ...fault(`core ${entry.core}`, message),
      have: entry[key],
      need: right[key],
    }));
  }
  const className = target.classes[raw(target.classOf)[entry.core]].name;
  // Where all cores are of one class, the manifest need not name it.
  const absent = target.classes.length === 1 ? className : 'absent';
  const stated = entry.class ?? absent;
  if (stated === className) return;
  faults.error('E4102', () => ({
    ...fault(`core ${entry.core}`, `class is "${brief(stated)}", the hardware says "${className}".`),
    have: brief(stated),
    need: className,
  }));
}

interface Claims {
  readonly cluster: number;
  readonly clusterOf: Uint32Array;
  readonly unclaimed: Unclaimed;
  /** null where vertices are neurons. */
  readonly cells: UnitCells | null;
  readonly faults: DiagnosticList;
}

function claimNeurons(
  { core, neurons }: ManifestCore,
  populations: ReadonlyMap<string, Population>,
  { cluster, clusterOf, unclaimed, cells, faults }: Claims,
): void {
  for (const [id, held] of Object.entries(neurons)) {
    const population = populations.get(id);
    const where = `core ${core} (${id})`;
    if (population === undefined) {
      faults.error('E4103', () => fault(where, `the network has no population "${id}".`));
      continue;
    }
    if (population.external) {
      const message = `population "${id}" is external: it has no place on a core.`;
      faults.error('E4104', () => fault(where, message));
      continue;
    }
    for (const stated of statedIn(held, population)) {
      if (stated.outside !== null) {
        const message = `neurons ${stated.text}: the population has ${stated.outside}.`;
        faults.error('E4103', () => fault(where, message));
        continue;
      }
      const { gone, firstGone } =
        cells === null
          ? claimNumbered(stated, population, unclaimed, (neuron) => {
              clusterOf[neuron] = cluster;
            })
          : cells.claim(stated, { core, cluster, population, unclaimed, faults });
      if (gone > 0) {
        const count = gone === 1 ? 'is' : `is the first of ${gone} neurons of ${stated.text} that are`;
        const message = `${count} placed twice, the second time on core ${core}.`;
        faults.error('E4105', () => ({
          ...fault(`${id}[${firstGone}]`, message),
          have: gone,
          need: 0,
          unit: 'neurons',
        }));
      }
    }
  }
}

/** @returns how many of the neurons were gone already, and which is the first of them. */
function claimNumbered(
  { range, boxes }: Stated,
  { first, shape }: Population,
  unclaimed: Unclaimed,
  take: (neuron: number) => void,
): { gone: number; firstGone: string } {
  const axes = axesOf(shape);
  const runs = range !== null ? [range] : boxes.flatMap((sides) => [...runsOf(sides, axes)]);
  let gone = 0;
  let firstGone = '';
  for (const [from, to] of runs) {
    const run = unclaimed.claim(first + from, first + to, take);
    if (gone === 0 && run.gone > 0) firstGone = String(run.firstGone - first);
    gone += run.gone;
  }
  return { gone, firstGone };
}

/** One fault per run of consecutive lost neurons. */
function findLostNeurons(network: Network, clusterOf: Uint32Array, faults: DiagnosticList): void {
  for (const { id, first, size, external } of network.populations) {
    if (external) continue;
    for (let local = 0; local < size; local++) {
      if (clusterOf[first + local] !== NONE) continue;
      const from = local;
      while (local + 1 < size && clusterOf[first + local + 1] === NONE) local++;
      const lost = local - from + 1;
      const range = lost === 1 ? `${from}` : `${from}..${local}`;
      const message = `is on no core: ${lost} neurons are lost.`;
      faults.error('E4106', () => ({
        ...fault(`${id}[${range}]`, message),
        have: lost,
        need: 0,
        unit: 'neurons',
      }));
    }
  }
}
