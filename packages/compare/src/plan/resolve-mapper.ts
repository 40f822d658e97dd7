import { parsePipeline, presetPipeline, PRESETS } from '@nmap/compiler';
import type { PlannedMapper } from './plan.ts';

export type WrittenMapper =
  | string
  | { readonly name: string; readonly pipeline: string }
  | { readonly name: string; readonly preset: string };

/**
 * A mapper as it is written: a preset's name, the text of a pipeline, or either of them under a name.
 * @throws NmapError (input): there is no such preset, pass or option.
 */
export function resolveMapper(written: WrittenMapper): PlannedMapper {
  if (typeof written !== 'string')
    return 'pipeline' in written
      ? ofText(written.name, written.pipeline)
      : ofPreset(written.name, written.preset);
  const text = written.trim();
  return isPipeline(text) ? ofText(text, text) : ofPreset(text, text);
}

/** The names of passes have a slash, presets have none. */
function isPipeline(text: string): boolean {
  return !Object.hasOwn(PRESETS, text) && /[/;(]/.test(text);
}

function ofText(name: string, pipeline: string): PlannedMapper {
  parsePipeline(pipeline, Object.keys(PRESETS));
  return { name, preset: null, pipeline };
}

function ofPreset(name: string, preset: string): PlannedMapper {
  presetPipeline(preset);
  return { name, preset, pipeline: null };
}
