import type { FileFault } from '../check-keys.ts';
import { pathKey, type YamlPath, type YamlSource } from '../yaml-source.ts';
import { checkAlike } from './check-alike.ts';
import { constantsOf, type Given } from './constants.ts';
import { isPort, layOut, type CoreLayout } from './lay-out.ts';
import { readArchitecture, type Architecture } from './read-architecture.ts';

/** An architecture of SANA-FE as a hardware file of ours. */
export interface TranslatedHardware {
  /** As YAML of ours has it, keys and types right; null where the architecture is at fault. */
  readonly value: Readonly<Record<string, unknown>> | null;
  readonly faults: readonly FileFault[];
  /** What stands in the file and nothing was made of. */
  readonly unread: readonly string[];
  /** Where in the file a value of ours comes from. */
  readonly origin: (path: YamlPath) => YamlPath;
}

/**
 * The chip that an architecture describes: its mesh, the neurons of a core, and what every event costs. What has no
 * price or limit there has none here; unlike prices of unlike cores are refused, one that depends on the direction of a
 * hop is the dearer one.
 */
export function hardwareOf(source: YamlSource): TranslatedHardware {
  const faults: FileFault[] = [];
  const { architecture, unread } = readArchitecture(source, faults);
  const layout = architecture === null ? null : layOut(architecture);
  if (architecture === null || layout === null)
    return { value: null, faults, unread, origin: (path) => path };
  checkAlike(architecture, (core) => !isPort(architecture, core));
  sayUnlikeHops(architecture, faults);
  sayAbsent(architecture, layout, faults);
  const constants = constantsOf(architecture, layout.usual);
  const origins = originsOf(architecture, constants);
  return {
    value: valueOf(architecture, layout, constants),
    faults,
    unread,
    origin: ([part = '', key = '']) =>
      origins.get(pathKey([part, key])) ?? origins.get(pathKey([part])) ?? architecture.section.path,
  };
}

function sayUnlikeHops({ tiles: [{ hops, section }] }: Architecture, faults: FileFault[]): void {
  if (hops.unlike.length === 0) return;
  faults.push({
    path: section.pathOf('attributes'),
    code: 'W1392',
    severity: 'warning',
    message: `a hop has one price along a line here, the dearer one is taken: ${hops.unlike.join('; ')}.`,
    hint: 'Energies and times of the network are at most what SANA-FE would say.',
  });
}

function sayAbsent(
  { section, width, height, tiles }: Architecture,
  layout: CoreLayout,
  faults: FileFault[],
): void {
  const { absentCount, coresPerTile } = layout;
  if (absentCount === 0) return;
  const tileCount = tiles.reduce((sum, { count }) => sum + count, 0);
  faults.push({
    path: section.pathOf('tile'),
    code: 'W1393',
    severity: 'warning',
    message: `${tileCount} tiles with up to ${coresPerTile} cores leave ${absentCount} of ${width * height * coresPerTile} places of cores empty: they count as dead.`,
    have: width * height * coresPerTile - absentCount,
    need: width * height * coresPerTile,
    unit: 'cores',
    hint: 'Messages pass through their tiles all the same, as they do in SANA-FE.',
  });
}

function valueOf(
  { name, width, height }: Architecture,
  layout: CoreLayout,
  constants: readonly Given[],
): Readonly<Record<string, unknown>> {
  const { coresPerTile, usual, classes, absent, ioPort } = layout;
  const entriesOf = (part: Given['part']): Record<string, unknown> =>
    Object.fromEntries(constants.filter((one) => one.part === part).map(({ key, entry }) => [key, entry]));
  return {
    format: 'nmap-hardware',
    version: 1,
    name,
    description: `Architecture ${name} of SANA-FE`,
    topology: {
      kind: 'mesh',
      width,
      height,
      coresPerTile,
      routing: 'xy',
      multicast: 'unicast-per-core',
      ...(ioPort === null ? {} : { ioPort }),
    },
    core: { neurons: usual.neurons },
    ...(classes.length === 0
      ? {}
      : {
          coreClasses: classes.map(({ run: { base, neurons }, cores }) => ({
            name: `${base} (${neurons} neurons)`,
            cores,
            neurons,
          })),
        }),
    ...(absent.length === 0 ? {} : { faults: { cores: absent } }),
    energy: entriesOf('energy'),
    latency: entriesOf('latency'),
  };
}

/** Where constants, sizes and limits come from, by their path here. */
function originsOf(
  { section, attributes, tiles }: Architecture,
  constants: readonly Given[],
): ReadonlyMap<string, YamlPath> {
  return new Map<string, YamlPath>([
    [pathKey(['name']), section.pathOf('name')],
    [pathKey(['topology']), attributes.path],
    [pathKey(['topology', 'width']), attributes.pathOf('width')],
    [pathKey(['topology', 'height']), attributes.pathOf('height')],
    [pathKey(['topology', 'coresPerTile']), tiles[0].section.pathOf('core')],
    [pathKey(['core']), tiles[0].cores[0].section.path],
    [pathKey(['coreClasses']), section.pathOf('tile')],
    [pathKey(['faults']), section.pathOf('tile')],
    ...constants.map(({ part, key, at }): [string, YamlPath] => [pathKey([part, key]), at]),
  ]);
}
