import { raw } from '@nmap/kernels';
import type { Target } from '../target.ts';

const counted = new WeakMap<Target, Uint32Array>();

/** live[class] = cores that are not dead. Counted once for a chip, which may have a million: not to be changed. */
export function liveCoresByClass(target: Target): Uint32Array {
  let live = counted.get(target);
  if (live === undefined) counted.set(target, (live = count(target)));
  return live;
}

function count({ classes, classOf, dead, coreCount }: Target): Uint32Array {
  const live = new Uint32Array(classes.length);
  const classOfCore = raw(classOf);
  for (let core = 0; core < coreCount; core++) if (dead[core] === 0) live[classOfCore[core]]++;
  return live;
}
