import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { runCli, type CliRun } from './testing/run-cli.ts';
import { CLASSES, tinyFolder, type TinyFolder } from './testing/tiny-model.ts';

let folder: TinyFolder;
beforeAll(async () => {
  folder = await tinyFolder();
});

/** Words as a command line: `@name` is a file of the folder. */
const run = (line: string): Promise<CliRun> =>
  runCli(
    ...(line.match(/"[^"]*"|\S+/g) ?? []).map((word) =>
      word.startsWith('@') ? folder.at(word.slice(1)) : word.replaceAll('"', ''),
    ),
  );

const bytes = (name: string): string => readFileSync(folder.at(name)).toString('latin1');
const json = (text: string): Report => JSON.parse(text) as Report;

interface Report {
  readonly ok: boolean;
  readonly exit: number;
  readonly diagnostics: readonly { readonly code: string }[];
  readonly metrics: Readonly<Record<string, unknown>>;
  readonly passes?: string;
}

interface NetworkJson {
  readonly populations: readonly {
    readonly id: string;
    readonly size: number;
    readonly spikes: number | number[];
  }[];
}

/** Spikes of every neuron, as net.json states them. */
function spikesOf(name: string): number[] {
  const { populations } = JSON.parse(bytes(name)) as NetworkJson;
  return populations.flatMap(({ size, spikes }) =>
    Array.isArray(spikes) ? spikes : Array<number>(size).fill(spikes),
  );
}

const CONVERT = 'convert @tiny.onnx @net.json --calibrate @d.npz --steps 8 --images 20';

describe('convert', () => {
  it('tells the accuracy first, then the curve, then the layers, on stderr', async () => {
    const { exit, out, err } = await run(CONVERT);
    expect(exit).toBe(0);
    expect(out).toBe('');
    const order = [
      'trained network: 100.0 %',
      'steps',
      'stopping as soon as',
      'error of the rates',
      'net.json',
    ];
    const places = order.map((text) => err.indexOf(text));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });

  it('prints nothing with --quiet, and one object with --json', async () => {
    expect(await run(`${CONVERT} --quiet`)).toEqual({ exit: 0, out: '', err: '' });
    const { exit, out, err } = await run(`${CONVERT} --json`);
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    const { ok, metrics, passes } = json(out) as Report & {
      readonly metrics: {
        readonly trained: { readonly accuracy: { readonly share: number }; readonly macs: number };
        readonly curve: readonly { readonly steps: number; readonly accuracy: { readonly low: number } }[];
        readonly diagnosis: readonly { readonly population: string }[];
        readonly neurons: number;
        readonly images: number;
      };
    };
    expect(ok).toBe(true);
    expect(metrics.trained.accuracy.share).toBe(1);
    expect(metrics.trained.macs).toBe(2 * 9 * 16 + 8 * 6 + 6 * CLASSES);
    expect(metrics.curve.map(({ steps }) => steps)).toEqual([1, 2, 4, 8]);
    expect(metrics.diagnosis.map(({ population }) => population)).toEqual(['relu', 'pool', 'relu2']);
    expect(metrics).toMatchObject({ neurons: 36 + 32 + 8 + 6 + CLASSES, images: 20 });
    expect(passes).toMatch(/exercise\(steps=8, images=20\)$/);
  });

  it('writes the same bytes again, and those of the passes it prints', async () => {
    const files = ['net.json', 'in.csv', 'y.csv'];
    const line = `${CONVERT} --spikes @in.csv --write-labels @y.csv`;
    const { passes } = json((await run(`${line} --json`)).out);
    const before = files.map(bytes);
    await run(`${line} --quiet`);
    expect(files.map(bytes)).toEqual(before);
    await run(`${line.replace('--steps 8 --images 20', '')} --passes "${passes}" --quiet`);
    expect(files.map(bytes)).toEqual(before);
  });

  it('draws other random spikes with another seed, and the same with the same', async () => {
    const line = `${CONVERT} --passes input/poisson --spikes @in.csv --quiet --seed`;
    await run(`${line} 1`);
    const first = ['net.json', 'in.csv'].map(bytes);
    await run(`${line} 2`);
    expect(bytes('in.csv')).not.toBe(first[1]);
    await run(`${line} 1`);
    expect(['net.json', 'in.csv'].map(bytes)).toEqual(first);
  });

  it('replaces max pooling on request, and shows what that costs', async () => {
    const { exit, err } = await run(
      'convert @max.onnx @max.json --calibrate @d.npz --passes maxpool/average --images 20',
    );
    expect(exit).toBe(0);
    expect(err).toMatch(/with average in place of max pooling, not spiking: \d+\.\d %/);
    expect(err).toMatch(/W1802/);
  });

  it('says what cannot be replayed where the input is a current', async () => {
    const { exit, err } = await run(`${CONVERT} --passes input/current`);
    expect(exit).toBe(0);
    expect(err).toMatch(/note W1782 .*--mode lif cannot replay/);
  });

  it('goes on without labels, and says so', async () => {
    const { exit, err } = await run('convert @tiny.onnx @net.json --calibrate @x.npz --steps 4 --images 5');
    expect(exit).toBe(0);
    expect(err).toMatch(/no labels: accuracy is not measured/);
    expect(err).toMatch(/as trained/);
  });

  it('warns of layers that never fire', async () => {
    const { exit, err } = await run(
      'convert @tiny.onnx @net.json --calibrate @x.npz --test @dark.npz --steps 4',
    );
    expect(exit).toBe(0);
    expect(err).toMatch(/warning W1791 image: none of its 36 neurons fires in 5 images of 4 steps.*all zero/);
    expect((await run(CONVERT)).err).not.toMatch(/W1791/);
  });

  it('warns of an accuracy like guessing that few images cannot prove', async () => {
    const { exit, err } = await run(
      'convert @tiny.onnx @net.json --calibrate @d.npz --test @few.npz --scale -1 --steps 4',
    );
    expect(exit).toBe(0);
    expect(err).toMatch(/warning W1787 tiny: answers .* of 12 images/);
  });

  it('takes any output of a model, and the shape that its file leaves open', async () => {
    const { exit, err } = await run(
      'convert @tiny.onnx @relu.json --calibrate @x.npz --output-name relu2 --input-shape 1,6,6 --steps 4 --images 5',
    );
    expect(err).toMatch(/relu\.json/);
    expect(exit).toBe(0);
  });
});

