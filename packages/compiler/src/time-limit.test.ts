import { describe, expect, it } from '@jest/globals';
import { readHardware } from '@nmap/hardware';
import { NmapError, type NetworkSpec, type Target } from '@nmap/ir';
import { checkMemory } from './check-source.ts';
import { compile } from './compile.ts';
import { endedWithoutState } from './pass-errors.ts';
import { PRESETS, pipelineFor } from './presets.ts';
import type { ProgressReport } from './runner.ts';

function chip(core: string, width = 4): Target {
  const text = `format: nmap-hardware
version: 1
name: small
topology: { kind: mesh, width: ${width}, height: 1 }
core: { ${core} }
energy: {}
latency: {}
`;
  return readHardware(text, 'small.yaml').target;
}

function spec(size: number, fanIn: number): NetworkSpec {
  return {
    name: 'net',
    timestepMs: 1,
    durationMs: 100,
    populations: [
      { id: 'in', size: 8, spikes: 2, external: true },
      { id: 'h', size, spikes: 3 },
    ],
    projections: [{ from: 'in', to: 'h', connector: 'fixed-fan-in', n: fanIn }],
  };
}

interface Case {
  readonly network: NetworkSpec;
  readonly target: Target;
  readonly text?: string;
  readonly preset?: string;
  readonly timeLimitS?: number | null;
  readonly elapsedBeforeMs?: number;
  readonly cancelled?: boolean;
  readonly onProgress?: (report: ProgressReport) => void;
}

function run({ network, target, text, preset = 'default', timeLimitS = null, cancelled, ...rest }: Case) {
  return compile(
    { stage: 'source', spec: network, target, constraints: { maxCores: null }, objective: 'traffic' },
    pipelineFor({ preset, text: text ?? null }),
    {
      seed: 1,
      budget: {
        timeLimitS,
        elapsedBeforeMs: rest.elapsedBeforeMs ?? 0,
        cancelled: () => cancelled === true,
      },
      ...(rest.onProgress === undefined ? {} : { onProgress: rest.onProgress }),
    },
  );
}

async function failureOf(promise: Promise<unknown>): Promise<NmapError> {
  const error = await promise.then(
    () => null,
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(NmapError);
  return error as NmapError;
}

/** Three neurons with two synapses each: sums fit two cores of three synapses, no two neurons fit one. */
const HOPELESS = { network: spec(3, 2), target: chip('neurons: 8, synapses: 3', 2) };

describe('a limit that is over at once', () => {
  const pipelines = [
    ...Object.keys(PRESETS).map((preset) => [preset, { preset }] as const),
    ...[
      'partition/greedy; place/hilbert',
      'partition/louvain; place/force-directed; refine/swap',
      'partition/streaming; place/tabu; refine/anneal',
      'partition/random; place/random; refine/joint',
      'partition/exact; place/exact',
    ].map((text) => [text, { text }] as const),
  ];

  it.each(pipelines)('leaves a legal state: %s', async (name, passes) => {
    const text = 'text' in passes ? passes.text : undefined;
    const network = spec(20, 3);
    const target = chip('neurons: 6, inputAxons: 8');
    for (const elapsedBeforeMs of [0, 60_000]) {
      const { run: result } = await run({ network, target, ...passes, timeLimitS: 0.001, elapsedBeforeMs });
      expect(result.stage.stage).toBe('routed');
      // Passes that are over before they could be asked are complete.
      expect([null, 'time-limit']).toContain(result.stopped);
      if (text === undefined && name !== 'pacman') expect(result.stopped).toBe('time-limit');
    }
  });

  it('is named where nothing legal was found before it', () => {
    const tried = new NmapError('not-found', [
      { code: 'E3101', severity: 'error', where: 'partition/greedy', message: 'no legal clustering found.' },
    ]);
    const error = endedWithoutState(tried, 'time-limit', {
      timeLimitS: 5,
      cancelled: () => false,
    }) as NmapError;
    expect(error.kind).toBe('not-found');
    expect(error.diagnostics[0]).toMatchObject({ code: 'E3103', severity: 'error', have: 5, unit: 's' });
    expect(error.diagnostics[0].message).toMatch(/time limit of 5 s ran out before any legal state/);
    expect(error.diagnostics[1]).toMatchObject({ code: 'E3101', severity: 'note' });
  });

  it('is not blamed where there was none', async () => {
    const error = await failureOf(run({ ...HOPELESS, text: 'partition/greedy; place/hilbert' }));
    expect(error.diagnostics.map(({ code, where }) => `${code} ${where}`)).toEqual([
      'E3101 partition/greedy (seed 1)',
    ]);
  });

  it('is told apart from an interrupt', async () => {
    const interrupted = { ...HOPELESS, cancelled: true, text: 'partition/greedy; place/hilbert' };
    const error = await failureOf(run(interrupted));
    expect(error.diagnostics[0].code).toBe('E3104');
  });
});

describe('phases', () => {
  it('are told in their order', async () => {
    const phases: string[] = [];
    await run({
      network: spec(20, 3),
      target: chip('neurons: 6'),
      onProgress: ({ phase }) => {
        if (phases.at(-1) !== phase) phases.push(phase);
      },
    });
    expect(phases).toEqual(['lowering', 'checking', 'searching', 'verifying', 'counting']);
  });

  it('end before the network is laid out where sizes prove that it does not fit', async () => {
    const phases = new Set<string>();
    const huge = {
      ...spec(1, 1),
      populations: [{ id: 'h', size: 4_000_000_000, spikes: 1 }],
      projections: [],
    };
    const error = await failureOf(
      run({ network: huge, target: chip('neurons: 6'), onProgress: ({ phase }) => phases.add(phase) }),
    );
    expect(error.kind).toBe('infeasible');
    expect(error.diagnostics.map(({ code }) => code)).toEqual(['E2201']);
    expect([...phases]).toEqual([]);
  });
});

describe('checkMemory', () => {
  it('refuses what no memory of the machine holds', () => {
    expect(() => checkMemory(16e9, 16e9)).not.toThrow();
    expect(() => checkMemory(101e9, 16e9)).toThrow(
      /E1121 network: .*at least 101 GB, this machine has 16 GB/,
    );
  });
});
