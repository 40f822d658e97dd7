import type { ConnectorName } from '@nmap/ir';

/** How a connector of PyNN, NEST or Brian is called here; null: nothing but a list of synapses says the same. */
const CONNECTORS: Readonly<Record<string, ConnectorName | null>> = {
  // PyNN
  AllToAllConnector: 'all-to-all',
  OneToOneConnector: 'one-to-one',
  FixedProbabilityConnector: 'fixed-probability',
  FromListConnector: 'list',
  FromFileConnector: 'list',
  FixedNumberPreConnector: 'fixed-fan-in',
  FixedNumberPostConnector: 'fixed-fan-out',
  FixedTotalNumberConnector: 'fixed-total-number',
  MultapseConnector: 'fixed-total-number',
  DistanceDependentProbabilityConnector: 'distance-dependent',
  DisplacementDependentProbabilityConnector: 'distance-dependent',
  ConvolutionConnector: 'conv2d',
  KernelConnector: 'conv2d',
  PoolDenseConnector: 'pool2d',
  ArrayConnector: null,
  CloneConnector: null,
  CSAConnector: null,
  IndexBasedProbabilityConnector: null,
  MapConnector: null,
  SmallWorldConnector: null,
  // NEST
  all_to_all: 'all-to-all',
  one_to_one: 'one-to-one',
  pairwise_bernoulli: 'fixed-probability',
  symmetric_pairwise_bernoulli: 'fixed-probability',
  pairwise_poisson: 'fixed-probability',
  fixed_indegree: 'fixed-fan-in',
  fixed_outdegree: 'fixed-fan-out',
  fixed_total_number: 'fixed-total-number',
  // Words for the same
  dense: 'all-to-all',
  full: 'all-to-all',
  fullyConnected: 'all-to-all',
  linear: 'all-to-all',
  identity: 'one-to-one',
  random: 'fixed-probability',
  bernoulli: 'fixed-probability',
  sparse: 'list',
  explicit: 'list',
  edges: 'list',
  conv: 'conv2d',
  convolution: 'conv2d',
  maxpool: 'pool2d',
  avgpool: 'pool2d',
};

/** Keys of others for each kind of object: what to write instead. */
const KEYS = {
  network: {
    dt: '"timestepMs"',
    timestep: '"timestepMs"',
    time_step: '"timestepMs"',
    duration: '"durationMs"',
    simtime: '"durationMs"',
    tstop: '"durationMs"',
    runtime: '"durationMs"',
    label: '"name"',
    layers: '"populations"',
    groups: '"populations"',
    neurons: '"populations"',
    nodes: '"populations"',
    synapses: '"projections"',
    connections: '"projections"',
    edges: '"projections"',
    links: '"projections"',
    description: '"comment"',
  },
  population: {
    label: '"id"',
    name: '"id"',
    n: '"size"',
    N: '"size"',
    count: '"size"',
    neurons: '"size"',
    cellclass: '"model"',
    celltype: '"model"',
    cell_type: '"model"',
    neuron_type: '"model"',
    type: '"model"',
    cellparams: '"params"',
    cell_params: '"params"',
    parameters: '"params"',
    structure: '"shape"',
    rate: '"rateHz"',
    rate_hz: '"rateHz"',
    rates: '"rateHz"',
    firing_rate: '"rateHz"',
    firingRate: '"rateHz"',
    spike_count: '"spikes"',
    spike_counts: '"spikes"',
    spike_times: '"spikes" with the number of spikes of each neuron',
    spikeTimes: '"spikes" with the number of spikes of each neuron',
    is_input: '"role": "input"',
  },
  projection: {
    p_connect: '"p"',
    probability: '"p"',
    prob: '"p"',
    allow_self_connections: '"selfConnections"',
    allow_autapses: '"selfConnections"',
    allowSelfConnections: '"selfConnections"',
    conn_list: 'four lists of equal length: "pre", "post", "weight" and "delayMs"',
    connections: 'four lists of equal length: "pre", "post", "weight" and "delayMs"',
    conn_spec: '"connector", with its own keys beside it',
    syn_spec: '"weight" and "delayMs"',
    synapses: 'lists "pre" and "post"',
    edges: 'lists "pre" and "post"',
    i: '"pre"',
    j: '"post"',
    sources: '"pre"',
    targets: '"post"',
    weights: '"weight"',
    synaptic_weight: '"weight"',
    delay: '"delayMs"',
    delays: '"delayMs"',
    delay_ms: '"delayMs"',
    indegree: '"n"',
    outdegree: '"n"',
    fan_in: '"n"',
    fan_out: '"n"',
    num_synapses: '"n"',
    N: '"n"',
    rule: '"connector"',
    type: '"connector"',
    presynaptic_population: '"from"',
    postsynaptic_population: '"to"',
    source: '"from"',
    target: '"to"',
    src: '"from"',
    // Keys of the connector "list" only: elsewhere they mean the populations.
    pre: '"from"',
    post: '"to"',
    dst: '"to"',
    d_expression: '"profile" (gaussian, exponential or disc) and "scale"',
    kernel_size: '"kernel"',
    kernel_shape: '"kernel"',
    strides: '"stride"',
    rng: '"seed"',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

export type KeyKind = keyof typeof KEYS;

/** What stands here for a key of somebody else's, as the end of "Write ..."; null where nothing is known. */
export function otherKey(kind: KeyKind, key: string): string | null {
  const names: Readonly<Record<string, string>> = KEYS[kind];
  return Object.hasOwn(names, key) ? names[key] : null;
}

/** Our name for a connector of somebody else's: null where only a list says the same, undefined where it is unknown. */
export function otherConnector(name: string): ConnectorName | null | undefined {
  return BY_WORD.get(normal(name));
}

const BY_WORD = new Map(Object.entries(CONNECTORS).map(([name, ours]) => [normal(name), ours]));

/** `pyNN.AllToAllConnector`, `allToAll` and `all_to_all` are one name. */
function normal(name: string): string {
  return name
    .slice(0, 80)
    .replace(/^.*\./, '')
    .toLowerCase()
    .replaceAll(/[-_\s]/g, '')
    .replace(/connector$/, '');
}
