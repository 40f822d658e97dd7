import type { NetworkSpec } from '@nmap/ir';
import { quoted, ViolationList } from '../../../input-error.ts';
import { GraphContent } from './graph-content.ts';
import { layoutOf } from './layout.ts';
import { isKnownModel, unsaidParameters } from './neuron-node.ts';
import { nodeKinds } from './node-kinds.ts';

/** What of a network NIR cannot say, in words; what would be another network is refused when it is written. */
export function lossesOfNir(spec: NetworkSpec): readonly string[] {
  const layout = layoutOf(spec);
  const kinds = nodeKinds(spec, layout.forms, new ViolationList());
  const { populations, projections } = spec;
  const ends = (index: number): string => `${projections[index].from} -> ${projections[index].to}`;
  const losses: string[] = [];
  if (populations.some(({ spikes, rateHz }) => spikes !== undefined || rateHz !== undefined))
    losses.push('spikes and rates');
  for (const population of populations) {
    const { id, params = {}, model } = population;
    const given = kinds.get(id) !== 'neurons';
    if (!given && !isKnownModel(model)) continue;
    const unsaid = given ? Object.keys(params) : unsaidParameters(population);
    if (unsaid.length > 0) losses.push(`${unsaid.join(', ')} of ${quoted(id)}`);
    if (given && model !== undefined && model !== 'input') losses.push(`the model ${model} of ${quoted(id)}`);
    const name = GraphContent.nameOf(id);
    if (name !== id) losses.push(`the name ${quoted(id)}, which is written ${quoted(name)}`);
  }
  const empty = layout.forms.flatMap(({ kind }, index) => (kind === 'none' ? [ends(index)] : []));
  if (empty.length > 0) losses.push(`projections without synapses (${empty.join(', ')})`);
  if (layout.windowsAsMatrices.length > 0)
    losses.push(`windows, which become matrices (${layout.windowsAsMatrices.map(ends).join(', ')})`);
  return losses;
}
