import { Rng } from '@nmap/kernels';
import { NmapError, type Clustered, type Lowered, type Placed } from '@nmap/ir';
import type { PassContext } from '@nmap/mappers';
import { parsePipeline } from './text-form.ts';
import type { SettledGrain } from './grain/grain.ts';
import { presetPipeline } from './presets.ts';
import type { AnyPass } from './pass.ts';
import type { CompileStage } from './stage.ts';

/**
 * What `PassContext.alone` is: another preset from the same beginning, with the random numbers that its passes have in
 * a run of their own, and the grain that the network was laid out in. It shares the clock of the pass that asks; what it has to say of its input was said already.
 */
export function runAlone(
  origin: Lowered | Clustered,
  { seed, grain }: { readonly seed: number; readonly grain: SettledGrain },
  ctx: PassContext,
): (preset: string) => Promise<Placed | null> {
  return async (preset) => {
    const { objective, constraints } = origin.problem;
    const hasCeilings = constraints.maxStepNs != null || constraints.maxLinkLoad != null;
    const passes = parsePipeline(presetPipeline(preset, { objective, hasCeilings, grain }));
    const occurrences = new Map<string, number>();
    let stage: CompileStage = origin;
    for (const [index, pass] of withoutSimpleRivals(passes).entries()) {
      if (origin.stage === 'clustered' && (pass.from === 'lowered' || pass.to === 'clustered')) continue;
      const occurrence = occurrences.get(pass.name) ?? 0;
      occurrences.set(pass.name, occurrence + 1);
      const quiet: PassContext = {
        ...ctx,
        rng: Rng.fork(seed, pass.name, occurrence),
        diagnostic: () => undefined,
        stat: () => undefined,
        fellBack: () => undefined,
        progress: () => ctx.progress(index / passes.length),
        alone: runAlone(origin, { seed, grain }, ctx),
      };
      try {
        stage = await pass.run(stage, quiet);
      } catch (error) {
        if (error instanceof NmapError && error.kind === 'not-found') return null;
        throw error;
      }
    }
    return stage.stage === 'placed' ? stage : null;
  };
}

/** Whoever asks has been held against the simple mappers: of the rivals that end a preset the curve alone is left. */
function withoutSimpleRivals(passes: readonly AnyPass[]): AnyPass[] {
  const last = passes.at(-1);
  if (last?.name !== 'refine/rivals' || last.options['against'] !== 'simple') return [...passes];
  return [...passes.slice(0, -1), ...parsePipeline('refine/rivals(against=curve)')];
}
