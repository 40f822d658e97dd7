import { describe, expect, it } from '@jest/globals';
import { buildManifest, compile, loadHardware, networkHash, parsePipeline } from '@nmap/compiler';
import { convertAndExercise, parseConversion } from '@nmap/compiler/conversion';
import { inputOf, presentationSteps } from '@nmap/conversion';
import { sizeOf, type DataSet, type DnnSpec } from '@nmap/dnn';
import { Rng } from '@nmap/kernels';
import { simulate } from '@nmap/simulator';
import { randomSpec } from '../../dnn/src/testing/random-specs.ts';

const IMAGES = 2;
const STEPS = 12;

/** Samples uniform in [0, 1), or around 0. */
function samples(dnn: DnnSpec, low: number): DataSet {
  const { shape } = dnn.layers[0];
  const rng = new Rng(3);
  const values = Float32Array.from({ length: IMAGES * sizeOf(shape) }, () => low + (1 - low) * rng.unit());
  return { name: 'random', shape, count: IMAGES, values, scale: 1, labels: null, classes: 0 };
}

/** With average pooling throughout: what is max-pooled here may be negative, which no pass replaces. */
function averaged(dnn: DnnSpec): DnnSpec {
  const layers = dnn.layers.map((layer) =>
    layer.kind === 'max-pool' ? { ...layer, kind: 'average-pool' as const, countsPadding: false } : layer,
  );
  return { ...dnn, layers };
}

const PASSES = [
  'pool/neurons; input/spikes; start/half',
  'pool/folded; input/current; bias/immediate',
  'pool/neurons; input/poisson; reset/hard; readout/spikes',
  'pool/folded; input/spikes; quantise(bits=6)',
];
const PIPELINES = [
  'partition/sequential; place/hilbert',
  'partition/random; place/random',
  'partition/multilevel; place/multilevel; refine/swap',
];

describe('spikes on the placed chip', () => {
  const cases = Array.from({ length: 12 }, (_, seed) => ({
    seed,
    passes: PASSES[seed % PASSES.length],
    pipeline: PIPELINES[seed % PIPELINES.length],
    threads: 1 + (seed % 2),
  }));

  it.each(cases)(
    'equal those off it, seed $seed, $passes, $pipeline, $threads threads',
    async ({ seed, passes, pipeline, threads }) => {
      const dnn = averaged(randomSpec(200 + seed));
      const data = samples(dnn, seed % 3 === 0 ? -0.5 : 0);
      const text = `fold; normalise/percentile(p=99); ${passes}; exercise(steps=${STEPS}, images=${IMAGES})`;
      const { exercised } = convertAndExercise(dnn, parseConversion(text), {
        data: { calibration: data, test: data },
        seed: 5,
        nowMs: () => 0,
      });
      const { spiking, network: spec, run } = exercised;
      const { target, sha256 } = await loadHardware('loihi64');
      const source = {
        stage: 'source' as const,
        spec,
        target,
        constraints: { maxCores: null },
        objective: 'energy' as const,
      };
      const result = await compile(source, parsePipeline(pipeline), { seed: 9, threads });
      const identity = { networkSha256: networkHash(spec), hardwareSha256: sha256, labels: null };
      const period = presentationSteps(spiking, run.steps);
      const { given, currents } = inputOf(spiking, { data, steps: run.steps, seed: exercised.seed }, period);
      const report = simulate({
        manifest: buildManifest(result, identity),
        spec,
        network: result.routed.problem.network,
        target,
        options: { mode: 'lif', input: given, currents },
      });
      expect(run.spikesOf.reduce((sum, spikes) => sum + spikes, 0)).toBeGreaterThan(0);
      expect(Array.from(report.spikesOf)).toEqual(Array.from(run.spikesOf));
      expect(report.synapseEvents).toBe(run.eventsIn.reduce((sum, events) => sum + events, 0));
    },
  );
});
