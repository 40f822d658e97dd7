import { grouped, type NetworkSpec, type SplitRecord } from '@nmap/ir';
import type { PassContext } from '../../pass.ts';
import { followsDynamics, type Timing } from './retime.ts';

/** What splitting costs, and where the split network does not do what the network did. */
export function saySplit(
  { added, parts, lateSynapses }: SplitRecord,
  timing: Timing,
  spec: NetworkSpec,
  name: string,
  ctx: PassContext,
): void {
  ctx.stat('neurons', added.neurons);
  ctx.stat('synapses', added.synapses);
  ctx.stat('spikes', added.spikes);
  ctx.stat('delaySteps', added.delaySteps);
  const countOf = (kind: 'parts' | 'relays'): number =>
    parts.reduce((sum, each) => sum + (each.kind === kind ? each.size : 0), 0);
  ctx.diagnostic({
    code: 'W6040',
    severity: 'note',
    where: name,
    message:
      `adds ${grouped(countOf('parts'))} parts and ${grouped(countOf('relays'))} relays, ${grouped(added.synapses)} synapses and ` +
      `${grouped(added.spikes)} spikes in the window; the last population works ${grouped(added.delaySteps)} step${added.delaySteps === 1 ? '' : 's'} later.`,
    have: added.neurons,
    unit: 'neurons',
  });
  if (lateSynapses > 0) {
    ctx.diagnostic({
      code: 'W6041',
      severity: 'warning',
      where: name,
      message:
        `${grouped(lateSynapses)} synapses arrive up to ${grouped(timing.late.steps)} steps later than they should: a loop has less ` +
        'delay than the parts and relays on it take, so its spikes are others than before.',
      have: lateSynapses,
      need: 0,
      unit: 'synapses',
      hint: 'Give the recurrent projections longer delays, or use split/tree, which is the least deep.',
    });
  }
  const cut = spec.populations.filter((population, at) => timing.laterBy[at] > 0 && isCutShort(population));
  if (cut.length > 0) {
    ctx.diagnostic({
      code: 'W6042',
      severity: 'warning',
      where: `${name}, population ${cut[0].id}`,
      message:
        `is shown one input after another (presentationMs), and ends each later now: up to ${grouped(added.delaySteps)} steps of an ` +
        `input may fall into the next one; ${cut.length} populations.`,
      have: added.delaySteps,
      unit: 'steps',
      hint: 'Leave so many steps between the presentations.',
    });
  }
}

/** Whether later steps of a presentation are cut off, or fall into the next one. */
function isCutShort(population: NetworkSpec['populations'][number]): boolean {
  return followsDynamics(population) && population.params?.['presentationMs'] !== undefined;
}
