/** What an image costs on a chip: the network placed, its counted spikes priced. */
import { buildManifest, compile, loadHardware, networkHash, parsePipeline } from '@nmap/compiler';

/** Places in tenths of a second; the interconnect has a per cent of the energy of these networks. */
const PIPELINE = 'partition/sequential; place/hilbert';

/**
 * pJ an image; null where a constant of the chip is unknown. `total` holds static power over the modelled step time.
 * @param {import('@nmap/conversion').Exercised} exercised @param {string} hardware @param {number | null} [neuronsPerCore]
 */
export async function placedEnergy({ network, run }, hardware, neuronsPerCore = null) {
  const { target, sha256 } = await loadHardware(hardware);
  const constraints = { maxCores: null, neuronsPerCore };
  const source = { stage: 'source', spec: network, target, constraints, objective: 'energy' };
  const result = await compile(source, parsePipeline(PIPELINE), { seed: 1, threads: 1 });
  const identity = { networkSha256: networkHash(network), hardwareSha256: sha256, labels: null };
  const { coresUsed, energyPj, energyBackToBackPj } = buildManifest(result, identity).metrics;
  const { neurons, synapses, interconnect } = energyPj;
  const perImage = (pj) => (pj === null ? null : pj / run.images);
  const parts = [neurons, synapses, interconnect];
  const dynamic = parts.some((part) => part === null) ? null : parts.reduce((sum, part) => sum + part, 0);
  const { static: idle, windowMs } = energyBackToBackPj ?? { static: null, windowMs: null };
  return {
    cores: coresUsed,
    dynamicPj: perImage(dynamic),
    synapsesPj: perImage(synapses),
    totalPj: dynamic === null || idle === null ? null : perImage(dynamic + idle),
    latencyUs: windowMs === null ? null : (1000 * windowMs) / run.images,
  };
}
