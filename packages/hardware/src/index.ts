export { checkHardware } from './check-hardware.ts';
export { describeHardware, type HardwareSummary } from './describe-hardware.ts';
export { isPreset, presetNames, presetSummary, presetText } from './presets.ts';
export { decodeHardware } from './decode-hardware.ts';
export { checkPrices } from './check-prices.ts';
export { hardwareJsonSchema } from './hardware-json-schema.ts';
export { readHardware, type ReadHardware } from './read-hardware.ts';
export type { HardwareFile } from './schema.ts';
export { parseYamlSource, pathKey, type SourceWords, type YamlPath, type YamlSource } from './yaml-source.ts';
