/** How a trained network is best put on a chip: a search over techniques, steps and spreading, with what each gave. */
export { deploy, type Deployment, type DeployRequest } from './deploy.ts';
export type { DeployInput } from './deploy-input.ts';
export type { ChipMeasure, Placed } from './measure/measure-on-chip.ts';
export type { Ladder, MissingRung, Rung } from './search/ladder.ts';
export type { DeployPoint } from './search/points.ts';
export { variantText, type Variant } from './variant/variant.ts';
export { compareDevices, type DeviceRatio, type MeasuredDevice } from './peers/device.ts';
export { chipPrices, trainableForChip, type ChipPrices } from './prices/chip-prices.ts';
export { PUBLISHED_DEVICES } from './peers/published.ts';
