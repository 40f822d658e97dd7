import { existsSync, readFileSync, rmSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { runCli } from './testing/run-cli.ts';
import { tinyFolder, type TinyFolder } from './testing/tiny-model.ts';

let folder: TinyFolder;
beforeAll(async () => {
  folder = await tinyFolder();
  folder.write('text.onnx', 'Real ONNX model would go here');
  folder.write('pointer.onnx', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n');
  folder.write('empty.onnx', '');
  folder.write('cut.onnx', readFileSync(folder.at('tiny.onnx')).subarray(0, 300));
});

/** Words as a command line: `@name` is a file of the folder. */
const words = (line: string): string[] =>
  (line.match(/"[^"]*"|\S+/g) ?? []).map((word) =>
    word.startsWith('@') ? folder.at(word.slice(1)) : word.replaceAll('"', ''),
  );

describe('what cannot be meant ends with exit 2, one code, and a way out', () => {
  it.each([
    // Data.
    ['convert @tiny.onnx @o.json', 'E1770', /--calibrate data\.npz/],
    ['convert @text.onnx @o.json', 'E1801', /"Real ONNX model would go here"/],
    ['convert @text.onnx @o.json --calibrate @d.npz', 'E1801', /this is text, not a model/],
    ['convert @pointer.onnx @o.json --calibrate @d.npz', 'E1801', /git lfs pull/],
    ['convert @empty.onnx @o.json --calibrate @d.npz', 'E1', /empty/],
    ['convert @cut.onnx @o.json --calibrate @d.npz', 'E180', /cut\.onnx/],
    ['convert @d.npz @o.json --calibrate @d.npz', 'E1801', /zip archive, not a model|NumPy/],
    ['convert @none.onnx @o.json --calibrate @d.npz', 'E1001', /there is no such file/],
    ['convert @tiny.onnx @o.json --calibrate @none.npz', 'E1001', /there is no such file/],
    ['convert @tiny.onnx @o.json --calibrate @wide.npz', 'E1845', /7, 7/],
    ['convert @tiny.onnx @o.json --calibrate @text.onnx', 'E184', /text\.onnx/],
    [
      'convert @tiny.onnx @o.json --calibrate @x.npz --labels @short-y.npz',
      'E1846',
      /80 labels for 90 samples/,
    ],
    ['convert @tiny.onnx @o.json --calibrate @x.npz --labels @far-y.npz', 'E1846', /subtract 1/],
    ['convert @tiny.onnx @o.json --calibrate @d.npz --test @x.npz --test-labels @short-y.npz', 'E1846', /80/],
    ['convert @tiny.onnx @o.json --calibrate @d.npz --samples images', 'E1844', /no array "images"/],
    ['convert @tiny.onnx @o.json --calibrate drawn-digits', 'E1777', /\[1, 6, 6\], drawn digits are/],
    [
      'convert @tiny.onnx @o.json --calibrate @x.npz --labels @rotated-y.npz',
      'E1772',
      /guessing among 3 classes would be 33\.3 %/,
    ],
    ['convert @tiny.onnx @o.json --calibrate @d.npz --scale -1', 'E1772', /--scale/],
    // Layers.
    ['convert @max.onnx @o.json --calibrate @d.npz', 'E1762', /maxpool\/average/],
    ['deploy @max.onnx --data @d.npz --hw loihi -o @dep', 'E1762', /--maxpool average|maxpool\/average/],
    // Options.
    [
      'convert @tiny.onnx @o.json --calibrate @d.npz --scale abc',
      'E1502',
      /--scale takes a number or a fraction/,
    ],
    ['convert @tiny.onnx @o.json --calibrate @d.npz --scale 1/0', 'E1502', /got "1\/0"/],
    ['convert @tiny.onnx @o.json --calibrate @d.npz --scale 0', 'E1502', /--scale/],
    [
      'convert @tiny.onnx @o.json --calibrate @d.npz --steps 0',
      'E1502',
      /--steps takes an integer of at least 1/,
    ],
    ['convert @tiny.onnx @o.json --calibrate @d.npz --steps 2.5', 'E1502', /--steps/],
    ['convert @tiny.onnx @o.json --calibrate @d.npz --steps abc', 'E1502', /--steps takes a number/],
    ['convert @tiny.onnx @o.json --calibrate @d.npz --steps 1000000', 'E1781', /at most 100000/],
    [
      'convert @tiny.onnx @o.json --calibrate @d.npz --passes "normalise/percentle"',
      'E1401',
      /Did you mean "normalise\/percentile"/,
    ],
    ['convert @tiny.onnx @o.json --calibrate @d.npz --passes "normalise/percentile(q=3)"', 'E1401', /"?q"?/],
    [
      'convert @tiny.onnx @o.json --calibrate @d.npz --passes "normalise/percentile(p=101)"',
      'E1401',
      /at most 100/,
    ],
    ['convert @tiny.onnx @o.json --calibrate @d.npz --passes "exercise; fold"', 'E1402', /Order:/],
    ['convert @tiny.onnx @o.json --calibrate @d.npz --passes "partition/greedy"', 'E1401', /no pass/],
    ['convert @tiny.onnx @o.json --calibrate @d.npz --input-shape 1,6', 'E1810', /\[1, 6\] does not fit/],
    [
      'convert @tiny.onnx @o.json --calibrate @d.npz --input-shape 1,a,6',
      'E1502',
      /--input-shape takes lengths/,
    ],
    [
      'convert @tiny.onnx @o.json --calibrate @d.npz --output-name nothing',
      'E1810',
      /no value is called "nothing"/,
    ],
    ['convert @tiny.onnx @o.json --calibrate @d.npz --test-labels @y.npz', 'E1502', /goes with --test/],
    ['convert @tiny.onnx @o.json --calibrate @x.npz --write-labels @l.csv', 'E1786', /no labels/],
    [
      'convert @tiny.onnx @o.json --calibrate @d.npz --passes input/current --spikes @s.csv',
      'E1783',
      /no neuron stands for a pixel/,
    ],
    [
      'convert @tiny.onnx @o.json --calibrate @d.npz --no-exercise --passes "normalise/max; exercise(steps=16)"',
      'E1778',
      /exercise\(steps=16, images=\d+\) shows images, and --no-exercise shows none/,
    ],
    [
      'convert @tiny.onnx @o.json --calibrate @d.npz --no-exercise --steps 16 --passes exercise',
      'E1778',
      /Leave one of the two out/,
    ],
    ['convert @tiny.onnx @tiny.onnx --calibrate @d.npz', 'E1506', /would overwrite the input/],
    ['convert @tiny.onnx @d.npz --calibrate @d.npz', 'E1506', /would overwrite/],
    [
      'convert @tiny.onnx @o.json --calibrate @d.npz --spikes @o.json',
      'E1502',
      /--spikes and the network are both to be written to/,
    ],
    [
      'convert @tiny.onnx @o.json --calibrate @d.npz --spikes @s.csv --write-labels @s.csv',
      'E1502',
      /--write-labels and --spikes are both/,
    ],
    // Training.
    ['train lenet --data drawn-digits -o @t.onnx', 'E1730', /Did you mean lenet5/],
    ['train @none.onnx --data @d.npz -o @t.onnx', 'E1001', /no such file/],
    ['train @tiny.onnx --data @x.npz -o @t.onnx', 'E17', /label/],
    ['train mlp --data @x.npz -o @t.onnx', 'E17', /label/],
    ['train @tiny.onnx --data @d.npz -o @tiny.onnx', 'E1506', /would overwrite/],
    ['train @tiny.onnx --data @d.npz -o @t.onnx --regularise "l3(1)"', 'E1710', /Did you mean l1/],
    ['train @tiny.onnx --data @d.npz -o @t.onnx --regularise l1', 'E1711', /with numbers in brackets/],
    ['train @tiny.onnx --data @d.npz -o @t.onnx --regularise "l1(-1)"', 'E1712', /from 0/],
    ['train @tiny.onnx --data @d.npz -o @t.onnx --regularise "chip(1e-3)"', 'E1776', /Add --hw loihi/],
    ['train @tiny.onnx --data @d.npz -o @t.onnx --hw loihi', 'E1776', /leave --hw out/],
    [
      'train @tiny.onnx --data @d.npz -o @t.onnx --hw lohi --regularise "chip(1e-3)"',
      'E1301',
      /Did you mean "loihi"/,
    ],
    ['train @tiny.onnx --data @d.npz -o @t.onnx --epochs 0', 'E1502', /--epochs/],
    ['train @tiny.onnx --data @d.npz -o @t.onnx --learning-rate 0', 'E1502', /--learning-rate/],
    ['train @tiny.onnx --data @d.npz -o @t.onnx --teacher 2', 'E1502', /--teacher/],
    ['train @tiny.onnx --data @d.npz -o @t.onnx --batch 0', 'E1502', /--batch/],
    ['train @tiny.onnx --data @d.npz -o @t.onnx --validate-labels @y.npz', 'E1502', /goes with --validate/],
    ['train lenet5 --data drawn-digits --scale 1/255 -o @t.onnx', 'E1780', /--scale has nothing to read/],
    ['train lenet5 --data drawn-digits --labels @y.npz -o @t.onnx', 'E1780', /--labels has nothing to read/],
    // Deployment.
    ['deploy @tiny.onnx --data @x.npz --hw loihi -o @dep', 'E1773', /no labels/],
    ['deploy @tiny.onnx --data @few.npz --hw loihi -o @dep', 'E1773', /12 images/],
    ['deploy @tiny.onnx --data @d.npz --hw lohi -o @dep', 'E1301', /Did you mean "loihi"/],
    ['deploy @tiny.onnx --data @d.npz --hw loihi -o @', 'E1774', /not empty/],
    ['deploy @tiny.onnx --data @d.npz --hw loihi -o @d.npz', 'E1774', /is a file/],
    ['deploy @tiny.onnx --data @d.npz --hw loihi -o @dep --preset bset', 'E1403', /Did you mean "best"/],
    ['deploy @tiny.onnx --data @d.npz --hw loihi -o @dep --tolerance -1', 'E1502', /from 0 to 100/],
    [
      'deploy @tiny.onnx --data @d.npz --hw loihi -o @dep --tolerance x',
      'E1502',
      /--tolerance takes a number/,
    ],
    ['deploy @tiny.onnx --data @d.npz --hw loihi -o @dep --peer x=1', 'E1502', /Keys: name, watts/],
    ['deploy @tiny.onnx --data @d.npz --hw loihi -o @dep --peer watts', 'E1502', /write key=value/],
    ['deploy @tiny.onnx --data @d.npz --hw loihi -o @dep --peer watts=-1', 'E1502', /above 0/],
    ['deploy @tiny.onnx --data @d.npz --hw loihi -o @dep --peer accuracy=98', 'E1502', /at most 1/],
    ['deploy @tiny.onnx --data @d.npz --hw loihi -o @dep --peer watts=1,watts=2', 'E1502', /given twice/],
    ['deploy @tiny.onnx --data @x.npz --labels @rotated-y.npz --hw loihi -o @dep', 'E1772', /guessing/],
    ['deploy @tiny.onnx --data @d.npz --hw loihi -o @d.npz/dep', 'E1501', /ENOTDIR/],
    ['deploy @tiny.onnx --data @d.npz --hw loihi -o /proc/none/dep', 'E1501', /mkdir failed/],
    // Models where networks are asked for.
    ['place @tiny.onnx --hw loihi', 'E1003', /nmap convert MODEL net\.json --calibrate/],
    ['inspect @tiny.onnx', 'E1003', /nmap convert/],
    ['place @d.npz --hw loihi', 'E1003', /data, not a network.*nmap convert/],
    ['convert @d.npz @o.json', 'E1003', /data, not a network/],
    ['convert @o.json @p.json --steps 8', 'E1502', /--steps belongs to a trained model/],
    ['simulate m.json --net n.json --hw loihi --labels @y.npz', 'E1502', /goes with --mode lif, not counts/],
  ])('%s', async (line, code, said) => {
    const { exit, out, err } = await runCli(...words(line));
    for (const name of ['o.json', 's.csv', 't.onnx', 'l.csv', 'dep']) {
      const made = existsSync(folder.at(name));
      rmSync(folder.at(name), { force: true, recursive: true });
      expect(made).toBe(false);
    }
    expect(err).toMatch(said);
    expect(err).toContain(`error ${code}`);
    expect(exit).toBe(2);
    expect(out).toBe('');
  });
});

it('a trained model becomes NIR where the file is called so, or that is asked for, with the synapses of net.json', async () => {
  const data = ['--calibrate', folder.at('d.npz')];
  const counts = async (file: string): Promise<string> => {
    const { out } = await runCli('inspect', folder.at(file), '--json');
    const { neurons, synapses } = (JSON.parse(out) as { metrics: Record<string, number> }).metrics;
    return `${neurons} ${synapses}`;
  };
  expect((await runCli('convert', folder.at('tiny.onnx'), folder.at('n.json'), ...data)).exit).toBe(0);
  for (const [file, more] of [
    ['n.nir', []],
    ['n.hdf', ['--to', 'nir']],
  ] as const) {
    const run = await runCli('convert', folder.at('tiny.onnx'), folder.at(file), ...data, ...more);
    expect(run.exit).toBe(0);
    expect(run.err).toMatch(
      /W1895 \S+: nir cannot say everything .* left out: spikes and rates, .*softReset/,
    );
    expect(await counts(file)).toBe(await counts('n.json'));
  }
});
