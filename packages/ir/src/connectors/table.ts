import { allToAll } from './all-to-all.ts';
import type { ConnectorDefinition, ConnectorName, Ends, Report, SynapseVisitor } from './connector.ts';
import { conv2d } from './conv2d.ts';
import { distanceDependent } from './distance-dependent.ts';
import { fixedFanIn } from './fixed-fan-in.ts';
import { fixedFanOut } from './fixed-fan-out.ts';
import { fixedProbability } from './fixed-probability.ts';
import { fixedTotalNumber } from './fixed-total-number.ts';
import { list } from './list.ts';
import { oneToOne } from './one-to-one.ts';
import { pool2d } from './pool2d.ts';
import type { Connector } from '../network-spec.ts';

/** Every connector, by its name in a network file. */
const table: { readonly [Name in ConnectorName]: ConnectorDefinition<Name> } = {
  'all-to-all': allToAll,
  'one-to-one': oneToOne,
  list,
  'fixed-probability': fixedProbability,
  'fixed-fan-in': fixedFanIn,
  'fixed-fan-out': fixedFanOut,
  'fixed-total-number': fixedTotalNumber,
  'distance-dependent': distanceDependent,
  conv2d,
  pool2d,
};

export const CONNECTOR_NAMES = Object.keys(table) as readonly ConnectorName[];

/** Reports every way in which the connector does not fit its ends. */
export function checkConnector(connector: Connector, ends: Ends, report: Report): void {
  definitionOf(connector).check(connector, ends, report);
}

/** Synapses it makes, as far as known before drawing: exact, or expected, or 0 = unknown. */
export function countSynapses(connector: Connector, ends: Ends): number {
  return definitionOf(connector).count(connector, ends);
}

/** Visits every synapse in the connector's order. */
export function visitSynapses(connector: Connector, ends: Ends, visitor: SynapseVisitor): void {
  definitionOf(connector).visit(connector, ends, visitor);
}

/** The table's key and the connector's type agree, which the compiler cannot follow through a union. */
function definitionOf(connector: Connector): ConnectorDefinition<ConnectorName> {
  return table[connector.connector] as ConnectorDefinition<ConnectorName>;
}
