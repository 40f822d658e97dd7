/**
 * What a report shows, as plain data: made once from a verified placement, packed into the page, read by every view.
 * Numbers of the manifest stand here as they stand there. Nothing of Node and nothing of a browser is in this folder.
 */

/** No number: hops of an edge that no route leads along, or no single core. */
export const NO_WAY = 0xffffffff;

/** Integers or floats by index; Float32Array only where a chip is so large that a report keeps four digits. */
export type Numbers = Uint32Array | Float64Array | Float32Array;

export interface Report {
  readonly named: Named;
  /** Counts, energies and further numbers of the manifest, by their path below `metrics`: `energyPj.total`. */
  readonly metrics: Readonly<Record<string, number | null>>;
  readonly bounds: Readonly<Record<string, number | null>>;
  readonly clusterBounds: Readonly<Record<string, number | null>>;
  readonly energyNotes: EnergyNotes;
  readonly chip: Chip;
  readonly cores: Cores;
  /** Names of the given clusters, by used core: of a million of them, numbers are a tenth as long. Null where a network was placed. */
  readonly nodes: readonly string[] | Uint32Array | null;
  readonly links: Links;
  readonly edges: Edges;
  readonly populations: readonly Population[];
  readonly flows: readonly FlowRow[];
  readonly limits: readonly LimitRow[];
  readonly step: StepRow | null;
  readonly passes: readonly PassRow[];
  /** Best cost over the time of the run; only where the report was written by the run itself. */
  readonly trace: Trace | null;
  readonly moves: Moves | null;
  readonly notes: readonly string[];
}

export interface Named {
  readonly network: string;
  readonly hardware: string;
  readonly neurons: number;
  readonly synapses: number;
  readonly externalNeurons: number;
  readonly networkSha256: string;
  readonly hardwareSha256: string;
  readonly tool: string;
  readonly objective: string;
  readonly seed: number | null;
  readonly complete: boolean;
  /** unicast or tree, and the rule of the routes. */
  readonly scheme: 'unicast' | 'tree';
  readonly rule: string;
  /** Clusters were given: there are weights, no spikes, and no neurons. */
  readonly ofClusters: boolean;
  readonly steps: number;
  readonly windowMs: number;
  /** Images or other presentations in the window; null where the network does not say. */
  readonly inferences: number | null;
}

export interface EnergyNotes {
  readonly partial: boolean;
  readonly unpriced: readonly string[];
  /** Constants of evidence U behind the energies and the times. */
  readonly unverified: readonly string[];
  readonly allIn: readonly string[];
  readonly contained: readonly string[];
}

/** Where tiles are drawn, and what stands on them. */
export interface Chip {
  /** As in the hardware file. */
  readonly kind: string;
  readonly layout: 'grid' | 'hex' | 'tree';
  readonly columns: number;
  readonly rows: number;
  readonly tileCount: number;
  /** tileOf[core]. */
  readonly tileOf: Uint32Array;
  /** chipOf[tile]. */
  readonly chipOf: Uint32Array;
  readonly chipCount: number;
  readonly deadCores: Uint32Array;
  /** Of the i/o port; null where nothing is external. */
  readonly portTile: number | null;
  readonly classes: readonly string[];
  /** parentOf[router], tiles first; only where inner routers join the tiles (tree). The root is its own parent. */
  readonly parentOf: Uint32Array | null;
  readonly linkKinds: readonly string[];
}

/** Columns by used core, ascending; null = the network or the chip does not have it. */
export interface Cores {
  readonly count: number;
  /** Its number on the chip. */
  readonly core: Uint32Array;
  /** Index into the chip's classes. */
  readonly classOf: Uint32Array;
  readonly neurons: Uint32Array;
  /** What the core stores: synapses, or weights of shared kernels. */
  readonly synapses: Numbers | null;
  readonly memoryBits: Numbers | null;
  readonly inputAxons: Numbers | null;
  readonly outputAxons: Numbers | null;
  readonly fanIn: Uint32Array | null;
  readonly fanOutCores: Uint32Array | null;
  /** Spikes of its neurons in the window. */
  readonly spikes: Numbers | null;
  /** Packets to other cores and the port, and from them, in the window; of given clusters, weights. */
  readonly packetsOut: Numbers;
  readonly packetsIn: Numbers;
  /** Synaptic events in the window. */
  readonly events: Numbers | null;
  readonly energyPj: Numbers | null;
  /** In the average step. */
  readonly stepNs: Numbers | null;
  /** Who lives there: entries memberStart[i] .. memberStart[i + 1] - 1, by population. */
  readonly memberStart: Uint32Array;
  readonly memberPopulation: Uint32Array;
  readonly memberNeurons: Uint32Array;
}

