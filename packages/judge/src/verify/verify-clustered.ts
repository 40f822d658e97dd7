import { NONE, raw } from '@nmap/kernels';
import {
  DiagnosticList,
  clusterReach,
  delaySlotsPerNeuron,
  grouped,
  type ClusterReach,
  type Clustered,
  type CoreLimits,
  type Diagnostic,
  type Network,
} from '@nmap/ir';
import { describeNeuron, describeNeurons } from './describe.ts';
import { clusterLoads, clusterWeights } from './cluster-loads.ts';
import { verifyTraffic } from './verify-traffic.ts';

/**
 * Recomputes from the network whether a clustering is legal.
 *
 * Checks: one entry for each vertex and each cluster (E4111); every on-chip neuron in exactly one
 * existing cluster (E4112); external neurons in none (E4113); no empty cluster (E4114); every
 * cluster's class exists (E4115); every limit of that class (E4116); no more clusters than
 * cores, per class and within maxCores (E4117); no block of units torn (E4131); traffic equal to that of the network (E4118, E4109).
 * Where the traffic was given, clusters come from outside: limits and traffic are not judged.
 * Assumes: a sound `Network` (both directions agree) and `Target`. Shares no code with any mapper.
 * @param reach asked once nothing is wrong with where the neurons are: who goes on counting keeps it.
 */
export function verifyClustered(
  clustered: Clustered,
  reach: () => ClusterReach = () => clusterReach(clustered),
): Diagnostic[] {
  const { problem, clusterCount, traffic } = clustered;
  const { network, target } = problem;
  const faults = new DiagnosticList();
  const clusterOf = raw(clustered.clusterOf);
  const classOf = raw(clustered.classOf);

  const vertices = network.units === null ? 'neurons' : 'units';
  checkLength('clusterOf', clusterOf.length, network.vertexCount, vertices, faults);
  checkLength('classOf', classOf.length, clusterCount, 'clusters', faults);
  if (faults.failed) return faults.all();

  const size = new Uint32Array(clusterCount);
  for (let u = 0; u < network.vertexCount; u++) {
    const cluster = clusterOf[u];
    if (network.external[u] !== 0) {
      if (cluster !== NONE) {
        faults.error('E4113', () => ({
          where: describeNeuron(network, u),
          message: `is external, and sits in cluster ${cluster}.`,
          have: cluster,
        }));
      }
    } else if (cluster === NONE) {
      faults.error('E4112', () => ({
        where: describeNeuron(network, u),
        message: 'is in no cluster.',
        have: 'none',
        need: 'one cluster',
      }));
    } else if (cluster >= clusterCount) {
      faults.error('E4112', () => ({
        where: describeNeuron(network, u),
        message: `is in cluster ${cluster}, there are ${clusterCount}.`,
        have: cluster,
        need: `0..${clusterCount - 1}`,
      }));
    } else {
      size[cluster]++;
    }
  }
  for (let cluster = 0; cluster < clusterCount; cluster++) {
    const where = `cluster ${cluster}`;
    if (size[cluster] === 0) {
      faults.error('E4114', () => ({
        where,
        message: 'holds no neuron.',
        have: 0,
        need: 1,
        unit: 'neurons',
      }));
    }
    if (classOf[cluster] >= target.classes.length) {
      faults.error('E4115', () => ({
        where,
        message: `is for core class ${classOf[cluster]}, ${target.name} has ${target.classes.length}.`,
        have: classOf[cluster],
        need: `0..${target.classes.length - 1}`,
      }));
    }
  }
  checkCoreCounts(clustered, classOf, faults);
  if (!faults.failed) checkBlocks(network, clusterOf, faults);
  // A broken clusterOf would make every count below meaningless.
  if (faults.failed) return faults.all();

  if (traffic.kind === 'network') {
    const known = reach();
    checkLimits(clustered, known, faults);
    verifyTraffic(clustered, known, faults);
  }
  return faults.all();
}

function checkLength(name: string, have: number, need: number, unit: string, faults: DiagnosticList): void {
  if (have === need) return;
  const message = `has ${grouped(have)} entries for ${grouped(need)} ${unit}.`;
  faults.error('E4111', () => ({ where: name, message, have, need, unit: 'entries' }));
}

