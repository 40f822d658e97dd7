/**
 * What the energy objectives count for a constant that nobody has published, so that one unknown link does not make a
 * search blind to all that is known. Only objectives see these: the report's energy stays partial there.
 *
 * A link without a price counts as the dearest link that is known: links between chips and boards, the ones that go
 * unpublished, cost no less than links inside. Anything else that is unknown counts as 0.
 */
import {
  ENERGY_KEYS,
  ENERGY_TERMS,
  hopPricesOf,
  type Constant,
  type EnergyKey,
  type EnergyTerm,
  type Target,
} from '@nmap/ir';
import { linkClassesOf } from './search-prices.ts';

export interface StandIns {
  /** The chip with a value for every constant that a placement's energy needs; links stay unknown where no hop is known. */
  readonly target: Target;
  /** What was put in, a clause for each value: "hopChipPj unknown, counted as 4 pJ, the dearest link known". */
  readonly notes: readonly string[];
  /** Keys of live links without a price, where not a single hop has one. */
  readonly missing: readonly EnergyKey[];
}

const known = new WeakMap<Target, StandIns>();

export function withStandIns(target: Target): StandIns {
  let standIns = known.get(target);
  if (standIns === undefined) known.set(target, (standIns = fillIn(target)));
  return standIns;
}

function fillIn(target: Target): StandIns {
  const { energy, topology } = target;
  const present = linkClassesOf(topology);
  const hops = hopPricesOf(ENERGY_TERMS, energy, topology.linkKinds).filter((_, kind) => present[kind]);
  const unknownHops = [...new Set(hops.filter(({ value }) => value === null).map(({ key }) => key))];
  const knownHops = hops.flatMap(({ value }) => (value === null ? [] : [value]));
  const zero = ENERGY_KEYS.filter(
    (key) => decidedByPlacement(ENERGY_TERMS[key]) && energy[key].value === null,
  );
  if (unknownHops.length > 0 && knownHops.length === 0) return { target, notes: [], missing: unknownHops };
  if (unknownHops.length + zero.length === 0) return { target, notes: [], missing: [] };

  const dearestPj = Math.max(0, ...knownHops);
  const filled: Record<EnergyKey, Constant> = { ...energy };
  for (const key of zero) filled[key] = standIn(energy[key], 0);
  for (const key of unknownHops) filled[key] = standIn(energy[key], dearestPj);
  const notes: string[] = [];
  if (unknownHops.length > 0)
    notes.push(`${unknownHops.join(', ')} unknown, counted as ${dearestPj} pJ, the dearest link known`);
  if (zero.length > 0) notes.push(`${zero.join(', ')} unknown, taken as 0`);
  return { target: { ...target, energy: filled }, notes, missing: [] };
}

/** Everything of the interconnect and of static power but links, which are told apart by kind. */
function decidedByPlacement({ part, amount }: EnergyTerm): boolean {
  return (part === 'interconnect' || part === 'static') && amount !== 'hops';
}

function standIn(constant: Constant, value: number): Constant {
  return { ...constant, value, evidence: 'assumed' };
}
