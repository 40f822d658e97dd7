import { DiagnosticList, grouped, type Target } from '@nmap/ir';

/** Refuses a chip that a simulator of one mesh does not know. @throws NmapError (input) with all of it. */
export function checkMesh(simulator: string, target: Target): void {
  const faults = new DiagnosticList(`--to ${simulator.toLowerCase()}`);
  meshFaults(simulator, target, faults);
  faults.throwIfFailed('input');
}

export function meshFaults(
  simulator: string,
  { topology, chipCount, name }: Target,
  faults: DiagnosticList,
): void {
  const refuse = (what: string): void =>
    faults.error('E1883', () => ({
      where: `hardware ${name}`,
      message: `${what}, and ${simulator} knows one chip with a mesh whose links all work.`,
      hint: 'nmap simulate replays it on any chip; --to gexf or csv write the placement.',
    }));
  if (!topology.isPlane || topology.wraps) refuse(`its interconnect is of the kind ${topology.kind}`);
  if (chipCount > 1) refuse(`it has ${grouped(chipCount)} chips`);
  if (topology.hasDeadLinks) refuse('it has dead links');
}
