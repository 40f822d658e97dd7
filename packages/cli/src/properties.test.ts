/**
 * Over random networks and chips: place, verify and simulate agree; relabelling the
 * neurons keeps legality; a bigger chip is never refused.
 */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildManifest, compile, pipelineFor, verifyManifest, type CompileResult } from '@nmap/compiler';
import { readHardware } from '@nmap/hardware';
import { NmapError, type NetworkSpec, type Target } from '@nmap/ir';
import { parseManifest, stringifyManifest } from '@nmap/manifest';
import { compareWithManifest, simulate } from '@nmap/simulator';

const SEED = 20_240_601;
const HASH = { networkSha256: '1'.repeat(64), hardwareSha256: '2'.repeat(64), labels: null };

interface Chip {
  readonly width: number;
  readonly height: number;
  readonly coresPerTile: number;
  readonly neurons: number;
  readonly inputAxons: number | null;
  readonly outputAxons: number | null;
  readonly synapses: number | null;
  readonly kind: 'mesh' | 'torus';
  readonly multicast: 'unicast-per-core' | 'tree';
  readonly deadCores: readonly number[];
}

function targetOf(chip: Chip): Target {
  const limit = (name: string, value: number | null): string => (value === null ? '' : `, ${name}: ${value}`);
  const cores = chip.width * chip.height * chip.coresPerTile;
  const dead = chip.deadCores.filter((core) => core < cores);
  const text = `format: nmap-hardware
version: 1
name: random-chip
topology: { kind: ${chip.kind}, width: ${chip.width}, height: ${chip.height}, coresPerTile: ${chip.coresPerTile}, multicast: ${chip.multicast} }
core: { neurons: ${chip.neurons}${limit('inputAxons', chip.inputAxons)}${limit('outputAxons', chip.outputAxons)}${limit('synapses', chip.synapses)} }
faults: { cores: [${dead.join(', ')}] }
energy:
  hopEastWestPj: { value: 3, source: test, evidence: assumed }
  hopNorthSouthPj: { value: 4.25, source: test, evidence: assumed }
  packetInjectionPj: { value: 1.7, source: test, evidence: assumed }
`;
  return readHardware(text, 'random-chip.yaml').target;
}

const chips: fc.Arbitrary<Chip> = fc.record({
  width: fc.integer({ min: 1, max: 4 }),
  height: fc.integer({ min: 1, max: 4 }),
  coresPerTile: fc.integer({ min: 1, max: 3 }),
  neurons: fc.integer({ min: 1, max: 12 }),
  inputAxons: fc.option(fc.integer({ min: 4, max: 40 })),
  outputAxons: fc.option(fc.integer({ min: 2, max: 60 })),
  synapses: fc.option(fc.integer({ min: 8, max: 80 })),
  kind: fc.constantFrom('mesh' as const, 'torus' as const),
  multicast: fc.constantFrom('unicast-per-core' as const, 'tree' as const),
  deadCores: fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { maxLength: 2 }),
});

/** One explicit synapse list, so that relabelling is a permutation of its ends. */
interface Net {
  readonly neurons: number;
  readonly externals: number;
  readonly spikes: readonly number[];
  readonly synapses: readonly (readonly [number, number])[];
}

const nets: fc.Arbitrary<Net> = fc.integer({ min: 1, max: 30 }).chain((neurons) =>
  fc.record({
    neurons: fc.constant(neurons),
    externals: fc.integer({ min: 0, max: 4 }),
    spikes: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 34, maxLength: 34 }),
    synapses: fc.array(fc.tuple(fc.nat({ max: 33 }), fc.nat({ max: neurons - 1 })), { maxLength: 90 }),
  }),
);

