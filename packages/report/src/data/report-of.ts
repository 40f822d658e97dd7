import { PlacementCosts, energyShares, stepShares, type StepShares } from '@nmap/energy';
import type { Report, StepRow } from '../model/report.ts';
import { chipOf } from './chip.ts';
import { coreOrder } from './core-order.ts';
import { coresOf } from './cores.ts';
import { edgesOf } from './edges.ts';
import { limitsOf } from './limits.ts';
import { linksOf } from './links.ts';
import { movesOf } from './moves.ts';
import { energyNotes, namedOf, statedNumbers } from './named.ts';
import { passesOf, traceOf } from './passes.ts';
import { flowsOf, populationsOf } from './populations.ts';
import type { ReportSubject } from './subject.ts';

/**
 * All that a report shows of a placement that was verified. The numbers of the manifest are taken over; what it does not
 * say, who on the chip they come from, is counted here from the same placement.
 */
export function reportOf(subject: ReportSubject): Report {
  const { placed, manifest } = subject;
  const { energyPj } = manifest.metrics;
  const order = coreOrder(placed);
  const ofNetwork = placed.clustered.traffic.kind === 'network';
  const costs = new PlacementCosts(placed);
  const behind = ofNetwork ? { shares: energyShares(placed), step: stepShares(placed, costs) } : null;
  const shares = behind?.shares ?? null;
  const cores = coresOf(placed, order, behind);
  return {
    named: namedOf(subject),
    ...statedNumbers(subject),
    energyNotes: energyNotes(subject),
    chip: chipOf(placed),
    cores,
    nodes: ofNetwork ? null : nodeNames(order.clusterAt, subject.labels),
    links: linksOf(subject, order, costs),
    edges: edgesOf(placed, order),
    populations: populationsOf(placed, shares, energyPj),
    flows: flowsOf(shares, energyPj),
    limits: limitsOf(placed, cores, manifest),
    step: behind === null ? null : stepRow(behind.step),
    passes: passesOf(subject),
    trace: traceOf(subject),
    moves: movesOf(placed, order),
    notes: manifest.notes,
  };
}

/** By used core, numbers where the graph has no other names. */
function nodeNames(
  clusterAt: ArrayLike<number>,
  labels: readonly string[] | null,
): readonly string[] | Uint32Array {
  return labels === null ? Uint32Array.from(clusterAt) : Array.from(clusterAt, (node) => labels[node]);
}

function stepRow({ stepNs, missing, coreNs, linkNs, packetNs, barrierNs }: StepShares): StepRow {
  const slowest = coreNs.reduce((most, ns) => Math.max(most, ns), 0);
  return { stepNs, missing, coreNs: slowest, linkNs, packetNs, barrierNs };
}