function checkCoreCounts(
  { problem, clusterCount }: Clustered,
  classOf: Uint32Array,
  faults: DiagnosticList,
): void {
  const { target, constraints } = problem;
  const coreClass = raw(target.classOf);
  const wanted = new Uint32Array(target.classes.length);
  for (let cluster = 0; cluster < clusterCount; cluster++) wanted[classOf[cluster]]++;
  const live = new Uint32Array(target.classes.length);
  for (let core = 0; core < target.coreCount; core++) if (target.dead[core] === 0) live[coreClass[core]]++;
  target.classes.forEach(({ name }, id) => {
    const need = wanted[id];
    const have = live[id];
    if (need <= have) return;
    const message = `${grouped(need)} clusters are for this class, it has ${grouped(have)} live cores.`;
    faults.error('E4117', () => ({ where: `core class ${name}`, message, have, need, unit: 'cores' }));
  });
  const { maxCores } = constraints;
  if (maxCores !== null && clusterCount > maxCores) {
    const message = `${grouped(clusterCount)} clusters, ${grouped(maxCores)} cores may be used.`;
    faults.error('E4117', () => ({
      where: 'maxCores',
      message,
      have: maxCores,
      need: clusterCount,
      unit: 'cores',
    }));
  }
}

/** Nets reach a block by its first unit alone: what they reach is not known where the others are elsewhere. */
function checkBlocks(network: Network, clusterOf: Uint32Array, faults: DiagnosticList): void {
  const blockOf = network.units?.blockOf ?? null;
  if (blockOf === null) return;
  const firstOf = new Uint32Array(network.vertexCount).fill(NONE);
  for (let u = 0; u < network.vertexCount; u++) {
    const first = firstOf[blockOf[u]];
    if (first === NONE) firstOf[blockOf[u]] = u;
    else if (clusterOf[u] !== clusterOf[first]) {
      faults.error('E4131', () => ({
        where: describeNeuron(network, u),
        message:
          `is in cluster ${nameOf(clusterOf[u])}, ${describeNeuron(network, first)} of the same block ` +
          `in cluster ${nameOf(clusterOf[first])}.`,
        have: nameOf(clusterOf[u]),
        need: nameOf(clusterOf[first]),
        hint: 'Units of a block share a core.',
      }));
    }
  }
}

function nameOf(cluster: number): number | string {
  return cluster === NONE ? 'none' : cluster;
}

function checkLimits(
  { problem, clusterCount, classOf: classColumn }: Clustered,
  reach: ClusterReach,
  faults: DiagnosticList,
): void {
  const { network, target } = problem;
  const classOf = raw(classColumn);
  const loads = clusterLoads(network, clusterCount, reach);
  const sharing = target.classes.some(({ sharedKernels }) => sharedKernels === true);
  const weights = sharing ? clusterWeights(network, reach) : null;
  const delaySteps = network.spec === null ? 1 : delaySlotsPerNeuron(network.spec);
  for (let cluster = 0; cluster < clusterCount; cluster++) {
    const {
      name,
      limits,
      sharedKernels,
      fanOutCountsOwnCore,
      delayMemorySlots = null,
    } = target.classes[classOf[cluster]];
    const isShared = sharedKernels === true && weights !== null;
    const stored = isShared ? weights[cluster] : loads.synapses[cluster];
    const bits = stored * (limits.bitsPerSynapse ?? 0);
    const compare = (
      key: keyof CoreLimits | 'delayMemorySlots',
      need: number,
      unit: string,
      have = key === 'delayMemorySlots' ? delayMemorySlots : limits[key],
    ): void => {
      if (have === null || need <= have) return;
      const members = reach.members.subarray(reach.memberStart[cluster], reach.memberStart[cluster + 1]);
      faults.error('E4116', () => ({
        where: `cluster ${cluster} (${describeNeurons(network, members)})`,
        message: `needs ${grouped(need)} ${unit}, a core of class ${name} has ${grouped(have)}.`,
        have,
        need,
        unit,
        hint: `The limit is core.${key}.`,
      }));
    };
    compare('neurons', loads.neurons[cluster], 'neurons');
    compare('synapses', stored, isShared ? 'stored weights' : 'synapses');
    compare('synapseMemoryBits', bits, 'bits of synapse memory');
    compare('fanInPerNeuron', loads.maxFanIn[cluster], 'synapses onto one neuron');
    compare('inputAxons', loads.inputAxons[cluster], 'input axons');
    compare('outputAxons', loads.outputAxons[cluster], 'output axons');
    if (fanOutCountsOwnCore === true)
      compare(
        'fanOutCoresPerNeuron',
        loads.maxReachedCores[cluster],
        'cores for one neuron, its own counted',
      );
    else compare('fanOutCoresPerNeuron', loads.maxFanOutCores[cluster], 'other cores for one neuron');
    compare('delayMemorySlots', loads.neurons[cluster] * delaySteps, 'slots of delay memory');
  }
}
