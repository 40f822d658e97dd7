/** The first cases of `npm run fuzz`, on the sources: a reader that breaks shows before anything is built. */
import { describe, expect, it } from '@jest/globals';

interface Kind {
  readonly name: string;
}
interface Report {
  readonly cases: number;
  readonly accepted: number;
  readonly refused: number;
  readonly failures: readonly { readonly number: number; readonly faults: readonly string[] }[];
}
interface Limits {
  readonly seed: number;
  readonly from: number;
  readonly cases: number;
  readonly seconds: number;
}

const module = async <Exports>(path: string): Promise<Exports> =>
  (await import(new URL(path, import.meta.url).pathname)) as Exports;
const { KINDS } = await module<{ KINDS: readonly Kind[] }>('./kinds/index.mjs');
const { runKind } = await module<{ runKind: (kind: Kind, limits: Limits) => Promise<Report> }>(
  './lib/run-kind.mjs',
);

/** A command line, a network that is made or a recording costs as much as a hundred small files. */
const casesOf = ({ name }: Kind): number =>
  name === 'command-line' || name === 'generator' || name === 'recorded-spikes' ? 30 : 150;

describe('changed inputs', () => {
  it.each(KINDS.map((kind) => [kind.name, kind] as const))(
    '%s: read, or refused in words',
    async (_, kind) => {
      const cases = casesOf(kind);
      const report = await runKind(kind, { seed: 8, from: 0, cases, seconds: Infinity });
      expect(report.failures.map(({ number, faults }) => `case ${number}: ${faults[0]}`)).toEqual([]);
      expect(report.cases).toBe(cases);
      expect(Math.min(report.accepted, report.refused)).toBeGreaterThan(0);
    },
  );
});
