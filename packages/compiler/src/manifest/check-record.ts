/**
 * Is the record of the run one that `place` could have written? That the passes really ran, and
 * with these options, only a replay can tell.
 */
import { nearestWord } from '@nmap/kernels';
import type { DiagnosticList } from '@nmap/ir';
import { MAPPERS, type PassDefinition } from '@nmap/mappers';
import type { Manifest, ManifestPass } from '@nmap/manifest';
import { LOWER, lower, lowerOptions } from '../lower-pass.ts';
import { isSplitPass } from '../split/settle-split.ts';
import type { CompileStageName } from '../stage.ts';
import { VERSION } from '../version.ts';
import { show, type ManifestSubject } from '@nmap/judge';

const TOOL = 'nmap';

/**
 * Checks: the tool (E4401; another version is worth a note, W6304); every pass is known (E4402) with complete options of the right kind
 * (E4403), in an order that leads from the network, or from given clusters, to routes (E4404);
 * one seed for all (E4405); `complete` says what the passes say (E4407).
 */
export function checkRecord({ manifest, origin }: ManifestSubject, faults: DiagnosticList): void {
  const { tool, pipeline, complete } = manifest;
  if (tool.name !== TOOL) {
    faults.error('E4401', () => ({
      where: 'tool.name',
      message: `is ${show(tool.name)}, manifests are written by "${TOOL}".`,
      have: tool.name,
      need: TOOL,
      hint: 'Place the network with nmap.',
    }));
  }
  if (tool.version !== VERSION) {
    faults.add({
      code: 'W6304',
      severity: 'note',
      where: 'tool.version',
      message: `the manifest is by version ${show(tool.version)}, this is ${VERSION}.`,
      have: tool.version,
      need: VERSION,
      hint: 'What versions compute differently shows as a difference.',
    });
  }
  pipeline.forEach((step, index) => {
    if (step.pass === LOWER) checkLowering(step, index, faults);
    else checkPass(step, index, faults);
  });
  checkOrder(pipeline, origin.kind === 'network' ? 'source' : 'clustered', faults);
  checkSplits(manifest, faults);
  checkSeeds(pipeline, faults);
  const cut = pipeline.filter(({ truncated }) => truncated === true).map(({ pass }) => pass);
  if (complete !== (cut.length === 0)) {
    const passes = cut.length === 0 ? 'no pass was' : `${cut.slice(0, 5).join(', ')} was`;
    faults.error('E4407', () => ({
      where: 'complete',
      message: `is ${complete}, but ${passes} cut short by a budget.`,
      have: String(complete),
      need: String(!complete),
      hint: 'complete is true exactly where no pass is truncated.',
    }));
  }
}

/** The definition behind a recorded pass. */
export function definitionOf(pass: string): PassDefinition | undefined {
  return MAPPERS.find(({ name }) => name === pass);
}

function checkPass({ pass, options }: ManifestPass, index: number, faults: DiagnosticList): void {
  const where = `pipeline[${index}]`;
  const definition = definitionOf(pass);
  if (definition === undefined) {
    faults.error('E4402', () => {
      const names = MAPPERS.map(({ name }) => name);
      const near = faults.countOf('E4402') > 20 ? null : nearestWord(pass, names);
      return {
        where: `${where}.pass`,
        message: `there is no pass ${show(pass)}.`,
        have: show(pass),
        need: 'the name of a pass',
        hint: near === null ? 'nmap mappers lists the passes.' : `Did you mean "${near}"?`,
      };
    });
    return;
  }
  const known = Object.keys(definition.options.shape);
  const report = (name: string, message: string): void => {
    faults.error('E4403', () => ({
      where: `${where}.options.${name}`,
      message,
      hint: `See nmap mappers ${pass}.`,
    }));
  };
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) report(name, `${pass} has no such option.`);
  }
  for (const name of known) {
    if (!Object.hasOwn(options, name)) report(name, `is absent: the record of ${pass} lists every option.`);
  }
  const checked = definition.options.safeParse(options);
  if (checked.success) return;
  for (const issue of checked.error.issues) {
    if (issue.code !== 'unrecognized_keys') report(issue.path.join('.'), `${issue.message}.`);
  }
}

