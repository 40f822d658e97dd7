/**
 * The stages of a conversion, each an immutable value that holds the earlier ones:
 * trained -> folded -> calibrated -> spiking -> exercised.
 */
import type { NetworkSpec } from '@nmap/ir';
import type { DnnSpec } from '@nmap/dnn';
import type { LinearOperator } from './linear/operator.ts';
import type { ImageRun } from './run/image-run.ts';

export interface Trained {
  readonly stage: 'trained';
  /** As it was read. */
  readonly dnn: DnnSpec;
}

/** Batch normalisation is in the weights, redundant activations are gone. Same values as the trained network's. */
export interface Folded {
  readonly stage: 'folded';
  readonly trained: Trained;
  readonly dnn: DnnSpec;
}

/** Values that one spike a step stands for. */
export interface Calibrated {
  readonly stage: 'calibrated';
  readonly folded: Folded;
  /** scaleOf.get(layer of folded.dnn): one for all of its values, or one for each channel; above 0. */
  readonly scaleOf: ReadonlyMap<number, Float64Array>;
  /** The input as x = low + (high - low) * rate. */
  readonly inputRange: { readonly low: number; readonly high: number };
  /** Whether weights carry the scales, or thresholds do. */
  readonly balance: 'weights' | 'thresholds';
}

export interface Spiking {
  readonly stage: 'spiking';
  readonly calibrated: Calibrated;
  /** In an order in which sources come first; the input is the first one, the output the last. */
  readonly populations: readonly SpikingPopulation[];
  readonly projections: readonly SpikingProjection[];
  readonly input: InputForm;
  /** 'membrane': the output never fires and its potential is read; 'spikes': its spikes are counted. */
  readonly readout: 'membrane' | 'spikes';
  readonly reset: 'soft' | 'hard';
  /** Potential at the begin of a presentation, in thresholds. */
  readonly start: number;
  /** 'delayed': a layer's bias acts from the step in which the first spikes can reach it. */
  readonly bias: 'delayed' | 'immediate';
}

/** How an image gets in: as evenly spaced spikes, as random ones, or as a constant current into the first layers. */
export type InputForm = 'spikes' | 'poisson' | 'current';

export interface SpikingPopulation {
  readonly id: string;
  /** Layer of the folded network whose values its rates stand for. */
  readonly layer: number;
  readonly shape: readonly number[];
  readonly role: 'input' | 'hidden' | 'output';
  /** Steps from the input: its first possible spike is `depth` steps after the input's. */
  readonly depth: number;
  /** Value of a rate of one spike a step: one for all, or one for each channel. */
  readonly scale: Float64Array;
  /** One for all. */
  readonly threshold: number;
  /** Current of every step: one for each neuron. */
  readonly bias: Float64Array;
}

export interface SpikingProjection {
  /** Indices of populations. */
  readonly from: number;
  readonly to: number;
  /** Weights as the neurons see them. */
  readonly operator: LinearOperator;
}

/** Run on real images: the network that every other command reads, with the spikes that each neuron fired. */
export interface Exercised {
  readonly stage: 'exercised';
  readonly spiking: Spiking;
  readonly network: NetworkSpec;
  readonly run: ImageRun;
  /** Of random input spikes: the same images with it make the same spikes. */
  readonly seed: number;
}

export interface ConversionStageOf {
  readonly trained: Trained;
  readonly folded: Folded;
  readonly calibrated: Calibrated;
  readonly spiking: Spiking;
  readonly exercised: Exercised;
}

export type ConversionStageName = keyof ConversionStageOf;
export type ConversionStage = ConversionStageOf[ConversionStageName];

export const CONVERSION_ORDER: readonly ConversionStageName[] = [
  'trained',
  'folded',
  'calibrated',
  'spiking',
  'exercised',
];
