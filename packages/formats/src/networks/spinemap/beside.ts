import { readFile, stat } from 'node:fs/promises';
import { grouped, inputError, quoted, type ViolationList } from '../../input-error.ts';
import { readSpikeLists } from '../../spikes/read-spike-lists.ts';
import { placeOf } from '../../spikes/spike-record.ts';

const MAX_BYTES = 2 ** 29;

/** The lines of a file beside the connections, `NAME.weight_info.txt` say; null where there is none. */
async function linesBeside(
  path: string,
  what: 'weight' | 'spike',
): Promise<{ file: string; lines: string[] } | null> {
  const file = path.replace(/connection(_info|_table)\.txt(\.gz)?$/i, `${what}$1.txt`);
  if (file === path) return null;
  const info = await stat(file).catch(() => null);
  if (info === null || !info.isFile()) return null;
  if (info.size > MAX_BYTES)
    throw inputError(
      'E1890',
      file,
      `it has ${grouped(info.size)} bytes; ${grouped(MAX_BYTES)} are the most that is read.`,
      'Move it away to read the connections alone.',
    );
  return { file, lines: (await readFile(file, 'utf8')).split(/\r?\n/) };
}

/** Weights of each source in the order of its targets; null where no file holds them. */
export async function weightsBeside(
  path: string,
  targetsOf: ReadonlyMap<number, readonly number[]>,
  violations: ViolationList,
): Promise<ReadonlyMap<number, readonly number[]> | null> {
  const found = await linesBeside(path, 'weight');
  if (found === null) return null;
  const weightsOf = new Map<number, number[]>();
  found.lines.forEach((line, index) => {
    if (line.trim() === '') return;
    const numbers = line
      .trim()
      .split(/[ \t]+/)
      .map(Number);
    if (numbers.some((number) => !Number.isFinite(number))) {
      violations.error(
        'E1890',
        `${found.file}:${index + 1}:1`,
        `${quoted(line.trim())} is no neuron with its weights.`,
      );
      return;
    }
    weightsOf.set(numbers[0], [...(weightsOf.get(numbers[0]) ?? []), ...numbers.slice(1)]);
  });
  for (const [source, targets] of targetsOf) {
    const have = weightsOf.get(source)?.length ?? 0;
    if (have !== targets.length)
      violations.error(
        'E1890',
        found.file,
        `neuron ${source} has ${grouped(targets.length)} connections and ${grouped(have)} weights.`,
        { have, need: targets.length, hint: 'Move the file away to read the connections alone.' },
      );
  }
  return weightsOf;
}

/** Spikes of every neuron; null where no file holds them. Inputs under one number have the spikes of that number, each. */
export async function spikesBeside(
  path: string,
  size: number,
  inputs: number,
  violations: ViolationList,
): Promise<Uint32Array | null> {
  const found = await linesBeside(path, 'spike');
  if (found === null) return null;
  const [record] = readSpikeLists(found.lines, found.file, 'Move it away to read the connections alone.');
  const spikes = new Uint32Array(size);
  const last = size - inputs;
  for (let entry = 0; entry < record.neuron.length; entry++) {
    const neuron = record.neuron[entry];
    if (neuron <= last) spikes[neuron]++;
    else violations.error('E1890', placeOf(record, entry), `neuron ${neuron} is beyond the last, ${last}.`);
  }
  for (let copy = 1; copy < inputs; copy++) spikes[last + copy] = spikes[0];
  return spikes;
}
