import type { MeasuredDevice } from '@nmap/deployment';

const KEYS = ['name', 'watts', 'idleWatts', 'latencyMs', 'accuracy'] as const;

/** `name=NCS2,watts=1.4,latencyMs=2.2`: a user's own measurement; what is not given stays unknown. */
export function peerOption(text: string | null, faults: string[]): MeasuredDevice | null {
  if (text === null) return null;
  const given = new Map<string, string>();
  for (const piece of text.split(',')) {
    const [key, value, ...rest] = piece.split('=').map((part) => part.trim());
    if (value === undefined || value === '' || rest.length > 0)
      faults.push(`--peer: cannot read "${piece}", write key=value.`);
    else if (!KEYS.some((known) => known === key))
      faults.push(`--peer: there is no key "${key}". Keys: ${KEYS.join(', ')}.`);
    else if (given.has(key)) faults.push(`--peer: ${key} is given twice.`);
    else given.set(key, value);
  }
  const number = (key: (typeof KEYS)[number], most = Infinity): number | null => {
    const value = given.get(key);
    if (value === undefined) return null;
    if (!(Number(value) > 0 && Number(value) <= most))
      faults.push(
        `--peer: ${key} takes a number above 0${most === Infinity ? '' : ` and at most ${most}`}, got "${value}".`,
      );
    return Number(value);
  };
  const runningW = number('watts');
  const idleW = number('idleWatts');
  const latencyMs = number('latencyMs');
  return {
    name: given.get('name') ?? 'peer',
    workload: 'this model, batch 1',
    idleW,
    runningW,
    inferencesPerSecond: latencyMs === null ? null : 1000 / latencyMs,
    dynamicMj:
      runningW === null || idleW === null || latencyMs === null ? null : (runningW - idleW) * latencyMs,
    totalMj: runningW === null || latencyMs === null ? null : runningW * latencyMs,
    accuracy: number('accuracy', 1),
    source: 'given on the command line',
    evidence: 'own',
  };
}
