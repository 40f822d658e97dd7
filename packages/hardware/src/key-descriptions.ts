/**
 * What every key of a hardware file means, in one sentence: the JSON Schema that editors show while a file is written and
 * the page of the format are made of it. A test holds that no key is left out and none is described that does not exist.
 */
import type { EnergyKey, LatencyKey } from '@nmap/ir';

/** `a.b` is the key b of the mapping a; `[]` stands for an entry of a list. */
export const KEY_DESCRIPTIONS: Readonly<Record<string, string>> = {
  format: 'What this file is: always nmap-hardware.',
  version: 'Of the format: always 1.',
  name: 'Of the chip: it stands in manifests and tables.',
  description: 'One line for lists.',
  topology: 'Tiles, what joins them, and how spikes travel.',
  'topology.kind': 'What joins the tiles.',
  'topology.width': 'Tiles of ONE chip along x. A tile is a router and the cores on it.',
  'topology.height': 'Tiles of ONE chip along y.',
  'topology.coresPerTile': 'Cores are numbered tile by tile, tiles row by row from [0, 0].',
  'topology.chips': 'That many chips side by side, or [columns, rows].',
  'topology.chipsPerBoard':
    'Chips of a board side by side, or [columns, rows]; links between boards have prices of their own.',
  'topology.routing': 'First along x, then along y, round the edges of a torus the shorter way.',
  'topology.multicast':
    'How a spike reaches several cores: one packet to each, or one that branches where the routes part.',
  'topology.routingEntriesPerChip':
    'With tree multicast only: entries that the routing table of a chip holds.',
  'topology.arity': 'Trees only: children per router, or a list of them from the root down.',
  'topology.ioPort': 'The tile where spikes from and to the outside pass.',
  'topology.ioPort.x': 'Column of that tile.',
  'topology.ioPort.y': 'Row of that tile.',
  core: 'Limits of one core: whole numbers; null, or no key, means no limit.',
  'core.maxDelaySteps': 'Steps that a spike may be under way.',
  coreClasses: 'Cores that differ: every class lists its cores and the limits that are not those of core.',
  'coreClasses[].name': 'Of the class: it stands in the manifest.',
  'coreClasses[].cores': 'Numbers and ranges of cores: [3, "12-47"], both ends included.',
  faults: 'What is broken: dead cores stay empty, dead links carry nothing.',
  'faults.cores': 'Numbers and ranges of dead cores.',
  'faults.links': 'Dead links between neighbouring tiles.',
  'faults.links[].from': 'Tile [x, y] where the link begins.',
  'faults.links[].to': 'Tile [x, y] where it ends.',
  'faults.links[].both': 'True where the link back is dead, too.',
  energy: 'pJ per event, or mW over the whole window; every constant is { value, source, evidence }.',
  latency: 'ns per event; every constant is { value, source, evidence }.',
};

/** Limits, in `core` and in each entry of `coreClasses`. */
export const LIMIT_DESCRIPTIONS: Readonly<Record<string, string>> = {
  neurons: 'Neurons of one core.',
  synapses: "Synapses onto the core's neurons.",
  synapseMemoryBits: 'Bits for synapses; needs bitsPerSynapse.',
  bitsPerSynapse: 'Bits that one synapse takes.',
  fanInPerNeuron: 'A wall: synapses onto one neuron. More cores do not help.',
  inputAxons: 'Distinct sources with a target on the core.',
  outputAxons: "Distinct other cores reached, summed over the core's neurons.",
  fanOutCoresPerNeuron: 'Distinct other cores that one neuron reaches.',
  fanOutCountsOwnCore: 'True where the core of the neuron itself counts, too, among those that it reaches.',
  delayMemorySlots:
    'Slots for spikes under way: each neuron takes as many as the longest delay of the network has steps.',
  sharedKernels:
    'True where a core stores the weights of a convolution once, however many positions it holds.',
};

/** pJ per event, or mW over the window: the last letters of a key are its unit. */
export const ENERGY_DESCRIPTIONS: Readonly<Record<EnergyKey, string>> = {
  neuronStepPj: 'Every neuron, every step in which it does not spike.',
  neuronSpikingStepPj:
    'Every neuron, every step in which it spikes: instead of neuronStepPj, not in addition.',
  neuronSpikePj: 'Each spike, in addition to the step.',
  synapseEventPj: 'Each spike that arrives at each synapse.',
  packetInjectionPj: 'Each packet that leaves its core.',
  localDeliveryPj: 'Each delivery of a spike to the core that it comes from.',
  routerPj: 'Each router that a packet visits: hops + 1.',
  hopEastWestPj: 'Each link along x that a packet crosses.',
  hopNorthSouthPj: 'Each link along y that a packet crosses.',
  hopDiagonalPj: 'Each diagonal link of a hex-torus.',
  hopTreePj: 'Each link of a tree; byLevel lists prices from the root down.',
  hopChipPj: 'Each link between chips; byDirection or byLevel where they differ.',
  hopBoardPj: 'Each link between boards; byDirection or byLevel where they differ.',
  coreStaticMw: 'Power of each core that holds a neuron, over the whole window.',
  routerStaticMw: 'Power of each router whose tile holds a used core, over the whole window.',
  chipStaticMw: 'Power of each chip that holds a used core, over the whole window.',
};

/** ns per event. */
export const LATENCY_DESCRIPTIONS: Readonly<Record<LatencyKey, string>> = {
  neuronStepNs: 'Every neuron, every step.',
  neuronSpikeNs: 'Each spike, in addition.',
  synapseEventNs: 'Each spike that arrives at each synapse.',
  packetInjectionNs: 'Each packet, when it leaves its core.',
  packetReceiveNs: 'Each packet, when it arrives at a core.',
  routerNs: 'Each router that a packet visits.',
  hopEastWestNs: 'Each link along x that a packet crosses.',
  hopNorthSouthNs: 'Each link along y that a packet crosses.',
  hopDiagonalNs: 'Each diagonal link of a hex-torus.',
  hopTreeNs: 'Each link of a tree; byLevel lists times from the root down.',
  hopChipNs: 'Each link between chips; byDirection or byLevel where they differ.',
  hopBoardNs: 'Each link between boards; byDirection or byLevel where they differ.',
  barrierNs: 'Once per step: the barrier that ends it; byTiles where it grows with the tiles in use.',
};

/** What a constant says of itself, the same for each. */
export const CONSTANT_DESCRIPTIONS: Readonly<Record<string, string>> = {
  value: 'A number; null means unknown: totals are then reported as partial.',
  source: 'Where the number stands.',
  evidence:
    "A vendor's or authors' own code or document; B public note that quotes the paper; C secondary; U not verified; assumed.",
  scope: 'all-in where the constant contains what other terms would charge again.',
  qualifier: 'Which of several published values it is.',
  operatingPoint: 'Voltage, rate or process that it holds for.',
  byTiles: 'A list of [tiles in use, value], both rising up to the value.',
  byLevel: 'A number for each level of the tree, from the root down.',
  byDirection: 'Links that differ from the value: eastWest, northSouth, diagonal.',
};
