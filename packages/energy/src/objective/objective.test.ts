import { describe, expect, it } from '@jest/globals';
import { NmapError } from '@nmap/ir';
import { Rng } from '@nmap/kernels';
import {
  EVERY_INTERCONNECT,
  PRIME_ENERGY,
  PRIME_LATENCY,
  buildProblem,
  buildTarget,
  constant,
  mixedNetwork,
  placedOn,
} from '@nmap/testkit';
import { evaluate } from '../counts/evaluate.ts';
import { evaluateBackToBack } from '../step-time/back-to-back.ts';
import { PlacementCosts } from './placement-costs.ts';
import { OBJECTIVES, objectiveText, parseObjective } from './table.ts';
import { objectiveValue } from './value.ts';

describe('parseObjective', () => {
  it.each([
    ['energy', 'energy'],
    ['latency', 'time'],
    ['Energy', 'energy'],
    ['energy+0.3 time', 'energy + 0.3 time'],
    ['2 * energy + .5*congestion', '2 energy + 0.5 congestion'],
    ['energy + 1e-3 time', 'energy + 0.001 time'],
    ['energy + 1e+3 time', 'energy + 1000 time'],
    ['1 hops', 'hops'],
  ])('reads "%s"', (text, canonical) => {
    expect(objectiveText(parseObjective(text))).toBe(canonical);
    expect(objectiveText(parseObjective(canonical))).toBe(canonical);
  });

  it.each([
    ['', 'has ""'],
    ['beauty', 'there is no "beauty"'],
    ['enrgy', 'Did you mean "energy"'],
    ['energy +', 'belongs'],
    ['energy + energy', 'twice'],
    ['latency + time', 'twice'],
    ['0 energy', 'weighs energy with 0'],
    ['-1 energy', 'belongs'],
    ['1e999 time', 'weighs time'],
    ['energy time', 'belongs'],
  ])('refuses "%s"', (text, words) => {
    let thrown: unknown;
    try {
      parseObjective(text);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(NmapError);
    const { code, message, hint } = (thrown as NmapError).diagnostics[0];
    expect(code).toBe('E1952');
    expect(`${message} ${hint ?? ''}`).toContain(words);
  });
});

describe('the value of an objective', () => {
  const chips = EVERY_INTERCONNECT.flatMap((chip, k) =>
    (['unicast-per-core', 'tree'] as const).map((multicast) => [k, multicast, chip] as const),
  );

  it.each(chips)('is what the referee finds in the neurons: chip %i, %s', (k, multicast, chip) => {
    const rng = new Rng(k);
    const target = buildTarget({ ...chip, multicast, energy: PRIME_ENERGY, latency: PRIME_LATENCY });
    const network = mixedNetwork(rng, 14, 60, true);
    const coreOf = Array.from({ length: 14 }, () => rng.below(target.coreCount));
    const placed = placedOn(buildProblem(network, target), coreOf);
    const { counts, metrics, energy, groundwork } = evaluate(placed);
    if (counts.unreachablePackets > 0) return;
    const back = evaluateBackToBack(groundwork, counts);
    const injected = multicast === 'tree' ? counts.trees : counts.packets;
    const of = (name: string): number | null =>
      objectiveValue(
        { ...placed, problem: { ...placed.problem, objective: name } },
        new PlacementCosts(placed),
      ).value;
    expect(of('energy')).toBeCloseTo(energy.mappingDependent.energy!, 6);
    expect(of('energy-back-to-back')).toBeCloseTo(back.energy.mappingDependent.energy!, 6);
    expect(of('time')).toBeCloseTo(counts.steps * back.stepNs!, 6);
    expect(of('packets')).toBe(metrics.interCorePackets);
    expect(of('hops')).toBe(metrics.spikeHops);
    expect(of('traffic')).toBe(injected + metrics.spikeHops);
    expect(of('congestion')).toBe(metrics.maxLinkLoad);
    expect(of('packets + 0.5 hops')).toBe(metrics.interCorePackets + 0.5 * metrics.spikeHops);
    expect(OBJECTIVES).toHaveLength(7);
  });

  it('is that of the chip with its stand-ins typed in, where constants are unknown', () => {
    const board = { columns: 4, rows: 4, chipColumns: 2, chipRows: 2 } as const;
    const gaps = { ...PRIME_ENERGY, hopChipPj: constant(null), localDeliveryPj: constant(null) };
    const { hopEastWestPj, hopNorthSouthPj } = PRIME_ENERGY;
    const dearest = Math.max(hopEastWestPj.value!, hopNorthSouthPj.value!);
    const typed = { ...gaps, hopChipPj: constant(dearest), localDeliveryPj: constant(0) };
    const rng = new Rng(5);
    const network = mixedNetwork(rng, 14, 60, true);
    const coreOf = Array.from({ length: 14 }, () => rng.below(16));
    const [unknown, known] = [gaps, typed].map((energy) =>
      placedOn(buildProblem(network, buildTarget({ ...board, energy })), coreOf),
    );
    expect(objectiveValue(unknown).value).toBe(objectiveValue(known).value);
    expect(objectiveValue(unknown).value).toBeGreaterThan(0);
    // The report prices nothing that it does not know.
    expect(evaluate(unknown).energy.interconnect).toBeNull();
  });
});
