import type { DiagnosticList, Problem } from '@nmap/ir';
import type { Manifest } from '@nmap/manifest';
import { compareRecords, reportDifference } from './differences.ts';

/** What the manifest says beside the cores: the port, the routing scheme and rule (E4108). */
export function checkSetting(manifest: Manifest, { network, target }: Problem, faults: DiagnosticList): void {
  const scheme = target.multicast === 'tree' ? 'tree' : 'unicast';
  if (manifest.routing.scheme !== scheme)
    reportDifference('routing.scheme', manifest.routing.scheme, scheme, faults);
  const { rule } = target.topology;
  if (manifest.routing.rule !== rule) reportDifference('routing.rule', manifest.routing.rule, rule, faults);
  const external = network.populations.filter((population) => population.external).map(({ id }) => id);
  const { columns } = target.topology;
  const { ioTile: tile } = target;
  const port = { tile, x: tile % columns, y: Math.floor(tile / columns), populations: external };
  const ports = external.length === 0 ? [] : [port];
  if (manifest.ports.length !== ports.length)
    reportDifference('ports', `${manifest.ports.length} ports`, `${ports.length} ports`, faults);
  else if (ports.length > 0) compareRecords('ports[0]', manifest.ports[0], port, faults);
}
