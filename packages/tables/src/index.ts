/** What a deployer loads onto a placed chip, computed from a placement and its network. */
export { buildTables, type StreamedTables } from './build-tables.ts';
export { checkWeights } from './weights/check-weights.ts';
export { checkRoutingEntries } from './routing/check-routing-entries.ts';
