import type { PinTable } from './pin-table.ts';
import type { RoutedNets } from './routed-nets.ts';

/** Nets, and on which parts their nodes lie. */
export interface LocatedNets {
  readonly nets: RoutedNets;
  /** partOf[node]. */
  readonly partOf: Uint32Array;
  /** homeOf[net] = part of its source; the number of parts for the i/o port. */
  readonly homeOf: Uint32Array;
  /** Pins of every net by part. */
  readonly pins: PinTable;
}
