import type { Diagnostic } from '../diagnostic.ts';
import { grouped } from '../lower/diagnostics.ts';
import { neuronsIn, synapsesOnto, type Network, type Population } from '../network.ts';
import type { CoreClass } from '../target.ts';
import { vertexName } from '../vertex-name.ts';
import { blockCheck } from './check-blocks.ts';
import { limitOf, type UsableClass } from './capacity.ts';
import type { NeuronDemand } from './demand.ts';
import { leastSources } from './least-sources.ts';
import { WALLS, whatOf, type NeuronNeeds, type Wall } from './walls.ts';

/** A wall, asked about a neuron of the network; of a unit about the one that needs most. */
interface NeuronWall extends Omit<Wall, 'needOf'> {
  readonly needOf: (vertex: number, coreClass: CoreClass) => number;
}

/** Neurons that fit no core of any class: for each population and limit, the worst and how many; where each fits, units that do not. */
export function checkWalls(
  network: Network,
  classes: readonly UsableClass[],
  demand: NeuronDemand,
): Diagnostic[] {
  const walls = wallsOf(network, demand);
  const checkBlocks = blockCheck(network, classes);
  const found: Diagnostic[] = [];
  for (const population of network.populations) {
    if (population.external) continue;
    const before = found.length;
    for (const wall of walls) {
      const diagnostic = checkWall(network, wall, population, classes);
      if (diagnostic) found.push(diagnostic);
    }
    const homeless = checkAllTogether(network, walls, population, classes);
    if (homeless) found.push(homeless);
    const torn = found.length === before ? checkBlocks(population) : null;
    if (torn) found.push(torn);
  }
  return found;
}

function wallsOf(network: Network, demand: NeuronDemand): readonly NeuronWall[] {
  const { fanIn } = network;
  const sourcesOf = leastSources(network);
  const weightsOf = weightsAlone(network);
  // One object for all questions: they are many.
  const needs: NeuronNeeds = { fanIn: 0, storedWeights: 0, inputAxons: 0, fanOutCores: 0, reachedCores: 0 };
  return WALLS.map((wall) => ({
    ...wall,
    needOf: (u, coreClass) => {
      needs.fanIn = fanIn[u]!;
      needs.storedWeights = weightsOf(u);
      needs.inputAxons = sourcesOf(u);
      needs.fanOutCores = demand.fanOutCores[u]!;
      needs.reachedCores = demand.reachedCores[u]!;
      return wall.needOf(needs, coreClass);
    },
  }));
}

/** weights(u) = what a core with shared kernels stores for one neuron of the vertex at least: each of its synapses has an entry of its own. */
function weightsAlone({ kernels, units, fanIn }: Network): (vertex: number) => number {
  if (kernels === null || units !== null) return (u) => fanIn[u];
  const { start, kernel, entries, listed } = kernels;
  return (u) => {
    let weights = listed[u];
    for (let k = start[u]; k < start[u + 1]; k++) weights += entries[kernel[k]];
    return weights;
  };
}

/** A wall stands where even the roomiest class for this resource is too small. */
function checkWall(
  network: Network,
  wall: NeuronWall,
  population: Population,
  classes: readonly UsableClass[],
): Diagnostic | null {
  const { first, vertexCount, id } = population;
  const broken = new Broken();
  let worst = -1;
  let worstNeed = 0;
  let worstHave = 0;
  for (let u = first; u < first + vertexCount; u++) {
    let fits = false;
    let need = 0;
    let have = -1;
    for (const usable of classes) {
      const limit = limitOf(usable.class.limits, wall.key);
      const asked = wall.needOf(u, usable.class);
      if (asked <= limit) {
        fits = true;
        break;
      }
      if (limit > have) {
        have = limit;
        need = asked;
      }
    }
    if (fits) continue;
    broken.add(network, u);
    if (need > worstNeed) {
      worst = u;
      worstNeed = need;
      worstHave = have;
    }
  }
  if (broken.neurons === 0) return null;
  return {
    code: wall.code,
    severity: 'error',
    where: vertexName(network, population, worst),
    message:
      `needs ${grouped(worstNeed)} ${whatOf(wall, classes)}, ${limitText(classes)} ${grouped(worstHave)}; ` +
      `${broken.text(population)} over this limit.`,
    have: worstHave,
    need: worstNeed,
    unit: wall.unit,
    hint: wall.hint(id, { isConvolved: hasKernel(network, worst) }),
  };
}

/** Some of its synapses are of a convolution. */
function hasKernel({ kernels }: Network, vertex: number): boolean {
  return kernels !== null && kernels.start[vertex + 1] > kernels.start[vertex];
}

/** Neurons for which every limit is met by some class, but no class meets all. */
function checkAllTogether(
  network: Network,
  walls: readonly NeuronWall[],
  population: Population,
  classes: readonly UsableClass[],
): Diagnostic | null {
  if (classes.length < 2) return null;
  const { first, vertexCount, id } = population;
  const broken = new Broken();
  let example = -1;
  for (let u = first; u < first + vertexCount; u++) {
    const obstacles = classes.map((usable) => firstObstacle(walls, u, usable.class));
    if (obstacles.includes(null)) continue;
    // Already named by its own wall.
    const hitsWall = walls.some((wall) => classes.every((usable) => isOver(wall, u, usable.class)));
    if (hitsWall) continue;
    if (broken.neurons === 0) example = u;
    broken.add(network, u);
  }
  if (broken.neurons === 0) return null;
  const reasons = classes.map(({ class: coreClass }) => {
    const wall = firstObstacle(walls, example, coreClass)!;
    const need = wall.needOf(example, coreClass);
    return `${coreClass.name}: ${wall.key} ${grouped(need)} > ${grouped(limitOf(coreClass.limits, wall.key))}`;
  });
  return {
    code: 'E2107',
    severity: 'error',
    where: vertexName(network, population, example),
    message: `fits no class of core (${reasons.join('; ')}); ${broken.text(population)} affected.`,
    have: 0,
    need: 1,
    unit: 'core classes',
    hint: `Raise one of these limits, or split the connections of ${id}.`,
  };
}

function firstObstacle(
  walls: readonly NeuronWall[],
  vertex: number,
  coreClass: CoreClass,
): NeuronWall | null {
  return walls.find((wall) => isOver(wall, vertex, coreClass)) ?? null;
}

function isOver(wall: NeuronWall, vertex: number, coreClass: CoreClass): boolean {
  return wall.needOf(vertex, coreClass) > limitOf(coreClass.limits, wall.key);
}

export function limitText(classes: readonly UsableClass[]): string {
  return classes.length === 1 ? 'a core has' : 'the largest core has';
}

/** Neurons over a limit. Of a unit whose neurons have unlike fan-in, one is for certain. */
class Broken {
  neurons = 0;
  #isExact = true;

  add(network: Network, vertex: number): void {
    const size = neuronsIn(network, vertex);
    const areAlike = size === 1 || synapsesOnto(network, vertex) === size * network.fanIn[vertex];
    this.neurons += areAlike ? size : 1;
    if (!areAlike) this.#isExact = false;
  }

  text({ id, size }: Population): string {
    const { neurons } = this;
    const least = this.#isExact ? '' : 'at least ';
    if (neurons === 1) return `${least}1 neuron of ${id} is`;
    return neurons === size
      ? `all ${grouped(size)} neurons of ${id} are`
      : `${least}${grouped(neurons)} neurons of ${id} are`;
  }
}