const PIPELINES = [
  'partition/sequential; place/hilbert',
  'partition/greedy; place/random',
  'partition/multilevel; place/multilevel',
];

describe('the placed network', () => {
  beforeAll(async () => {
    await run(`${CONVERT} --spikes @in.csv --write-labels @y.csv --quiet`);
  });

  it.each(PIPELINES.flatMap((pipeline) => [1, 2].map((threads) => ({ pipeline, threads }))))(
    'fires the spikes of net.json, $pipeline, $threads threads',
    async ({ pipeline, threads }) => {
      const place = await run(
        `place @net.json --hw loihi64 -o @m.json --pipeline "${pipeline}" --threads ${threads} --quiet`,
      );
      expect(place).toEqual({ exit: 0, out: '', err: '' });
      expect((await run('verify @m.json --net @net.json --hw loihi64 --quiet')).exit).toBe(0);
      const { exit, out } = await run(
        'simulate @m.json --net @net.json --hw loihi64 --mode lif --spikes @in.csv --json',
      );
      expect(exit).toBe(0);
      expect((json(out).metrics as { spikesOf: number[] }).spikesOf).toEqual(spikesOf('net.json'));
    },
  );

  it('answers as the conversion said, by --labels', async () => {
    const converted = json((await run(`${CONVERT} --json`)).out).metrics as unknown as {
      curve: { accuracy: unknown }[];
    };
    await run('place @net.json --hw loihi -o @m.json --preset fast --quiet');
    const line = 'simulate @m.json --net @net.json --hw loihi --mode lif --spikes @in.csv';
    const { exit, out } = await run(`${line} --labels @y.csv --json`);
    expect(exit).toBe(0);
    const { answers } = json(out).metrics as unknown as { answers: readonly Record<string, unknown>[] };
    expect(answers).toHaveLength(1);
    expect(answers[0]).toMatchObject({ population: 'logits', classes: CLASSES });
    expect(answers[0]['accuracy']).toEqual(converted.curve.at(-1)?.accuracy);
    expect((await run(`${line} --labels @y.csv`)).out).toMatch(
      /read by the host +images +classes +right.*\nlogits +20 +3 +\d/,
    );
    expect((await run(line)).out).toMatch(/logits +20 +3 +no --labels/);
  });

  it.each([
    ['--labels @y.npz', 'E1785', /90 labels; 20 images/],
    ['--labels @none.npy', 'E1001', /no such file/],
    ['--labels @far-y.npz', 'E1846', /tells 3 classes apart/],
  ])('refuses %s', async (option, code, said) => {
    await run('place @net.json --hw loihi -o @m.json --preset fast --quiet');
    const { exit, err } = await run(
      `simulate @m.json --net @net.json --hw loihi --mode lif --spikes @in.csv ${option}`,
    );
    expect(err).toMatch(said);
    expect(err).toContain(`error ${code}`);
    expect(exit).toBe(2);
  });

  it('has nothing to judge where the outputs spike', async () => {
    await run(`${CONVERT.replace('net.json', 'spk.json')} --passes readout/spikes --spikes @spk.csv --quiet`);
    await run('place @spk.json --hw loihi -o @spk-m.json --preset fast --quiet');
    const { exit, err } = await run(
      'simulate @spk-m.json --net @spk.json --hw loihi --mode lif --spikes @spk.csv --labels @y.csv',
    );
    expect(err).toMatch(/error E1784/);
    expect(exit).toBe(2);
  });
});

