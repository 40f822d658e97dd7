import type { Clustered, Source, Stage } from '@nmap/ir';
import type { StageOf } from '@nmap/mappers';

export type { Source };

/** Every stage a pass of the compiler can start from or end at. */
export type CompileStageOf = StageOf;
export type CompileStageName = keyof CompileStageOf;
export type CompileStage = Stage | Source;

/** In the order a compilation goes through them. */
export const STAGE_ORDER: readonly CompileStageName[] = [
  'source',
  'lowered',
  'clustered',
  'placed',
  'routed',
];

/** The clustering that a stage holds; null before there is one. */
export function clusteredOf(stage: CompileStage): Clustered | null {
  switch (stage.stage) {
    case 'source':
    case 'lowered':
      return null;
    case 'clustered':
      return stage;
    case 'placed':
      return stage.clustered;
    case 'routed':
      return stage.placed.clustered;
  }
}
