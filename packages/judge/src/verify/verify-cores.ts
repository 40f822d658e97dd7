import { NONE } from '@nmap/kernels';
import { grouped, type DiagnosticList, type Problem } from '@nmap/ir';

/**
 * Is each cluster on a core of its own? Every core exists (E4202), holds one cluster at most (E4203), is alive (E4204);
 * no more cores than maxCores (E4206).
 * @param coreOf coreOf[cluster] = core.
 */
export function verifyCores(coreOf: Uint32Array, problem: Problem, faults: DiagnosticList): void {
  const { target, constraints } = problem;
  // occupant.get(core) = first cluster on it: no column as long as the chip has cores.
  const occupant = new Map<number, number>();
  for (let cluster = 0; cluster < coreOf.length; cluster++) {
    const core = coreOf[cluster];
    const where = `cluster ${cluster}`;
    if (core >= target.coreCount) {
      const message =
        core === NONE ? 'is on no core.' : `is on core ${core}, there are ${grouped(target.coreCount)}.`;
      faults.error('E4202', () => ({ where, message, have: core, need: `0..${target.coreCount - 1}` }));
      continue;
    }
    const first = occupant.get(core);
    if (first !== undefined) {
      const message = `shares core ${core} with cluster ${first}.`;
      faults.error('E4203', () => ({ where, message, have: 2, need: 1, unit: 'clusters' }));
    } else {
      occupant.set(core, cluster);
    }
    if (target.dead[core] !== 0) {
      faults.error('E4204', () => ({ where, message: `is on core ${core}, which is dead.`, have: core }));
    }
  }
  const { maxCores } = constraints;
  const coresUsed = occupant.size;
  if (maxCores !== null && coresUsed > maxCores) {
    const message = `${grouped(coresUsed)} cores used, ${grouped(maxCores)} allowed.`;
    faults.error('E4206', () => ({
      where: 'maxCores',
      message,
      have: maxCores,
      need: coresUsed,
      unit: 'cores',
    }));
  }
}
