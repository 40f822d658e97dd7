import type { Diagnostic } from '../diagnostic.ts';
import { grouped } from '../lower/diagnostics.ts';
import type { Network, Population } from '../network.ts';
import type { CoreLimits } from '../target.ts';
import { limitOf, type UsableClass } from './capacity.ts';
import type { NeuronDemand } from './demand.ts';
import { WALLS, type NeuronNeeds, type Wall } from './walls.ts';

/** A wall, asked about a neuron of the network. */
interface NeuronWall extends Omit<Wall, 'needOf'> {
  readonly needOf: (neuron: number, limits: CoreLimits) => number;
}

/** Neurons that fit no core of any class: for each population and limit, the worst and how many. */
export function checkWalls(
  network: Network,
  classes: readonly UsableClass[],
  demand: NeuronDemand,
): Diagnostic[] {
  const walls = wallsOf(network, demand);
  const found: Diagnostic[] = [];
  for (const population of network.populations) {
    if (population.external) continue;
    for (const wall of walls) {
      const diagnostic = checkWall(wall, population, classes);
      if (diagnostic) found.push(diagnostic);
    }
    const homeless = checkAllTogether(walls, population, classes);
    if (homeless) found.push(homeless);
  }
  return found;
}

function wallsOf(network: Network, demand: NeuronDemand): readonly NeuronWall[] {
  const { fanIn, inStart } = network;
  // One object for all questions: they are many.
  const needs: NeuronNeeds = { fanIn: 0, inputAxons: 0, fanOutCores: 0 };
  return WALLS.map((wall) => ({
    ...wall,
    needOf: (u, limits) => {
      needs.fanIn = fanIn[u]!;
      needs.inputAxons = inStart[u + 1] - inStart[u];
      needs.fanOutCores = demand.fanOutCores[u]!;
      return wall.needOf(needs, limits);
    },
  }));
}

/** A wall stands where even the roomiest class for this resource is too small. */
function checkWall(
  wall: NeuronWall,
  population: Population,
  classes: readonly UsableClass[],
): Diagnostic | null {
  const { first, size, id } = population;
  let broken = 0;
  let worst = -1;
  let worstNeed = 0;
  let worstHave = 0;
  for (let u = first; u < first + size; u++) {
    let fits = false;
    let need = 0;
    let have = -1;
    for (const usable of classes) {
      const limit = limitOf(usable.class.limits, wall.key);
      const asked = wall.needOf(u, usable.class.limits);
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
    broken++;
    if (need > worstNeed) {
      worst = u;
      worstNeed = need;
      worstHave = have;
    }
  }
  if (broken === 0) return null;
  return {
    code: wall.code,
    severity: 'error',
    where: `${id}[${worst - first}]`,
    message:
      `needs ${grouped(worstNeed)} ${wall.what}, ${limitText(classes)} ${grouped(worstHave)}; ` +
      `${countText(broken, size, id)} over this limit.`,
    have: worstHave,
    need: worstNeed,
    unit: wall.unit,
    hint: wall.hint(id),
  };
}

/** Neurons for which every limit is met by some class, but no class meets all. */
function checkAllTogether(
  walls: readonly NeuronWall[],
  population: Population,
  classes: readonly UsableClass[],
): Diagnostic | null {
  if (classes.length < 2) return null;
  const { first, size, id } = population;
  let broken = 0;
  let example = -1;
  for (let u = first; u < first + size; u++) {
    const obstacles = classes.map(({ class: { limits } }) => firstObstacle(walls, u, limits));
    if (obstacles.includes(null)) continue;
    // Already named by its own wall.
    const hitsWall = walls.some((wall) =>
      classes.every(({ class: { limits } }) => wall.needOf(u, limits) > limitOf(limits, wall.key)),
    );
    if (hitsWall) continue;
    if (broken++ === 0) example = u;
  }
  if (broken === 0) return null;
  const reasons = classes.map(({ class: { name, limits } }) => {
    const wall = firstObstacle(walls, example, limits)!;
    const numbers = `${grouped(wall.needOf(example, limits))} > ${grouped(limitOf(limits, wall.key))}`;
    return `${name}: ${wall.key} ${numbers}`;
  });
  return {
    code: 'E2107',
    severity: 'error',
    where: `${id}[${example - first}]`,
    message: `fits no class of core (${reasons.join('; ')}); ${countText(broken, size, id)} affected.`,
    have: 0,
    need: 1,
    unit: 'core classes',
    hint: `Raise one of these limits, or split the connections of ${id}.`,
  };
}

function firstObstacle(walls: readonly NeuronWall[], neuron: number, limits: CoreLimits): NeuronWall | null {
  return walls.find((wall) => wall.needOf(neuron, limits) > limitOf(limits, wall.key)) ?? null;
}

export function limitText(classes: readonly UsableClass[]): string {
  return classes.length === 1 ? 'a core has' : 'the largest core has';
}

function countText(broken: number, size: number, id: string): string {
  if (broken === 1) return `1 neuron of ${id} is`;
  return broken === size
    ? `all ${grouped(size)} neurons of ${id} are`
    : `${grouped(broken)} neurons of ${id} are`;
}
