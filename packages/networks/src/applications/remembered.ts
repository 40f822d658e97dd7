/**
 * What papers of the group of A. Das print of their ten applications, as remembered: no file of these networks is public, and no
 * table could be opened. Sizes to imitate, never to cite.
 */
export interface Remembered {
  readonly neurons: number;
  readonly synapses: number;
  /** Of all neurons in the window; null = not remembered. */
  readonly spikes: number | null;
}

export const REMEMBERED = {
  LeNet: { neurons: 20_602, synapses: 282_936, spikes: 724_565 },
  AlexNet: { neurons: 230_443, synapses: 38_730_222, spikes: 7_055_109 },
  VGGNet: { neurons: 554_059, synapses: 99_080_704, spikes: 12_826_673 },
  HeartClass: { neurons: 153_730, synapses: 1_049_249, spikes: 2_773_392 },
  DigitRecogMLP: { neurons: 884, synapses: 79_400, spikes: 26_563 },
  EdgeDet: { neurons: 6120, synapses: 114_057, spikes: 248_603 },
  ImgSmooth: { neurons: 4096, synapses: 9025, spikes: 174_872 },
  HeartEstm: { neurons: 166, synapses: 66_406, spikes: null },
  VisualPursuit: { neurons: 205, synapses: 163_880, spikes: null },
  'R-DigitRecog': { neurons: 567, synapses: 11_442, spikes: 30_508 },
} as const satisfies Readonly<Record<string, Remembered>>;
export type ApplicationName = keyof typeof REMEMBERED;

/** Where no spikes are remembered: 10 a neuron in a window of 1000 ms, assumed. */
const ASSUMED_SPIKES = 10;

/** Mean spikes of a neuron, the same in all populations: the rate model of every application. */
export function rememberedSpikes(name: ApplicationName): number {
  const { neurons, spikes }: Remembered = REMEMBERED[name];
  return spikes === null ? ASSUMED_SPIKES : Math.round(spikes / neurons);
}
