import { describe, expect, it } from '@jest/globals';
import { Rng } from '@nmap/kernels';
import { EVERY_INTERCONNECT, buildProblem, mixedNetwork, placedOn, primedTarget } from '@nmap/testkit';
import { evaluate } from '../counts/evaluate.ts';
import { evaluateBackToBack } from './back-to-back.ts';
import { stepShares } from './step-shares.ts';

describe('what the average step is made of', () => {
  it.each(
    EVERY_INTERCONNECT.map((chip) => ({
      what: `${chip.kind ?? 'mesh'} ${chip.columns} x ${chip.rows}`,
      chip,
    })),
  )('sums to the step of the referee, $what', ({ chip }) => {
    const target = primedTarget(chip);
    const rng = new Rng(3);
    const network = mixedNetwork(rng, 20, 60, true);
    const placed = placedOn(
      buildProblem(network, target),
      Array.from({ length: network.vertexCount }, () => rng.below(target.coreCount)),
    );
    const { groundwork, counts } = evaluate(placed);
    const shares = stepShares(placed);
    const { stepNs, missing } = evaluateBackToBack(groundwork, counts);
    expect(shares.missing).toEqual(missing);
    if (stepNs === null) {
      expect(shares.stepNs).toBeNull();
      return;
    }
    expect(shares.stepNs).toBeCloseTo(stepNs, 6);
    const slowest = Math.max(...shares.coreNs, shares.linkNs);
    expect(slowest + shares.packetNs + shares.barrierNs).toBeCloseTo(stepNs, 6);
  });
});
