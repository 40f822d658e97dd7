import type { DnnSpec } from '@nmap/dnn';
import type { ViolationList } from '../input-error.ts';
import { Refusal } from './graph/refusal.ts';
import type { FinishedGraph } from './graph/finish.ts';
import type { ModelInput } from './model-file.ts';

/** What a reader of one format makes of a file. */
export interface ReadGraph {
  readonly graph: FinishedGraph;
  readonly input: ModelInput;
  /** Null where the file gives no name of its own. */
  readonly name: string | null;
  readonly notes: ViolationList;
}

/** Runs what may refuse a node, and takes the refusal down where the node is. */
export function orRefuse<Result>(violations: ViolationList, where: string, run: () => Result): Result | null {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    violations.error(error.code, where, sentence(error.message), { hint: error.hint });
    return null;
  }
}

/** Says of a graph that was read what its reader should know before a conversion. */
export function noteGraph(graph: FinishedGraph, violations: ViolationList, fileName: string): void {
  if (graph.last !== null) {
    violations.note(
      'W1801',
      `${fileName}: output`,
      `the ${graph.last} at the end was left out: the largest logit decides the class as before.`,
    );
  }
  const maxPools = namesOf(graph.spec, 'max-pool');
  if (maxPools.length > 0) {
    violations.warn(
      'W1802',
      fileName,
      `${maxPools.length} layer(s) of max pooling: ${maxPools.slice(0, 5).join(', ')}${maxPools.length > 5 ? ', ...' : ''}. The largest of some spike trains is not the spike train of the largest value.`,
      { hint: 'Train with average pooling, or let the conversion replace it and look at the accuracy.' },
    );
  }
}

function namesOf(spec: DnnSpec, kind: string): string[] {
  return spec.layers.filter((layer) => layer.kind === kind).map(({ name }) => name);
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
