import type { NirOptions } from '@nmap/formats';
import type { ManifestCore } from '@nmap/manifest';
import { listedPopulations, rangesOn } from '../common/listed-neurons.ts';
import type { ExportSubject } from '../exporter.ts';

/** Of a neuron outside the chip. */
const NOWHERE = -1;

const KEYS = ['core', 'chip', 'tile', 'x', 'y'] as const;
const SLOT = 'nmap_slot';

/** Columns by neuron of one population, by key. */
type Columns = Record<string, Int32Array>;

/** Where every neuron is, as the manifest says it, and whose placement it is. docs/nir.md describes the keys. */
export function placementMetadata({ manifest, placed }: ExportSubject): NirOptions {
  const { populations } = placed.problem.network;
  const { target } = placed.problem;
  const listed = listedPopulations(populations);
  const columnsOf = new Map<string, Columns>();
  const { ioTile, chipOf, topology } = target;
  const port = {
    core: NOWHERE,
    chip: chipOf[ioTile],
    tile: ioTile,
    x: ioTile % topology.columns,
    y: Math.floor(ioTile / topology.columns),
  };
  for (const { id, size } of populations) {
    const columns = emptyColumns(size, manifest.tables !== undefined);
    fill(columns, 0, size - 1, port);
    columnsOf.set(id, columns);
  }
  for (const entry of manifest.cores)
    for (const { population, first, last } of rangesOn(entry, listed))
      fill(columnsOf.get(population.id)!, first, last, entry);
  for (const { slots } of manifest.tables?.cores ?? [])
    for (const [id, first, last, slot] of slots)
      for (let neuron = first; neuron <= last; neuron++)
        columnsOf.get(id)![SLOT][neuron] = slot + neuron - first;
  const { network, hardware, tool } = manifest;
  return {
    metadata: {
      nmap_manifest_version: manifest.version,
      nmap_complete: manifest.complete ? 1 : 0,
      nmap_tool: `${tool.name} ${tool.version}`,
      nmap_hardware: hardware.name,
      nmap_hardware_sha256: hardware.sha256,
      nmap_network_sha256: network.sha256,
    },
    populations: columnsOf,
  };
}

function emptyColumns(size: number, withSlots: boolean): Columns {
  const names = [...KEYS.map((key) => `nmap_${key}`), ...(withSlots ? [SLOT] : [])];
  return Object.fromEntries(names.map((name) => [name, new Int32Array(size).fill(NOWHERE)]));
}

function fill(
  columns: Columns,
  first: number,
  last: number,
  place: Pick<ManifestCore, (typeof KEYS)[number]>,
): void {
  for (const key of KEYS) columns[`nmap_${key}`].fill(place[key], first, last + 1);
}
