import { caseInput } from './cases.mjs';
import { shrink } from './shrink.mjs';

/** No input of some kilobytes may take longer. */
const MOST_CPU_MS = 2000;
/** Failures of a kind that are shrunk and shown; the rest is counted. */
const SHOWN = 5;
const SHRINK_TRIES = 1500;

/**
 * @typedef {{ number: number, faults: string[], least: Buffer }} Failure
 * @typedef {{ kind: string, cases: number, accepted: number, refused: number, failed: number,
 *   slowestMs: number, slowestCase: number, failures: Failure[] }} KindReport
 */

/**
 * Runs the cases `from`, `from + 1`, ... of a kind until one of the limits is reached.
 * @param {import('./kind.mjs').Kind} kind
 * @param {{ seed: number, from: number, cases: number, seconds: number, begin?: (kind: string, number: number) => void }} limits
 * @returns {Promise<KindReport>}
 */
export async function runKind(kind, { seed, from, cases, seconds, begin = () => {} }) {
  const samples = await kind.samples();
  const report = {
    kind: kind.name,
    cases: 0,
    accepted: 0,
    refused: 0,
    failed: 0,
    slowestMs: 0,
    slowestCase: from,
    failures: [],
  };
  const end = performance.now() + seconds * 1000;
  for (let number = from; number < from + cases && performance.now() < end; number++) {
    begin(kind.name, number);
    const { sample, bytes } = caseInput(kind, samples, seed, number);
    const { accepted, faults, ms } = await timed(kind, bytes, sample);
    report.cases++;
    report[accepted ? 'accepted' : 'refused']++;
    if (ms > report.slowestMs) Object.assign(report, { slowestMs: ms, slowestCase: number });
    if (faults.length === 0) continue;
    report.failed++;
    if (report.failures.length < SHOWN)
      report.failures.push({ number, faults, least: await leastOf(kind, bytes, sample, faults) });
  }
  return report;
}

async function timed(kind, bytes, sample) {
  const start = process.cpuUsage();
  const { accepted, faults } = await kind.judge(bytes, sample).catch((error) => ({
    accepted: false,
    faults: [`the judge itself failed: ${error instanceof Error ? error.stack : String(error)}`],
  }));
  const { user, system } = process.cpuUsage(start);
  const ms = (user + system) / 1000;
  return {
    accepted,
    ms,
    faults: ms > MOST_CPU_MS ? [...faults, `took more than ${MOST_CPU_MS} ms of CPU`] : faults,
  };
}

/** The shortest input found that fails in the same way: by the beginning of its first fault. */
async function leastOf(kind, bytes, sample, faults) {
  const same = faults[0].slice(0, 24);
  const slow = faults[0].startsWith('took more');
  return shrink(
    bytes,
    async (shorter) => (await timed(kind, shorter, sample)).faults.some((fault) => fault.startsWith(same)),
    slow ? 12 : SHRINK_TRIES,
  );
}
