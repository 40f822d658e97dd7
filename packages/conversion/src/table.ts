/**
 * Every pass of a conversion, in the order in which they are usually written: a new one is its folder and one line here.
 */
import { biasDelayed } from './passes/bias/delayed/index.ts';
import { biasImmediate } from './passes/bias/immediate/index.ts';
import { exercise } from './passes/exercise/index.ts';
import { fold } from './passes/fold/index.ts';
import { inputCurrent } from './passes/input/current/index.ts';
import { inputPoisson } from './passes/input/poisson/index.ts';
import { inputSpikes } from './passes/input/spikes/index.ts';
import { maxPoolAverage } from './passes/maxpool/average/index.ts';
import { localBalancing } from './passes/normalise/local-balancing/index.ts';
import { normaliseMax } from './passes/normalise/max/index.ts';
import { normalisePercentile } from './passes/normalise/percentile/index.ts';
import { thresholdBalancing } from './passes/normalise/threshold-balancing/index.ts';
import { poolFolded } from './passes/pool/folded/index.ts';
import { poolNeurons } from './passes/pool/neurons/index.ts';
import { quantise } from './passes/quantise/index.ts';
import { readoutMembrane } from './passes/readout/membrane/index.ts';
import { readoutSpikes } from './passes/readout/spikes/index.ts';
import { resetHard } from './passes/reset/hard/index.ts';
import { resetSoft } from './passes/reset/soft/index.ts';
import { startHalf } from './passes/start/half/index.ts';
import { startZero } from './passes/start/zero/index.ts';
import type { ConversionPass } from './pass.ts';

export const CONVERSIONS: readonly ConversionPass[] = [
  fold,
  maxPoolAverage,
  normaliseMax,
  normalisePercentile,
  thresholdBalancing,
  localBalancing,
  poolNeurons,
  poolFolded,
  inputSpikes,
  inputPoisson,
  inputCurrent,
  startHalf,
  startZero,
  resetSoft,
  resetHard,
  biasDelayed,
  biasImmediate,
  readoutMembrane,
  readoutSpikes,
  quantise,
  exercise,
] as readonly unknown[] as readonly ConversionPass[];
