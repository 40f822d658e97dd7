import { describe, expect, it } from '@jest/globals';
import { buildProblem, buildTarget, constant, energyOf, latencyOf, networkOf, placedOn } from '@nmap/testkit';
import { evaluate } from '../counts/evaluate.ts';
import { evaluateBackToBack } from './back-to-back.ts';

/**
 * A 3 x 1 mesh, the port at tile 2, four steps. Neurons 0, 1 on core 0, 2 on core 1, 3 outside.
 * 0 -> 1 (local), 0 -> 2 twice, 2 -> 3 (out), 3 -> 0 (in).
 */
const network = networkOf({
  spikes: [4, 0, 2, 8],
  firstExternal: 3,
  synapses: [
    [0, 1],
    [0, 2],
    [0, 2],
    [2, 3],
    [3, 0],
  ],
  timestepMs: 1,
  durationMs: 4,
});
const coreOf = [0, 0, 1, 0];
const latency = {
  neuronStepNs: 2,
  neuronSpikeNs: 3,
  synapseEventNs: 5,
  packetInjectionNs: 7,
  packetReceiveNs: 11,
  routerNs: 13,
  hopEastWestNs: 17,
  barrierNs: 37,
};
const energy = { synapseEventPj: 1, packetInjectionPj: 2, coreStaticMw: 0.5 };

function backToBack(change: {
  readonly latency?: Parameters<typeof latencyOf>[0];
  readonly energy?: Parameters<typeof energyOf>[0];
  readonly multicast?: 'tree';
}) {
  const target = buildTarget({
    columns: 3,
    rows: 1,
    ioTile: 2,
    latency: latencyOf({ ...latency, ...change.latency }),
    energy: energyOf({ ...energy, ...change.energy }),
    ...(change.multicast === undefined ? {} : { multicast: change.multicast }),
  });
  const placed = placedOn(buildProblem(network, target), coreOf);
  const { groundwork, counts, energy: overWindow } = evaluate(placed);
  return { ...evaluateBackToBack(groundwork, counts), overWindow };
}

describe('the average step, worked out by hand', () => {
  // Core 0 a step: 2 neurons, 1 spike, 2 packets sent (core 1, itself), 1 + 2 received, 1 + 2 events.
  const core0 = Math.max(2 * 2 + 3 + 2 * 7, 3 * 11 + 3 * 5);
  // The port's packet to core 0: two links, three routers.
  const slowest = 2 * 17 + 3 * 13;
  const stepNs = core0 + slowest + 37;

  it('is the slowest core, the slowest packet and the barrier', () => {
    const { stepNs: modelled, windowMs, energy: report, overWindow } = backToBack({});
    expect(modelled).toBe(stepNs);
    expect(windowMs).toBe((4 * stepNs) / 1e6);
    expect(overWindow.static).toBe(2 * 0.5 * 4e6);
    expect(report.static).toBeCloseTo(2 * 0.5 * 4 * stepNs, 9);
    expect(report.synapses).toBe(overWindow.synapses);
    expect(report.interconnect).toBe(overWindow.interconnect);
    expect(report.total).toBeCloseTo(overWindow.total! - overWindow.static! + report.static!, 6);
  });

  it('injects one packet of a tree, however many cores it reaches', () => {
    expect(backToBack({ multicast: 'tree', latency: { packetInjectionNs: 1000 } }).stepNs).toBe(
      2 * 2 + 3 + 2 * 1000 + slowest + 37,
    );
  });

  it('needs every constant that has work, and no other', () => {
    expect(backToBack({ latency: { hopNorthSouthNs: null, hopChipNs: null } }).stepNs).toBe(stepNs);
    const {
      stepNs: none,
      windowMs,
      energy: report,
    } = backToBack({ latency: { routerNs: null, barrierNs: null } });
    expect([none, windowMs, report.static]).toEqual([null, null, null]);
    expect(report.unpriced).toEqual(['routerNs', 'barrierNs']);
    expect(report.partial).toBe(true);
    expect(report.total).toBe(report.synapses! + report.interconnect!);
  });

  it('names the constants of evidence U behind energy and time, those that had work', () => {
    const unverified = (value: number) => ({ ...constant(value), evidence: 'U' as const });
    const { energy: report, overWindow } = backToBack({
      energy: { coreStaticMw: unverified(0.5) },
      latency: { barrierNs: unverified(37), hopChipNs: unverified(1) },
    });
    expect(overWindow.unverified).toEqual(['coreStaticMw']);
    expect(report.unverified).toEqual(['coreStaticMw', 'barrierNs']);
    expect(report.partial).toBe(false);
  });

  it('is the energy over the window where nothing is static, times known or not', () => {
    const {
      windowMs,
      energy: report,
      overWindow,
    } = backToBack({
      latency: { barrierNs: null },
      energy: { coreStaticMw: 0 },
    });
    expect(windowMs).toBeNull();
    expect(report).toEqual(overWindow);
  });

  it('keeps what an all-in constant contains apart', () => {
    const { energy: report } = backToBack({ energy: { synapseEventPj: constant(26, 'all-in') } });
    expect(report.allIn).toEqual(['synapseEventPj']);
    expect(report.contained).toContain('packetInjectionPj');
  });
});
