import type { Manifest } from '@nmap/manifest';

/** What was placed on what, and how: so that a report says it by itself. */
export function namedOf(manifest: Manifest): Record<string, unknown> {
  const { tool, objective, pipeline } = manifest;
  const { name, sha256, fileSha256, neurons, synapses } = manifest.network;
  const network = { name, sha256, fileSha256, neurons, synapses };
  return { tool, network, hardware: manifest.hardware, objective, seed: pipeline[0]?.seed ?? null, pipeline };
}
