import { formatPath, ManifestError } from './manifest-error.ts';
import { judge } from './parse-manifest.ts';
import {
  hasBoxes,
  versionOf,
  type CoreTable,
  type Manifest,
  type ManifestCore,
  type ManifestEnergyPj,
  type ManifestNeurons,
  type ManifestSplit,
  type ManifestTables,
} from './schema.ts';

/**
 * The bytes of a manifest: the same value gives the same text, whatever the order
 * its keys were set in. Keys of the schema in the schema's order, names (populations,
 * options, further metrics, bounds) by UTF-16 code unit; one line to a core, a port,
 * a pass and a metric, so that two placements can be compared with `diff`.
 * Refuses a value that {@link parseManifest} would refuse.
 */
export function stringifyManifest(manifest: Manifest): string {
  return [...manifestPieces(manifest)].join('');
}

/** Tables whose cores are made while they are written. */
export type WrittenTables = Omit<ManifestTables, 'cores'> & { readonly cores: Iterable<CoreTable> };

/**
 * The same text in pieces of some thousand lines: of a million cores no string can be needed that holds them all.
 * @param tables written in place of those of the manifest, each core as it comes; the text is of version 3 then.
 */
export function* manifestPieces(
  manifest: Manifest,
  tables: WrittenTables | undefined = manifest.tables,
): Iterable<string> {
  const result = judge(manifest);
  if ('faults' in result) {
    throw new ManifestError(
      'manifest',
      result.faults.map(({ path, key, kind, message }) => ({
        path: formatPath(key === undefined ? path : [...path, key]),
        kind,
        message,
      })),
    );
  }
  const { metrics, network, hardware, constraints } = manifest;
  const head = [
    '{',
    '  "format": "nmap-manifest",',
    `  "version": ${versionOf(manifest.cores, tables !== undefined)},`,
    `  "complete": ${manifest.complete},`,
    `  "tool": ${flat({ name: manifest.tool.name, version: manifest.tool.version })},`,
    `  "network": ${flat({
      name: network.name,
      kind: network.kind,
      sha256: network.sha256,
      fileSha256: network.fileSha256,
      spikesSha256: network.spikesSha256,
      neurons: network.neurons,
      synapses: network.synapses,
      externalNeurons: network.externalNeurons,
      windowScale: network.windowScale,
      ids: network.ids,
    })},`,
    `  "hardware": ${flat({ name: hardware.name, sha256: hardware.sha256, fileSha256: hardware.fileSha256 })},`,
    `  "pipeline": ${block(
      manifest.pipeline.map(({ pass, options, seed, checksum, truncated, fellBackTo }) =>
        flat({ pass, options: sorted(options), seed, checksum, truncated, fellBackTo }),
      ),
      '[]',
    )},`,
    `  "objective": ${flat(manifest.objective)},`,
    ...(constraints === undefined
      ? []
      : [
          `  "constraints": ${flat({
            maxCores: constraints.maxCores,
            neuronsPerCore: constraints.neuronsPerCore,
            maxStepNs: constraints.maxStepNs,
            maxLinkLoad: constraints.maxLinkLoad,
          })},`,
        ]),
  ];
  if (manifest.split !== undefined) head.push(...splitLines(manifest.split));
  yield head.map((line) => `${line}\n`).join('');
  yield* coreLines(manifest.cores);
  const rest = [
    `  "ports": ${block(
      manifest.ports.map(({ tile, x, y, populations }) => flat({ tile, x, y, populations })),
      '[]',
    )},`,
    `  "routing": ${flat({ scheme: manifest.routing.scheme, rule: manifest.routing.rule })},`,
    `  "metrics": ${block(metricLines(metrics), '{}')},`,
    `  "bounds": ${block(namedLines(manifest.bounds), '{}')},`,
    ...(manifest.clusterBounds === undefined
      ? []
      : [`  "clusterBounds": ${block(namedLines(manifest.clusterBounds), '{}')},`]),
    `  "notes": ${block(manifest.notes.map(flat), '[]')}${tables === undefined ? '' : ','}`,
  ];
  yield rest.map((line) => `${line}\n`).join('');
  if (tables !== undefined) yield* tableLines(tables);
  yield '}\n';
}

function splitLines({ neurons, synapses, parts, added, lateSynapses }: ManifestSplit): string[] {
  const { energyPj } = added;
  const populations = parts.map(({ id, kind, of, size, neurons: runs }) =>
    flat({ id, kind, of, size, neurons: runs }),
  );
  return [
    '  "split": {',
    `    "neurons": ${neurons},`,
    `    "synapses": ${synapses},`,
    `    "parts": ${block(populations, '[]', '    ')},`,
    `    "added": ${flat({
      neurons: added.neurons,
      synapses: added.synapses,
      spikes: added.spikes,
      synapseEvents: added.synapseEvents,
      delaySteps: added.delaySteps,
      energyPj: { neurons: energyPj.neurons, synapses: energyPj.synapses },
    })},`,
    `    "lateSynapses": ${lateSynapses}`,
    '  },',
  ];
}

