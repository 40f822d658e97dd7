import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { nearestWord } from '@nmap/kernels';
import { NmapError } from '@nmap/ir';

const FOLDER = new URL('../presets/', import.meta.url);

/** Names under which the literature knows a preset. */
const ALIASES: Readonly<Record<string, string>> = {
  'loihi-davies2018': 'loihi',
  'loihi-sanafe-fit': 'loihi-sanafe',
  'dynap-se2': 'dynapse',
  dynapse2: 'dynapse',
  spinnaker1: 'spinnaker',
  spinnaker48: 'spinnaker',
  'dynap-cnn': 'speck',
};

/** Square meshes of one paper that differ in nothing but their side: `jin64` is 64 x 64. */
const FAMILIES: Readonly<Record<string, readonly number[]>> = { jin: [32, 64, 128, 256, 512, 1024] };
const FAMILY_NAME = /^([a-z]+)([1-9]\d{0,3})$/;
const LARGEST_SIDE = 1024;

/**
 * Presets of small boards that also come in other sizes, for networks that need more cores: `dynapse-8x8` has 8 x 8 chips,
 * `crossbar128-16x16` as many crossbars. The largest of DYNAP-SE2 is what its packets reach, 7 chips away.
 */
export const SIZED: Readonly<
  Record<string, { readonly line: RegExp; readonly text: string; readonly most: number }>
> = {
  dynapse: { line: /^( *chips:) .*$/m, text: '$1 [WIDTH, HEIGHT]', most: 8 },
  'dynapse-energy': { line: /^( *chips:) .*$/m, text: '$1 [WIDTH, HEIGHT]', most: 8 },
  crossbar128: { line: /width: \d+, height: \d+/, text: 'width: WIDTH, height: HEIGHT', most: 64 },
};
export const SIZED_NAME = /^(.+)-([1-9]\d{0,3})x([1-9]\d{0,3})$/;

/** Every preset that `presetText` knows by its own name, in alphabetical order; families by their usual sizes. */
export function presetNames(): string[] {
  const names = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .flatMap((name) => FAMILIES[name]?.map((side) => `${name}${side}`) ?? [name]);
  return names.sort((a, b) => compareNames(a, b));
}

/** The text of a preset, as a file that a user could have written. */
export function presetText(name: string): { readonly text: string; readonly fileName: string } {
  const known = Object.hasOwn(ALIASES, name) ? ALIASES[name] : name;
  const fileName = `${known}.yaml`;
  const [, family, side] = FAMILY_NAME.exec(known) ?? [];
  if (family !== undefined && Object.hasOwn(FAMILIES, family) && Number(side) <= LARGEST_SIDE) {
    const text = readFileSync(new URL(`${family}.yaml`, FOLDER), 'utf8')
      .replace(/^name: .*$/m, `name: ${known}`)
      .replace(/^( *(?:width|height):) .*$/gm, `$1 ${side}`);
    return { text, fileName };
  }
  const sized = sizedText(known);
  if (sized !== null) return { text: sized, fileName };
  const names = presetNames();
  if (!names.includes(known)) throw unknownPreset(name, names);
  return { text: readFileSync(new URL(fileName, FOLDER), 'utf8'), fileName };
}

/** The text of a preset of {@link SIZED} in another size; null where that is none. */
function sizedText(name: string): string | null {
  const [, preset, width, height] = SIZED_NAME.exec(name) ?? [];
  if (preset === undefined || !Object.hasOwn(SIZED, preset)) return null;
  const { line, text, most } = SIZED[preset];
  if (Number(width) > most || Number(height) > most) return null;
  return readFileSync(new URL(`${preset}.yaml`, FOLDER), 'utf8')
    .replace(/^name: .*$/m, `name: ${name}`)
    .replace(line, text.replace('WIDTH', width).replace('HEIGHT', height));
}

/** True where `presetText` would find something. */
export function isPreset(name: string): boolean {
  if (Object.hasOwn(ALIASES, name) || presetNames().includes(name) || sizedText(name) !== null) return true;
  const [, family, side] = FAMILY_NAME.exec(name) ?? [];
  return family !== undefined && Object.hasOwn(FAMILIES, family) && Number(side) <= LARGEST_SIDE;
}

/** One line about a preset: its `description`. */
export function presetSummary(name: string): string {
  const { text } = presetText(name);
  const line = /^description:.*$/m.exec(text)?.[0];
  return line === undefined ? '' : (parse(line) as { description: string }).description;
}

function unknownPreset(name: string, names: readonly string[]): NmapError {
  const nearest = nearestWord(name, [...names, ...Object.keys(ALIASES)]);
  return new NmapError('input', [
    {
      code: 'E1215',
      severity: 'error',
      where: 'hardware',
      message: `there is no preset named ${name}.`,
      have: name,
      ...(nearest === null ? {} : { need: nearest }),
      hint: `${nearest === null ? '' : `Did you mean ${nearest}? `}Presets: ${names.join(', ')}; or give a YAML file.`,
    },
  ]);
}

/** jin64 before jin128. */
function compareNames(a: string, b: string): number {
  const split = (name: string): [string, number] => {
    const [, word, number] = /^(.*?)(\d*)$/.exec(name)!;
    return [word, Number(number)];
  };
  const [wordA, numberA] = split(a);
  const [wordB, numberB] = split(b);
  if (wordA !== wordB) return wordA < wordB ? -1 : 1;
  return numberA - numberB;
}
