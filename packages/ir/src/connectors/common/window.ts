import { formatShape, pairOf, type Axis } from './axis-taps.ts';
import type { Report, Side } from '../connector.ts';

/** What conv2d and pool2d share: a window sliding over [channels, height, width]. */
export interface Window {
  readonly inChannels: number;
  readonly outChannels: number;
  readonly vertical: Axis;
  readonly horizontal: Axis;
}

export interface WindowOptions {
  readonly connector: 'conv2d' | 'pool2d';
  readonly kernel: number | readonly [number, number];
  readonly stride: number | readonly [number, number];
  readonly padding: number | readonly [number, number] | 'same' | 'valid';
  readonly dilation: number | readonly [number, number];
  /** Channels of the output; null = whatever the target has. */
  readonly outChannels: number | null;
}

/**
 * Geometry of a sliding window, or null after reporting why there is none.
 *
 * Output length: floor((in + 2 padding - dilation (kernel - 1) - 1) / stride) + 1.
 * `same`: ceil(in / stride), the odd position of padding going behind the image.
 */
export function windowOf(options: WindowOptions, from: Side, to: Side, report: Report): Window | null {
  const { connector } = options;
  const good = [
    checkPair(connector, 'kernel', options.kernel, 1, report),
    checkPair(connector, 'stride', options.stride, 1, report),
    checkPair(connector, 'dilation', options.dilation, 1, report),
    options.padding === 'same' ||
      options.padding === 'valid' ||
      checkPair(connector, 'padding', options.padding, 0, report, ', "same" or "valid"'),
  ];
  if (good.includes(false)) return null;

  const input = imageShape(from.shape);
  if (!input) {
    report({
      code: 'E1112',
      message: `${connector} reads a shape [channels, height, width], the source population has ${formatShape(from.shape)}.`,
      have: formatShape(from.shape),
      need: '[channels, height, width]',
      hint: 'Give the source population a shape.',
    });
    return null;
  }
  const vertical = axisOf(options, input[1], 0);
  const horizontal = axisOf(options, input[2], 1);
  if (vertical.output < 1 || horizontal.output < 1) {
    report({
      code: 'E1112',
      message:
        `${connector} kernel ${formatShape(pairOf(options.kernel))} (dilation ${formatShape(pairOf(options.dilation))}) ` +
        `is larger than the padded image of ${formatShape(input)}.`,
      have: formatShape(input),
      need: formatShape(pairOf(options.kernel)),
      unit: 'positions',
      hint: 'Use a smaller kernel, or more padding.',
    });
    return null;
  }

  const area = vertical.output * horizontal.output;
  const channels = options.outChannels ?? outChannelsOf(to, area);
  const expected = [channels ?? 'channels', vertical.output, horizontal.output] as const;
  if (channels === null || !shapeFits(to, [channels, vertical.output, horizontal.output])) {
    const text = `[${expected.join(', ')}]`;
    report({
      code: 'E1112',
      message: `${connector} makes ${text} from ${formatShape(input)}, the target population has ${formatShape(to.shape)}.`,
      have: formatShape(to.shape),
      need: text,
      unit: 'neurons',
      hint: `Give the target population the shape ${text}, or change kernel, stride or padding.`,
    });
    return null;
  }
  return { inChannels: input[0], outChannels: channels, vertical, horizontal };
}

function axisOf(options: WindowOptions, input: number, axis: 0 | 1): Axis {
  const kernel = pairOf(options.kernel)[axis];
  const stride = pairOf(options.stride)[axis];
  const dilation = pairOf(options.dilation)[axis];
  const span = dilation * (kernel - 1) + 1;
  if (options.padding === 'same') {
    const output = Math.ceil(input / stride);
    const total = Math.max(0, (output - 1) * stride + span - input);
    return { input, output, kernel, stride, before: Math.floor(total / 2), dilation };
  }
  const before = options.padding === 'valid' ? 0 : pairOf(options.padding)[axis];
  const output = Math.floor((input + 2 * before - span) / stride) + 1;
  return { input, output, kernel, stride, before, dilation };
}

/** [channels, height, width]; two axes are an image of one channel. */
function imageShape(shape: readonly number[]): readonly [number, number, number] | null {
  if (shape.length === 3) return [shape[0], shape[1], shape[2]];
  return shape.length === 2 ? [1, shape[0], shape[1]] : null;
}

/** A flat target takes the layout of the output, if its size is a whole number of channels. */
function outChannelsOf(to: Side, area: number): number | null {
  const image = imageShape(to.shape);
  if (image) return image[0];
  const channels = to.size / area;
  return to.shape.length === 1 && Number.isInteger(channels) ? channels : null;
}

function shapeFits(to: Side, expected: readonly number[]): boolean {
  const image = imageShape(to.shape);
  if (image) return image.every((length, axis) => length === expected[axis]);
  return to.shape.length === 1 && to.size === expected.reduce((product, length) => product * length, 1);
}

function checkPair(
  connector: string,
  name: string,
  value: unknown,
  minimum: number,
  report: Report,
  others = '',
): boolean {
  const both: readonly unknown[] = Array.isArray(value) ? value : [value, value];
  if (
    both.length === 2 &&
    both.every((entry) => Number.isSafeInteger(entry) && (entry as number) >= minimum)
  ) {
    return true;
  }
  report({
    code: 'E1111',
    message:
      `${name} of ${connector} is ${JSON.stringify(value)}, ` +
      `must be an integer of at least ${minimum}, a pair [vertical, horizontal] of them${others}.`,
    have: JSON.stringify(value) ?? 'nothing',
    need: `integers >= ${minimum}`,
  });
  return false;
}
