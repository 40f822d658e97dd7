/**
 * Complete pipelines by name. `fast`, `default`, `best` and `hierarchy` are ours; the others
 * reproduce a published tool chain with its own steps.
 */
import { nearestWord } from '@nmap/kernels';
import { parseObjective } from '@nmap/energy';
import { NmapError, type Objective, type Target } from '@nmap/ir';
import { MAPPERS } from '@nmap/mappers';
import { MAPPING, checkOrder } from './check-order.ts';
import { lower, type LowerChoice } from './lower-pass.ts';
import type { SettledGrain } from './grain/grain.ts';
import { routeMulticastTree, routeXy } from './mapper-passes.ts';
import type { AnyPass } from './pass.ts';
import { parsePipeline } from './text-form.ts';
import { unknownWord } from './unknown-word.ts';
import type { CompileStage } from './stage.ts';

export interface Preset {
  readonly summary: string;
  readonly pipeline: string;
  /** In its place where the network is lowered to blocks: those stay together. Absent = there is no such pipeline. */
  readonly blocks?: string;
  /** In its place where the network is lowered to units of one position. Absent = the pipeline is for them as well. */
  readonly positions?: string;
  /** Reproduces a chain that works on neurons: `auto` is no choice for it. */
  readonly ofNeurons?: true;
  /** What is added where a step or the busiest link has a price: only neurons on other cores lower it. */
  readonly balance?: string;
}

export const PRESETS: Readonly<Record<string, Preset>> = {
  fast: {
    summary: 'A first answer: seconds for a million synapses.',
    pipeline: 'partition/multilevel(effort=fast); place/multilevel(effort=0.03); refine/rivals',
    balance: 'refine/joint(cycles=1, effort=0.1)',
    positions:
      'partition/multilevel(effort=fast); place/multilevel(effort=0.03); refine/rivals(margin=0.05); refine/joint(cycles=1, effort=0.25); refine/boxes(effort=0.4)',
    blocks: 'partition/blocks; place/multilevel(effort=0.03); refine/boxes(effort=0.4)',
  },
  default: {
    summary: 'What to use.',
    pipeline:
      'partition/multilevel; place/multilevel(effort=0.1); refine/rivals; refine/anneal; refine/joint(cycles=1); refine/rivals(against=fast)',
    positions:
      'partition/multilevel; place/multilevel(effort=0.03); refine/rivals; refine/anneal; refine/joint(cycles=1, effort=4); refine/boxes(effort=4); refine/rivals(against=fast)',
    blocks:
      'partition/blocks; place/multilevel(effort=0.1); refine/anneal; refine/boxes(effort=4); refine/rivals(against=fast)',
  },
  best: {
    summary: 'Longer search for the last per cents.',
    pipeline:
      'partition/multilevel(effort=best); place/multilevel(effort=4); refine/rivals; refine/anneal(effort=10); refine/joint(cycles=4); refine/rivals(against=default)',
    blocks:
      'partition/blocks; place/multilevel(effort=4); refine/anneal(effort=10); refine/boxes(effort=40); refine/rivals(against=default)',
  },
  hierarchy: {
    summary:
      'For trees and boards of chips: neurons cut along the dearest links first. A rival of default there.',
    pipeline:
      'partition/multisection; place/multilevel(effort=0.1); refine/rivals; refine/anneal; refine/joint(cycles=1)',
    ofNeurons: true,
  },
  pacman: {
    summary: "SpiNNaker's way: populations in order, cores in order.",
    pipeline: 'partition/sequential(form=by-population); place/row-major',
    ofNeurons: true,
  },
  jin2023: {
    summary: 'Jin et al., ASPLOS 2023: consecutive neurons, Hilbert curve, force-directed refinement.',
    pipeline: 'partition/sequential; place/force-directed',
    ofNeurons: true,
  },
};

/** What a preset is taken for. */
export interface PresetUse {
  /** Default: energy. */
  readonly objective?: Objective;
  /** True where a ceiling on the step or the busiest link may turn the objective. */
  readonly hasCeilings?: boolean;
  /** Default: neuron. */
  readonly grain?: SettledGrain;
}