/** Neuron by neuron it has no options, else those that make the same units again. */
function checkLowering({ options }: ManifestPass, index: number, faults: DiagnosticList): void {
  const report = (name: string, message: string): void => {
    faults.error('E4403', () => ({ where: `pipeline[${index}].options.${name}`, message }));
  };
  const checked = lowerOptions.safeParse(options);
  if (checked.success) {
    const need = lower(checked.data).options;
    for (const name of Object.keys(options)) {
      if (!Object.hasOwn(need, name)) report(name, `is not recorded of this grain.`);
    }
    for (const name of Object.keys(need)) if (!Object.hasOwn(options, name)) report(name, 'is absent.');
    return;
  }
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(lowerOptions.shape, name)) report(name, `${LOWER} has no such option.`);
  }
  for (const issue of checked.error.issues) {
    if (issue.code !== 'unrecognized_keys') report(issue.path.join('.'), `${issue.message}.`);
  }
}

/** Stages of a recorded pass; null where there is no such pass. */
export function stagesOf(pass: string): { from: CompileStageName; to: CompileStageName } | null {
  if (pass === LOWER) return { from: 'source', to: 'lowered' };
  const definition = definitionOf(pass);
  return definition === undefined ? null : { from: definition.from, to: definition.to };
}

function checkOrder(pipeline: Manifest['pipeline'], start: CompileStageName, faults: DiagnosticList): void {
  let at: CompileStageName = start;
  for (const [index, { pass }] of pipeline.entries()) {
    const stages = stagesOf(pass);
    // An unknown pass is reported already, and may lead anywhere.
    if (stages === null) return;
    if (stages.from !== at) {
      const [before, from] = [at, stages.from];
      faults.error('E4404', () => ({
        where: `pipeline[${index}]`,
        message: `${pass} starts from a ${from} network, what comes before leaves it ${before}.`,
        have: before,
        need: from,
        hint: 'Passes are listed in the order in which they ran.',
      }));
      return;
    }
    at = stages.to;
  }
  if (at === 'routed') return;
  const end = at;
  faults.error('E4404', () => ({
    where: 'pipeline',
    message: `ends with a ${end} network, a placement is routed.`,
    have: end,
    need: 'routed',
    hint: 'Every pass that ran is listed, the route included.',
  }));
}

/** One pass splits neurons, and it made the parts that are told. */
function checkSplits({ pipeline, split }: Manifest, faults: DiagnosticList): void {
  const count = pipeline.filter(({ pass }) => isSplitPass({ name: pass })).length;
  const most = 1;
  if (count <= most && (count > 0 || split === undefined)) return;
  faults.error('E4404', () => ({
    where: 'pipeline',
    message:
      count > most
        ? `splits neurons ${count} times, a run does so once.`
        : 'has no pass that splits neurons, and the manifest tells of their parts.',
    have: count,
    need: most,
    hint: 'Every pass that ran is listed, once.',
  }));
}

/** A run has one seed, which every pass forks by its name. */
function checkSeeds(pipeline: Manifest['pipeline'], faults: DiagnosticList): void {
  const need = pipeline.at(0)?.seed ?? 0;
  pipeline.forEach(({ seed }, index) => {
    if (seed === need && seed >= 0) return;
    faults.error('E4405', () => ({
      where: `pipeline[${index}].seed`,
      message: seed < 0 ? `is ${seed}, a seed is at least 0.` : `is ${seed}, that of pipeline[0] is ${need}.`,
      have: seed,
      need: seed < 0 ? '>= 0' : need,
      hint: 'A run has one seed; each pass forks its own random numbers from it.',
    }));
  });
}
