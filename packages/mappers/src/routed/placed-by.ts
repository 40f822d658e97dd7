import { NONE, raw } from '@nmap/kernels';
import { makeClustered, makePlaced, type Placed } from '@nmap/ir';

/** The placement in which node i lies on core coreOf[partOf[i]]: one cluster for each core in use, by core. */
export function placedBy(
  { problem }: Placed,
  neuronOf: Uint32Array,
  partOf: Uint32Array,
  coreOf: Uint32Array,
): Placed {
  const clusterOfPart = new Uint32Array(coreOf.length);
  for (let node = 0; node < partOf.length; node++) clusterOfPart[partOf[node]] = 1;
  const cores: number[] = [];
  for (let part = 0; part < coreOf.length; part++) {
    if (clusterOfPart[part] === 0) continue;
    clusterOfPart[part] = cores.length;
    cores.push(coreOf[part]);
  }
  const clusterOf = new Uint32Array(problem.network.vertexCount).fill(NONE);
  for (let node = 0; node < neuronOf.length; node++) clusterOf[neuronOf[node]] = clusterOfPart[partOf[node]]!;
  const classOf = Uint32Array.from(cores, (core) => raw(problem.target.classOf)[core]);
  return makePlaced(makeClustered(problem, clusterOf, classOf, cores.length), Uint32Array.from(cores));
}
