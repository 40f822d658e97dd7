import type { DiagnosticList } from '@nmap/ir';
import { checkCounts } from './check-counts.ts';
import { reportOther, shown, show } from './differences.ts';
import type { ManifestSubject } from './subject.ts';

/**
 * Is this the network and the hardware that the manifest was made from? The hashes of what the
 * files mean decide (E4107), with the counts, and the labels of a cluster graph (E4408). Bytes
 * that differ where the meaning is the same are worth a note (W6302), as is a name that is only
 * the file's name (W6303).
 */
export function checkIdentity(subject: ManifestSubject, faults: DiagnosticList): void {
  const { manifest, problem } = subject;
  const { network, target } = problem;
  const stated = manifest.network;
  same('network.sha256', stated.sha256, subject.networkSha256);
  sameName('network.name', stated.name, network.name, subject.networkNameFromFile);
  // Where it is absent, the labels tell.
  same('network.kind', stated.kind ?? subject.origin.kind, subject.origin.kind);
  checkCounts(manifest, network, faults);
  same('network.windowScale', stated.windowScale ?? 1, subject.windowScale ?? 1);
  same('hardware.sha256', manifest.hardware.sha256, subject.hardwareSha256);
  sameName('hardware.name', manifest.hardware.name, target.name, subject.hardwareNameFromFile);
  sameBytes('network', 'fileSha256', stated.fileSha256, subject.networkFileSha256);
  sameBytes('network', 'spikesSha256', stated.spikesSha256, subject.spikesSha256);
  sameBytes('hardware', 'fileSha256', manifest.hardware.fileSha256, subject.hardwareFileSha256);
  checkLabels(subject, faults);

  function same(where: string, have: string | number, need: string | number): void {
    reportOther(where, have, need, faults);
  }

  function sameName(where: string, have: string, need: string, fromFile: boolean | undefined): void {
    if (fromFile !== true) {
      same(where, have, need);
      return;
    }
    if (have === need) return;
    const message = `the manifest says ${shown(have)}, the file is called ${shown(need)} now: a file's name is no identity.`;
    faults.add({ code: 'W6303', severity: 'note', where, message, have, need });
  }

  function sameBytes(what: string, key: string, have: string | undefined, need: string | undefined): void {
    if (have === undefined || need === undefined || have === need) return;
    faults.add({
      code: 'W6302',
      severity: 'note',
      where: `${what}.${key}`,
      message: `the file's bytes are others than when the manifest was made.`,
      have,
      need,
      hint: `${what}.sha256 says whether its meaning is the same.`,
    });
  }
}

/** The labels of a cluster graph's nodes, in the order of the nodes; a network has none. */
function checkLabels({ manifest, origin, problem, labels }: ManifestSubject, faults: DiagnosticList): void {
  const { ids } = manifest.network;
  const report = (where: string, have: string | number, need: string | number): void => {
    faults.error('E4408', () => ({
      where,
      message: `the manifest says ${have}, the graph says ${need}.`,
      have,
      need,
      hint: 'ids lists the label of every node of the cluster graph, in the order of the nodes.',
    }));
  };
  if (origin.kind === 'network') {
    if (ids !== undefined) report('network.ids', `${ids.length} labels`, 'none: it is no cluster graph');
    return;
  }
  const count = problem.network.neuronCount;
  if (ids?.length !== count) {
    report('network.ids', ids === undefined ? 'no labels' : `${ids.length} labels`, `${count} labels`);
    return;
  }
  for (let node = 0; node < count; node++) {
    const need = labels?.[node] ?? String(node);
    if (ids[node] !== need) report(`network.ids[${node}]`, show(ids[node]), show(need));
  }
}
