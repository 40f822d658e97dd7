/** Tables of energies and latencies for test chips, every value by hand. */
import type { Constant, EnergyConstants, LatencyConstants } from '@nmap/ir';

/** A value, null for an unknown one, or a whole constant. */
export type GivenConstants<Table> = Partial<Record<keyof Table, number | null | Constant>>;

type Values<Table> = Readonly<Record<keyof Table, number | null>>;

export function constant(value: number | null, scope: Constant['scope'] = 'per-term'): Constant {
  return { value, source: 'test', evidence: 'assumed', scope: scope ?? 'per-term' };
}

const NO_ENERGY: Values<EnergyConstants> = {
  neuronStepPj: 0,
  neuronSpikingStepPj: null,
  neuronSpikePj: 0,
  synapseEventPj: 0,
  packetInjectionPj: 0,
  localDeliveryPj: 0,
  routerPj: 0,
  hopEastWestPj: 0,
  hopNorthSouthPj: 0,
  hopDiagonalPj: 0,
  hopTreePj: 0,
  hopChipPj: 0,
  hopBoardPj: 0,
  coreStaticMw: 0,
  routerStaticMw: 0,
  chipStaticMw: 0,
};

const NO_LATENCY: Values<LatencyConstants> = {
  neuronStepNs: 0,
  neuronSpikeNs: 0,
  synapseEventNs: 0,
  packetInjectionNs: 0,
  packetReceiveNs: 0,
  routerNs: 0,
  hopEastWestNs: 0,
  hopNorthSouthNs: 0,
  hopDiagonalNs: 0,
  hopTreeNs: 0,
  hopChipNs: 0,
  hopBoardNs: 0,
  barrierNs: 0,
};

/** Every energy known to be 0 but the ones given. */
export function energyOf(given: GivenConstants<EnergyConstants>): EnergyConstants {
  return table(NO_ENERGY, given);
}

/** Every latency known to be 0 but the ones given. */
export function latencyOf(given: GivenConstants<LatencyConstants>): LatencyConstants {
  return table(NO_LATENCY, given);
}

/** Whatever happens on the interconnect costs 1, the rest nothing. */
export const UNIT_ENERGY = energyOf({
  neuronSpikingStepPj: 0,
  packetInjectionPj: 1,
  routerPj: 1,
  hopEastWestPj: 1,
  hopNorthSouthPj: 1,
  hopDiagonalPj: 1,
  hopTreePj: 1,
  hopChipPj: 1,
  hopBoardPj: 1,
});

export const UNIT_LATENCY = latencyOf({
  packetInjectionNs: 1,
  packetReceiveNs: 1,
  routerNs: 1,
  hopEastWestNs: 1,
  hopNorthSouthNs: 1,
  hopDiagonalNs: 1,
  hopTreeNs: 1,
  hopChipNs: 1,
  hopBoardNs: 1,
  barrierNs: 1,
});

/** A price of its own for every event, so that no two mistakes cancel. */
export const PRIME_ENERGY = energyOf({
  neuronStepPj: 2,
  neuronSpikingStepPj: 3,
  neuronSpikePj: 5,
  synapseEventPj: 7,
  packetInjectionPj: 11,
  localDeliveryPj: 13,
  routerPj: 17,
  hopEastWestPj: 19,
  hopNorthSouthPj: 23,
  hopDiagonalPj: 29,
  hopTreePj: 31,
  hopChipPj: 37,
  hopBoardPj: 41,
  coreStaticMw: 0.5,
  routerStaticMw: 0.25,
  chipStaticMw: 1,
});

export const PRIME_LATENCY = latencyOf({
  neuronStepNs: 2,
  neuronSpikeNs: 3,
  synapseEventNs: 5,
  packetInjectionNs: 7,
  packetReceiveNs: 11,
  routerNs: 13,
  hopEastWestNs: 17,
  hopNorthSouthNs: 19,
  hopDiagonalNs: 23,
  hopTreeNs: 29,
  hopChipNs: 31,
  hopBoardNs: 41,
  barrierNs: 37,
});

/** The table with the given values in place of its own. */
export function changed<Table extends object>(base: Table, given: GivenConstants<Table>): Table {
  return table(base as Parameters<typeof table<Table>>[0], given);
}

function table<Table extends object>(
  base: Readonly<Record<keyof Table, number | null | Constant>>,
  given: GivenConstants<Table>,
): Table {
  const keys = Object.keys(base) as (keyof Table)[];
  const entries = keys.map((key) => {
    const value = given[key] === undefined ? base[key] : given[key];
    return [key, value === null || typeof value === 'number' ? constant(value) : value];
  });
  return Object.fromEntries(entries) as Table;
}
