/** What a vertex of the lowered network stands for, as an option of `lower`. */
export const GRAINS = ['auto', 'neuron', 'position', 'block'] as const;
export type GrainName = (typeof GRAINS)[number];
/** After `auto` has been decided. */
export type SettledGrain = Exclude<GrainName, 'auto'>;

export interface SettledChoice {
  readonly grain: SettledGrain;
  readonly neuronsPerUnit: number;
  /** Of blocks. */
  readonly borders: 'whole' | 'free';
}
