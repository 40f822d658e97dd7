import { raw } from '@nmap/kernels';
import type { Placed } from '@nmap/ir';

/** Used cores as a report numbers them: ascending by their number on the chip. */
export interface CoreOrder {
  readonly count: number;
  /** clusterAt[index] = the cluster on that core. */
  readonly clusterAt: Uint32Array;
  /** indexOf[cluster]; of the port's number, `clusterCount`, it is `count`. */
  readonly indexOf: Uint32Array;
}

export function coreOrder({ coreOf }: Placed): CoreOrder {
  const cores = raw(coreOf);
  const count = cores.length;
  const clusterAt = Uint32Array.from(cores.keys()).sort((a, b) => cores[a] - cores[b]);
  const indexOf = new Uint32Array(count + 1);
  for (let index = 0; index < count; index++) indexOf[clusterAt[index]] = index;
  indexOf[count] = count;
  return { count, clusterAt, indexOf };
}
