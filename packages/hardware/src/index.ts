export { checkHardware } from './check-hardware.ts';
export { describeHardware, type HardwareSummary } from './describe-hardware.ts';
export { isPreset, presetNames, presetSummary, presetText } from './presets.ts';
export { readHardware } from './read-hardware.ts';
export type { HardwareFile } from './schema.ts';
