import { parsePipeline, presetPipeline, PRESETS, type GrainName } from '@nmap/compiler';
import type { PlannedMapper } from './plan.ts';

export type WrittenMapper =
  | string
  | { readonly name: string; readonly pipeline: string; readonly grain?: GrainName | undefined }
  | { readonly name: string; readonly preset: string; readonly grain?: GrainName | undefined };

/**
 * A mapper as it is written: a preset's name, the text of a pipeline, or either of them under a name.
 * @throws NmapError (input): there is no such preset, pass or option.
 */
export function resolveMapper(written: WrittenMapper): PlannedMapper {
  if (typeof written !== 'string') {
    const { name, grain = null } = written;
    return 'pipeline' in written
      ? ofText(name, written.pipeline, grain)
      : ofPreset(name, written.preset, grain);
  }
  const text = written.trim();
  return isPipeline(text) ? ofText(text, text, null) : ofPreset(text, text, null);
}

/** The names of passes have a slash, presets have none. */
function isPipeline(text: string): boolean {
  return !Object.hasOwn(PRESETS, text) && /[/;(]/.test(text);
}

function ofText(name: string, pipeline: string, grain: GrainName | null): PlannedMapper {
  parsePipeline(pipeline, Object.keys(PRESETS));
  return { name, preset: null, pipeline, grain };
}

function ofPreset(name: string, preset: string, grain: GrainName | null): PlannedMapper {
  presetPipeline(preset);
  return { name, preset, pipeline: null, grain };
}
