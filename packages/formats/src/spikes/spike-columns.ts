/** What a column of a table of spikes may hold. */
export type SpikeColumn = 'neuron' | 'population' | 'ms' | 's' | 'us' | 'steps' | 'spikes';

const NAMES: Readonly<Record<SpikeColumn, readonly string[]>> = {
  neuron: ['neuron', 'neurons', 'neuronid', 'index', 'id', 'node', 'nodeid', 'nodeids', 'unit'],
  population: ['population', 'populations', 'layer', 'pop', 'group'],
  ms: ['time', 'times', 't', 'ms', 'timems', 'timesms', 'tms', 'timestamp', 'timestamps'],
  s: ['s', 'times[s]', 'timeseconds', 'timeins'],
  us: ['us', 'timeus', 'tus', 'timestampus'],
  steps: ['step', 'steps', 'timestep', 'timesteps', 'tstep', 'bin'],
  spikes: ['spikes', 'spikecount', 'count', 'counts', 'nspikes'],
};

/** Spellings that letters alone do not tell apart: `time_s` is seconds, `times` are several. */
const EXACT: Readonly<Record<string, SpikeColumn>> = {
  time_s: 's',
  times_s: 's',
  t_s: 's',
  'time (s)': 's',
  'time [s]': 's',
  'time (ms)': 'ms',
  'time [ms]': 'ms',
  'time (us)': 'us',
};

/** The column that a heading names; null where the name is none of them. */
export function spikeColumn(heading: string): SpikeColumn | null {
  const text = heading.trim().toLowerCase();
  if (Object.hasOwn(EXACT, text)) return EXACT[text];
  const plain = text.replaceAll(/[ _.-]/g, '');
  for (const [column, names] of Object.entries(NAMES))
    if (names.includes(plain)) return column as SpikeColumn;
  return null;
}
