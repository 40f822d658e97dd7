import { raw } from '@nmap/kernels';
import type { Target } from '@nmap/ir';

/** Live cores of each class, ascending. */
export function coresOfClasses(target: Target): Uint32Array[] {
  const classOf = raw(target.classOf);
  const lists: number[][] = target.classes.map(() => []);
  for (let core = 0; core < target.coreCount; core++)
    if (target.dead[core] === 0) lists[classOf[core]].push(core);
  return lists.map((cores) => Uint32Array.from(cores));
}
