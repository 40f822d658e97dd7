/** What the tests of network formats ask of a file that was read. */
import { lower, type NetworkSpec } from '@nmap/ir';
import { writeHdf5, type GroupEntry } from '../../hdf5/testing/write-hdf5.ts';
import { readNetworkBytes, type NetworkFile, type NetworkOptions } from '../../read-network.ts';
import { piecesOf } from '../../testing/pieces.ts';

export const read = (content: unknown, name: string, options: NetworkOptions = {}): Promise<NetworkFile> =>
  readNetworkBytes(
    piecesOf(typeof content === 'string' ? content : JSON.stringify(content), 23),
    name,
    options,
  );
export const readHdf5 = async (root: GroupEntry, name: string): Promise<NetworkFile> =>
  readNetworkBytes([await writeHdf5(root)], name);

export const sizes = ({ populations }: NetworkSpec): string[] =>
  populations.map(
    ({ id, size, role, external }) =>
      `${id} ${size}${role === undefined ? '' : ` ${role}`}${external === true ? ' external' : ''}`,
  );

/** Neurons outside the chip and on it, and synapses. */
export function counts(spec: NetworkSpec): [number, number, number] {
  const { network } = lower({
    ...spec,
    populations: spec.populations.map((population) => ({ ...population, spikes: 1 })),
  });
  const external = network.external.reduce((sum, each) => sum + each, 0);
  const synapses =
    network.outMultiplicity === null
      ? network.outTarget.length
      : network.outMultiplicity.reduce((sum, each) => sum + each, 0);
  return [network.neuronCount - external, external, synapses];
}

export const at = (values: number | ArrayLike<number> | undefined): number | number[] | undefined =>
  values === undefined || typeof values === 'number' ? values : Array.from(values);
