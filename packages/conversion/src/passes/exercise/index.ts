/**
 * Shows images of the test set to the spiking network and counts the spikes of every neuron: the window of the network that
 * comes out holds the images one after the other, so that its counts are whole numbers and exact, and a replay of the same
 * images on a placed chip fires the same spikes.
 */
import { z } from 'zod';
import { sliceOfData } from '@nmap/dnn';
import { networkOf } from '../../build/network-of.ts';
import { defineConversion } from '../../pass.ts';
import { runImages } from '../../run/run-images.ts';

export const exercise = defineConversion({
  name: 'exercise',
  summary: 'spike counts of every neuron from real images',
  paper: null,
  from: 'spiking',
  to: 'exercised',
  options: z.strictObject({
    steps: z.int().min(1).max(100_000).default(32).describe('Steps that each layer sees of an image'),
    images: z.int().min(1).default(200).describe('Images of the test set, at most'),
  }),
  run(spiking, { steps, images }, ctx) {
    const test = ctx.data.test;
    const data = sliceOfData(test, 0, Math.min(images, test.count));
    const seed = ctx.rng.uint32();
    const run = runImages(spiking, { data, steps, seed, progress: (fraction) => ctx.progress(fraction) });
    ctx.stat('images', run.images);
    const { name } = spiking.calibrated.folded.trained.dnn;
    const network = networkOf(spiking, { name, steps, presentations: run.images, spikesOf: run.spikesOf });
    return { stage: 'exercised', spiking, network, run, seed };
  },
});
