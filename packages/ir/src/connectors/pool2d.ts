import { axisTaps } from './axis-taps.ts';
import type { ConnectorDefinition, ConnectorOf, Ends, Report } from './connector.ts';
import { mostTapsOfOutput, tapCount } from './tap-count.ts';
import { windowOf, type Window } from './window.ts';

/** Pooling: a window over each channel. Order: by source, then by target. */
export const pool2d: ConnectorDefinition<'pool2d'> = {
  check(connector, ends, report) {
    pool2dWindow(connector, ends, report);
  },
  count(connector, ends) {
    const window = checkedWindow(connector, ends);
    return window.inChannels * tapCount(window.vertical) * tapCount(window.horizontal);
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

/** Synapses onto some output at least, all from distinct inputs: see {@link mostTapsOfOutput}. */
export function mostPoolTaps(connector: ConnectorOf<'pool2d'>, ends: Ends): number {
  const window = checkedWindow(connector, ends);
  return mostTapsOfOutput(window.vertical) * mostTapsOfOutput(window.horizontal);
}

function checkedWindow(connector: ConnectorOf<'pool2d'>, ends: Ends): Window {
  const window = pool2dWindow(connector, ends, () => undefined);
  if (!window) throw new RangeError('pool2d does not fit its populations: call check first');
  return window;
}

function pool2dWindow(connector: ConnectorOf<'pool2d'>, ends: Ends, report: Report): Window | null {
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
