import { readHardware, presetText } from '@nmap/hardware';

/**
 * A mesh with one core on each tile, a limit on neurons and no other, a hop priced as a router
 * and a wire: the preset `jin64` with another side.
 * @param {{ readonly columns: number, readonly rows: number, readonly neurons?: number, readonly dead?: readonly number[] }} mesh
 */
export function meshTarget({ columns, rows, neurons = 4096, dead = [] }) {
  const replaced = [
    ['width: 64', `width: ${columns}`],
    ['height: 64', `height: ${rows}`],
    ['neurons: 4096', `neurons: ${neurons}`],
  ].reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the preset jin64 no longer says "${from}"`);
    return text.replace(from, to);
  }, presetText('jin64').text);
  const faults = dead.length === 0 ? '' : `\nfaults:\n  cores: [${dead.join(', ')}]\n`;
  return readHardware(replaced + faults, 'mesh.yaml').target;
}