function specOf(
  { neurons, externals, spikes, synapses }: Net,
  label: (neuron: number) => number = (neuron) => neuron,
): NetworkSpec {
  const inner = synapses.filter(([pre]) => pre < neurons);
  const outer = externals === 0 ? [] : synapses.filter(([pre]) => pre >= neurons);
  const relabelled = new Array<number>(neurons);
  for (let neuron = 0; neuron < neurons; neuron++) relabelled[label(neuron)] = spikes[neuron]!;
  return {
    name: 'random-net',
    timestepMs: 1,
    durationMs: 20,
    populations: [
      { id: 'h', size: neurons, spikes: relabelled },
      ...(externals === 0
        ? []
        : [{ id: 'in', size: externals, external: true, spikes: spikes.slice(30, 30 + externals) }]),
    ],
    projections: [
      {
        from: 'h',
        to: 'h',
        connector: 'list',
        pre: inner.map(([pre]) => label(pre)),
        post: inner.map(([, post]) => label(post)),
      },
      ...(externals === 0
        ? []
        : [
            {
              from: 'in',
              to: 'h',
              connector: 'list' as const,
              pre: outer.map(([pre]) => pre % externals),
              post: outer.map(([, post]) => label(post)),
            },
          ]),
    ],
  };
}

/** null = refused, with a proof or because the mapper gave up. */
async function place(spec: NetworkSpec, target: Target, preset = 'fast'): Promise<CompileResult | null> {
  const source = {
    stage: 'source',
    spec,
    target,
    constraints: { maxCores: null },
    objective: 'energy',
  } as const;
  try {
    return await compile(source, pipelineFor({ preset, text: null }), { seed: 1, check: true });
  } catch (error) {
    if (error instanceof NmapError && (error.kind === 'infeasible' || error.kind === 'not-found'))
      return null;
    throw error;
  }
}

const PARAMETERS = { seed: SEED, numRuns: 40 };

describe('over random networks and chips', () => {
  it.each(['fast', 'default'])('place, verify and simulate agree (%s)', async (preset) => {
    let placed = 0;
    await fc.assert(
      fc.asyncProperty(nets, chips, async (net, chip) => {
        const spec = specOf(net);
        const target = targetOf(chip);
        const result = await place(spec, target, preset);
        if (result === null) return;
        placed++;
        const manifest = parseManifest(stringifyManifest(buildManifest(result, HASH)), 'manifest.json');
        const { problem } = result.routed;
        expect(verifyManifest({ manifest, problem, origin: { kind: 'network' }, ...HASH })).toEqual([]);
        const report = simulate({ manifest, spec, network: problem.network, target });
        expect(compareWithManifest(report, manifest)).toEqual([]);
        expect(Array.from(report.linkLoads)).toEqual(Array.from(result.routed.linkLoads));
      }),
      PARAMETERS,
    );
    expect(placed).toBeGreaterThan(PARAMETERS.numRuns / 4);
  });

  it('relabelling the neurons keeps legality', async () => {
    await fc.assert(
      fc.asyncProperty(nets, chips, fc.integer({ min: 0, max: 29 }), async (net, chip, shift) => {
        const target = targetOf(chip);
        const given = await place(specOf(net), target);
        const relabelled = await place(
          specOf(net, (neuron) => (neuron + shift) % net.neurons),
          target,
        );
        // With axon limits a heuristic may give up on one order: only a network without them must fit either way.
        if (chip.inputAxons === null && chip.outputAxons === null && chip.synapses === null) {
          expect(relabelled === null).toBe(given === null);
        }
        if (relabelled !== null) {
          const manifest = buildManifest(relabelled, HASH);
          expect(
            verifyManifest({
              manifest,
              problem: relabelled.routed.problem,
              origin: { kind: 'network' },
              ...HASH,
            }),
          ).toEqual([]);
        }
      }),
      PARAMETERS,
    );
  });

  it('a bigger chip is never refused', async () => {
    await fc.assert(
      fc.asyncProperty(
        nets,
        chips,
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 0, max: 30 }),
        async (net, chip, more, room) => {
          const spec = specOf(net);
          if ((await place(spec, targetOf(chip))) === null) return;
          const grown = (limit: number | null): number | null => (limit === null ? null : limit + room);
          const bigger: Chip = {
            ...chip,
            width: chip.width + more,
            height: chip.height + more,
            neurons: chip.neurons + room,
            inputAxons: grown(chip.inputAxons),
            outputAxons: grown(chip.outputAxons),
            synapses: grown(chip.synapses),
            deadCores: [],
          };
          expect(await place(spec, targetOf(bigger))).not.toBeNull();
        },
      ),
      PARAMETERS,
    );
  });
});
