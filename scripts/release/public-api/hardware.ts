/** `neuromap/hardware`: descriptions of chips, and the presets. @module */
export {
  checkHardware,
  describeHardware,
  hardwareJsonSchema,
  presetNames,
  presetText,
  readHardware,
  type HardwareFile,
  type HardwareSummary,
  type ReadHardware,
} from '@nmap/hardware';
