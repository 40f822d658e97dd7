/** How a trained network is best put on a chip: a search over techniques, steps and spreading, with what each gave. */
export { deploy, type Deployment, type DeployRequest } from './deploy.ts';
export type { DeployInput } from './deploy-input.ts';
export type { ChipMeasure, Placed } from './measure/measure-on-chip.ts';
export type { Ladder, MissingRung, Rung } from './search/ladder.ts';
export type { Unplaced } from './search/search.ts';
export type { DeployPoint } from './search/points.ts';
export { NAIVE, variantText, type Variant } from './variant/variant.ts';
export { compareDevices, type DeviceRatio, type MeasuredDevice } from './peers/device.ts';
export { PUBLISHED_DEVICES } from './peers/published.ts';
export { chipPrices, trainableForChip, type ChipPrices, type ChipPricesInput } from './prices/chip-prices.ts';
