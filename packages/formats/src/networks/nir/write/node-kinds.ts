import type { NetworkSpec } from '@nmap/ir';
import { quoted, type ViolationList } from '../../../input-error.ts';
import type { Form } from './forms.ts';
import { isKnownModel } from './neuron-node.ts';

/** What a population is in NIR: neurons, those that fire as given, or those outside that only listen. */
export type NodeKind = 'input' | 'output' | 'neurons';

/** By population. Reports what NIR has no node for. */
export function nodeKinds(
  { populations, projections }: NetworkSpec,
  forms: readonly Form[],
  violations: ViolationList,
): ReadonlyMap<string, NodeKind> {
  const joined = projections.filter((_, index) => forms[index].kind !== 'none');
  const hears = new Set(joined.map(({ to }) => to));
  const speaks = new Set(joined.map(({ from }) => from));
  const kinds = new Map<string, NodeKind>();
  for (const { id, external = false, model, role } of populations) {
    const where = `population ${quoted(id)}`;
    const given = external || model === 'input' || (model === undefined && role === 'input');
    if (!given) {
      kinds.set(id, 'neurons');
      if (isKnownModel(model)) continue;
      violations.error('E1690', where, `NIR has no node for the model ${quoted(model!)}.`, {
        hint:
          model === 'adder'
            ? 'It is part of neurons that were split: place with --split off, or write net.json.'
            : 'It has nodes for lif, if, integrator, cuba-lif and cuba-li: change the model, or write net.json.',
      });
      continue;
    }
    kinds.set(id, hears.has(id) && external ? 'output' : 'input');
    if (!hears.has(id) || (external && !speaks.has(id))) continue;
    violations.error(
      'E1691',
      where,
      external
        ? 'it is outside the chip, receives spikes and sends some: in NIR what is outside is an Input or an Output.'
        : 'its neurons fire as given, and receive spikes: nothing leads into an Input of NIR.',
      {
        hint: external
          ? 'Make two populations of it, one that sends and one that receives.'
          : 'Give it a model that listens, or take the projections onto it out.',
      },
    );
  }
  return kinds;
}

/** Neurons whose spikes are an output of the graph: those that say so; where nothing does, those that send to no others. */
export function outputsOf(
  { populations, projections }: NetworkSpec,
  kinds: ReadonlyMap<string, NodeKind>,
): readonly string[] {
  const neurons = populations.filter(({ id }) => kinds.get(id) === 'neurons');
  const named = neurons.filter(({ role }) => role === 'output');
  if (named.length > 0 || [...kinds.values()].includes('output')) return named.map(({ id }) => id);
  const sends = new Set(projections.filter(({ from, to }) => from !== to).map(({ from }) => from));
  return neurons.filter(({ id }) => !sends.has(id)).map(({ id }) => id);
}
