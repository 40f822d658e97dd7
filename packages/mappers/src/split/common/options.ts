import { z } from 'zod';
import { RATE_MODELS } from './extra-spikes.ts';

/** What every way of splitting asks. */
export const splitOptions = z.strictObject({
  fanIn: z
    .int()
    .min(0)
    .max(1_000_000)
    .default(0)
    .describe(
      'Inputs that a part adds up at most; 0 = as many as the roomiest core takes, which is never exceeded.',
    ),
  relays: z
    .enum(['needed', 'none'])
    .default('needed')
    .describe(
      'Relays for neurons that would reach more cores than the chip allows: needed = where a first clustering asks for them.',
    ),
  groups: z
    .enum(['packed', 'partitioner'])
    .default('packed')
    .describe(
      'Clusters that relays are made for: packed = by simple packers, from which partitioners that move neurons begin; partitioner = those of the partitioner that follows, made by its own rule on the network with parts and without the limit on cores reached, and kept. --split takes what suits the partitioner.',
    ),
  rates: z
    .enum(RATE_MODELS)
    .default('graded')
    .describe(
      'What a part or relay sends: graded = one event in a step in which it hears something, at most the sum of what it hears; each = a spike for every spike that it hears.',
    ),
});
export type SplitOptions = z.output<typeof splitOptions>;
