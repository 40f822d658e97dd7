import { NmapError, type Diagnostic } from '@nmap/ir';
import {
  findNeurons,
  hasBoxes,
  kindOfManifest,
  namedNeurons,
  neuronsHeld,
  type FoundNeurons,
  type Manifest,
  type ManifestCore,
  type NamingFault,
} from '@nmap/manifest';

/** Where some neurons are. */
export interface NeuronsFound extends FoundNeurons {
  readonly kind: 'neurons';
  readonly asked: string;
  readonly count: number;
}

/** What a core holds. */
export interface CoreFound extends ManifestCore {
  readonly kind: 'core';
  readonly count: number;
  /** Labels of its nodes, in a cluster graph. */
  readonly labels?: readonly string[];
}

/** @throws NmapError (input) where the word names nothing in this manifest. */
export function whereNeurons(asked: string, manifest: Manifest): NeuronsFound {
  const named = namedNeurons(asked, manifest);
  if ('rule' in named) throw new NmapError('input', [diagnosticOf(asked, named)]);
  return { kind: 'neurons', asked, count: named.count, ...findNeurons(named, manifest) };
}

const CODES = { name: 'E1415', place: 'E1416', meaning: 'E1417' } as const;

function diagnosticOf(asked: string, { rule, ...fault }: NamingFault): Diagnostic {
  return { code: CODES[rule], severity: 'error', where: asked, ...fault };
}

/** @throws NmapError (input) where the core holds nothing. */
export function whereCore(core: number, manifest: Manifest): CoreFound {
  const entry = manifest.cores.find((each) => each.core === core);
  if (entry === undefined) throw new NmapError('input', [unusedCore(core, manifest)]);
  const count = Object.values(entry.neurons).reduce((sum, held) => sum + neuronsHeld(held), 0);
  return { kind: 'core', ...entry, count, ...labelsOf(entry, manifest) };
}

function labelsOf({ neurons }: ManifestCore, manifest: Manifest): { labels?: readonly string[] } {
  const { ids } = manifest.network;
  if (kindOfManifest(manifest) !== 'clusters' || ids === undefined || !Object.hasOwn(neurons, 'clusters'))
    return {};
  const { clusters: held } = neurons;
  if (hasBoxes(held)) return {};
  return { labels: held.flatMap(([first, last]) => ids.slice(first, last + 1)) };
}

/** A manifest lists used cores only: how many there are, the hardware says. */
function unusedCore(core: number, { cores, hardware }: Manifest): Diagnostic {
  const used = cores.map((each) => each.core);
  const below = used.filter((each) => each < core).at(-1);
  const above = used.find((each) => each > core);
  const near = [below, above].filter((each) => each !== undefined).join(' and ');
  return {
    code: 'E1418',
    severity: 'error',
    where: `core ${core}`,
    message: `holds no neuron: ${used.length} cores of ${hardware.name} are used.`,
    have: 0,
    need: 1,
    unit: 'neurons',
    hint: near === '' ? 'The manifest places nothing.' : `The nearest used ones are ${near}.`,
  };
}
