import { windowOf, type NetworkSpec } from '@nmap/ir';
import type { EnergyNotes, Named, Report } from '../model/report.ts';
import type { ReportSubject } from './subject.ts';

export function namedOf({ manifest, placed, spec }: ReportSubject): Named {
  const { network, hardware, tool, pipeline, routing } = manifest;
  const { steps, lengthMs } = windowOf(placed.problem.network);
  return {
    network: network.name,
    hardware: hardware.name,
    neurons: network.neurons,
    synapses: network.synapses,
    externalNeurons: network.externalNeurons ?? 0,
    networkSha256: network.sha256,
    hardwareSha256: hardware.sha256,
    tool: `${tool.name} ${tool.version}`,
    objective: manifest.objective,
    seed: pipeline[0]?.seed ?? null,
    complete: manifest.complete,
    scheme: routing.scheme,
    rule: routing.rule,
    ofClusters: placed.clustered.traffic.kind === 'clusters',
    steps,
    windowMs: lengthMs,
    inferences: spec === null ? null : presentationsOf(spec),
  };
}

/** Images, or other presentations, in the window; null where the network does not say how long one is. */
function presentationsOf({ durationMs, populations }: NetworkSpec): number | null {
  for (const { params } of populations) {
    const given = params?.['presentationMs'];
    const ms = typeof given === 'number' ? given : given?.[0];
    if (ms !== undefined && ms > 0) return Math.max(1, Math.round(durationMs / ms));
  }
  return null;
}

/** The numbers of a manifest by their paths, as they stand in it. */
export function statedNumbers({
  manifest: { metrics, bounds, clusterBounds = {} },
}: ReportSubject): Pick<Report, 'metrics' | 'bounds' | 'clusterBounds'> {
  const flat: Record<string, number | null> = {};
  const visit = (value: unknown, path: string): void => {
    if (typeof value === 'number' || value === null) flat[path] = value;
    else if (typeof value === 'object' && !Array.isArray(value))
      for (const [key, inner] of Object.entries(value)) visit(inner, path === '' ? key : `${path}.${key}`);
  };
  visit(metrics, '');
  return { metrics: flat, bounds: { ...bounds }, clusterBounds: { ...clusterBounds } };
}

export function energyNotes({ manifest }: ReportSubject): EnergyNotes {
  const { energyPj, energyBackToBackPj } = manifest.metrics;
  const { partial, unpriced, allIn = [], contained = [] } = energyPj;
  const unverified = [...(energyPj.unverified ?? []), ...(energyBackToBackPj?.unverified ?? [])];
  return { partial, unpriced, unverified: [...new Set(unverified)], allIn, contained };
}