/** The passes of a preset, or of a text that takes its place. @throws NmapError (input). */
export function pipelineFor(
  choice: { readonly preset: string; readonly text: string | null } & PresetUse,
): AnyPass[] {
  if (choice.text !== null) return parsePipeline(choice.text, Object.keys(PRESETS));
  return parsePipeline(presetPipeline(choice.preset, choice));
}

/** The text of a preset. @throws NmapError (input). */
export function presetPipeline(
  name: string,
  { objective = 'energy', hasCeilings = false, grain = 'neuron' }: PresetUse = {},
): string {
  const preset = PRESETS[name];
  if (preset === undefined || !Object.hasOwn(PRESETS, name)) throw unknownPreset(name);
  if (grain === 'block') {
    if (preset.blocks === undefined) throw notForBlocks(name);
    return preset.blocks;
  }
  const pipeline = grain === 'position' ? (preset.positions ?? preset.pipeline) : preset.pipeline;
  return preset.balance !== undefined && (hasCeilings || balances(objective))
    ? `${pipeline}; ${preset.balance}`
    : pipeline;
}

function notForBlocks(name: string): NmapError {
  const able = Object.keys(PRESETS).filter((each) => PRESETS[each].blocks !== undefined);
  return new NmapError('input', [
    {
      code: 'E1407',
      severity: 'error',
      where: `preset ${name}`,
      message:
        'works on neurons one by one, and cannot take a network that is lowered to blocks (grain=block).',
      hint: `Use --preset ${able.join(' or ')}, or --grain neuron.`,
    },
  ]);
}

function balances(text: Objective): boolean {
  return parseObjective(text).some(({ objective }) => objective.balances);
}

/**
 * Adds what a person may leave out: `lower` in front, and at the end the route that
 * the chip's `multicast` setting asks for. A start that is clustered already
 * (`--clusters`) skips the passes before that stage.
 */
export function completePasses(
  start: CompileStage['stage'],
  passes: readonly AnyPass[],
  target: Target,
  lowering: LowerChoice = {},
): AnyPass[] {
  const needed =
    start === 'clustered'
      ? passes.filter((pass) => pass.from !== 'source' && pass.from !== 'lowered' && pass.to !== 'clustered')
      : [...passes];
  // Passes that split neurons come before it.
  const at = needed.findIndex(({ from, to }) => from !== 'source' || to !== 'source');
  const added = start === 'source' && needed[at]?.from !== 'source' ? 1 : 0;
  if (added === 1) needed.splice(at === -1 ? needed.length : at, 0, lower(lowering));
  checkOrder(start, needed, MAPPING, added);
  if (needed.at(-1)?.to === 'placed') {
    const route = target.multicast === 'tree' ? routeMulticastTree() : routeXy();
    // The runner checks that it gets the stage that it starts from.
    needed.push(route);
  }
  const end = needed.at(-1)?.to ?? start;
  if (end !== 'routed') {
    throw new NmapError('input', [
      {
        code: 'E1404',
        severity: 'error',
        where: 'pipeline',
        message: `ends with a ${end} network, which is no placement.`,
        hint:
          end === 'clustered'
            ? 'Add a placer, e.g. place/hilbert.'
            : 'Add a partitioner and a placer, e.g. partition/greedy; place/hilbert.',
      },
    ]);
  }
  return needed;
}

/** A pass, too, is no preset: it is part of a pipeline. */
function unknownPreset(word: string): NmapError {
  const names = Object.keys(PRESETS);
  const nearest = nearestWord(word, names);
  const isPass = MAPPERS.some(({ name }) => name === word);
  const meant = isPass
    ? `${word} is a pass: write --pipeline "${word}; ...". `
    : nearest === null
      ? ''
      : `Did you mean "${nearest}"? `;
  return unknownWord('preset', word, `${meant}Valid: ${names.join(', ')}.`);
}
