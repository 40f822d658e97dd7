import { createHash } from 'node:crypto';
import { raw } from '@nmap/kernels';
import type { CompileStage } from './stage.ts';

/**
 * Fingerprint of what a stage decided: the first 16 hex digits of SHA-256 over its
 * arrays, little-endian. Two runs diverge at the first pass whose checksums differ.
 */
export function stageChecksum(stage: CompileStage): string {
  const hash = createHash('sha256');
  for (const column of decisions(stage)) {
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
  return hash.digest('hex').slice(0, 16);
}

function decisions(stage: CompileStage): ArrayBufferView[] {
  switch (stage.stage) {
    case 'source':
      return [];
    case 'lowered': {
      const { outStart, outTarget, outMultiplicity, spikes, external } = stage.problem.network;
      return [outStart, outTarget, ...(outMultiplicity ? [outMultiplicity] : []), spikes, external];
    }
    case 'clustered':
      return [raw(stage.clusterOf), raw(stage.classOf)];
    case 'placed':
      return [raw(stage.clustered.clusterOf), raw(stage.coreOf)];
    case 'routed':
      return [raw(stage.placed.clustered.clusterOf), raw(stage.placed.coreOf), stage.linkLoads];
  }
}
