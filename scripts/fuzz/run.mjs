/**
 * `npm run fuzz [-- options]`: changed inputs of every kind, each of which must be read or refused in
 * words. Same seed, same cases. Exit 1 where one failed.
 */
import { parseArgs } from 'node:util';
import { KINDS } from './kinds/index.mjs';
import { runKind } from './lib/run-kind.mjs';
import { startWatchdog } from './lib/watchdog.mjs';

const HELP = `npm run fuzz [-- options]

  --seconds N   in all, shared among the kinds (default 60; without end where --cases is given)
  --cases N     of each kind (default: as many as the seconds allow)
  --kind A,B    only these of ${KINDS.map(({ name }) => name).join(', ')}
  --case N      this case alone, of the one kind that --kind names: its input, what became of it
  --from N      number of the first case (default 0)
  --seed N      (default 1)`;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string' },
    cases: { type: 'string' },
    kind: { type: 'string' },
    case: { type: 'string' },
    from: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (values.help) console.log(HELP);
else process.exitCode = await main();

async function main() {
  const asked = values.kind?.split(',') ?? KINDS.map(({ name }) => name);
  const unknown = asked.filter((name) => KINDS.every((kind) => kind.name !== name));
  if (unknown.length > 0) throw new Error(`there is no kind ${unknown.join(', ')}\n\n${HELP}`);
  const kinds = KINDS.filter(({ name }) => asked.includes(name));
  const seed = count('seed');
  if (values.case !== undefined) return showCase(kinds, seed, count('case'));
  const cases = values.cases === undefined ? Infinity : count('cases');
  const seconds = values.seconds === undefined ? (cases === Infinity ? 60 : Infinity) : count('seconds');
  const end = performance.now() + seconds * 1000;
  const { begin } = startWatchdog(asked, seed);
  const reports = [];
  for (const [index, kind] of kinds.entries()) {
    // What one kind leaves of its share goes to those that follow.
    const share = (end - performance.now()) / 1000 / (kinds.length - index);
    const report = await runKind(kind, { seed, from: count('from'), cases, seconds: share, begin });
    reports.push(report);
    report.failures.forEach((failure) => showFailure(report.kind, seed, failure));
  }
  console.table(
    reports.map(({ failures: _, slowestMs, ...rest }) => ({ ...rest, slowestMs: Math.round(slowestMs) })),
  );
  const total = reports.reduce((sum, { cases: of }) => sum + of, 0);
  const failed = reports.reduce((sum, report) => sum + report.failed, 0);
  console.log(`${total} changed inputs, ${failed} failed (seed ${seed}).`);
  return failed === 0 ? 0 : 1;
}

/** @param {'seed' | 'case' | 'cases' | 'seconds' | 'from'} name */
function count(name) {
  const value = Number(values[name]);
  if (!Number.isInteger(value) || value < 0)
    throw new Error(`--${name}: expected a whole number, got "${values[name]}"`);
  return value;
}

/** @param {import('./lib/run-kind.mjs').Failure} failure */
function showFailure(kind, seed, { number, faults, least }) {
  console.log(`FAILED: npm run fuzz -- --kind ${kind} --seed ${seed} --case ${number}`);
  for (const fault of faults.slice(0, 3)) console.log(`  ${fault.slice(0, 1200)}`);
  console.log(`  least input: ${JSON.stringify(least.toString('latin1')).slice(0, 2000)}`);
}

async function showCase(kinds, seed, number) {
  if (kinds.length !== 1) throw new Error(`--case needs one --kind\n\n${HELP}`);
  const { caseInput } = await import('./lib/cases.mjs');
  const [kind] = kinds;
  const samples = await kind.samples();
  const { sample, bytes } = caseInput(kind, samples, seed, number);
  console.log(`${kind.what}, from ${sample.name}:\n${JSON.stringify(bytes.toString('latin1'))}`);
  const { accepted, faults } = await kind.judge(bytes, sample);
  console.log(accepted ? 'accepted' : 'refused', faults);
  return faults.length === 0 ? 0 : 1;
}
