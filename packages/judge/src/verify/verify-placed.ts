import { NONE, raw } from '@nmap/kernels';
import { DiagnosticList, grouped, type Diagnostic, type Placed, type Target } from '@nmap/ir';
import { verifyCores } from './verify-cores.ts';

/**
 * Recomputes whether a placement of clusters on cores is legal.
 *
 * Checks: one entry for each cluster (E4201); every core exists (E4202), holds one cluster at
 * most (E4203), is alive (E4204) and of the class the cluster was made for (E4205; not where
 * clusters were given); cores used within maxCores (E4206); a route between every two clusters
 * that exchange packets, and to and from the i/o port (E4207); problem and clustering belong together (E4208).
 * Assumes: `verifyClustered` found nothing; `topology.hops` is right. Shares no code with any mapper.
 */
export function verifyPlaced(placed: Placed): Diagnostic[] {
  const { clustered, problem } = placed;
  const { target } = problem;
  const { clusterCount } = clustered;
  const coreOf = raw(placed.coreOf);
  const classOf = raw(clustered.classOf);
  const faults = new DiagnosticList();
  if (clustered.problem !== problem) {
    faults.error('E4208', () => ({ where: 'placed', message: 'its clustering is of another problem.' }));
  }
  if (coreOf.length !== clusterCount) {
    faults.error('E4201', () => ({
      where: 'coreOf',
      message: `has ${grouped(coreOf.length)} entries for ${grouped(clusterCount)} clusters.`,
      have: coreOf.length,
      need: clusterCount,
      unit: 'entries',
    }));
    return faults.all();
  }

  verifyCores(coreOf, problem, faults);
  if (clustered.traffic.kind === 'network') checkClasses(coreOf, classOf, target, faults);
  if (!faults.failed) checkReachable(placed, coreOf, faults);
  return faults.all();
}

function checkClasses(
  coreOf: Uint32Array,
  classOf: Uint32Array,
  target: Target,
  faults: DiagnosticList,
): void {
  for (let cluster = 0; cluster < coreOf.length; cluster++) {
    const core = coreOf[cluster];
    const have = core < target.coreCount ? raw(target.classOf)[core] : null;
    const need = classOf[cluster];
    if (have === null || have === need) continue;
    const names = [have, need].map((id) => target.classes[id]?.name ?? String(id));
    faults.error('E4205', () => ({
      where: `cluster ${cluster}`,
      message: `was made for a core of class ${names[1]}, core ${core} is of class ${names[0]}.`,
      have: names[0],
      need: names[1],
    }));
  }
}

function checkReachable({ clustered, problem }: Placed, coreOf: Uint32Array, faults: DiagnosticList): void {
  const { topology, ioTile } = problem.target;
  // Without dead links every topology joins all its tiles.
  if (!topology.hasDeadLinks) return;
  const tileOf = raw(problem.target.tileOf);
  const { nets } = clustered.traffic;
  const tileOfEnd = (end: number): number => (end === NONE ? ioTile : tileOf[coreOf[end]]);
  const nameOf = (end: number): string =>
    end === NONE ? 'the i/o port' : `cluster ${end} on core ${coreOf[end]}`;
  for (let net = 0; net < nets.netCount; net++) {
    const source = nets.source[net];
    for (let p = nets.start[net]; p < nets.start[net + 1]; p++) {
      const pin = nets.pins[p];
      if (topology.hops(tileOfEnd(source), tileOfEnd(pin)) < Infinity) continue;
      faults.error('E4207', () => ({
        where: nameOf(source),
        message: `has no route to ${nameOf(pin)}: dead links cut it off.`,
        have: 0,
        need: 1,
        unit: 'routes',
      }));
    }
  }
}
