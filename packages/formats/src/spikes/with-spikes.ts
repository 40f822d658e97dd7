import { createHash } from 'node:crypto';
import type { Diagnostic, NetworkSpec } from '@nmap/ir';
import { grouped, inputError, quoted, ViolationList } from '../input-error.ts';
import { countRecord, type Counted } from './count-record.ts';
import { readSpikeFile } from './read-spike-file.ts';
import { SpikeCounts } from './spike-counts.ts';

/** A network whose spike counts came from files of their own. */
export interface Spiked {
  readonly spec: NetworkSpec;
  /** Of the bytes of the file; of several, of their hashes in order, one a line. */
  readonly spikesSha256: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Puts the spikes that were recorded into a network: `[POPULATION=]FILE` each, a raster, a list of spikes or counts. Counts
 * replace those of the network's file; the window becomes that of the recording, where it says how long it is, and is
 * lengthened where the last spike comes after its end. Throws NmapError (input) with every fault.
 */
export async function withSpikes(spec: NetworkSpec, given: readonly string[]): Promise<Spiked> {
  const counts = new SpikeCounts(spec);
  const violations = new ViolationList();
  const hashes: string[] = [];
  const counted: { readonly file: string; readonly record: Counted }[] = [];
  for (const text of given) {
    const { population, file } = named(text, spec);
    const asked = population === null ? null : counts.indexOf(population, text);
    const { records, fileSha256 } = await readSpikeFile(file, spec);
    hashes.push(fileSha256);
    if (asked !== null && records.length > 1)
      throw inputError(
        'E1144',
        file,
        `the file has spikes of ${records.length} populations, and is said to be of ${quoted(population!)}.`,
        'Leave the name out: --spikes FILE.',
      );
    for (const record of records) {
      const taken = countRecord(record, asked, { spec, counts, violations });
      counted.push({ file, record: taken });
      if (!violations.failed) violations.note('W1890', record.where, `${taken.taken}.`);
    }
  }
  const durationMs = windowOf(counted, spec, violations);
  if (durationMs !== spec.durationMs) checkOthers(spec, counts, durationMs, given[0], violations);
  const populations = counts.populations(given[0], violations);
  violations.throwIfFailed(given[0]);
  return {
    spec: { ...spec, durationMs, populations },
    spikesSha256:
      hashes.length === 1 ? hashes[0] : createHash('sha256').update(hashes.join('\n')).digest('hex'),
    diagnostics: violations.notes,
  };
}

/** `h=spikes.npy`, where the network has a population h; else all of it is a file. */
function named(text: string, { populations }: NetworkSpec): { population: string | null; file: string } {
  const known = populations.find(({ id }) => text.startsWith(`${id}=`));
  if (known !== undefined) return { population: known.id, file: text.slice(known.id.length + 1) };
  return { population: null, file: text };
}

/** ms of the window: what the records say, or as long as the last spike needs. */
function windowOf(
  counted: readonly { readonly file: string; readonly record: Counted }[],
  { durationMs, timestepMs }: NetworkSpec,
  violations: ViolationList,
): number {
  const said = counted.filter(({ record }) => record.windowMs !== null);
  const windows = [...new Set(said.map(({ record }) => record.windowMs!))];
  if (windows.length > 1) {
    violations.error(
      'E1146',
      said.find(({ record }) => record.windowMs !== windows[0])!.file,
      `it is ${windows[1]} ms long, ${said[0].file} ${windows[0]} ms: spikes of one network are of one window.`,
      { hint: 'Cut the recordings to the same length.' },
    );
    return durationMs;
  }
  const end = counted.reduce((latest, { record }) => Math.max(latest, record.endMs ?? 0), 0);
  const window = windows.length === 1 ? windows[0] : Math.max(end, durationMs);
  if (window === durationMs) return durationMs;
  violations.warn(
    'W1891',
    counted[0].file,
    windows.length === 1
      ? `the window is that of the recording: ${window} ms in place of ${durationMs} ms.`
      : `the last spike comes after the ${durationMs} ms of the network: the window is ${window} ms, ${grouped(Math.round(window / timestepMs))} steps.`,
  );
  return window;
}

/** Counts of the network's own file are of its own window. */
function checkOthers(
  spec: NetworkSpec,
  counts: SpikeCounts,
  durationMs: number,
  where: string,
  violations: ViolationList,
): void {
  const others = spec.populations.filter(
    ({ spikes }, index) => spikes !== undefined && !counts.covers(index),
  );
  if (others.length === 0) return;
  violations.error(
    'E1146',
    where,
    `the spikes are of ${durationMs} ms, those of ${others
      .slice(0, 6)
      .map(({ id }) => quoted(id))
      .join(', ')} in the network's file of ${spec.durationMs} ms.`,
    { hint: 'Give spikes of every population, or rates in the file.' },
  );
}
