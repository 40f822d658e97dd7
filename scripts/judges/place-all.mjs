import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadManifestSubject, place, verifyManifest } from '@nmap/compiler';
import { simulate } from '@nmap/simulator';
import { HARDWARE, MAPPERS, NEURONS_PER_CORE } from './cases.mjs';

/**
 * Every placement of a network, verified, with our own numbers of it: those of the manifest, and those of the replay.
 * @param folder for its files.
 * @param hardware a preset or a file: one chip, a mesh, whose every dynamic constant is known.
 */
export async function placeAll(network, folder, hardware = HARDWARE) {
  const file = join(folder, `${network.name}.json`);
  writeFileSync(file, JSON.stringify(network));
  const placements = [];
  for (const { name, pipeline } of MAPPERS) {
    const { manifest } = await place(file, hardware, { pipeline, neuronsPerCore: NEURONS_PER_CORE });
    const subject = await loadManifestSubject(manifest, file, hardware);
    const faults = verifyManifest(subject).filter(({ severity }) => severity === 'error');
    if (faults.length > 0) throw new Error(`${network.name}, ${name}: ${faults[0].message}`);
    const { metrics } = manifest;
    const report = simulate({ ...subject, network: subject.problem.network, target: subject.problem.target });
    const { neurons, synapses, interconnect } = metrics.energyPj;
    placements.push({
      network: network.name,
      mapper: name,
      subject,
      steps: report.steps,
      ours: {
        spikes: report.spikes,
        packets: metrics.interCorePackets,
        messages: report.messages,
        hops: metrics.spikeHops,
        networkPj: interconnect,
        dynamicPj: neurons + synapses + interconnect,
      },
    });
  }
  return placements;
}
