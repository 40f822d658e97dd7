import type { DnnSpec } from '@nmap/dnn';
import type { ConversionContext } from '../pass.ts';

/**
 * An activation that is 0 below a threshold has no spiking form: taking the threshold off would lower all values, and a lower
 * start only delays the first spike, by a time that depends on the steps. It is converted as if it began at 0.
 */
export function warnFatRelu({ layers }: DnnSpec, ctx: ConversionContext): void {
  for (const layer of layers) {
    if (
      layer.kind !== 'activation' ||
      layer.activation.kind !== 'fat-relu' ||
      layer.activation.threshold === 0
    )
      continue;
    const { threshold } = layer.activation;
    ctx.warn({
      code: 'W1760',
      severity: 'warning',
      where: layer.name,
      message: `is 0 below ${threshold}, which spikes cannot do: values between 0 and ${threshold} fire.`,
      have: threshold,
      hint: 'The threshold saves multiplications of the trained network, not spikes; a regulariser saves both.',
    });
  }
}
