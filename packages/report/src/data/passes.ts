import type { PassRow, Trace } from '../model/report.ts';
import type { ReportSubject } from './subject.ts';

/** More points than these no curve shows. */
const MOST_POINTS = 600;

/** The passes of the manifest; their times and costs only where the run itself is at hand. */
export function passesOf({ manifest, run }: ReportSubject): PassRow[] {
  return manifest.pipeline.map(({ pass, options, truncated = false }, index) => {
    const record = run?.passes[index];
    return {
      pass,
      options: Object.entries(options)
        .map(
          ([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
        )
        .join(', '),
      truncated,
      timeMs: record?.timeMs ?? null,
      costBefore: record?.costBefore ?? null,
      costAfter: record?.costAfter ?? null,
      costName: record?.costName ?? null,
    };
  });
}

export function traceOf({ run }: ReportSubject): Trace | null {
  if (run === null || run.told.length < 2) return null;
  const every = Math.ceil(run.told.length / MOST_POINTS);
  const kept = run.told.filter((_, k) => k % every === 0 || k + 1 === run.told.length);
  return {
    elapsedMs: Float64Array.from(kept, ({ elapsedMs }) => elapsedMs),
    cost: Float64Array.from(kept, ({ cost }) => cost),
    pass: Uint32Array.from(kept, ({ pass }) => pass),
  };
}
