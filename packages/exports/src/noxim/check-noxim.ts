import { NmapError, type NetworkSpec } from '@nmap/ir';
import { checkMesh } from '../common/check-mesh.ts';
import { checkSize } from '../common/check-size.ts';
import type { ExportSubject } from '../exporter.ts';

/** Lines of the trace. */
const MOST_PACKETS = 10_000_000;

/** What Noxim cannot run. @throws NmapError (input) */
export function checkNoxim({ placed, spec, manifest }: ExportSubject): NetworkSpec {
  if (spec === null) {
    throw new NmapError('input', [
      {
        code: 'E1880',
        severity: 'error',
        where: '--to noxim',
        message: 'the manifest places a cluster graph, which has no spikes in steps.',
        hint: 'Place a network, or take --to csv-edges.',
      },
    ]);
  }
  checkMesh('Noxim', placed.problem.target);
  checkSize('noxim', manifest.metrics.interCorePackets, MOST_PACKETS, 'packets');
  return spec;
}
