import type { YamlSource } from '../yaml-source.ts';
import { barrierOf, type Barrier } from './barrier.ts';
import { corePrices, type CorePrices } from './core-prices.ts';
import { priceOf, priceText, type Price } from './price.ts';
import { Section, type Findings } from './section.ts';

/** Cores of a tile that are alike. */
export interface CoreRun {
  readonly base: string;
  readonly count: number;
  readonly neurons: number;
  readonly prices: CorePrices;
  readonly section: Section;
}

/** Consecutive tiles that are alike. */
export interface TileRun {
  readonly base: string;
  readonly count: number;
  readonly cores: readonly CoreRun[];
  readonly hops: Hops;
  readonly section: Section;
}

export interface Hops {
  readonly eastWest: Price;
  readonly northSouth: Price;
  /** Where the two directions differ: their prices, for a message. */
  readonly unlike: readonly string[];
}

/** What every chip of SANA-FE is. */
const MESH = 'mesh';

export interface Architecture {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly barrier: Barrier;
  readonly tiles: readonly TileRun[];
  /** The mapping `architecture`, and the one of its attributes. */
  readonly section: Section;
  readonly attributes: Section;
}

/**
 * What an architecture of SANA-FE (2.x) says, in our units. **Source** J. A. Boyle et al., IEEE TCAD 44(8), 2025; its
 * parser decides what is required. null where something is missing; `findings` say what.
 */
export function readArchitecture(
  { value, spoilt }: YamlSource,
  faults: Findings['faults'],
): {
  readonly architecture: Architecture | null;
  /** What stands in the file and is not kept. */
  readonly unread: readonly string[];
} {
  const findings: Findings = { faults, unread: [], spoilt };
  const root = new Section('', value as Readonly<Record<string, unknown>>, [], findings);
  const given = root.section('architecture');
  root.done();
  // Names of what is below say nothing of it again.
  const section = given?.unnamed() ?? null;
  const attributes = section?.section('attributes') ?? null;
  if (section === null || attributes === null) return { architecture: null, unread: findings.unread };
  const name = section.text('name', 'required');
  if (name?.includes('[') === true)
    section.fault(
      {
        code: 'E1390',
        message: `name: ${name} stands for several architectures, and a file has one.`,
        have: name,
        hint: 'Leave out the brackets.',
      },
      'name',
    );
  const width = attributes.count('width', 'required');
  const height = attributes.count('height', 'required');
  if (attributes.count('link_buffer_size', 'required') !== null)
    attributes.leave('attributes.link_buffer_size');
  const shape = attributes.text('topology', 'optional');
  // SANA-FE never reads it.
  if (shape !== null && shape !== MESH) attributes.leave(`attributes.topology ${shape} (it is a mesh)`);
  const barrier = barrierOf(attributes);
  attributes.done();
  const tiles = section.sections('tile').map(tileRun);
  section.done();
  const whole = tiles.filter((run) => run !== null);
  const architecture =
    name === null || width === null || height === null || barrier === null || whole.length < tiles.length
      ? null
      : { name, width, height, barrier, tiles: whole, section, attributes };
  return { architecture: architecture?.tiles.length === 0 ? null : architecture, unread: findings.unread };
}

function tileRun(section: Section): TileRun | null {
  const name = section.range();
  const attributes = section.section('attributes');
  const cores = section.sections('core').map(coreRun);
  if (name === null || attributes === null) return null;
  const hops = hopsOf(attributes);
  attributes.done();
  section.done();
  const whole = cores.filter((run) => run !== null);
  if (whole.length === 0 || whole.length < cores.length) return null;
  return { ...name, cores: whole, hops, section };
}

function coreRun(section: Section): CoreRun | null {
  const name = section.range();
  const attributes = section.section('attributes');
  if (name === null || attributes === null) return null;
  const neurons = attributes.count('max_neurons_supported', 'required');
  const prices = corePrices(section, attributes);
  attributes.done();
  section.done();
  return neurons === null || prices === null ? null : { ...name, neurons, prices, section };
}

/** Both directions of a line have one price here: the dearer one, where they differ. */
function hopsOf(attributes: Section): Hops {
  const of = (direction: string): Price =>
    priceOf(attributes, 'tile', `${direction}_hop`, ['required', 'required']);
  const unlike: string[] = [];
  const dearer = (one: string, other: string): Price => {
    const [a, b] = [of(one), of(other)];
    if (a.pj === b.pj && a.ns === b.ns) return { ...a, keys: [`tile.${one}_hop, as ${other}`] };
    unlike.push(`${one} ${priceText(a)}, ${other} ${priceText(b)}`);
    return {
      pj: Math.max(a.pj ?? 0, b.pj ?? 0),
      ns: Math.max(a.ns ?? 0, b.ns ?? 0),
      keys: [`the dearer of tile.${one}_hop and tile.${other}_hop`],
      pjAt: a.pjAt,
      nsAt: a.nsAt,
    };
  };
  return { eastWest: dearer('east', 'west'), northSouth: dearer('north', 'south'), unlike };
}
