/** `nmap inspect`: histograms by hand, and what presets need at least. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { presetNames } from '@nmap/hardware';
import { runCli, temporaryFolder } from './testing/run-cli.ts';

const folder = temporaryFolder();
const net = join(folder, 'net.json');

interface Report {
  readonly ok: boolean;
  readonly histograms: {
    readonly of: string;
    readonly bins: { from: number; to: number; neurons: number }[];
  }[];
  readonly needs: {
    readonly hardware: string;
    readonly cores: number;
    readonly coresNeeded: number | null;
    readonly binding: string;
    readonly obstacles: { readonly code: string }[];
  }[];
}

beforeAll(() => {
  const network = {
    format: 'nmap-network',
    version: 1,
    name: 'net',
    durationMs: 1000,
    populations: [
      { id: 'in', size: 3, external: true, spikes: [0, 1, 5] },
      { id: 'h', size: 600, spikes: 2 },
    ],
    projections: [
      { from: 'in', to: 'h', connector: 'all-to-all', delayMs: 40 },
      { from: 'h', to: 'h', connector: 'list', pre: [0, 0, 1], post: [1, 2, 1] },
    ],
  };
  writeFileSync(net, JSON.stringify(network));
});

async function inspected(...words: string[]): Promise<Report> {
  return JSON.parse((await runCli('inspect', net, ...words, '--json')).out) as Report;
}

describe('nmap inspect', () => {
  it('counts neurons by degree and rate', async () => {
    const { histograms } = await inspected('--hw', 'loihi');
    const rows = histograms.map(({ of, bins }) => [
      of,
      bins.map(({ from, to, neurons }) => [from, to, neurons]),
    ]);
    expect(rows).toEqual([
      // 598 neurons hear the input alone, h[1] two synapses more, h[2] one.
      [
        'fanIn',
        [
          [2, 4, 598],
          [4, 8, 2],
        ],
      ],
      [
        'fanOut',
        [
          [0, 0, 598],
          [1, 2, 1],
          [2, 4, 1],
          [4, 8, 0],
          [8, 16, 0],
          [16, 32, 0],
          [32, 64, 0],
          [64, 128, 0],
          [128, 256, 0],
          [256, 512, 0],
          [512, 1024, 3],
        ],
      ],
      [
        'rateHz',
        [
          [0, 0, 1],
          [1, 2, 1],
          [2, 4, 600],
          [4, 8, 1],
        ],
      ],
    ]);
  });

  it('says what each preset needs at least, and what forbids it', async () => {
    const { needs } = await inspected();
    const named = new Map(needs.map((need) => [need.hardware, need]));
    const listed = presetNames().filter((name) => !['jin256', 'jin512', 'jin1024'].includes(name));
    expect([...named.keys()]).toEqual(listed);
    expect(named.get('loihi')).toMatchObject({ cores: 128, coresNeeded: 1, obstacles: [] });
    // 600 / 256 neurons; a delay of 40 ticks is too long, and 3 inputs reach 600 neurons on several cores.
    expect(named.get('truenorth')!.coresNeeded).toBe(3);
    expect(named.get('truenorth')!.obstacles.map(({ code }) => code)).toContain('E2210');
    expect(named.get('odin')).toMatchObject({ cores: 1, coresNeeded: null });
    expect(named.get('odin')!.obstacles.map(({ code }) => code)).toContain('E2201');
  });

  it('shows one chip where one is asked about', async () => {
    expect((await inspected('--hw', 'spinnaker')).needs).toMatchObject([
      { hardware: 'spinnaker', coresNeeded: 3 },
    ]);
  });

  it('draws them in the terminal', async () => {
    const { out } = await runCli('inspect', net, '--hw', 'loihi');
    expect(out).toMatch(/^synapses onto a neuron +neurons$/m);
    expect(out).toMatch(/^ *2 to 3 +598 +#{40}$/m);
    expect(out).toMatch(/^ *4 to 7 +2 +#$/m);
    expect(out).toMatch(/^ *2 to 4 +600 +#{40}$/m);
    expect(out).toMatch(/^loihi +128 +1 +neurons$/m);
    expect(out).toContain('bounds, without a search');
  });
});
