import {
  ENERGY_KEYS,
  ENERGY_TERMS,
  LATENCY_KEYS,
  hopKeyOf,
  hopPricesOf,
  type Diagnostic,
  type EnergyKey,
  type Target,
} from '@nmap/ir';

/** The constants that price each part of the energy, and what they price. */
function pricesOf({ topology }: Target): readonly (readonly [part: string, keys: readonly EnergyKey[]])[] {
  const { linkKinds, linkClasses, liveLinks } = topology;
  const between = linkKinds.filter(
    ({ class: name }, kind) => liveLinks[kind] > 0 && (name === 'chip' || name === 'board'),
  );
  const classes = new Set([...linkClasses, ...between.map(({ class: name }) => name)]);
  const hops = [...classes].map((name) => hopKeyOf(ENERGY_TERMS, name));
  return [
    ['neurons', ['neuronStepPj', 'neuronSpikePj']],
    ['synapses', ['synapseEventPj']],
    ['interconnect', ['packetInjectionPj', 'localDeliveryPj', 'routerPj', ...hops]],
    ['static power', ['coreStaticMw', 'routerStaticMw', 'chipStaticMw']],
  ];
}

/** Constants without a value, or without one for some of the links. */
function unknownKeys({ energy, topology }: Target): Set<EnergyKey> {
  const { linkKinds, liveLinks } = topology;
  const hops = hopPricesOf(ENERGY_TERMS, energy, linkKinds);
  return new Set([
    ...ENERGY_KEYS.filter((key) => energy[key].value === null && energy[key].byDirection === undefined),
    ...hops.filter(({ value }, kind) => value === null && liveLinks[kind] > 0).map(({ key }) => key),
  ]);
}

/**
 * What the constants of a chip cannot say: the parts of the energy that have no price, or not all of
 * it, and times that are not known. A chip may be placed on without; its totals are partial.
 */
export function checkPrices(target: Target): Diagnostic[] {
  const { energy, latency } = target;
  const warn = (code: string, part: string, message: string, hint: string): Diagnostic => ({
    code,
    severity: 'warning',
    where: `${target.name}: ${part}`,
    message,
    hint,
  });
  const allIn = ENERGY_KEYS.some((key) => energy[key].scope === 'all-in' && energy[key].value !== null);
  const withoutValue = unknownKeys(target);
  const found: Diagnostic[] = [];
  for (const [part, keys] of pricesOf(target)) {
    // An all-in constant contains every event; power is always apart.
    if (allIn && part !== 'static power') continue;
    const unknown = keys.filter((key) => withoutValue.has(key));
    if (unknown.length === 0) continue;
    found.push(
      unknown.length === keys.length
        ? warn(
            'W6030',
            'energy',
            `${part} cannot be priced: ${listed(unknown)} not known.`,
            'Give the constants under energy, 0 where something costs nothing.',
          )
        : warn(
            'W6031',
            'energy',
            `${part} can be priced in part: ${listed(unknown)} not known.`,
            'A total that needs them is marked partial.',
          ),
    );
  }
  const known = LATENCY_KEYS.filter((key) => latency[key].value !== null);
  if (known.length === 0)
    found.push(
      warn(
        'W6030',
        'latency',
        'times cannot be modelled: no constant is known.',
        'Give the constants under latency, 0 where something takes no time.',
      ),
    );
  return found;
}

function listed(keys: readonly string[]): string {
  return `${keys.join(', ')} ${keys.length === 1 ? 'is' : 'are'}`;
}
