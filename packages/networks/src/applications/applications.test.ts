import { describe, expect, it } from '@jest/globals';
import { checkNetworkSpec, synapseCountOf, type NetworkSpec } from '@nmap/ir';
import { GENERATORS } from '../generators.ts';
import { REMEMBERED } from './remembered.ts';

const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

function neuronsOf({ populations }: NetworkSpec): number {
  return populations.reduce((sum, { size }) => sum + size, 0);
}

function spikesOf({ populations }: NetworkSpec): number {
  return populations.reduce((sum, { size, spikes }) => {
    if (typeof spikes === 'number') return sum + spikes * size;
    return sum + Array.from(spikes ?? []).reduce((one, each) => one + each, 0);
  }, 0);
}

/** By hand: pixels, maps, pooled maps, dense; taps of every window inside the image. */
describe.each([
  // 784 + 20 x 24^2 + 20 x 12^2 + 50 x 8^2 + 50 x 4^2 + 500 + 10
  ['app-lenet', 'LeNet', 19_694, 2_307_720],
  ['app-alexnet', 'AlexNet', 227_540, 224_339_328],
  ['app-vggnet', 'VGGNet', 535_635, 435_568_064],
  // 82^2 + 16 x 78^2 + 16 x 39^2 + 16 x 35^2 + 16 x 17^2 + 256 + 6
  ['app-heart-class', 'HeartClass', 152_890, 11_574_720],
  ['app-digit-recog-mlp', 'DigitRecogMLP', 894, 79_400],
  // (32 x 8 - 2 x (3 + 1))^2 + 2 x (32 x 5 - 2 x (2 + 1))^2
  ['app-edge-det', 'EdgeDet', 7168, 108_936],
  // (32 x 3 - 1)^2
  ['app-img-smooth', 'ImgSmooth', 5120, 9025],
  ['app-heart-estm', 'HeartEstm', 166, 66_406],
  ['app-visual-pursuit', 'VisualPursuit', 205, 163_880],
  ['app-r-digit-recog', 'R-DigitRecog', 567, 11_442],
] as const)('%s', (kind, name, neurons, synapses) => {
  const generator = GENERATORS[kind];
  const { summary } = generator;
  const spec = generator.generate({ activity: 'mean' }) as NetworkSpec;

  it('has these neurons and synapses, and says so beside what is remembered', () => {
    expect(checkNetworkSpec(spec)).toEqual([]);
    expect([spec.name, neuronsOf(spec), synapseCountOf(spec)]).toEqual([`app-${name}`, neurons, synapses]);
    expect(summary).toContain(grouped(neurons));
    expect(summary).toContain(grouped(synapses));
    expect(summary).toContain('remembered');
    const remembered = REMEMBERED[name];
    expect(summary).toContain(grouped(remembered.neurons));
  });

  it('fires at the mean rate that is remembered', () => {
    const remembered = REMEMBERED[name];
    const mean = remembered.spikes === null ? 10 : remembered.spikes / remembered.neurons;
    expect(Math.abs(spikesOf(spec) / neurons - mean)).toBeLessThanOrEqual(0.5);
  });
});

it.each([
  ['app-lenet', { side: 15 }],
  ['app-alexnet', { side: 66 }],
  ['app-vggnet', { side: 31 }],
])('%s refuses an image of which nothing is left: %j', (kind, options) => {
  expect(() => GENERATORS[kind].generate(options)).toThrow(
    expect.objectContaining({ diagnostics: [expect.objectContaining({ code: 'E1412' })] }),
  );
});

it.each(['app-lenet', 'app-alexnet', 'app-vggnet', 'app-heart-class'])(
  '%s is sound from its least image on',
  (kind) => {
    const { minimum } = GENERATORS[kind].options.find(({ name }) => name === 'side') as { minimum: number };
    expect(checkNetworkSpec(GENERATORS[kind].generate({ side: minimum }) as NetworkSpec)).toEqual([]);
  },
);
