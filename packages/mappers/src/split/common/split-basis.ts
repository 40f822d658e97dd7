import {
  NmapError,
  grouped,
  lower,
  synapseCountOf,
  type Network,
  type NetworkSpec,
  type Source,
  type Target,
} from '@nmap/ir';
import { failure } from '../../limits/failure.ts';
import { overBySizes, overByNeurons } from './check-split-fits.ts';
import type { ListedInputs } from './list-inputs.ts';
import type { SplitOptions } from './options.ts';
import { mostInputs, neuronsOverFanIn } from './walls.ts';

/** Every synapse of a split population is listed, about 60 bytes each: 3 GB. */
const MOST_LISTED_SYNAPSES = 5e7;

/** A second or two. */
const SOON_LOWERED_SYNAPSES = 1e7;

/** What every way of splitting begins with. */
export interface SplitBasis {
  /** The network of the file. */
  readonly network: Network;
  /** over[neuron] = 1: no class of core takes its inputs. */
  readonly over: Uint8Array;
  /** That a unit takes at most. */
  readonly inputs: number;
  /** Kept by who splits by several methods: what {@link splitFanIn} lists of it. */
  readonly listed?: Map<number, ListedInputs> | undefined;
}

/** @throws NmapError (input, infeasible) where no way of splitting makes a network that the chip has room for. */
export function splitBasis(source: Source, name: string, { fanIn }: SplitOptions): SplitBasis {
  const { spec, target } = source;
  const tooSmall = overBySizes(source);
  // Of a network that is soon lowered the numbers are told that its neurons prove.
  if (tooSmall.length > 0 && synapseCountOf(spec) > SOON_LOWERED_SYNAPSES)
    throw new NmapError('infeasible', tooSmall);
  refuseTooLarge(spec, name);
  const { network } = lower(spec);
  const over = neuronsOverFanIn(network, target);
  const most = mostInputs(target);
  const inputs = fanIn === 0 ? most : Math.min(fanIn, most);
  if (over.includes(1)) {
    if (inputs < 2) throw tooNarrow(name, target, inputs);
    const proven = overByNeurons(source, network, over, inputs);
    if (proven.length > 0) throw new NmapError('infeasible', proven);
  }
  if (tooSmall.length > 0) throw new NmapError('infeasible', tooSmall);
  return { network, over, inputs };
}

/** Whether there are too many synapses to list them. */
export function isTooLargeToList(spec: NetworkSpec): boolean {
  return synapseCountOf(spec) > MOST_LISTED_SYNAPSES;
}

function refuseTooLarge(spec: NetworkSpec, name: string): void {
  if (!isTooLargeToList(spec)) return;
  const synapses = synapseCountOf(spec);
  throw failure('input', {
    code: 'E1650',
    where: name,
    message:
      `lists the synapses of what it splits, and ${spec.name} has ${grouped(synapses)}; ` +
      `up to ${grouped(MOST_LISTED_SYNAPSES)} are listed.`,
    have: synapses,
    need: MOST_LISTED_SYNAPSES,
    unit: 'synapses',
    hint: 'Take a chip whose cores have more inputs, or give the layers fewer: a smaller kernel, fewer channels, groups.',
  });
}

function tooNarrow(name: string, target: Target, inputs: number): NmapError {
  return failure('infeasible', {
    code: 'E2240',
    where: name,
    message: `a core of ${target.name} takes ${inputs} inputs of a neuron at most, and a part adds up two or more.`,
    have: inputs,
    need: 2,
    unit: 'inputs',
    hint: 'Raise core.fanInPerNeuron, core.synapses or core.inputAxons.',
  });
}
