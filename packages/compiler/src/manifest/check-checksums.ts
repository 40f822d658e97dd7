import { Rng } from '@nmap/kernels';
import type { DiagnosticList, Placed, Problem, Source } from '@nmap/ir';
import type { Manifest } from '@nmap/manifest';
import type { PassContext } from '@nmap/mappers';
import { stageChecksum } from '../checksum.ts';
import type { CompileStage } from '../stage.ts';
import { definitionOf, stagesOf } from './check-record.ts';
import { reportDifference } from '@nmap/judge';

/**
 * Compares the checksums of the stages that network and placement determine (E4406): the lowered
 * network; the clustering, unless a refinement followed that moves neurons; the last
 * placement; its routes, which are computed again. Those of stages that later passes replaced
 * are taken on trust.
 */
export function checkChecksums(manifest: Manifest, placed: Placed, faults: DiagnosticList): void {
  const { pipeline } = manifest;
  for (const index of determinedPasses(pipeline)) {
    const { pass, checksum } = pipeline[index];
    const stage = stageAfter(pass, placed);
    if (stage.stage === 'routed' && stage.routing !== manifest.routing.scheme)
      reportDifference(
        `pipeline[${index}].pass`,
        pass,
        `a pass that routes ${manifest.routing.scheme}`,
        faults,
      );
    const need = stageChecksum(stage);
    if (checksum === need) continue;
    faults.error('E4406', () => ({
      where: `pipeline[${index}].checksum`,
      message: `is ${JSON.stringify(checksum.slice(0, 40))}, the ${stage.stage} network has "${need}".`,
      have: checksum.slice(0, 40),
      need,
      hint: 'The manifest was changed after it was written, or by another version.',
    }));
  }
}

/** Indices of the passes whose stage follows from the network and the final placement, ascending. */
export function determinedPasses(pipeline: Manifest['pipeline']): number[] {
  const stages = pipeline.map(({ pass }) => stagesOf(pass));
  const last = (to: CompileStage['stage']): number => stages.findLastIndex((stage) => stage?.to === to);
  const moved = pipeline.some(({ pass }) => definitionOf(pass)?.changes === 'clustering');
  const split = pipeline.flatMap((_, index) => (stages[index]?.to === 'source' ? [index] : []));
  const found = [...split, last('lowered'), moved ? -1 : last('clustered'), last('placed'), last('routed')];
  return found.filter((index) => index >= 0);
}

/** The stage that a pass left, rebuilt from the final placement. */
function stageAfter(pass: string, placed: Placed): CompileStage {
  switch (stagesOf(pass)?.to) {
    case 'source':
      return sourceOf(placed.problem);
    case 'lowered':
      return { stage: 'lowered', problem: placed.problem };
    case 'clustered':
      return placed.clustered;
    case 'routed':
      return definitionOf(pass)!.run(placed, {}, ROUTE_CONTEXT) as CompileStage;
    default:
      return placed;
  }
}

/** What a pass that splits neurons left: decided by network, chip and options. */
function sourceOf({ network, target, constraints, objective }: Problem): Source {
  return { stage: 'source', spec: network.spec!, target, constraints, objective };
}

/** Routes follow from the placement: no randomness, no budget. */
const ROUTE_CONTEXT: PassContext = {
  rng: new Rng(0),
  threads: 1,
  diagnostic: () => undefined,
  stat: () => undefined,
  fellBack: () => undefined,
  progress: () => 'go',
};
