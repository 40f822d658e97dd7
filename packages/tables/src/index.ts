/** What a deployer loads onto a placed chip, computed from a placement and its network. */
export { buildTables, type BuiltTables, type StreamedTables } from './build-tables.ts';
export { checkWeights } from './weights/check-weights.ts';
export { weightBitsOf, weightScales, type WeightScale } from './weights/weight-scale.ts';
export { checkRoutingEntries, type TableFault } from './routing/check-routing-entries.ts';
