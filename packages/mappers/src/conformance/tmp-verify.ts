import { NONE, raw } from '@nmap/kernels';
import { coreLoads, type Clustered } from '@nmap/ir';
export function verifyClustered(c: Clustered): string[] {
  const out: string[] = [];
  const { network, target, constraints } = c.problem;
  const clusterOf = raw(c.clusterOf);
  const classOf = raw(c.classOf);
  for (let u = 0; u < network.neuronCount; u++) {
    const k = clusterOf[u]!;
    if (network.external[u] === 1 ? k !== NONE : k >= c.clusterCount) out.push(`neuron ${u} in ${k}`);
  }
  const l = coreLoads(network, clusterOf, c.clusterCount);
  const left = target.classes.map(() => 0);
  for (let i = 0; i < target.coreCount; i++) if (target.dead[i] === 0) left[raw(target.classOf)[i]!]!++;
  let live = left.reduce((a, b) => a + b, 0);
  if (c.clusterCount > Math.min(live, constraints.maxCores ?? Infinity)) out.push('too many');
  for (let k = 0; k < c.clusterCount; k++) {
    left[classOf[k]!]!--;
    const { limits } = target.classes[classOf[k]!]!;
    const t = (n: string, a: number, b: number | null) => { if (b !== null && a > b) out.push(`${n} ${k}: ${a} > ${b}`); };
    if (l.neurons[k] === 0) out.push('empty');
    t('neurons', l.neurons[k]!, limits.neurons);
    t('synapses', l.synapses[k]!, limits.synapses);
    t('bits', l.synapses[k]! * (limits.bitsPerSynapse ?? 0), limits.synapseMemoryBits);
    t('fanIn', l.maxFanIn[k]!, limits.fanInPerNeuron);
    t('in', l.inputAxons[k]!, limits.inputAxons);
    t('out', l.outputAxons[k]!, limits.outputAxons);
    t('fan', l.maxFanOutCores[k]!, limits.fanOutCoresPerNeuron);
  }
  if (left.some((x) => x < 0)) out.push('class overdrawn');
  return out;
}
