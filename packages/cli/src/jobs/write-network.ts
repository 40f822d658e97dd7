import type { WrittenFormat } from '@nmap/formats/tables';
import type { Diagnostic, NetworkSpec } from '@nmap/ir';
import { writeFileAtomically } from '@nmap/manifest';
import { networkWriter } from '@nmap/networks';

/**
 * Writes a network as it was asked for, or as the ending of the file says; else in our own format.
 * @returns a warning of what the file does not say.
 * @throws NmapError (input): what the format cannot say at all; nothing is written then.
 */
export async function writeNetwork(
  file: string,
  spec: NetworkSpec,
  to: WrittenFormat | null,
): Promise<readonly Diagnostic[]> {
  const writer = networkWriter(file, to);
  const losses = await writer.losses(spec);
  await writeFileAtomically(file, await writer.write(spec));
  if (losses.length === 0) return [];
  return [
    {
      code: 'W1895',
      severity: 'warning',
      where: file,
      message: `${writer.name} cannot say everything that is in the network; left out: ${losses.join(', ')}.`,
      hint: 'Write net.json, which holds all of it.',
    },
  ];
}
