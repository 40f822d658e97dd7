/** Several placements of one network, by seeds, of which the cheapest is kept: by a cost command, or by the objective. */
import type { PlacedNetwork } from '@nmap/compiler';
import { NmapError } from '@nmap/ir';
import { manifestPieces, type Manifest } from '@nmap/manifest';

export interface CandidateChoice {
  /** Of the first; the others follow it. */
  readonly seed: number;
  readonly count: number;
  /** A shell command that judges a manifest; null = the objective does. */
  readonly costCommand: string | null;
  /** No further candidate is made; the best until then is kept. */
  readonly cancelled: () => boolean;
}

/** What came of one seed; null = the mapper gave up. */
export interface Candidate {
  readonly seed: number;
  readonly cost: number | null;
}

/**
 * @param placeSeed places with one seed. @param share of the time that is left, 1 for the last.
 * @returns the cheapest, of equal ones that of the lowest seed.
 * @throws NmapError: of the first candidate, where none was placed; of a cost command that failed.
 */
export async function placeCandidates(
  { seed, count, costCommand, cancelled }: CandidateChoice,
  placeSeed: (seed: number, share: number) => Promise<PlacedNetwork>,
): Promise<{ readonly best: PlacedNetwork; readonly candidates: readonly Candidate[] }> {
  const candidates: Candidate[] = [];
  let best: { readonly placed: PlacedNetwork; readonly cost: number } | null = null;
  let first: NmapError | null = null;
  for (let at = 0; at < count && !(at > 0 && cancelled()); at++) {
    const candidate = seed + at;
    try {
      const placed = await placeSeed(candidate, 1 / (count - at));
      const cost = await costOfManifest(placed.manifest, costCommand);
      candidates.push({ seed: candidate, cost });
      if (best === null || cost < best.cost) best = { placed, cost };
    } catch (error) {
      // Another seed may still find a placement; what is infeasible or misspelt stays so.
      if (!(error instanceof NmapError) || error.kind !== 'not-found') throw error;
      first ??= error;
      candidates.push({ seed: candidate, cost: null });
    }
  }
  if (best === null) throw first ?? new Error('no candidate was placed');
  return { best: best.placed, candidates };
}

async function costOfManifest(manifest: Manifest, costCommand: string | null): Promise<number> {
  if (costCommand === null) return manifest.metrics.further?.['objective'] ?? Infinity;
  const { costOf } = await import('@nmap/compare');
  return costOf(costCommand, manifestPieces(manifest));
}
