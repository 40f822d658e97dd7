export {
  definePass,
  type GraphPartitioning,
  type PassContext,
  type PassDefinition,
  type StageOf,
} from './pass.ts';
export { MAPPERS } from './mappers.ts';
export { describeOptions, type OptionRow } from './describe-options.ts';
export * from './table.ts';

export { chooseMethod } from './split/common/choose-method.ts';
export { coresOfSplit } from './split/common/cores-of-split.ts';
export type { SplitOptions } from './split/common/options.ts';
export { chooseTilings, type TilingOptions } from './partition/blocks/choose-tilings.ts';
export { packsSimply } from './limits/packs-simply.ts';
export { createSwapCost } from './place/common/create-swap-cost.ts';
