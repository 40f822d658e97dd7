import type { Clustered, Objective } from '@nmap/ir';
import type { GrainName, SettledGrain } from './grain/grain.ts';
import { settledGrain } from './grain/settled-grain.ts';
import type { AnyPass } from './pass.ts';
import { pipelineFor } from './presets.ts';
import { isSplitPass, settleSplit } from './split/settle-split.ts';
import { withSplit, type SplitName } from './split/split-choice.ts';
import type { Source } from './stage.ts';

/** What a user says of a pipeline. */
export interface PipelineChoice {
  readonly preset: string;
  /** In place of the preset; null = the preset. */
  readonly pipeline: string | readonly AnyPass[] | null;
  readonly objective: Objective;
  /** True where a ceiling on the step or the busiest link may turn the objective. */
  readonly hasCeilings: boolean;
  readonly grain: GrainName;
  readonly split: SplitName;
}

/** The passes, before anything is known of the network: tells what is misspelt. @throws NmapError (input). */
export function passesAt(choice: PipelineChoice, settled: SettledGrain): readonly AnyPass[] {
  const { preset, pipeline, objective, hasCeilings, grain, split } = choice;
  return withSplit(
    split,
    pipeline === null || typeof pipeline === 'string'
      ? pipelineFor({ preset, text: pipeline, objective, hasCeilings, grain: settled })
      : pipeline,
    grain,
  );
}

/** The passes for one network and chip, its grain and whether neurons are split decided. @throws NmapError (input). */
export function passesFor(
  choice: PipelineChoice,
  start: Source | Clustered,
): { readonly passes: readonly AnyPass[]; readonly grain: SettledGrain } {
  const asWritten = passesAt(choice, 'neuron');
  const chosen = start.stage === 'source' ? settleSplit(start, asWritten) : asWritten;
  const preset = choice.pipeline === null ? choice.preset : null;
  const grain = chosen.some(isSplitPass) ? 'neuron' : settledGrain(choice.grain, { preset, start });
  return { passes: grain === 'neuron' ? chosen : passesAt(choice, grain), grain };
}
