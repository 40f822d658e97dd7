import type { Diagnostic, EnergyKey, LatencyKey, Target } from '@nmap/ir';
import { shiftDecimal } from '@nmap/kernels';

const PICO = -12;
const NANO = -9;

/** What our constants are in SANA-FE's events: J and s. */
export interface Prices {
  readonly neuronAccess: readonly [joules: number, seconds: number];
  readonly spikeOut: readonly [joules: number, seconds: number];
  readonly synapse: readonly [joules: number, seconds: number];
  readonly messageOut: readonly [joules: number, seconds: number];
  readonly messageIn: readonly [joules: number, seconds: number];
  readonly hopEastWest: readonly [joules: number, seconds: number];
  readonly hopNorthSouth: readonly [joules: number, seconds: number];
  /** By tiles in use; one number where it is always the same. */
  readonly sync: number | readonly number[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Every dynamic event that a mesh of one chip has. */
const ENERGIES = [
  'neuronStepPj',
  'neuronSpikingStepPj',
  'neuronSpikePj',
  'synapseEventPj',
  'packetInjectionPj',
  'localDeliveryPj',
  'routerPj',
  'hopEastWestPj',
  'hopNorthSouthPj',
] as const satisfies readonly EnergyKey[];

const LATENCIES = [
  'neuronStepNs',
  'neuronSpikeNs',
  'synapseEventNs',
  'packetInjectionNs',
  'packetReceiveNs',
  'routerNs',
  'hopEastWestNs',
  'hopNorthSouthNs',
  'barrierNs',
] as const satisfies readonly LatencyKey[];

/**
 * A step of a neuron is its access, so that it is paid whether the model updates the neuron or not; a spiking step is
 * the difference on top of a spike. A router is visited once more than links are crossed: once with the message, once
 * with every hop. An all-in constant contains every other dynamic one, and static power has no place.
 * @param tileCount entries of a table of barriers.
 */
export function pricesOf({ energy, latency, multicast, name }: Target, tileCount: number): Prices {
  const hasAllIn = ENERGIES.some((key) => energy[key].scope === 'all-in' && energy[key].value !== null);
  const contained = (key: EnergyKey): boolean => hasAllIn && energy[key].scope !== 'all-in';
  const pj = (key: EnergyKey): number => (contained(key) ? 0 : (energy[key].value ?? 0));
  const ns = (key: LatencyKey): number => latency[key].value ?? 0;
  const pair = (picojoules: number, nanoseconds: number) =>
    [shiftDecimal(picojoules, PICO), shiftDecimal(nanoseconds, NANO)] as const;

  const unknown = [
    ...ENERGIES.filter((key) => energy[key].value === null && !contained(key)),
    ...LATENCIES.filter((key) => latency[key].value === null),
  ];
  const staticKeys = (['coreStaticMw', 'routerStaticMw', 'chipStaticMw'] as const).filter(
    (key) => (energy[key].value ?? 0) > 0,
  );
  const local = pj('localDeliveryPj');
  const sent = pj('packetInjectionPj') + pj('routerPj');
  const warnings: Omit<Diagnostic, 'severity' | 'where'>[] = [];
  if (unknown.length > 0) {
    const message = `unknown constants are written as 0: ${unknown.join(', ')}.`;
    warnings.push({ code: 'W1880', message, hint: 'Energies and times there are lower than they would be.' });
  }
  if (multicast === 'tree') {
    const message = 'the chip sends a tree to all cores of a spike, SANA-FE a message to each.';
    warnings.push({
      code: 'W1881',
      message,
      hint: 'Compare spikes and synaptic events, not network energy.',
    });
  }
  if (local !== sent) {
    const message = `a delivery within a core costs ${local} pJ here, and what every message costs there, ${sent} pJ.`;
    warnings.push({
      code: 'W1882',
      message,
      have: sent,
      need: local,
      unit: 'pJ',
      hint: 'Network energy differs by that for each of them.',
    });
  }
  if (staticKeys.length > 0) {
    const message = `static power is not written: ${staticKeys.join(', ')}.`;
    warnings.push({ code: 'W1883', message, hint: 'Compare dynamic energy.' });
  }
  return {
    neuronAccess: pair(pj('neuronStepPj'), ns('neuronStepNs')),
    spikeOut: pair(pj('neuronSpikePj') + pj('neuronSpikingStepPj') - pj('neuronStepPj'), ns('neuronSpikeNs')),
    synapse: pair(pj('synapseEventPj'), ns('synapseEventNs')),
    messageOut: pair(sent, ns('packetInjectionNs')),
    messageIn: pair(0, ns('packetReceiveNs')),
    hopEastWest: pair(pj('hopEastWestPj') + pj('routerPj'), ns('hopEastWestNs') + ns('routerNs')),
    hopNorthSouth: pair(pj('hopNorthSouthPj') + pj('routerPj'), ns('hopNorthSouthNs') + ns('routerNs')),
    sync: barriers(latency.barrierNs, tileCount),
    diagnostics: warnings.map((warning) => ({ ...warning, severity: 'warning', where: `hardware ${name}` })),
  };
}

/** The table is by the number of tiles in use, from none. */
function barriers({ value, byTiles }: Target['latency']['barrierNs'], tileCount: number): Prices['sync'] {
  if (byTiles === undefined) return shiftDecimal(value ?? 0, NANO);
  let at = -1;
  return Array.from({ length: tileCount + 1 }, (_, tiles) => {
    while (at + 1 < byTiles.length && byTiles[at + 1][0] <= tiles) at++;
    return at < 0 ? 0 : shiftDecimal(byTiles[at][1], NANO);
  });
}
