import type { CoreLimits, Placed } from '@nmap/ir';
import type { Manifest } from '@nmap/manifest';
import type { Cores, LimitRow, Numbers } from '../model/report.ts';

type Limit = Exclude<keyof CoreLimits, 'bitsPerSynapse'>;

/** Limits of a core in the order of a hardware file, with the column that each one counts. */
const COLUMNS: readonly (readonly [limit: Limit, column: keyof Cores])[] = [
  ['neurons', 'neurons'],
  ['synapses', 'synapses'],
  ['synapseMemoryBits', 'memoryBits'],
  ['fanInPerNeuron', 'fanIn'],
  ['inputAxons', 'inputAxons'],
  ['outputAxons', 'outputAxons'],
  ['fanOutCoresPerNeuron', 'fanOutCores'],
];

/** Every limit that is set, with what comes nearest to it: of cores, then of the chip and of the run. */
export function limitsOf(placed: Placed, cores: Cores, { metrics, constraints }: Manifest): LimitRow[] {
  const { target } = placed.problem;
  const rows: LimitRow[] = [];
  for (const [index, { name, limits }] of target.classes.entries())
    for (const [limit, column] of COLUMNS) {
      const capacity = limits[limit];
      const used = cores[column] as Numbers | null;
      if (capacity === null || used === null) continue;
      const row = fullest(used, cores.classOf, index);
      if (row !== null) rows.push({ name: limit, class: name, limit: capacity, ...row });
    }
  const live = target.coreCount - target.dead.reduce((sum, dead) => sum + dead, 0);
  const whole = (name: string, limit: number | undefined, most: number | null | undefined): void => {
    if (limit === undefined || most === null || most === undefined) return;
    rows.push({ name, class: '', limit, most, mean: most, core: null });
  };
  whole('cores', constraints?.maxCores ?? live, metrics.coresUsed);
  whole('step', constraints?.maxStepNs, metrics.energyBackToBackPj?.stepNs);
  whole('busiest link', constraints?.maxLinkLoad, metrics.maxLinkLoad);
  return rows;
}

function fullest(
  used: Numbers,
  classOf: Uint32Array,
  only: number,
): Pick<LimitRow, 'most' | 'mean' | 'core'> | null {
  let core = -1;
  let sum = 0;
  let count = 0;
  for (let index = 0; index < used.length; index++) {
    if (classOf[index] !== only) continue;
    sum += used[index];
    count++;
    if (core < 0 || used[index] > used[core]) core = index;
  }
  return core < 0 ? null : { most: used[core], mean: sum / count, core };
}
