import { countMacs, type DnnSpec } from '@nmap/dnn';

/** Multiplications of an image, zeros among the activations included. */
export const macsOf = (dnn: DnnSpec): number => countMacs(dnn).reduce((sum, { dense }) => sum + dense, 0);
