import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { decodeHardware, parseYamlSource, type SourceWords, type YamlSource } from '@nmap/hardware';
import { NmapError, type Diagnostic } from '@nmap/ir';
import { checkPlan } from './check-plan.ts';
import { planOf } from './plan-of.ts';
import type { Plan, PlannedMapper } from './plan.ts';
import { resolveMapper } from './resolve-mapper.ts';
import { settlePlan } from './settle-plan.ts';
import type { PlanFile } from './schema.ts';

const WORDS: SourceWords = {
  file: 'a plan',
  other: 'the other plan',
  start: 'It needs at least networks, hardware and mappers: see docs/comparing-mappers.md.',
  begins: 'It begins with "networks:".',
  levels: 'A plan has four: is a bracket left open?',
  size: 'Split it into several plans: their runs may share a folder.',
  owner: 'a plan',
};

/**
 * Reads the YAML file of a comparison. Relative paths in it are relative to its folder.
 * @throws NmapError (input) with every fault and its line and column.
 */
export async function readPlanFile(file: string): Promise<Plan> {
  return readPlan(decodeHardware(await bytesOf(file), file, 'A plan'), file);
}

/** @param fileName for messages; its folder is where relative paths begin. */
export function readPlan(text: string, fileName: string): Plan {
  const source = parseYamlSource(text, fileName, refuseOthers, WORDS);
  const { file, faults } = checkPlan(source, fileName);
  const found = [...source.faults, ...faults];
  if (file === null || found.length > 0) throw new NmapError('input', found);
  const mappers = mappersOf(file, source, found);
  if (found.length > 0) throw new NmapError('input', found);
  return settlePlan(planOf({ ...file, mappers }, dirname(resolve(fileName))), (path) =>
    source.where(path[0] === 'objectives' && file.objectives === undefined ? ['objective'] : path),
  );
}

/** A misspelt preset or pass is told with its place in the plan. */
function mappersOf(file: PlanFile, source: YamlSource, faults: Diagnostic[]): PlannedMapper[] {
  return file.mappers.flatMap((one, index) => {
    try {
      return [resolveMapper(one)];
    } catch (error) {
      if (!(error instanceof NmapError)) throw error;
      const where = source.where(['mappers', index]);
      faults.push(...error.diagnostics.map((fault) => ({ ...fault, where: `${where}, ${fault.where}` })));
      return [];
    }
  });
}

/** A chip in the place of a plan is told as one. */
function refuseOthers(keys: readonly string[], _below: ReadonlySet<string>, format: unknown) {
  const isChip = format === 'nmap-hardware' || (keys.includes('topology') && keys.includes('core'));
  if (!isChip) return null;
  const hint = 'Name it behind --hw, or under the key hardware of a plan.';
  return { code: 'E1902', message: 'this is a hardware file, no plan of a comparison.', hint };
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    const message = code === 'ENOENT' ? 'there is no such plan.' : `cannot be read (${code}).`;
    const hint = 'Give a YAML file, or networks with --hw and --mappers.';
    throw new NmapError('input', [{ code: 'E1911', severity: 'error', where: file, message, hint }]);
  }
}
