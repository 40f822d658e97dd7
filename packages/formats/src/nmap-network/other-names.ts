import { CONNECTOR_NAMES, connectorNamed, type ConnectorName } from '@nmap/ir';

/** Connectors of PyNN that nothing but a list of synapses says. What ours are called elsewhere stands with each. */
const ONLY_AS_LISTS = [
  'ArrayConnector',
  'CloneConnector',
  'CSAConnector',
  'IndexBasedProbabilityConnector',
  'MapConnector',
  'SmallWorldConnector',
];

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

const BY_WORD: ReadonlyMap<string, ConnectorName | null> = new Map([
  ...CONNECTOR_NAMES.flatMap((ours) =>
    connectorNamed(ours).alsoCalled.map((theirs) => [normal(theirs), ours] as const),
  ),
  ...ONLY_AS_LISTS.map((theirs) => [normal(theirs), null] as const),
]);

/** `pyNN.AllToAllConnector`, `allToAll` and `all_to_all` are one name. */
function normal(name: string): string {
  return name
    .slice(0, 80)
    .replace(/^.*\./, '')
    .toLowerCase()
    .replaceAll(/[-_\s]/g, '')
    .replace(/connector$/, '');
}
