/**
 * Every connector. The reader of network files, the hash of their meaning, `lower` and the simulator read this table:
 * a new one is its folder and one line here.
 */
import type { AxisLinks } from './axis-links.ts';
import type { KeyRule } from './common/keys.ts';
import { allToAll } from './all-to-all/index.ts';
import type { ConnectorDefinition, Ends, ProvenDegrees, Report, SynapseVisitor } from './connector.ts';
import { conv2d } from './conv2d/index.ts';
import { distanceDependent } from './distance-dependent/index.ts';
import { fixedFanIn } from './fixed-fan-in/index.ts';
import { fixedFanOut } from './fixed-fan-out/index.ts';
import { fixedProbability } from './fixed-probability/index.ts';
import { fixedTotalNumber } from './fixed-total-number/index.ts';
import { list } from './list/index.ts';
import { oneToOne } from './one-to-one/index.ts';
import { pool2d } from './pool2d/index.ts';

const CONNECTORS = [
  allToAll,
  oneToOne,
  list,
  fixedProbability,
  fixedFanIn,
  fixedFanOut,
  fixedTotalNumber,
  distanceDependent,
  conv2d,
  pool2d,
] as const;

type SpecOf<Definition> = Definition extends ConnectorDefinition<infer Spec> ? Spec : never;

/** Connectors carry PyNN's names where PyNN has one. Synapse order is stated with each. */
export type Connector = SpecOf<(typeof CONNECTORS)[number]>;
export type ConnectorName = Connector['connector'];

/** A definition as the table holds it: that it fits the connector, the compiler cannot follow through a union. */
type AnyDefinition = ConnectorDefinition<{ readonly connector: ConnectorName }>;

const byName: ReadonlyMap<string, AnyDefinition> = new Map(
  (CONNECTORS as readonly unknown[] as readonly AnyDefinition[]).map((definition) => [
    definition.name,
    definition,
  ]),
);

/** In the order of the table. */
export const CONNECTOR_NAMES: readonly ConnectorName[] = CONNECTORS.map(({ name }) => name);

/** What is said of a connector before there is one: its keys and its other names. */
export function connectorNamed(name: ConnectorName): Pick<AnyDefinition, 'alsoCalled'> & {
  readonly keys: Readonly<Record<string, KeyRule>>;
} {
  return byName.get(name)!;
}

/** Reports every way in which the connector does not fit its ends. */
export function checkConnector(connector: Connector, ends: Ends, report: Report): void {
  definitionOf(connector).check(connector, ends, report);
}

/** Whether a check would find nothing that changes how many synapses there are. Reads no lists, takes any value. */
export function isSoundInSize(connector: Connector, ends: Ends): boolean {
  const definition = byName.get(connector.connector);
  if (definition === undefined) return false;
  if (definition.isSoundInSize !== undefined) return definition.isSoundInSize(connector);
  let sound = true;
  definition.check(connector, ends, () => {
    sound = false;
  });
  return sound;
}

/** Synapses it makes, as far as known before drawing: exact, or expected, or 0 = unknown. */
export function countSynapses(connector: Connector, ends: Ends): number {
  return definitionOf(connector).count(connector, ends);
}

/** Whether `countSynapses` is exact. */
export function hasKnownCount(connector: Connector): boolean {
  return definitionOf(connector).countIsExact;
}

/** What the sizes alone prove. O(1). Only after a clean check; of lists only the lengths are read. */
export function provenDegrees(connector: Connector, ends: Ends): ProvenDegrees {
  return definitionOf(connector).proven(connector, ends);
}

/** Whether lists of weights and delays are indexed by kernel entry, not by synapse. */
export function isByTap(connector: Connector): boolean {
  return definitionOf(connector).kernelLength !== undefined;
}

/** Entries of the kernel that lists of weights and delays are indexed by; null where they are indexed by synapse. */
export function kernelLength(connector: Connector, ends: Ends): number | null {
  return definitionOf(connector).kernelLength?.(connector, ends) ?? null;
}

/** Synapses that take their weight from an entry of the kernel; only where there is one. */
export function synapsesOfTap(connector: Connector, ends: Ends, tap: number): number {
  return definitionOf(connector).synapsesOfTap!(connector, ends, tap);
}

/** Whether two neurons may have several synapses of it. */
export function makesMultapses(connector: Connector): boolean {
  return definitionOf(connector).makesMultapses ?? false;
}

/** Channels of the target, each with its own share of the kernel; null where there is no kernel. */
export function kernelChannels(connector: Connector, ends: Ends): number | null {
  return definitionOf(connector).kernelChannels?.(connector, ends) ?? null;
}

/** What the connector makes as a product of three axes; null where it is none and its synapses have to be visited. */
export function axisLinksOf(connector: Connector, ends: Ends): AxisLinks | null {
  return definitionOf(connector).links?.(connector, ends) ?? null;
}

/** Visits every synapse in the connector's order. */
export function visitSynapses(connector: Connector, ends: Ends, visitor: SynapseVisitor): void {
  definitionOf(connector).visit(connector, ends, visitor);
}

function definitionOf(connector: Connector): AnyDefinition {
  return byName.get(connector.connector)!;
}
