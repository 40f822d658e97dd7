import { MAPPERS } from '@nmap/mappers';
import { PRESETS, pipelineFor } from '@nmap/compiler';
import { differs, verdict } from '../lib/kind.mjs';

const TEXTS = [
  ...Object.values(PRESETS).map(({ pipeline }) => pipeline),
  'lower; partition/louvain(resolution=0.5); place/exact(solver=glpk); route/xy;',
  'partition/sequential(form=by-population);place/hilbert ( order = given );refine/anneal(effort=4, )',
];

/** @type {import('../lib/kind.mjs').Kind} */
export const pipeline = {
  name: 'pipeline',
  what: 'pipeline text',
  samples: () => Promise.resolve(TEXTS.map((text, k) => ({ name: `pipeline ${k}`, text }))),
  judge: (bytes) =>
    verdict(bytes, () => {
      const text = bytes.toString('utf8');
      const passes = pipelineFor({ preset: 'default', text });
      const pieces = text.split(';').filter((piece) => piece.trim() !== '');
      return [
        ...differs('passes', passes.length, pieces.length),
        ...passes.flatMap((pass, k) => differsFromText(pass, pieces[k] ?? '')),
      ];
    }),
};

/** @param {import('@nmap/compiler').AnyPass} pass @param {string} piece */
function differsFromText({ name, options = {} }, piece) {
  const faults = differs('name', name, piece.trim().split(/[\s(]/)[0]);
  const given = [...piece.matchAll(/([^\s(,=]+)\s*=\s*([^,)]*[^\s,)])/g)];
  for (const [, key, value] of given) {
    const number = Number(value);
    const said = Number.isFinite(number) ? String(number) : value;
    faults.push(...differs(`${name}.${key}`, String(options[key]), said));
  }
  const defaults = MAPPERS.find((mapper) => mapper.name === name)?.options.safeParse({}).data ?? {};
  for (const [key, value] of Object.entries(options)) {
    if (given.every(([, other]) => other !== key))
      faults.push(...differs(`${name}.${key}`, value, defaults[key]));
  }
  return faults;
}
