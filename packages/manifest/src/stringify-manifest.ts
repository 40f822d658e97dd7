import { formatPath, ManifestError } from './manifest-error.ts';
import { judge } from './parse-manifest.ts';
import type { Manifest, ManifestCore, ManifestEnergyPj } from './schema.ts';

/**
 * The bytes of a manifest: the same value gives the same text, whatever the order
 * its keys were set in. Keys of the schema in the schema's order, names (populations,
 * options, further metrics, bounds) by UTF-16 code unit; one line to a core, a port,
 * a pass and a metric, so that two placements can be compared with `diff`.
 * Refuses a value that {@link parseManifest} would refuse.
 */
export function stringifyManifest(manifest: Manifest): string {
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
  const lines = [
    '{',
    '  "format": "nmap-manifest",',
    '  "version": 1,',
    `  "complete": ${manifest.complete},`,
    `  "tool": ${flat({ name: manifest.tool.name, version: manifest.tool.version })},`,
    `  "network": ${flat({
      name: network.name,
      kind: network.kind,
      sha256: network.sha256,
      fileSha256: network.fileSha256,
      neurons: network.neurons,
      synapses: network.synapses,
      externalNeurons: network.externalNeurons,
      windowScale: network.windowScale,
      ids: network.ids,
    })},`,
    `  "hardware": ${flat({ name: hardware.name, sha256: hardware.sha256, fileSha256: hardware.fileSha256 })},`,
    `  "pipeline": ${block(
      manifest.pipeline.map(({ pass, options, seed, checksum, truncated }) =>
        flat({ pass, options: sorted(options), seed, checksum, truncated }),
      ),
      '[]',
    )},`,
    `  "objective": ${flat(manifest.objective)},`,
    ...(constraints === undefined
      ? []
      : [
          `  "constraints": ${flat({ maxCores: constraints.maxCores, neuronsPerCore: constraints.neuronsPerCore })},`,
        ]),
    `  "cores": ${block(manifest.cores.map(coreLine), '[]')},`,
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
    `  "notes": ${block(manifest.notes.map(flat), '[]')}`,
    '}',
  ];
  return `${lines.join('\n')}\n`;
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
    const ranges = neurons[population].map(([first, last]) => `[${first},${last}]`).join(',');
    return `${JSON.stringify(population)}: [${ranges}]`;
  });
  return `${head.slice(0, -2)}, "neurons": { ${populations.join(', ')} } }`;
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
