import { NmapError, type Diagnostic } from '../diagnostic.ts';
import type { NetworkSpec } from '../network-spec.ts';
import type { Network } from '../network.ts';
import { assumptions } from './assumptions/assumptions.ts';
import { countPass, fillPass, layOutPopulations, type SynapseCounts } from './build-network.ts';
import { checkPopulations } from './check-populations.ts';
import { checkDrawnLists, checkProjections, reportTooManySynapses } from './check-projections.ts';
import { Violations, grouped } from './diagnostics.ts';
import { spikesOf } from './spikes.ts';

export interface LowerOptions {
  /** Refuse more synapses than this; default and maximum 4,294,967,295, what 32 bits can number. */
  readonly maxSynapses?: number;
}

export interface Lowering {
  readonly network: Network;
  /** Warnings: what was assumed. */
  readonly diagnostics: readonly Diagnostic[];
}

const MAX_SYNAPSES = 0xffff_ffff;

/**
 * Turns populations and projections into the flat network: one net for each source neuron.
 *
 * What it means: parallel synapses (multapses) become one target with a multiplicity; a
 * self-loop is a target like any other; isolated neurons and neurons without spikes stay;
 * neurons of an external population stay too, marked, and need no core.
 * Two passes over the connectors, straight into the final arrays: O(neurons + synapses) time,
 * rows out of order cost a sort; no object for any synapse.
 * Throws `NmapError('input')` with every violation found.
 */
export function lower(spec: NetworkSpec, options: LowerOptions = {}): Lowering {
  const maxSynapses = Math.min(options.maxSynapses ?? MAX_SYNAPSES, MAX_SYNAPSES);
  const violations = new Violations();
  const sound = checkPopulations(spec, violations);
  checkProjections(spec, sound, maxSynapses, violations);
  throwIfAny(violations);

  return refusingOnlyMemory(() => {
    const populations = layOutPopulations(spec);
    const counts = countPass(spec, populations);
    if (counts.total > maxSynapses) reportTooManySynapses(counts.total, maxSynapses, violations);
    spec.projections.forEach((projection, index) => {
      checkDrawnLists(projection, index, counts.perProjection[index], violations);
    });
    const spikes = spikesOf(spec, counts.perSource.length);
    checkEvents(spikes, counts, violations);
    throwIfAny(violations);
    return {
      network: fillPass(spec, populations, counts, spikes),
      diagnostics: assumptions(spec, counts, spikes),
    };
  });
}

/** Every count of events is held in a double and must stay exact. */
function checkEvents(spikes: Uint32Array, counts: SynapseCounts, violations: Violations): void {
  let events = 0;
  for (let u = 0; u < spikes.length; u++) events += spikes[u] * counts.perSource[u];
  if (events <= Number.MAX_SAFE_INTEGER) return;
  violations.at('network')({
    code: 'E1120',
    message: `causes about ${events} synaptic events, exact counts end at ${grouped(Number.MAX_SAFE_INTEGER)}.`,
    have: events,
    need: Number.MAX_SAFE_INTEGER,
    unit: 'events',
    hint: 'Count the spikes over a shorter durationMs.',
  });
}

function throwIfAny(violations: Violations): void {
  violations.throwIfFailed();
}

/** An array that the machine cannot hold is the user's to know, not a stack trace. */
function refusingOnlyMemory<Result>(build: () => Result): Result {
  try {
    return build();
  } catch (error) {
    if (!(error instanceof RangeError && /allocation|typed array length/i.test(error.message))) throw error;
    throw new NmapError('input', [
      {
        code: 'E1121',
        severity: 'error',
        where: 'network',
        message: `does not fit in memory (${error.message}).`,
        hint: 'A synapse takes 8 bytes, 20 where there are multapses. Map parts of the network one at a time.',
      },
    ]);
  }
}
