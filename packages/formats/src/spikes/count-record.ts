import type { NetworkSpec } from '@nmap/ir';
import { grouped, inputError, quoted, type ViolationList } from '../input-error.ts';
import { pixelNeurons } from './pixel-neurons.ts';
import { rasterLayouts, type RasterLayout } from './raster-layout.ts';
import type { SpikeCounts } from './spike-counts.ts';
import {
  placeOf,
  type EventRecord,
  type RasterRecord,
  type SpikeRecord,
  type TallyRecord,
} from './spike-record.ts';

/** What a record was taken as. */
export interface Counted {
  /** ms; null where the record does not say how long it is. */
  readonly windowMs: number | null;
  /** The first moment that is not before the end of the window, in ms; null where the record has none. */
  readonly endMs: number | null;
  /** For a note, in words. */
  readonly taken: string;
}

/** Adds what a record says to the counts. @param index of the population that was asked for; null = as the record says. */
export function countRecord(
  record: SpikeRecord,
  asked: number | null,
  { spec, counts, violations }: { spec: NetworkSpec; counts: SpikeCounts; violations: ViolationList },
): Counted {
  const index =
    asked ?? (record.population === null ? null : counts.indexOf(record.population, record.where));
  if (record.kind === 'raster') return countRaster(record, index, spec, counts, violations);
  if (record.kind === 'tally') return countTally(record, index, counts, violations);
  return countEvents(record, index, spec, counts, violations);
}

function countRaster(
  record: RasterRecord,
  asked: number | null,
  spec: NetworkSpec,
  counts: SpikeCounts,
  violations: ViolationList,
): Counted {
  const { where, shape, values } = record;
  const shown = `(${shape.join(', ')})`;
  const [index, layout] = fitting(record, asked, spec, shown);
  const { id, size } = spec.populations[index];
  // Counts, not steps: the axes are those of the neurons alone.
  const isTally =
    shape.length === 1 ? shape[0] === size : shape.join() === spec.populations[index].shape?.join();
  const into = counts.of(index);
  let spikes = 0;
  for (let step = 0; step < layout.steps; step++) {
    for (let neuron = 0; neuron < size; neuron++) {
      const value = values[layout.at(step, neuron)];
      if (!(Number.isInteger(value) && value >= 0)) {
        violations.error(
          'E1145',
          where,
          `${id}[${neuron}] has the value ${value} in step ${step}: no whole number of spikes.`,
          { hint: 'Write spikes, 0 or 1 a step, not potentials or probabilities.' },
        );
        return { windowMs: null, endMs: null, taken: '' };
      }
      into[neuron] += value;
      spikes += value;
    }
  }
  if (isTally)
    return {
      windowMs: null,
      endMs: null,
      taken: `${grouped(spikes)} spikes of ${quoted(id)}, a count for each neuron`,
    };
  return {
    windowMs: layout.steps * (record.stepMs ?? spec.timestepMs),
    endMs: null,
    taken: `${grouped(spikes)} spikes of ${quoted(id)} in ${grouped(layout.steps)} steps, the array ${shown} as ${layout.called}`,
  };
}

/** The population that an array belongs to, and how; refused where there are several answers, or none. */
function fitting(
  { where, shape }: RasterRecord,
  asked: number | null,
  { populations }: NetworkSpec,
  shown: string,
): readonly [index: number, layout: RasterLayout] {
  const candidates = asked === null ? [...populations.keys()] : [asked];
  const found = candidates.flatMap((index) =>
    rasterLayouts(shape, populations[index]).map((layout) => [index, layout] as const),
  );
  if (found.length === 1) return found[0];
  const sizes = candidates
    .slice(0, 6)
    .map((index) => `${quoted(populations[index].id)} has ${grouped(populations[index].size)}`);
  if (found.length === 0)
    throw inputError(
      'E1144',
      where,
      `the array has the shape ${shown}, and no axes of it are the neurons of a population: ${sizes.join(', ')}${candidates.length > 6 ? ', ...' : ''}.`,
      'A raster is [steps, neurons], of one population and one sample.',
    );
  const ids = [...new Set(found.map(([index]) => quoted(populations[index].id)))];
  if (ids.length > 1)
    throw inputError(
      'E1144',
      where,
      `the array of the shape ${shown} fits ${ids.slice(0, 6).join(' and ')}.`,
      'Say whose spikes they are: --spikes POPULATION=FILE.',
    );
  throw inputError(
    'E1144',
    where,
    `the array of the shape ${shown} is ${found.map(([, { called }]) => called).join(' as well as ')} of ${ids[0]}.`,
    'Write it as a CSV: neuron,step.',
  );
}

function countTally(
  record: TallyRecord,
  index: number | null,
  counts: SpikeCounts,
  violations: ViolationList,
): Counted {
  const { neuron, spikes } = record;
  let total = 0;
  for (let entry = 0; entry < neuron.length; entry++) {
    if (!Number.isInteger(spikes[entry])) {
      violations.error('E1145', placeOf(record, entry), `${spikes[entry]} is no whole number of spikes.`);
      continue;
    }
    counts.add(index, neuron[entry], spikes[entry], () => placeOf(record, entry), violations);
    total += spikes[entry];
  }
  return {
    windowMs: null,
    endMs: null,
    taken: `${grouped(total)} spikes, a count for each of ${grouped(neuron.length)} neurons`,
  };
}

function countEvents(
  record: EventRecord,
  asked: number | null,
  spec: NetworkSpec,
  counts: SpikeCounts,
  violations: ViolationList,
): Counted {
  const { timestepMs } = spec;
  const { at, unit, windowMs } = record;
  const [index, neuron] = pixelNeurons(record, asked, spec) ?? [asked ?? only(record, spec), record.neuron];
  let last = -1;
  for (let entry = 0; entry < neuron.length; entry++) {
    const where = (): string => placeOf(record, entry);
    const moment = at[entry];
    const whole = Number.isInteger(neuron[entry]) && neuron[entry] >= 0;
    if (!whole || !(moment >= 0) || moment === Infinity || (unit === 'steps' && !Number.isInteger(moment))) {
      violations.error(
        'E1145',
        where(),
        `neuron ${neuron[entry]} at ${moment} ${unit}: neurons${unit === 'steps' ? ' and steps' : ''} are whole numbers, moments 0 or more.`,
      );
      continue;
    }
    if (counts.add(index, neuron[entry], 1, where, violations) && moment > last) last = moment;
  }
  // The population is spoken of, even where it was silent.
  if (index !== null) counts.of(index);
  const step = unit === 'steps' ? last : Math.floor(last / timestepMs);
  if (windowMs !== null && (step + 1) * timestepMs > windowMs + timestepMs)
    violations.error(
      'E1146',
      record.where,
      `the last spike comes at ${last} ${unit}, the record ends at ${windowMs} ms.`,
    );
  const whose = index === null ? '' : ` of ${quoted(spec.populations[index].id)}`;
  return {
    windowMs,
    endMs: last < 0 ? null : (step + 1) * timestepMs,
    taken: `${grouped(neuron.length)} spikes${whose}`,
  };
}

/** The one population of a network, for neurons that are numbered within an unnamed one. */
function only({ within, where }: EventRecord, { populations }: NetworkSpec): number | null {
  if (within !== true) return null;
  if (populations.length === 1) return 0;
  throw inputError(
    'E1144',
    where,
    `the spikes are of one population, which the file does not name; the network has ${populations.length}.`,
    `Say whose spikes they are: --spikes ${populations[0].id}=FILE.`,
  );
}
