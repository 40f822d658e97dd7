/** A small chip in SANA-FE's words: 3 x 2 tiles of two cores, every price another number. JSON is YAML, too. */
export const HOPS: Record<string, unknown> = {
  energy_north_hop: 4e-12,
  latency_north_hop: 6e-9,
  energy_east_hop: 3e-12,
  latency_east_hop: 5e-9,
  energy_south_hop: 4e-12,
  latency_south_hop: 6e-9,
  energy_west_hop: 3e-12,
  latency_west_hop: 5e-9,
};

/** Tests change it as they like: each call makes another. */
export function smallArchitecture() {
  return {
    architecture: {
      name: 'small',
      attributes: { width: 3, height: 2, link_buffer_size: 4 },
      tile: [{ name: 't[0..5]', attributes: { ...HOPS }, core: [smallCore()] }],
    } as Record<string, unknown> & { tile: SmallTile[]; attributes: Record<string, unknown> },
  };
}

export interface SmallTile {
  name: string;
  attributes: Record<string, unknown>;
  core: ReturnType<typeof smallCore>[];
}

export function smallCore(name = 'c[0..1]', neurons = 64) {
  return {
    name,
    attributes: { buffer_position: 'soma', max_neurons_supported: neurons } as Record<string, unknown>,
    axon_in: [unit('in', { energy_message_in: 0, latency_message_in: 16e-9 })],
    synapse: [
      unit('syn', { model: 'current_based', energy_process_spike: 35.5e-12, latency_process_spike: 3.8e-9 }),
    ],
    dendrite: [unit('den', { model: 'accumulator', energy_update: 0, latency_update: 0 })],
    soma: [
      unit('lif', {
        model: 'leaky_integrate_fire',
        energy_access_neuron: 51.2e-12,
        latency_access_neuron: 6e-9,
        energy_update_neuron: 21.6e-12,
        latency_update_neuron: 3.7e-9,
        energy_spike_out: 69.3e-12,
        latency_spike_out: 30e-9,
      }),
    ],
    axon_out: [unit('out', { energy_message_out: 111e-12, latency_message_out: 5.1e-9 })],
  };
}

export function unit(name: string, attributes: Record<string, unknown>) {
  return { name, attributes };
}

export type Change = (small: ReturnType<typeof smallArchitecture>) => void;

/** The text of the small chip, changed. */
export function textOf(change: Change): string {
  const small = smallArchitecture();
  change(small);
  return JSON.stringify(small, null, 1);
}

export const first = (small: ReturnType<typeof smallArchitecture>): SmallTile => small.architecture.tile[0];
export const core = (small: ReturnType<typeof smallArchitecture>): SmallTile['core'][0] =>
  first(small).core[0];
export const set = (at: Record<string, unknown>, values: Record<string, unknown>): void =>
  void Object.assign(at, values);
