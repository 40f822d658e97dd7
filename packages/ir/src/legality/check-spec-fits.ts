import { isByTap } from '../connectors/table.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { checkNetworkSpec } from '../lower/check-network-spec.ts';
import { grouped } from '../lower/diagnostics.ts';
import type { NetworkSpec } from '../network-spec.ts';
import type { Constraints } from '../problem.ts';
import type { Target } from '../target.ts';
import { limitOf, mostNeuronsPerCore, usableClasses, type UsableClass } from './capacity.ts';
import { overBudget } from './check-budgets.ts';
import { checkDelays } from './check-delays.ts';
import { noUsableCore } from './check-problem.ts';
import { limitText } from './check-walls.ts';
import { SHARED_RESOURCES, WEIGHTS, type SharedResource } from './demand.ts';
import { sharingOf, type Sharing } from './least-weights.ts';
import { provenDemand, type ProvenDemand } from './proven-demand.ts';
import { WALLS, whatOf, type Wall } from './walls.ts';

/**
 * What the sizes alone prove not to fit, before a single neuron or synapse is laid out: the same
 * walls (E21xx) and budgets (E22xx) as {@link checkProblem}, from populations' sizes and the connectors' formulas.
 *
 * Every code it reports of a population, `checkProblem` reports too, with a need at least as large; it misses what
 * chance or lists decide. A network that is wrong in itself is not judged: `lower` says why.
 * O(populations + projections + cores), no array by neurons or synapses.
 */
export function checkSpecFits(spec: NetworkSpec, target: Target, constraints: Constraints): Diagnostic[] {
  const found = broken(spec, target, constraints);
  return found.length > 0 && checkNetworkSpec(spec).some(({ code }) => code !== TOO_LARGE) ? [] : found;
}

/** More neurons or synapses than can be listed one by one: nothing is wrong with them, and units may hold them. */
const TOO_LARGE = 'E1120';

function broken(spec: NetworkSpec, target: Target, constraints: Constraints): Diagnostic[] {
  const classes = usableClasses(target);
  if (classes.length === 0) {
    const needsCore = spec.populations.some(({ external }) => external !== true);
    return needsCore ? [...checkDelays(spec, target), noUsableCore(target.name)] : [];
  }
  const demands = provenDemand(spec, mostNeuronsPerCore(classes));
  const found = checkDelays(spec, target);
  for (const demand of demands) {
    if (demand.population.external === true) continue;
    for (const wall of WALLS) {
      const diagnostic = overWall(wall, demand, { spec, classes });
      if (diagnostic !== null) found.push(diagnostic);
    }
  }
  const sharing = demands.some(({ synapses, listed }) => listed < synapses) ? sharingOf(classes) : 'none';
  for (const shared of SHARED_RESOURCES) {
    const share = (demand: ProvenDemand): number => shareOf(demand, shared, sharing);
    const need = demands.reduce((sum, demand) => sum + share(demand), 0);
    const setting = { target, constraints };
    const unit = sharing === 'none' ? shared.unit : (WEIGHTS[shared.resource] ?? shared.unit);
    const diagnostic = overBudget(spec.name, setting, classes, { ...shared, unit, need }, () => {
      const shares = demands.map((demand) => ({ id: demand.population.id, need: share(demand) }));
      return shares.reduce((heaviest, share) => (share.need > heaviest.need ? share : heaviest));
    });
    if (diagnostic !== null) found.push(diagnostic);
  }
  return found;
}

/** Where even the roomiest class for this resource is too small for some neuron of the population. */
function overWall(
  wall: Wall,
  { population, worst }: ProvenDemand,
  { spec, classes }: { readonly spec: NetworkSpec; readonly classes: readonly UsableClass[] },
): Diagnostic | null {
  let need = 0;
  let have = -1;
  for (const usable of classes) {
    const limit = limitOf(usable.class.limits, wall.key);
    const asked = wall.needOf(worst, usable.class);
    if (asked <= limit) return null;
    if (limit > have) {
      have = limit;
      need = asked;
    }
  }
  return {
    code: wall.code,
    severity: 'error',
    where: population.id,
    message: `needs at least ${grouped(need)} ${whatOf(wall, classes)}, ${limitText(classes)} ${grouped(have)}.`,
    have,
    need,
    unit: wall.unit,
    hint: wall.hint(population.id, {
      isConvolved: spec.projections.some(
        (projection) => projection.to === population.id && isByTap(projection),
      ),
    }),
  };
}

function shareOf(demand: ProvenDemand, { resource }: SharedResource, sharing: Sharing): number {
  switch (resource) {
    case 'neurons':
      return demand.population.external === true ? 0 : demand.population.size;
    case 'synapses':
    case 'synapseMemoryBits':
      if (sharing === 'none') return demand.synapses;
      return sharing === 'all' ? demand.storedWeights : demand.listed;
    case 'inputAxons':
      return demand.inputAxons;
    case 'outputAxons':
      return demand.outputAxons;
  }
}
