import type { Hdf5Group } from '../hdf5/open-hdf5.ts';
import { inputError, quoted } from '../input-error.ts';
import type { EventRecord, SpikeRecord } from './spike-record.ts';

/** ms in a unit of time, as files of SONATA write it. */
const MS_IN: Readonly<Record<string, number>> = {
  ms: 1,
  milliseconds: 1,
  millisecond: 1,
  s: 1000,
  seconds: 1000,
  second: 1000,
  us: 0.001,
};

/**
 * Spikes of SONATA: `/spikes/<population>/{timestamps, node_ids}`, in the files of older writers `/spikes/{timestamps,
 * gids}` of no population.
 * **Source** The SONATA developer guide, "Spikes".
 */
export function readSonataSpikes(root: Hdf5Group): readonly SpikeRecord[] {
  const spikes = root.group('spikes')!;
  if (spikes.dataset('timestamps') !== null) return [eventsOf(spikes, null)];
  const records = spikes.keys().flatMap((name): EventRecord[] => {
    const group = spikes.group(name);
    return group === null ? [] : [eventsOf(group, name)];
  });
  if (records.length === 0)
    throw inputError('E1143', spikes.where, 'it holds no population with "timestamps" and "node_ids".');
  return records;
}

function eventsOf(group: Hdf5Group, population: string | null): EventRecord {
  const times = group.dataset('timestamps');
  const nodes = group.dataset('node_ids') ?? group.dataset('gids');
  if (times === null || nodes === null)
    throw inputError(
      'E1143',
      group.where,
      `it needs "timestamps" and "node_ids"; ${times === null ? '"timestamps"' : '"node_ids"'} is missing.`,
    );
  const at = times.numbers().data;
  const neuron = nodes.numbers().data;
  if (at.length !== neuron.length)
    throw inputError(
      'E1143',
      group.where,
      `${at.length} timestamps belong to ${neuron.length} node_ids.`,
      'The file is damaged: write it again.',
    );
  const unit = times.attribute('units') ?? 'ms';
  const factor = MS_IN[String(unit).toLowerCase()];
  if (factor === undefined)
    throw inputError(
      'E1143',
      times.where,
      `the unit of time ${quoted(String(unit))} is not known.`,
      'Write ms, with the attribute "units".',
    );
  return {
    kind: 'events',
    where: group.where,
    population,
    neuron,
    ...(population === null ? { within: true as const } : {}),
    at: factor === 1 ? at : at.map((time) => time * factor),
    unit: 'ms',
    windowMs: null,
    lines: null,
  };
}