/** Cores to a piece: some hundred kilobytes. */
const CORES_PER_PIECE = 1024;

function* coreLines(cores: readonly ManifestCore[]): Iterable<string> {
  if (cores.length === 0) {
    yield '  "cores": [],\n';
    return;
  }
  yield '  "cores": [\n';
  for (let from = 0; from < cores.length; from += CORES_PER_PIECE) {
    const lines = cores.slice(from, from + CORES_PER_PIECE).map((core) => `    ${coreLine(core)}`);
    yield lines.join(',\n') + (from + CORES_PER_PIECE < cores.length ? ',\n' : '\n');
  }
  yield '  ],\n';
}

/** A line for each projection, port, router and core. */
function* tableLines({ weights, io, routing, cores }: WrittenTables): Iterable<string> {
  yield '  "tables": {\n';
  yield `    "weights": ${block(weights.map(flat), '[]', '    ')},\n`;
  yield `    "io": ${block(io.map(flat), '[]', '    ')},\n`;
  if (routing.scheme === 'unicast') yield `    "routing": ${flat(routing)},\n`;
  else {
    const { routers, ...rest } = routing;
    yield `    "routing": ${flat(rest).slice(0, -2)}, "routers": ${block(routers.map(flat), '[]', '    ')} },\n`;
  }
  yield '    "cores": [';
  let isFirst = true;
  for (const core of cores) {
    yield `${isFirst ? '' : ','}\n      ${flat(core)}`;
    isFirst = false;
  }
  yield `${isFirst ? '' : '\n    '}]\n  }\n`;
}

function metricLines(metrics: Manifest['metrics']): string[] {
  const { energyPj: energy, energyBackToBackPj: backToBack } = metrics;
  const entries: readonly (readonly [string, unknown])[] = [
    ['coresUsed', metrics.coresUsed],
    ['cutSpikes', metrics.cutSpikes],
    ['connectivity', metrics.connectivity],
    ['interCorePackets', metrics.interCorePackets],
    ['spikeHops', metrics.spikeHops],
    ['maxLinkLoad', metrics.maxLinkLoad],
    ['weightedHops', metrics.weightedHops],
    ['energyPj', energyOf(energy)],
    [
      'energyBackToBackPj',
      backToBack && { windowMs: backToBack.windowMs, stepNs: backToBack.stepNs, ...energyOf(backToBack) },
    ],
  ];
  const lines = entries
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `"${key}": ${flat(value)}`);
  if (metrics.further) lines.push(`"further": ${block(namedLines(metrics.further), '{}', '    ')}`);
  return lines;
}

function energyOf(energy: ManifestEnergyPj): ManifestEnergyPj {
  return {
    neurons: energy.neurons,
    synapses: energy.synapses,
    interconnect: energy.interconnect,
    static: energy.static,
    total: energy.total,
    partial: energy.partial,
    unpriced: energy.unpriced,
    ...(energy.unverified === undefined ? {} : { unverified: energy.unverified }),
    ...(energy.contained === undefined ? {} : { contained: energy.contained }),
    ...(energy.allIn === undefined ? {} : { allIn: energy.allIn }),
  };
}

function namedLines(record: Readonly<Record<string, unknown>>): string[] {
  return sortedKeys(record).map((key) => `${JSON.stringify(key)}: ${flat(record[key])}`);
}

function coreLine({ core, chip, tile, x, y, class: coreClass, neurons }: ManifestCore): string {
  const head = flat({ core, chip, tile, x, y, class: coreClass });
  const populations = sortedKeys(neurons).map((population) => {
    return `${JSON.stringify(population)}: ${neuronsText(neurons[population])}`;
  });
  return `${head.slice(0, -2)}, "neurons": { ${populations.join(', ')} } }`;
}

function neuronsText(neurons: ManifestNeurons): string {
  const pair = ([from, to]: readonly [number, number]): string => `[${from},${to}]`;
  if (!hasBoxes(neurons)) return `[${neurons.map(pair).join(',')}]`;
  const boxes = neurons.boxes.map((box) => `[${box.map(pair).join(',')}]`);
  return `{ "boxes": [${boxes.join(',')}] }`;
}

/** Items one to a line, between the brackets of `brackets`. */
function block(items: readonly string[], brackets: '[]' | '{}', indent = '  '): string {
  if (items.length === 0) return brackets;
  const [open, close] = brackets;
  return `${open}\n${items.map((item) => `${indent}  ${item}`).join(',\n')}\n${indent}${close}`;
}

/** On one line, `undefined` members left out, object keys in the order given. */
function flat(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flat).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => `${JSON.stringify(key)}: ${flat(member)}`);
    return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
  }
  // JSON has no -0: the sign would be lost on reading anyway.
  return JSON.stringify(value === 0 ? 0 : value);
}

/** Keys ascending by UTF-16 code unit, at every depth. Integer-like keys are put first by the language itself. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    sortedKeys(value).map((key) => [key, sorted((value as Record<string, unknown>)[key])]),
  );
}

function sortedKeys(record: object): string[] {
  return Object.keys(record).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
