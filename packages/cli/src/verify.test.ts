import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { runCli, temporaryFolder } from './testing/run-cli.ts';

const folder = temporaryFolder();
const net = join(folder, 'net.json');
const hw = join(folder, 'chip.yaml');
const graph = join(folder, 'graph.csv');

const HARDWARE = `format: nmap-hardware
version: 1
name: small-chip
topology: { kind: mesh, width: 3, height: 3 }
core: { neurons: 12 }
energy:
  hopEastWestPj: { value: 3, source: test, evidence: assumed }
  hopNorthSouthPj: { value: 4, source: test, evidence: assumed }
`;

type Json = Record<string, never>;

/** Places, and gives the path of the manifest. */
async function placed(name: string, ...options: string[]): Promise<string> {
  const path = join(folder, name);
  const run = await runCli('place', ...options, '--hw', hw, '-o', path);
  expect(run.exit).toBe(0);
  return path;
}

/** A copy of a manifest with a change. */
function changed(path: string, name: string, change: (manifest: Json) => void): string {
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Json;
  change(manifest);
  const copy = join(folder, name);
  writeFileSync(copy, JSON.stringify(manifest));
  return copy;
}

const verified = (path: string, of: string, ...options: string[]): ReturnType<typeof runCli> =>
  runCli('verify', path, '--net', of, '--hw', hw, ...options);

beforeAll(() => {
  writeFileSync(hw, HARDWARE);
  writeFileSync(graph, 'source,target,weight\nd,a,0.5\na,b,2.25\nb,d,1\nc,a,4\n');
  writeFileSync(
    net,
    JSON.stringify({
      format: 'nmap-network',
      version: 1,
      name: 'small',
      timestepMs: 1,
      durationMs: 100,
      populations: [{ id: 'h', size: 40, spikes: 3 }],
      projections: [{ from: 'h', to: 'h', connector: 'fixed-fan-in', n: 4, seed: 5 }],
    }),
  );
});

describe('verify', () => {
  let manifest: string;
  beforeAll(async () => {
    manifest = await placed('m.json', net, '--cores', '5', '--seed', '3');
  });

  it('lists what it takes on trust, on stderr and in JSON', async () => {
    const run = await verified(manifest, net);
    expect(run).toMatchObject({ exit: 0, out: '' });
    expect(run.err).toMatch(
      /^verified: 4 cores legal; .*\ntaken on trust \(--replay confirms it\):\n {2}tool\.version: /,
    );
    expect(run.err).toMatch(/\n {2}pipeline\[\*\]\.seed: the seed of the run, 3\n/);
    expect(run.err).toMatch(/\n {2}constraints: /);
    expect((await verified(manifest, net, '--quiet')).err).toBe('');
    const json = JSON.parse((await verified(manifest, net, '--json')).out) as Json;
    expect(json).toMatchObject({ ok: true, replayed: false });
    expect(json['takenOnTrust']).toContainEqual({
      paths: ['objective'],
      why: 'what the passes were told to minimise',
    });
  });

  it('replays the recorded run, and then trusts nothing', async () => {
    const run = await verified(manifest, net, '--replay');
    expect(run).toMatchObject({ exit: 0 });
    expect(run.err).toMatch(/run again, make the same bytes\n$/);
    expect(run.err).not.toMatch(/trust/);
    const json = JSON.parse((await verified(manifest, net, '--replay', '--json')).out) as Json;
    expect(json).toMatchObject({ ok: true, replayed: true, takenOnTrust: [] });
  });

  it.each<[string, (manifest: Json) => void, RegExp]>([
    [
      'another seed',
      (m) => void (m['pipeline'] as Json[]).forEach((pass) => ((pass['seed'] as number) = 4)),
      /E4420/,
    ],
    ['another objective', (m) => void ((m['objective'] as string) = 'latency'), /E4420|E4108 notes/],
    ['another option', (m) => void ((m['pipeline'][1]['options']['effort'] as string) = 'fast'), /E4420/],
  ])('a replay tells %s', async (name, change, message) => {
    const run = await verified(changed(manifest, `${name}.json`, change), net, '--replay');
    expect(run.exit).toBe(1);
    expect(run.err).toMatch(message);
  });

  it('a run that was cut short is verified, and not replayed: exit 2', async () => {
    const cut = changed(manifest, 'cut.json', (m) => {
      (m['complete'] as boolean) = false;
      (m['pipeline'][3]['truncated'] as boolean) = true;
    });
    expect(await verified(cut, net)).toMatchObject({
      exit: 0,
      err: expect.stringMatching(/W6301/) as unknown,
    });
    const run = await verified(cut, net, '--replay');
    expect(run).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/E4421 complete: .*cut short/) as unknown,
    });
  });

  it('an illegal manifest is not replayed', async () => {
    const broken = changed(manifest, 'broken.json', (m) => void (m['cores'] as Json[]).pop());
    const run = await verified(broken, net, '--replay');
    expect(run.exit).toBe(1);
    expect(run.err).toMatch(/lost/);
    expect(run.err).not.toMatch(/E4420/);
  });

  it.each<[string, (manifest: Json) => void]>([
    ['reversed', (m) => void (m['network']['ids'] as string[]).reverse()],
    ['truncated', (m) => void (m['network']['ids'] as string[]).pop()],
    ['replaced', (m) => void ((m['network']['ids'] as string[])[0] = 'z')],
    ['removed', (m) => void delete (m['network'] as Partial<Json>)['ids']],
  ])('labels of a cluster graph that are %s are an error', async (name, change) => {
    const clusters = await placed('clusters.json', graph, '--clusters');
    expect(await verified(clusters, graph)).toMatchObject({ exit: 0 });
    expect(await verified(clusters, graph, '--replay')).toMatchObject({ exit: 0 });
    const run = await verified(changed(clusters, `${name}.json`, change), graph);
    expect(run.exit).toBe(1);
    expect(run.err).toMatch(/E4408 network\.ids/);
  });

  it('two nodes of a cluster graph on one core are an error, not a crash', async () => {
    const clusters = await placed('clusters.json', graph, '--clusters');
    const joined = changed(clusters, 'joined.json', (m) => {
      const cores = m['cores'] as { neurons: Record<string, number[][]> }[];
      const [, gone] = cores.splice(0, 2, { ...cores[0], neurons: { clusters: [[0, 1]] } });
      expect(gone).toBeDefined();
    });
    expect((await verified(joined, graph)).exit).toBe(1);
  });

  it('names faults by the million in full count and few lines', async () => {
    const flooded = changed(manifest, 'flooded.json', (m) => {
      const cores = m['cores'] as Json[];
      (m['cores'] as unknown) = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((core) => ({
        ...cores[0],
        core,
        tile: core,
        x: core % 3,
        y: Math.floor(core / 3),
        neurons: { h: Array.from({ length: 40 }, (_, i) => [i, i]) },
      }));
    });
    const run = await verified(flooded, net, '--json');
    const report = JSON.parse(run.out) as { diagnostics: { code: string; message: string }[] };
    expect(run.exit).toBe(1);
    const doubled = report.diagnostics.filter(({ code }) => code === 'E4105');
    expect(doubled).toHaveLength(201);
    expect(doubled.at(-1)!.message).toBe('120 more of the same kind, 320 in all.');
  });
});
