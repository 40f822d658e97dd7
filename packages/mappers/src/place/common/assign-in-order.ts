import { raw } from '@nmap/kernels';
import { NmapError, type Clustered, type Diagnostic } from '@nmap/ir';
import { liveCores } from '../../limits/core-supply.ts';

/**
 * Deals clusters onto cores: cluster order[0] takes the first live core of its class in
 * the sequence, order[1] the next, and so on. Fails, naming every class, if a class has
 * fewer live cores than clusters, or if there are more clusters than `maxCores`.
 *
 * @param order order[position] = cluster, a permutation.
 * @param cores sequence of cores, each at most once; a core not in it is not used.
 * @returns coreOf[cluster]
 */
export function assignInOrder(clustered: Clustered, order: Uint32Array, cores: Uint32Array): Uint32Array {
  requireCores(clustered);
  const { target } = clustered.problem;
  const classOfCore = raw(target.classOf);
  const classOfCluster = raw(clustered.classOf);
  // next[class] = position in `cores` behind the last core taken for the class.
  const next = new Uint32Array(target.classes.length);
  const coreOf = new Uint32Array(clustered.clusterCount);
  for (let position = 0; position < order.length; position++) {
    const cluster = order[position];
    const wanted = classOfCluster[cluster];
    let at = next[wanted];
    while (target.dead[cores[at]] === 1 || classOfCore[cores[at]] !== wanted) at++;
    coreOf[cluster] = cores[at]!;
    next[wanted] = at + 1;
  }
  return coreOf;
}

/** Throws `not-found` where the live cores of some class are too few for its clusters. */
export function requireCores(clustered: Clustered): void {
  const { target, constraints } = clustered.problem;
  const classOfCluster = raw(clustered.classOf);
  const have = liveCores(clustered.problem);
  const need = new Uint32Array(target.classes.length);
  for (let cluster = 0; cluster < clustered.clusterCount; cluster++) need[classOfCluster[cluster]]++;
  const diagnostics: Diagnostic[] = [];
  for (let k = 0; k < have.length; k++) {
    if (need[k] <= have[k]) continue;
    diagnostics.push({
      code: 'E3201',
      severity: 'error',
      where: `core class ${target.classes[k].name}`,
      message: `${need[k]} clusters need a core each, ${target.name} has ${have[k]} live ones.`,
      have: have[k],
      need: need[k],
      unit: 'cores',
      hint: 'Use a partitioner that fills cores more, or a larger chip.',
    });
  }
  if (constraints.maxCores !== null && clustered.clusterCount > constraints.maxCores) {
    diagnostics.push({
      code: 'E3202',
      severity: 'error',
      where: 'maxCores',
      message: `${clustered.clusterCount} clusters need a core each, at most ${constraints.maxCores} may be used.`,
      have: constraints.maxCores,
      need: clustered.clusterCount,
      unit: 'cores',
      hint: 'Raise --cores, or use a partitioner that fills cores more.',
    });
  }
  if (diagnostics.length > 0) throw new NmapError('not-found', diagnostics);
}
