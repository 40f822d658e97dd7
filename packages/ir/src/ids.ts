import type { Id } from '@nmap/kernels';

/** A neuron of the flat network, dense from 0, populations in order of declaration. */
export type NeuronId = Id<'neuron'>;
/** A set of neurons that share one core. */
export type ClusterId = Id<'cluster'>;
/** A core of the chip, dense from 0 in the order (tile, slot in the tile); dead cores keep their number. */
export type CoreId = Id<'core'>;
/** A router of the network-on-chip and the cores on it: y * columns + x on a mesh. */
export type TileId = Id<'tile'>;
/** An entry of `Target.classes`. */
export type ClassId = Id<'class'>;