describe('train', () => {
  const TRAIN = 'train @tiny.onnx --data @d.npz -o @t.onnx --epochs 2';

  it.each([
    ['', /epoch +loss +penalty/],
    ['--regularise "hoyer-square(1e-3); l1(1e-4, scale=99.9)"', /tiny: \d+\.\d % .* of 9 images/],
    ['--levels 4', /before \d/],
    ['--teacher 0.5', /before \d/],
    [
      '--hw loihi --regularise "chip(1e-4)" --rounds 1',
      /before round 1: spikes of an image cost .*J on 1 core/,
    ],
  ])('%s: the same bytes again', async (options, said) => {
    const { exit, out, err } = await run(`${TRAIN} ${options}`);
    expect(err).toMatch(said);
    expect({ exit, out }).toEqual({ exit: 0, out: '' });
    const before = bytes('t.onnx');
    expect(await run(`${TRAIN} ${options} --quiet`)).toEqual({ exit: 0, out: '', err: '' });
    expect(bytes('t.onnx')).toBe(before);
    const again = await run('convert @t.onnx @t.json --calibrate @d.npz --steps 4 --images 5 --quiet');
    expect(again.exit).toBe(0);
  });

  it('depends on the seed, and tells its numbers as one object', async () => {
    await run(`${TRAIN} --quiet`);
    const before = bytes('t.onnx');
    const { out, err } = await run(`${TRAIN} --seed 2 --json`);
    expect(err).toBe('');
    expect(bytes('t.onnx')).not.toBe(before);
    expect(json(out)).toMatchObject({
      ok: true,
      metrics: {
        images: { train: 81, validate: 9 },
        onChip: null,
        rounds: [{ epochs: [{ epoch: 1 }, { epoch: 2 }] }],
      },
    });
  });

  it('begins a built-in network from nothing', async () => {
    const { exit, err } = await run('train mlp --data @d.npz -o @mlp.onnx --epochs 1');
    expect(exit).toBe(0);
    expect(err).toMatch(/mlp.*right of 9 images/);
  });
});

describe('deploy', () => {
  const DEPLOY =
    'deploy @tiny.onnx --data @d.npz --hw loihi --images 30 --replay 3 --preset fast --tolerance 4';

  /** The same with fewer images: what is judged there does not depend on their number. */
  const SHORT = DEPLOY.replace('--images 30 --replay 3', '--images 12 --replay 1');

  it('ends with a front, a ladder, and files that verify and replay', async () => {
    const { exit, out, err } = await run(
      `${DEPLOY} -o @one --peer "name=stick,watts=1.4,idleWatts=0.5,latencyMs=2.2,accuracy=0.5"`,
    );
    expect(exit).toBe(0);
    expect(err).toMatch(/spikes: percentile.*\n[^]*ladder: naive conversion/);
    for (const said of [
      'Pareto front',
      'naive conversion',
      'unequal accuracy',
      'not counted: host',
      "a model's estimate",
    ])
      expect(out).toMatch(said);
    // What stands in the way of a fair comparison is marked in every form.
    expect(bytes('one/deploy.md')).toMatch(/marked: unequal accuracy: 50\.0 % against/);
    const { peer } = JSON.parse(bytes('one/deploy.json')) as {
      readonly peer: { readonly ratio: { readonly marks: readonly string[] } };
    };
    expect(peer.ratio.marks).toEqual([
      expect.stringMatching(/^unequal accuracy/),
      "loihi is a model's estimate, not measured",
    ]);
    const ladder = readdirSync(folder.at('one/ladder')).map((rung) => `one/ladder/${rung}`);
    expect(ladder.length).toBeGreaterThan(2);
    for (const at of ['one', ...ladder]) {
      const verified = await run(
        `verify @${at}/manifest.json --net @${at}/net.json --hw loihi --replay --quiet`,
      );
      expect(verified).toEqual({ exit: 0, out: '', err: '' });
      if (!readdirSync(folder.at(at)).includes('input.csv')) continue;
      const replayed = await run(
        `simulate @${at}/manifest.json --net @${at}/net.json --hw loihi --mode lif --spikes @${at}/input.csv --json`,
      );
      expect((json(replayed.out).metrics as { spikesOf: number[] }).spikesOf).toEqual(
        spikesOf(`${at}/net.json`),
      );
    }
    expect(readdirSync(folder.at('one/ladder/00-naive-conversion'))).toContain('input.csv');
  });

  it('writes the same bytes at any thread count, one object with --json', async () => {
    const first = await run(`${SHORT} -o @two --threads 2 --json`);
    const second = await run(`${SHORT} -o @three --threads 1 --json`);
    expect(first.err).toBe('');
    expect(json(first.out)).toMatchObject({ ok: true, metrics: { format: 'nmap-deployment', tolerance: 4 } });
    expect(second.out).toBe(first.out.replaceAll(folder.at('two'), folder.at('three')));
    for (const name of ['deploy.json', 'deploy.md', 'net.json', 'manifest.json'])
      expect(bytes(`three/${name}`)).toBe(bytes(`two/${name}`));
  });

  it('takes an empty folder, and writes only data on stdout with --quiet', async () => {
    mkdirSync(folder.at('four'));
    const { exit, err } = await run(`${SHORT} -o @four --quiet`);
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
  });
});
