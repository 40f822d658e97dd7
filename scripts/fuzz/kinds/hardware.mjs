import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { decodeHardware, presetText, readHardware } from '@nmap/hardware';
import { faultsOfDiagnostics } from '../lib/judge-error.mjs';
import { verdict } from '../lib/kind.mjs';
import { ARCHITECTURE, CHIP } from '../lib/sample-files.mjs';

const PRESETS = ['loihi', 'dynapse'];

/** @type {import('../lib/kind.mjs').Kind} */
export const hardware = {
  name: 'hardware',
  what: 'hardware YAML',
  samples: () => {
    const texts = [
      CHIP,
      CHIP,
      CHIP,
      CHIP,
      ARCHITECTURE,
      ARCHITECTURE,
      ARCHITECTURE,
      ...PRESETS.map((name) => presetText(name).text),
    ];
    return Promise.resolve(texts.map((text, k) => ({ name: `chip ${k}`, text, document: parse(text) })));
  },
  judge: (bytes, sample) =>
    verdict(
      bytes,
      () => {
        const read = readHardware(decodeHardware(bytes, 'f.yaml'), 'f.yaml');
        sample.sound ??= readHardware(sample.text, 'f.yaml');
        return [
          ...faultsOfDiagnostics(read.diagnostics, bytes),
          ...sameMeaning(read, sample.sound),
          ...sameWords(bytes, sample, read),
        ];
      },
      'f.yaml',
    ),
};

/** One hash, one chip. @param {import('@nmap/hardware').ReadHardware} read @param {import('@nmap/hardware').ReadHardware} sound */
function sameMeaning(read, sound) {
  if (read.sha256 !== sound.sha256) return [];
  return factsOf(read.target) === factsOf(sound.target)
    ? []
    : ['the hash is that of the sound file, the chip is not'];
}

/** What decides a placement. @param {import('@nmap/ir').Target} target */
function factsOf({
  coreCount,
  chipCount,
  classes,
  classOf,
  dead,
  tileOf,
  ioTile,
  multicast,
  energy,
  latency,
  name,
  topology,
}) {
  const columns = [classOf, dead, tileOf].map((column) => Array.from(column).join());
  const links = Array.from({ length: topology.tileCount }, (_, tile) => topology.hops(0, tile));
  return JSON.stringify([
    coreCount,
    chipCount,
    classes,
    columns,
    ioTile,
    multicast,
    energy,
    latency,
    name,
    links,
  ]);
}

/** The same values in YAML have the same hash. */
function sameWords(bytes, sample, read) {
  let words;
  try {
    words = parse(bytes.toString('utf8'), { logLevel: 'silent' });
  } catch {
    return ['another parser of YAML refuses the text'];
  }
  if (read.sha256 === sample.sound.sha256 || !isDeepStrictEqual(words, sample.document)) return [];
  return ['the same values have another hash'];
}
