import { MAX_CORES, MAX_TILES } from '../check-rules.ts';
import type { Architecture, CoreRun, TileRun } from './read-architecture.ts';

/** Where the cores of an architecture lie in our numbering. */
export interface CoreLayout {
  readonly coresPerTile: number;
  /** The first core with the limit of neurons that most cores have. */
  readonly usual: CoreRun;
  /** Cores with another limit of neurons, each class once: ranges as a hardware file has them. */
  readonly classes: readonly { readonly run: CoreRun; readonly cores: readonly string[] }[];
  /** Places without a core: a tile with fewer than others, or none at all. */
  readonly absent: readonly string[];
  readonly absentCount: number;
  readonly ioPort: { readonly x: number; readonly y: number } | null;
}

/**
 * Tiles are numbered column by column there, row by row here; cores of a tile keep their order. A core named `port` of
 * a file that nmap wrote stands for the i/o port, and is none. null for more tiles than a mesh has places.
 */
export function layOut(architecture: Architecture): CoreLayout | null {
  const { width, height, tiles, attributes, section } = architecture;
  const tileCount = tiles.reduce((sum, { count }) => sum + count, 0);
  if (tileCount > width * height) {
    section.fault(
      {
        code: 'E1393',
        message: `${tileCount} tiles do not fit ${width} x ${height} = ${width * height} places.`,
        have: tileCount,
        need: width * height,
        unit: 'tiles',
        hint: `Raise width or height: SANA-FE takes the file as it is, with tiles outside the mesh.`,
      },
      'tile',
    );
    return null;
  }
  const coresOf = ({ cores }: TileRun): CoreRun[] => cores.filter((run) => !isPort(architecture, run));
  const coresPerTile = Math.max(
    ...tiles.map((run) => coresOf(run).reduce((sum, { count }) => sum + count, 0)),
  );
  const usual = mostOf(tiles.flatMap((run) => coresOf(run).map((cores) => [cores, run.count * cores.count])));
  if (usual === null) {
    const message = `every core is named ${PORT}, and stands for the i/o port: there is none for neurons.`;
    section.fault(
      { code: 'E1393', message, have: 0, need: 1, unit: 'cores', hint: 'Give tiles a core of another name.' },
      'tile',
    );
    return null;
  }
  const classes = new Map<number, { run: CoreRun; cores: Ranges }>();
  const absent = new Ranges();
  let ioPort: CoreLayout['ioPort'] = null;
  // A chip that is too large to be built is refused by its size.
  if (width * height <= MAX_TILES && width * height * coresPerTile <= MAX_CORES) {
    let theirs = 0;
    const place = (): { x: number; y: number } => ({ x: Math.floor(theirs / height), y: theirs % height });
    for (const run of tiles)
      for (let k = 0; k < run.count; k++, theirs++) {
        const at = place();
        if (run.cores.some((core) => isPort(architecture, core))) ioPort = at;
        let core = (at.y * width + at.x) * coresPerTile;
        const end = core + coresPerTile;
        for (const cores of coresOf(run)) {
          const { neurons, count } = cores;
          if (neurons !== usual.neurons) {
            const known = classes.get(neurons) ?? { run: cores, cores: new Ranges() };
            classes.set(neurons, known);
            known.cores.add(core, core + count - 1);
          }
          core += count;
        }
        if (core < end) absent.add(core, end - 1);
      }
    for (; theirs < width * height; theirs++) {
      const { x, y } = place();
      const first = (y * width + x) * coresPerTile;
      absent.add(first, first + coresPerTile - 1);
    }
  }
  if (ioPort !== null) attributes.leave(`the core ${PORT}, which is the i/o port`);
  return {
    coresPerTile,
    usual,
    classes: [...classes.values()].map(({ run, cores }) => ({ run, cores: cores.texts() })),
    absent: absent.texts(),
    absentCount: absent.count,
    ioPort,
  };
}

/** The first run of those whose limit of neurons most cores have. */
function mostOf(runs: readonly (readonly [run: CoreRun, cores: number])[]): CoreRun | null {
  const coresOf = new Map<number, number>();
  for (const [{ neurons }, cores] of runs) coresOf.set(neurons, (coresOf.get(neurons) ?? 0) + cores);
  const most = Math.max(...coresOf.values());
  return runs.find(([{ neurons }]) => coresOf.get(neurons) === most)?.[0] ?? null;
}

/** The name of architectures that nmap writes, and of their cores that stand for the i/o port. */
const OWN_NAME = 'nmap';
const PORT = 'port';

export function isPort({ name }: Architecture, { base }: CoreRun): boolean {
  return name === OWN_NAME && base === PORT;
}

/** Runs of cores, joined where they meet. */
class Ranges {
  readonly #ranges: { first: number; last: number }[] = [];

  get count(): number {
    return this.#ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  }

  add(first: number, last: number): void {
    const before = this.#ranges.at(-1);
    if (before?.last === first - 1) before.last = last;
    else this.#ranges.push({ first, last });
  }

  texts(): string[] {
    return [...this.#ranges].sort((a, b) => a.first - b.first).map(({ first, last }) => `${first}-${last}`);
  }
}
