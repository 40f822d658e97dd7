/** Small placements of which each view is drawn in tests: every layout, dead cores, several chips, names that bite. */
import { makePlaced, type Placed } from '@nmap/ir';
import { stateMetrics } from '@nmap/judge';
import { raw } from '@nmap/kernels';
import { buildNetwork, buildProblem, manifestOf, placedOn, primedTarget, type TestChip } from '@nmap/testkit';
import { reportOf } from '../data/report-of.ts';
import type { Report } from '../model/report.ts';

export interface Viewed {
  readonly placed: Placed;
  readonly report: Report;
}

/** Views that every placement of a network has, by their names on the page. */
export const VIEWS = [
  ...['verdict', 'chip', 'inspector', 'top-links', 'top-populations', 'top-projections', 'matrix', 'limits'],
  ...[
    'limits-figure',
    'energy',
    'energy-figure',
    'populations',
    'projections',
    'step',
    'passes',
    'counts',
    'metrics',
  ],
];

/** Cores of the largest. */
export const LARGE = 90_000;

const EVIL = `<img src=x onerror="window.hacked = 1">'&</script>`;
const LIMITS = { neurons: 12, synapses: 200, bitsPerSynapse: 8, synapseMemoryBits: 1600, inputAxons: 60 };

let made: Readonly<Record<'mesh' | 'moved' | 'torus' | 'hex' | 'tree' | 'names' | 'large', Viewed>> | null =
  null;

export function viewReports(): Readonly<Record<string, Viewed>> & NonNullable<typeof made> {
  if (made === null) {
    const mesh = viewed({ columns: 4, rows: 3, coresPerTile: 2, chipColumns: 2, dead: [5], ioTile: 3 });
    made = {
      mesh,
      moved: exchanged(mesh),
      torus: viewed({ kind: 'torus', columns: 4, rows: 3 }),
      hex: viewed({ kind: 'hex-torus', columns: 4, rows: 4, coresPerTile: 4, multicast: 'tree' }),
      tree: viewed({ kind: 'tree', columns: 4, rows: 2, arity: [2, 4] }),
      names: viewed({ columns: 4, rows: 3 }, EVIL),
      large: viewed({ columns: 300, rows: 300 }),
    };
  }
  return made;
}

/** Five populations in layers, the first outside, spread over the cores in turn. */
function viewed(chip: TestChip, name = 'net'): Viewed {
  const sizes = [6, 20, 16, 12, 4];
  const populations = sizes.map((size, at) => ({
    id: at === 2 ? `${name} layer 2` : `layer ${at}`,
    size,
    external: at === 0,
    spikes: Array.from({ length: size }, (_, k) => (3 * k + at) % 11),
  }));
  const network = { ...buildNetwork(populations, synapsesOf(sizes)), name };
  const target = primedTarget({ limits: LIMITS, ...chip });
  const live = Array.from({ length: target.coreCount }, (_, core) => core).filter(
    (core) => target.dead[core] === 0,
  );
  const coreOf = Array.from(
    { length: network.vertexCount },
    (_, neuron) => live[Math.floor(neuron / 7) % live.length],
  );
  const placed = placedOn(buildProblem(network, target), coreOf);
  return { placed, report: stated(placed, coreOf) };
}

/** The same with the contents of two cores exchanged. */
function exchanged({ placed }: Viewed): Viewed {
  const coreOf = raw(placed.coreOf).slice();
  [coreOf[0], coreOf[4]] = [coreOf[4], coreOf[0]];
  const other = makePlaced(placed.clustered, coreOf);
  const clusterOf = raw(placed.clustered.clusterOf);
  return {
    placed: other,
    report: stated(
      other,
      Array.from(clusterOf, (cluster) => coreOf[cluster] ?? 0),
    ),
  };
}

function stated(placed: Placed, coreOf: readonly number[]): Report {
  const { network, target } = placed.problem;
  const manifest = {
    ...manifestOf(network, target, coreOf),
    ...stateMetrics(placed, null),
    pipeline: [{ pass: 'partition/sequential', options: { fill: 0.5 }, seed: 1, checksum: '0' }],
  };
  return reportOf({ manifest, placed, spec: null, labels: null, run: null });
}

/** Each neuron of a layer to three of the next. */
function synapsesOf(sizes: readonly number[]): [number, number][] {
  const pairs: [number, number][] = [];
  let first = 0;
  for (let layer = 0; layer + 1 < sizes.length; layer++) {
    const next = first + sizes[layer];
    for (let k = 0; k < sizes[layer]; k++)
      for (const step of [0, 1, 5]) pairs.push([first + k, next + ((2 * k + step) % sizes[layer + 1])]);
    first = next;
  }
  return pairs;
}
