import type { Margins, Pair } from '@nmap/dnn';
import type { GraphBuilder } from './graph-builder.ts';
import { asImage } from './materialise.ts';
import { badShape, shapeText, unreadForm } from './refusal.ts';
import { signalOf, type Signal } from './signal.ts';
import { float32Of, type Tensor } from './tensor.ts';
import { outputLength, windowMargins, type Window } from './window.ts';

export interface ConvForm extends Window {
  readonly groups: number;
}

/**
 * A convolution.
 * @param weight [out, in / groups, height, width], or [out, in / groups, length].
 */
export function convSignal(
  builder: GraphBuilder,
  signal: Signal,
  weight: Tensor,
  bias: Tensor | null,
  form: ConvForm,
): Signal {
  const { layer, shape, border } = asImage(builder, signal);
  const flat = signal.shape.length === 3;
  if (weight.shape.length !== signal.shape.length) {
    throw badShape(
      `its kernel has the shape ${shapeText(weight.shape)}, its input ${shapeText(signal.shape)}: their numbers of axes differ.`,
    );
  }
  const [out, perGroup] = weight.shape;
  const kernel: Pair = flat ? [1, weight.shape[2]] : [weight.shape[2], weight.shape[3]];
  const { groups, stride, dilation } = form;
  if (!(groups >= 1) || shape[0] !== perGroup * groups || out % groups !== 0) {
    throw badShape(
      `its kernel [${weight.shape.join(', ')}] in ${groups} group(s) needs ${perGroup * groups} input channels, has ${shape[0]}.`,
      'For an image with channels last the model must transpose it first; otherwise the file is damaged.',
    );
  }
  if (bias !== null && bias.data.length !== out) {
    throw badShape(`its bias has ${bias.data.length} entries, its kernel ${out} output channels.`);
  }
  const grown: Pair = [shape[1] + border[0] + border[2], shape[2] + border[1] + border[3]];
  const own = windowMargins(grown, kernel, form);
  if (own.some((count) => count < 0)) {
    throw unreadForm('its padding is negative.', 'Crop the image before the model.');
  }
  const padding = own.map((count, side) => count + border[side]) as unknown as Margins;
  const height = outputLength(shape[1] + padding[0] + padding[2], kernel[0], stride[0], dilation[0]);
  const width = outputLength(shape[2] + padding[1] + padding[3], kernel[1], stride[1], dilation[1]);
  const made = builder.add([out, height, width], [layer], {
    kind: 'conv',
    weight: float32Of(weight.data),
    bias: bias === null ? new Float32Array(out) : float32Of(bias.data),
    kernel,
    stride,
    padding,
    dilation,
    groups,
  });
  return signalOf(made, flat ? [1, out, width] : [1, out, height, width]);
}
