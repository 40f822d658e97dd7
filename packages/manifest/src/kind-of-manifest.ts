import type { Manifest } from './schema.ts';

/** What was placed. Manifests from before `network.kind` was written list the labels of a cluster graph, and of nothing else. */
export function kindOfManifest({ network }: Manifest): 'network' | 'clusters' {
  return network.kind ?? (network.ids === undefined ? 'network' : 'clusters');
}
