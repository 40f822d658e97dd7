import { KERNEL } from '../common/keys.ts';
import { evenDegrees } from '../common/proven-degrees.ts';
import { axisTaps } from '../common/axis-taps.ts';
import type { ConnectorDefinition, Ends, Report } from '../connector.ts';
import { mostTapsOfOutput, tapCount } from '../common/tap-count.ts';
import { windowLinks } from '../common/window-links.ts';
import { windowOf, type Window } from '../common/window.ts';

/** Pooling window per channel; stride defaults to the kernel. */
export interface Pool2d {
  readonly connector: 'pool2d';
  readonly kernel: number | readonly [number, number];
  readonly stride?: number | readonly [number, number];
  readonly padding?: number | readonly [number, number];
}

/** Pooling: a window over each channel. Order: by source, then by target. */
export const pool2d: ConnectorDefinition<Pool2d> = {
  name: 'pool2d',
  keys: {
    kernel: KERNEL,
    stride: { kind: 'pair', least: 1, usual: { sameAs: 'kernel' } },
    padding: { kind: 'pair', least: 0, usual: 0 },
  },
  alsoCalled: ['PoolDenseConnector', 'maxpool', 'avgpool'],
  countIsExact: true,
  check(connector, ends, report) {
    pool2dWindow(connector, ends, report);
  },
  count(connector, ends) {
    const window = checkedWindow(connector, ends);
    return window.inChannels * tapCount(window.vertical) * tapCount(window.horizontal);
  },
  proven(connector, ends) {
    const window = checkedWindow(connector, ends);
    const ontoSomeTarget = mostTapsOfOutput(window.vertical) * mostTapsOfOutput(window.horizontal);
    return { ...evenDegrees(pool2d.count(connector, ends), 0, 0), ontoSomeTarget };
  },
  links(connector, ends) {
    const window = checkedWindow(connector, ends);
    return windowLinks(window, window.inChannels, ends.to, 0);
  },
  visit(connector, ends, visitor) {
    const window = checkedWindow(connector, ends);
    const rows = axisTaps(window.vertical);
    const columns = axisTaps(window.horizontal);
    const { input: height, output: outHeight } = window.vertical;
    const { input: width, output: outWidth } = window.horizontal;
    let pre = 0;
    for (let channel = 0; channel < window.inChannels; channel++) {
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++, pre++) {
          for (let r = rows.start[y]; r < rows.start[y + 1]; r++) {
            const outRow = (channel * outHeight + rows.output[r]) * outWidth;
            for (let c = columns.start[x]; c < columns.start[x + 1]; c++) {
              visitor(pre, outRow + columns.output[c], 0);
            }
          }
        }
      }
    }
  },
};

function checkedWindow(connector: Pool2d, ends: Ends): Window {
  const window = pool2dWindow(connector, ends, () => undefined);
  if (!window) throw new RangeError('pool2d does not fit its populations: call check first');
  return window;
}

function pool2dWindow(connector: Pool2d, ends: Ends, report: Report): Window | null {
  const { shape } = ends.from;
  const channels = shape.length === 3 ? shape[0] : 1;
  return windowOf(
    {
      connector: 'pool2d',
      kernel: connector.kernel,
      stride: connector.stride ?? connector.kernel,
      padding: connector.padding ?? 0,
      dilation: 1,
      outChannels: channels,
    },
    ends.from,
    ends.to,
    report,
  );
}
