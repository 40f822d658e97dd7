import { KERNEL } from '../common/keys.ts';
import { evenDegrees } from '../common/proven-degrees.ts';
import { axisTaps } from '../common/axis-taps.ts';
import type { ConnectorDefinition, Ends, Report } from '../connector.ts';
import { mostTapsOfOutput, outputsThrough, tapCount } from '../common/tap-count.ts';
import { windowLinks } from '../common/window-links.ts';
import { windowOf, type Window } from '../common/window.ts';

/**
 * Convolution between [channels, height, width] shapes; taps outside the image make no synapse.
 * `weight` may be one number or the kernel [outChannels, inChannels / groups, kernelHeight, kernelWidth], flat.
 */
export interface Conv2d {
  readonly connector: 'conv2d';
  readonly kernel: number | readonly [number, number];
  readonly stride?: number | readonly [number, number];
  readonly padding?: number | readonly [number, number] | 'same' | 'valid';
  readonly dilation?: number | readonly [number, number];
  readonly groups?: number;
}

/**
 * Convolution between [channels, height, width] shapes; taps outside the image make no synapse.
 * Order: by source, then by target. `tap` indexes the kernel
 * [outChannels, inChannels / groups, kernelHeight, kernelWidth], flat.
 */
export const conv2d: ConnectorDefinition<Conv2d> = {
  name: 'conv2d',
  keys: {
    kernel: KERNEL,
    stride: { kind: 'pair', least: 1, usual: 1 },
    padding: { kind: 'pair', least: 0, usual: 0, words: { same: 'same', valid: 0 } },
    dilation: { kind: 'pair', least: 1, usual: 1 },
    groups: { kind: 'whole', usual: 1 },
  },
  alsoCalled: ['ConvolutionConnector', 'KernelConnector', 'conv', 'convolution'],
  countIsExact: true,
  check(connector, ends, report) {
    conv2dGeometry(connector, ends, report);
  },
  count(connector, ends) {
    const { window, groups } = geometry(connector, ends);
    const channelPairs = window.inChannels * (window.outChannels / groups);
    return channelPairs * tapCount(window.vertical) * tapCount(window.horizontal);
  },
  proven(connector, ends) {
    const { window, groups } = geometry(connector, ends);
    const area = mostTapsOfOutput(window.vertical) * mostTapsOfOutput(window.horizontal);
    const ontoSomeTarget = (window.inChannels / groups) * area;
    return { ...evenDegrees(conv2d.count(connector, ends), 0, 0), ontoSomeTarget };
  },
  synapsesOfTap(connector, ends, tap) {
    const { vertical, horizontal } = geometry(connector, ends).window;
    const row = Math.floor(tap / horizontal.kernel) % vertical.kernel;
    return outputsThrough(vertical, row) * outputsThrough(horizontal, tap % horizontal.kernel);
  },
  kernelChannels: (connector, ends) => geometry(connector, ends).window.outChannels,
  links(connector, ends) {
    const { window, groups } = geometry(connector, ends);
    const entries = (window.inChannels / groups) * window.vertical.kernel * window.horizontal.kernel;
    return windowLinks(window, groups, ends.to, entries);
  },
  visit(connector, ends, visitor) {
    const { window, groups } = geometry(connector, ends);
    const { inChannels, outChannels } = window;
    const inPerGroup = inChannels / groups;
    const outPerGroup = outChannels / groups;
    const rows = axisTaps(window.vertical);
    const columns = axisTaps(window.horizontal);
    const { input: height, output: outHeight, kernel: kernelHeight } = window.vertical;
    const { input: width, output: outWidth, kernel: kernelWidth } = window.horizontal;

    let pre = 0;
    for (let inChannel = 0; inChannel < inChannels; inChannel++) {
      const group = Math.floor(inChannel / inPerGroup);
      const inOfGroup = inChannel - group * inPerGroup;
      const firstOut = group * outPerGroup;
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++, pre++) {
          for (let outChannel = firstOut; outChannel < firstOut + outPerGroup; outChannel++) {
            const kernelPlane = (outChannel * inPerGroup + inOfGroup) * kernelHeight;
            for (let r = rows.start[y]; r < rows.start[y + 1]; r++) {
              const outRow = (outChannel * outHeight + rows.output[r]) * outWidth;
              const kernelRow = (kernelPlane + rows.tap[r]) * kernelWidth;
              for (let c = columns.start[x]; c < columns.start[x + 1]; c++) {
                visitor(pre, outRow + columns.output[c], kernelRow + columns.tap[c]);
              }
            }
          }
        }
      }
    }
  },
  kernelLength(connector, ends) {
    const { window, groups } = geometry(connector, ends);
    const area = window.vertical.kernel * window.horizontal.kernel;
    return window.outChannels * (window.inChannels / groups) * area;
  },
};

function geometry(connector: Conv2d, ends: Ends): { readonly window: Window; readonly groups: number } {
  const found = conv2dGeometry(connector, ends, () => undefined);
  if (!found) throw new RangeError('conv2d does not fit its populations: call check first');
  return found;
}

function conv2dGeometry(
  connector: Conv2d,
  ends: Ends,
  report: Report,
): { readonly window: Window; readonly groups: number } | null {
  const window = windowOf(
    {
      connector: 'conv2d',
      kernel: connector.kernel,
      stride: connector.stride ?? 1,
      padding: connector.padding ?? 0,
      dilation: connector.dilation ?? 1,
      outChannels: null,
    },
    ends.from,
    ends.to,
    report,
  );
  if (!window) return null;
  const groups = connector.groups ?? 1;
  const { inChannels, outChannels } = window;
  if (
    Number.isSafeInteger(groups) &&
    groups >= 1 &&
    inChannels % groups === 0 &&
    outChannels % groups === 0
  ) {
    return { window, groups };
  }
  report({
    code: 'E1112',
    message: `groups of conv2d is ${groups}, must divide ${inChannels} input and ${outChannels} output channels.`,
    have: groups,
    need: `a divisor of ${inChannels} and ${outChannels}`,
    unit: 'groups',
  });
  return null;
}