/** Directed links; on a large chip only the busiest, and the busiest out of each tile. */
export interface Links {
  readonly count: number;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly kind: Uint32Array;
  /** Packets in the window. */
  readonly load: Numbers;
  /** In its busiest step, as the spikes spread evenly over the window fall; null where they were not replayed. */
  readonly peak: Numbers | null;
  readonly deadFrom: Uint32Array;
  readonly deadTo: Uint32Array;
  /** Live links of the chip, and how many of them carry packets. */
  readonly live: number;
  readonly loaded: number;
  /** busiestOut[tile], where not all links are listed; null where all are. */
  readonly busiestOut: Numbers | null;
  readonly crossers: Crossers;
}

/** The heaviest that go over a link: entries start[link] .. start[link + 1] - 1; none of links that are not among the busiest. */
export interface Crossers {
  readonly start: Uint32Array;
  /** Used cores, the port being the last; NO_WAY as a target where a tree leads to several. */
  readonly source: Uint32Array;
  readonly target: Uint32Array;
  readonly weight: Numbers;
}

/** What used cores send each other; the i/o port is the core `cores.count`. */
export interface Edges {
  readonly start: Uint32Array;
  readonly target: Uint32Array;
  readonly weight: Numbers;
  /** Links on the route; NO_WAY where dead links cut it off. */
  readonly hops: Uint32Array;
  /** False where there are too many to list: then only the heaviest of each core stand here. */
  readonly complete: boolean;
  /** Of the whole placement. */
  readonly count: number;
}

export interface Population {
  readonly id: string;
  readonly neurons: number;
  readonly external: boolean;
  readonly spikes: number;
  /** Used cores that hold some of it. */
  readonly cores: number;
  readonly neuronsPj: number | null;
  readonly synapsesPj: number | null;
  readonly interconnectPj: number | null;
  readonly staticPj: number | null;
}

/** All projections from one population to another. */
export interface FlowRow {
  readonly from: number;
  readonly to: number;
  readonly synapses: number;
  readonly events: number;
  readonly packets: number;
  readonly synapsesPj: number | null;
  readonly interconnectPj: number | null;
}

/** One limit of one class of core. */
export interface LimitRow {
  readonly name: string;
  readonly class: string;
  readonly limit: number;
  /** Of the fullest core, and the mean of the cores. */
  readonly most: number;
  readonly mean: number;
  /** Index of the fullest used core; null where it is no matter of one core. */
  readonly core: number | null;
}

export interface StepRow {
  readonly stepNs: number | null;
  readonly missing: readonly string[];
  readonly coreNs: number;
  readonly linkNs: number;
  readonly packetNs: number;
  readonly barrierNs: number;
}

export interface PassRow {
  readonly pass: string;
  readonly options: string;
  readonly truncated: boolean;
  readonly timeMs: number | null;
  readonly costBefore: number | null;
  readonly costAfter: number | null;
  readonly costName: string | null;
}

export interface Trace {
  readonly elapsedMs: Float64Array;
  readonly cost: Float64Array;
  readonly pass: Uint32Array;
}

/** What moving the content of a used core to another core would cost: exchanging the two, if both hold something. */
export interface Moves {
  /** What the search minimises, and its unit. */
  readonly objective: string;
  readonly unit: string;
  /** True where every core that may hold it was tried; else the nearest. */
  readonly all: boolean;
  /** Entries start[i] .. start[i + 1] - 1 of used core i. */
  readonly start: Uint32Array;
  /** Number of the other core on the chip. */
  readonly core: Uint32Array;
  readonly delta: Numbers;
  /** Change of the packets' hops, or of the trees' links. */
  readonly hops: Numbers;
}
