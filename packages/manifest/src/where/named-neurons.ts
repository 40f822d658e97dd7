import { nearest } from '../nearest.ts';
import { kindOfManifest } from '../kind-of-manifest.ts';
import type { Manifest, NeuronBox, NeuronRange } from '../schema.ts';
import { boxesOfRange, statedShapes, type StatedShape } from './boxes.ts';

/** Neurons of one population that somebody asked for. */
export interface NamedNeurons {
  readonly population: string;
  /** Their numbers in the population; null where they were named by channel, row and column. */
  readonly range: NeuronRange | null;
  /** What they are along the axes, where the manifest lists boxes of the population. */
  readonly boxes: readonly NeuronBox[] | null;
  readonly count: number;
  /** They are outside the chip, at a port: then no core is asked. */
  readonly external: boolean;
}

/** Why a word names no neurons of a manifest. */
export interface NamingFault {
  /** name: no such population or label. place: there is, and it has no such neuron. meaning: the word cannot be meant, or could mean two things. */
  readonly rule: 'name' | 'place' | 'meaning';
  readonly message: string;
  readonly hint: string;
  readonly have?: number | string;
  readonly need?: number | string;
}

/**
 * What a person means by `h[12]`, `h[0..49]`, `conv[3, 0..7, 4]`, `h` (all of it), or by the label of a node of a cluster graph.
 * A manifest that says it lists every neuron shows how large its populations are; of external ones, which are on no core, it does not.
 */
export function namedNeurons(word: string, manifest: Manifest): NamedNeurons | NamingFault {
  const shapes = statedShapes(manifest);
  const external = new Set(manifest.ports.flatMap(({ populations }) => populations));
  const known = (id: string): boolean => shapes.has(id) || external.has(id);
  const label = labelled(word, manifest);
  const { id, places } = split(word);
  const whole = known(word);
  const part = places !== null && known(id);
  if (Number(label !== null) + Number(whole) + Number(part) > 1) {
    return {
      rule: 'meaning',
      message: `"${word}" is the name of ${label === null ? 'a population' : 'a node'} and could be a neuron, too.`,
      hint: 'Write the neuron as a range, NAME[FIRST..LAST], and a whole population as NAME[0..LAST].',
    };
  }
  if (label !== null) {
    return { population: 'clusters', range: [label, label], boxes: null, count: 1, external: false };
  }
  if (!whole && !part)
    return unknownName(places === null ? word : id, [...shapes.keys(), ...external], manifest);
  const population = whole ? word : id;
  const shape = shapes.get(population);
  if (shape === undefined) return outside(population, whole ? null : places!);
  return whole ? allOf(population, shape) : onCores(population, places!, shape);
}

/** Number of the node with this label, in a cluster graph. */
function labelled(word: string, manifest: Manifest): number | null {
  if (kindOfManifest(manifest) !== 'clusters') return null;
  const index = manifest.network.ids?.indexOf(word) ?? -1;
  return index < 0 ? null : index;
}

/** `h[12]` as a name and what stands between the brackets. */
function split(word: string): { id: string; places: string | null } {
  const [, id, places] = /^([^]*)\[([^[\]]*)\]$/.exec(word) ?? [];
  return id === undefined ? { id: word, places: null } : { id, places };
}

function unknownName(name: string, ids: readonly string[], manifest: Manifest): NamingFault {
  const labels = kindOfManifest(manifest) === 'clusters' ? (manifest.network.ids ?? []) : [];
  const near = nearest(name, [...ids, ...labels.slice(0, MOST_LABELS)]);
  const listed = ids.slice(0, MOST_LISTED).join(', ');
  const more = ids.length > MOST_LISTED ? `, and ${ids.length - MOST_LISTED} more` : '';
  return {
    rule: 'name',
    message: `${manifest.network.name} has no ${labels.length > 0 ? 'node or population' : 'population'} "${name}".`,
    have: name,
    ...(near === null ? {} : { need: near }),
    hint: `${near === null ? '' : `Did you mean "${near}"? `}Populations: ${listed}${more}.`,
  };
}

const MOST_LISTED = 20;
/** So many labels are searched for the nearest one. */
const MOST_LABELS = 100_000;

function allOf(population: string, { size, axes }: StatedShape): NamedNeurons {
  const boxes: NeuronBox[] | null =
    axes === null
      ? null
      : [
          [
            [0, axes[0]],
            [0, axes[1]],
            [0, axes[2]],
          ],
        ];
  return { population, range: [0, size - 1], boxes, count: size, external: false };
}

function outside(population: string, places: string | null): NamedNeurons | NamingFault {
  const sides = places === null ? [] : sidesOf(places);
  if (sides === null) return unreadable(population, places!);
  const [from, to] = sides.length === 1 ? sides[0] : [0, 0];
  const count = sides.reduce((product, [first, end]) => product * (end - first), sides.length === 0 ? 0 : 1);
  return {
    population,
    range: sides.length === 1 ? [from, to - 1] : null,
    boxes: null,
    count,
    external: true,
  };
}

function onCores(population: string, places: string, shape: StatedShape): NamedNeurons | NamingFault {
  const { size, axes } = shape;
  const sides = sidesOf(places);
  if (sides === null) return unreadable(population, places);
  if (sides.length === 1) {
    const [from, to] = sides[0];
    if (to > size) return beyond(population, to - 1, `0..${size - 1}`);
    const boxes = axes === null ? null : boxesOfRange(from, to, axes);
    return { population, range: [from, to - 1], boxes, count: to - from, external: false };
  }
  if (axes === null) {
    return {
      rule: 'meaning',
      message: `${population}[${places}]: the manifest numbers the neurons of ${population} from 0 to ${size - 1}, without channels, rows and columns.`,
      hint: `Write ${population}[NUMBER]: channel x rows x columns + row x columns + column.`,
    };
  }
  // As messages print it, a population of one channel has rows and columns.
  const full = sides.length === 2 && axes[0] === 1 ? [[0, 1] as const, ...sides] : sides;
  if (full.length !== 3) return unreadable(population, places);
  const axis = full.findIndex(([, to], at) => to > axes[at]);
  if (axis >= 0) {
    const name = ['channels', 'rows', 'columns'][axis];
    return beyond(population, full[axis][1] - 1, `${name} 0..${axes[axis] - 1}`);
  }
  const box = full as unknown as NeuronBox;
  const count = full.reduce((product, [from, to]) => product * (to - from), 1);
  return { population, range: null, boxes: [box], count, external: false };
}

function beyond(population: string, asked: number, has: string): NamingFault {
  return {
    rule: 'place',
    message: `${population} has no ${asked}: it has ${has}.`,
    have: has,
    need: asked,
    hint: 'Neurons are numbered from 0.',
  };
}

function unreadable(population: string, places: string): NamingFault {
  return {
    rule: 'meaning',
    message: `"${population}[${places}]" cannot be read as neurons.`,
    hint: `Write ${population}[12], ${population}[0..49], or channel, row and column: ${population}[3, 0..7, 4].`,
  };
}

/** `3, 0..7` as sides [from, to), to exclusive; null where it is not of that form. */
function sidesOf(places: string): (readonly [number, number])[] | null {
  const sides: (readonly [number, number])[] = [];
  for (const part of places.split(',')) {
    const [, first, last] = /^\s*(\d{1,15})(?:\s*(?:\.\.|-)\s*(\d{1,15}))?\s*$/.exec(part) ?? [];
    if (first === undefined || Number(last ?? first) < Number(first)) return null;
    sides.push([Number(first), Number(last ?? first) + 1]);
  }
  return sides.length > 3 ? null : sides;
}
