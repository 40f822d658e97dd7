import { clusterTexts } from './cluster-text.mjs';
import { commandLine } from './command-line.mjs';
import { dataFiles } from './data.mjs';
import { generator } from './generator.mjs';
import { graphology, graphologyClusters } from './graphology.mjs';
import { hardware } from './hardware.mjs';
import { manifest } from './manifest.mjs';
import { onnx } from './models.mjs';
import { networkFiles } from './network-files.mjs';
import { network } from './network.mjs';
import { pipeline } from './pipeline.mjs';
import { recordedSpikes } from './recorded-spikes.mjs';
import { spikeTrains } from './spike-trains.mjs';

/** Everything that a user hands in. @type {readonly import('../lib/kind.mjs').Kind[]} */
export const KINDS = [
  network,
  networkFiles,
  graphology,
  graphologyClusters,
  ...clusterTexts,
  hardware,
  manifest,
  spikeTrains,
  recordedSpikes,
  onnx,
  dataFiles,
  pipeline,
  generator,
  commandLine,
];
