/** A mapper never turns into another in silence: where it fell back, every output says so. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { runCli, temporaryFolder } from './testing/run-cli.ts';

const folder = temporaryFolder();
const net = join(folder, 'net.json');
/** Scarce output axons: no fill in one pass foresees how many cores each source will reach. */
const tight = join(folder, 'tight.yaml');
const roomy = join(folder, 'roomy.yaml');

interface Step {
  readonly pass: string;
  fellBackTo?: string;
}

const chip = (core: string): string => `format: nmap-hardware
version: 1
name: chip
topology: { kind: mesh, width: 16, height: 1 }
core: { ${core} }
`;

beforeAll(() => {
  writeFileSync(tight, chip('neurons: 6, inputAxons: 12, outputAxons: 4'));
  writeFileSync(roomy, chip('neurons: 6'));
  const populations = ['a', 'b'].map((id) => ({ id, size: 12, spikes: 1 }));
  const projections = [{ from: 'a', to: 'b', connector: 'all-to-all' }];
  writeFileSync(
    net,
    JSON.stringify({ format: 'nmap-network', version: 1, name: 'net', populations, projections }),
  );
});

async function placed(partitioner: string, hw: string, name: string): Promise<{ path: string; err: string }> {
  const path = join(folder, name);
  const run = await runCli(
    ...['place', net, '--hw', hw, '-o', path],
    ...['--pipeline', `${partitioner}; place/row-major`],
  );
  expect(run.exit).toBe(0);
  return { path, err: run.err };
}

const stepsOf = (path: string): Step[] =>
  (JSON.parse(readFileSync(path, 'utf8')) as { pipeline: Step[] }).pipeline;

describe('a partitioner that fell back', () => {
  it.each(['partition/sequential', 'partition/louvain', 'partition/random'])(
    '%s says so in the table, as a warning, in the manifest and in JSON',
    async (name) => {
      const { path, err } = await placed(name, tight, 'fell.json');
      const step = stepsOf(path).find(({ pass }) => pass === name)!;
      expect(step.fellBackTo).toMatch(/^[a-z-]+(\(.+\))?$/);
      expect(err).toContain(`FELL BACK to ${step.fellBackTo}`);
      expect(err).toContain(`warning W6310 ${name}: `);
      const verified = await runCli('verify', path, '--net', net, '--hw', tight);
      expect(verified).toMatchObject({ exit: 0 });
      expect(verified.err).toContain(`warning W6310 ${name}: `);
      expect(verified.err).toMatch(/pipeline\[1\]\.fellBackTo: that /);
      const json = await runCli(
        ...['place', net, '--hw', tight, '--json', '--pipeline', `${name}; place/row-major`],
      );
      const report = JSON.parse(json.out) as {
        passes: Step[];
        pipeline: Step[];
        diagnostics: { code: string; severity: string }[];
      };
      for (const list of [report.passes, report.pipeline])
        expect(list.find(({ pass }) => pass === name)?.fellBackTo).toBe(step.fellBackTo);
      expect(report.diagnostics).toContainEqual(
        expect.objectContaining({ code: 'W6310', severity: 'warning' }),
      );
    },
  );

  it('says nothing where it did not', async () => {
    const { path, err } = await placed('partition/sequential', roomy, 'own.json');
    expect(stepsOf(path).some((step) => 'fellBackTo' in step)).toBe(false);
    expect(err).not.toMatch(/W6310|FELL BACK/);
    expect((await runCli('verify', path, '--net', net, '--hw', roomy)).err).not.toMatch(/W6310|fellBackTo/);
  });

  it.each<[string, (step: Step) => void]>([
    ['taken out', (step) => void delete step.fellBackTo],
    ['changed', (step) => void (step.fellBackTo = 'next-fit(order=mine)')],
  ])('a replay tells that the mark was %s', async (name, change) => {
    const { path } = await placed('partition/sequential', tight, 'marked.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as { pipeline: Step[] };
    change(manifest.pipeline[1]);
    const copy = join(folder, `${name}.json`);
    writeFileSync(copy, JSON.stringify(manifest));
    expect(await runCli('verify', copy, '--net', net, '--hw', tight)).toMatchObject({ exit: 0 });
    const replayed = await runCli('verify', copy, '--net', net, '--hw', tight, '--replay');
    expect(replayed.exit).toBe(1);
    expect(replayed.err).toMatch(/E4420 line \d+: /);
  });
});
