/**
 * Published numbers of the cortical microcircuit under 1 mm^2 of surface.
 * **Source** T. C. Potjans, M. Diesmann, "The Cell-Type Specific Cortical Microcircuit:
 * Relating Structure and Activity in a Full-Scale Spiking Network Model", Cerebral Cortex
 * 24(3):785-806, 2014, doi:10.1093/cercor/bhs358, Tables 4 and 5; mean rates, which the
 * paper shows in figures, from simulations of the model's reference implementation.
 */
export const POPULATIONS = ['L23E', 'L23I', 'L4E', 'L4I', 'L5E', 'L5I', 'L6E', 'L6I'] as const;

/** Neurons at full scale: 77,169. */
export const FULL_SIZE = [20_683, 5834, 21_915, 5479, 4850, 1065, 14_395, 2948] as const;

/** Spikes per second and neuron, spontaneous activity. */
export const MEAN_RATE_HZ = [0.903, 2.965, 4.414, 5.876, 7.569, 8.633, 1.105, 7.829] as const;

/**
 * CONNECTION_PROBABILITY[target][source]: the chance that a pair has at least one synapse,
 * several being allowed.
 */
export const CONNECTION_PROBABILITY = [
  [0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0, 0.0076, 0],
  [0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0, 0.0042, 0],
  [0.0077, 0.0059, 0.0497, 0.135, 0.0067, 0.0003, 0.0453, 0],
  [0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0, 0.1057, 0],
  [0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0],
  [0.0548, 0.0269, 0.0257, 0.0022, 0.06, 0.3158, 0.0086, 0],
  [0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252],
  [0.0364, 0.001, 0.0034, 0.0005, 0.0277, 0.008, 0.0658, 0.1443],
] as const;

/** Synapses from outside onto each neuron, each a Poisson train of BACKGROUND_RATE_HZ. */
export const EXTERNAL_IN_DEGREE = [1600, 1500, 2100, 1900, 2000, 1900, 2900, 2100] as const;
export const BACKGROUND_RATE_HZ = 8;

/** Mean synaptic current, pA; inhibitory ones g times that; from L4E to L23E twice that. */
export const WEIGHT_PA = 87.8;
export const G = -4;

/** Means of the delays. */
export const DELAY_MS = { excitatory: 1.5, inhibitory: 0.75 } as const;

export const THALAMUS = {
  size: 902,
  rateHz: 120,
  /** By target population. */
  probability: [0, 0, 0.0983, 0.0619, 0, 0, 0.0512, 0.0196],
} as const;
