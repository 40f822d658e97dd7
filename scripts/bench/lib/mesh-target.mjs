import { readHardware, presetText } from '@nmap/hardware';

/**
 * A mesh with one core on each tile, a hop priced as a router and a wire: the preset `jin64` with
 * another side and the limits given, of which `neurons` is one.
 * @param {{ readonly columns: number, readonly rows: number, readonly limits?: Readonly<Record<string, number>>,
 *   readonly multicast?: string, readonly dead?: readonly number[] }} mesh
 */
export function meshTarget(mesh) {
  return readHardware(meshText(mesh), 'mesh.yaml').target;
}

/** As a hardware file says it. @param {Parameters<typeof meshTarget>[0]} mesh */
export function meshText({ columns, rows, limits = {}, multicast = 'unicast-per-core', dead = [] }) {
  const { neurons = 4096, ...others } = limits;
  const more = Object.entries(others).map(([limit, value]) => `\n  ${limit}: ${value}`);
  const replaced = [
    ['width: 64', `width: ${columns}`],
    ['height: 64', `height: ${rows}`],
    ['neurons: 4096', `neurons: ${neurons}${more.join('')}`],
    ['multicast: unicast-per-core', `multicast: ${multicast}`],
  ].reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the preset jin64 no longer says "${from}"`);
    return text.replace(from, to);
  }, presetText('jin64').text);
  const faults = dead.length === 0 ? '' : `\nfaults:\n  cores: [${dead.join(', ')}]\n`;
  return replaced + faults;
}
