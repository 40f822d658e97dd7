import { NONE, raw } from '@nmap/kernels';
import type { Diagnostic } from '../diagnostic.ts';
import { DiagnosticList } from '../diagnostic-list.ts';
import { grouped } from '../grouped.ts';
import type { Network } from '../network.ts';
import type { Clustered } from '../stages.ts';
import type { CoreLimits } from '../target.ts';
import { describeNeuron, describeNeurons } from './describe.ts';
import { verifyTraffic } from './verify-traffic.ts';

/**
 * Recomputes from the network whether a clustering is legal.
 *
 * Checks: one entry for each neuron and each cluster (E4101); every on-chip neuron in exactly one
 * existing cluster (E4102); external neurons in none (E4103); no empty cluster (E4104); every
 * cluster's class exists (E4105); every limit of that class (E4106); no more clusters than
 * cores, per class and within maxCores (E4107); traffic equal to that of the network (E4108, E4109).
 * Where the traffic was given, clusters come from outside: limits and traffic are not judged.
 * Assumes: a sound `Network` (both directions agree) and `Target`. Shares no code with any mapper.
 */
export function verifyClustered(clustered: Clustered): Diagnostic[] {
  const { problem, clusterCount, traffic } = clustered;
  const { network, target } = problem;
  const faults = new DiagnosticList();
  const clusterOf = raw(clustered.clusterOf);
  const classOf = raw(clustered.classOf);

  checkLength('clusterOf', clusterOf.length, network.neuronCount, 'neurons', faults);
  checkLength('classOf', classOf.length, clusterCount, 'clusters', faults);
  if (faults.failed) return faults.all();

  const members: number[][] = Array.from({ length: clusterCount }, () => []);
  for (let u = 0; u < network.neuronCount; u++) {
    const cluster = clusterOf[u];
    if (network.external[u] !== 0) {
      if (cluster !== NONE) {
        faults.error('E4103', () => ({
          where: describeNeuron(network, u),
          message: `is external, and sits in cluster ${cluster}.`,
          have: cluster,
        }));
      }
    } else if (cluster === NONE) {
      faults.error('E4102', () => ({
        where: describeNeuron(network, u),
        message: 'is in no cluster.',
        have: 'none',
        need: 'one cluster',
      }));
    } else if (cluster >= clusterCount) {
      faults.error('E4102', () => ({
        where: describeNeuron(network, u),
        message: `is in cluster ${cluster}, there are ${clusterCount}.`,
        have: cluster,
        need: `0..${clusterCount - 1}`,
      }));
    } else {
      members[cluster].push(u);
    }
  }
  members.forEach((neurons, cluster) => {
    const where = `cluster ${cluster}`;
    if (neurons.length === 0) {
      faults.error('E4104', () => ({
        where,
        message: 'holds no neuron.',
        have: 0,
        need: 1,
        unit: 'neurons',
      }));
    }
    if (classOf[cluster] >= target.classes.length) {
      faults.error('E4105', () => ({
        where,
        message: `is for core class ${classOf[cluster]}, ${target.name} has ${target.classes.length}.`,
        have: classOf[cluster],
        need: `0..${target.classes.length - 1}`,
      }));
    }
  });
  checkCoreCounts(clustered, classOf, faults);
  // A broken clusterOf would make every count below meaningless.
  if (faults.failed) return faults.all();

  if (!traffic.given) {
    checkLimits(clustered, members, clusterOf, classOf, faults);
    verifyTraffic(clustered, members, faults);
  }
  return faults.all();
}

function checkLength(name: string, have: number, need: number, unit: string, faults: DiagnosticList): void {
  if (have === need) return;
  const message = `has ${grouped(have)} entries for ${grouped(need)} ${unit}.`;
  faults.error('E4101', () => ({ where: name, message, have, need, unit: 'entries' }));
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
    faults.error('E4107', () => ({ where: `core class ${name}`, message, have, need, unit: 'cores' }));
  });
  const { maxCores } = constraints;
  if (maxCores !== null && clusterCount > maxCores) {
    const message = `${grouped(clusterCount)} clusters, ${grouped(maxCores)} cores may be used.`;
    faults.error('E4107', () => ({
      where: 'maxCores',
      message,
      have: maxCores,
      need: clusterCount,
      unit: 'cores',
    }));
  }
}

function checkLimits(
  { problem, clusterCount }: Clustered,
  members: readonly (readonly number[])[],
  clusterOf: Uint32Array,
  classOf: Uint32Array,
  faults: DiagnosticList,
): void {
  const { network, target } = problem;
  const marks: Marks = {
    source: new Uint32Array(network.neuronCount).fill(NONE),
    cluster: new Uint32Array(clusterCount).fill(NONE),
  };
  members.forEach((neurons, cluster) => {
    const { name, limits } = target.classes[classOf[cluster]];
    const load = loadOf(network, clusterOf, neurons, cluster, marks);
    const bits = load.synapses * (limits.bitsPerSynapse ?? 0);
    const compare = (key: keyof CoreLimits, need: number, unit: string): void => {
      const have = limits[key];
      if (have === null || need <= have) return;
      faults.error('E4106', () => ({
        where: `cluster ${cluster} (${describeNeurons(network, neurons)})`,
        message: `needs ${grouped(need)} ${unit}, a core of class ${name} has ${grouped(have)}.`,
        have,
        need,
        unit,
        hint: `The limit is core.${key}.`,
      }));
    };
    compare('neurons', neurons.length, 'neurons');
    compare('synapses', load.synapses, 'synapses');
    compare('synapseMemoryBits', bits, 'bits of synapse memory');
    compare('fanInPerNeuron', load.maxFanIn, 'synapses onto one neuron');
    compare('inputAxons', load.inputAxons, 'input axons');
    compare('outputAxons', load.outputAxons, 'output axons');
    compare('fanOutCoresPerNeuron', load.maxFanOutCores, 'other cores for one neuron');
  });
}

/** Last cluster that counted a source, last neuron that counted a cluster. */
interface Marks {
  readonly source: Uint32Array;
  readonly cluster: Uint32Array;
}

interface Load {
  synapses: number;
  maxFanIn: number;
  inputAxons: number;
  outputAxons: number;
  maxFanOutCores: number;
}

function loadOf(
  network: Network,
  clusterOf: Uint32Array,
  neurons: readonly number[],
  cluster: number,
  marks: Marks,
): Load {
  const { inStart, inSource, inMultiplicity, outStart, outTarget } = network;
  const load: Load = { synapses: 0, maxFanIn: 0, inputAxons: 0, outputAxons: 0, maxFanOutCores: 0 };
  for (const v of neurons) {
    let fanIn = 0;
    for (let e = inStart[v]; e < inStart[v + 1]; e++) {
      fanIn += inMultiplicity === null ? 1 : inMultiplicity[e];
      const source = inSource[e];
      if (marks.source[source] === cluster) continue;
      marks.source[source] = cluster;
      load.inputAxons++;
    }
    load.synapses += fanIn;
    load.maxFanIn = Math.max(load.maxFanIn, fanIn);

    let others = 0;
    let port = 0;
    for (let e = outStart[v]; e < outStart[v + 1]; e++) {
      const there = clusterOf[outTarget[e]];
      if (there === NONE) port = 1;
      else if (there !== cluster && marks.cluster[there] !== v) {
        marks.cluster[there] = v;
        others++;
      }
    }
    load.outputAxons += others + port;
    load.maxFanOutCores = Math.max(load.maxFanOutCores, others + port);
  }
  return load;
}
