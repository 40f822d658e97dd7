/** What asks for a conversion, apart from the index: who only maps loads neither conversions nor trained networks. */
export { findPass } from './find-pass.ts';
export {
  conversionText,
  DEFAULT_CONVERSION,
  parseConversion,
  withOptions,
  type ResolvedConversion,
} from './conversion/conversion-passes.ts';
export {
  convert,
  convertAndExercise,
  type ConversionRecord,
  type ConvertOptions,
  type ConvertResult,
} from './conversion/convert.ts';
