import { formatNs, formatNumber, formatPercent } from '../model/format.ts';
import { limitColumn } from '../model/limit-column.ts';
import type { LimitRow, Report } from '../model/report.ts';
import { LIMIT_WORDS, coreName } from '../model/words.ts';

/** What stands in the way of fewer cores, and of a shorter step: a sentence of either, where there is something to say. */
export function bindingSentences(report: Report): string[] {
  if (report.cores.count === 0) return [];
  return [capacitySentence(report), timeSentence(report)].filter((sentence) => sentence !== null);
}

/** How many cores are full, and of what; the fullest one where none is. */
function capacitySentence(report: Report): string | null {
  const { cores } = report;
  const rows = report.limits.filter(({ core, limit }) => core !== null && limit > 0);
  if (rows.length === 0) return null;
  const isFull = new Uint8Array(cores.count);
  const said: string[] = [];
  for (const row of rows) {
    if (row.most < row.limit) continue;
    const full = fullCores(report, row);
    for (const index of full) isFull[index] = 1;
    said.push(
      `${nameOf(report, row)}: ${formatNumber(full.length)} at ${formatNumber(row.limit)}, mean ${formatPercent(row.mean / row.limit)}`,
    );
  }
  const count = isFull.reduce((sum, full) => sum + full, 0);
  if (count > 0)
    return `Capacity: ${formatNumber(count)} of ${coresOf(cores.count)} ${count === 1 ? 'is' : 'are'} full (${said.join('; ')}).`;
  const nearest = rows.reduce((best, row) => (row.most / row.limit > best.most / best.limit ? row : best));
  return `Capacity: none of ${coresOf(cores.count)} is full; the nearest to a limit is ${coreName(report, nearest.core!)} (${nameOf(report, nearest)}: ${formatNumber(nearest.most)} of ${formatNumber(nearest.limit)}, ${formatPercent(nearest.most / nearest.limit)}; mean ${formatPercent(nearest.mean / nearest.limit)}).`;
}

function coresOf(count: number): string {
  return `${formatNumber(count)} ${count === 1 ? 'core' : 'cores'}`;
}

/** Used cores of the class of a limit that hold all that it allows. */
function fullCores({ cores, chip }: Report, { name, class: className, limit, core }: LimitRow): number[] {
  const used = limitColumn(cores, name);
  if (used === null) return [core!];
  const only = chip.classes.indexOf(className);
  const full: number[] = [];
  for (let index = 0; index < cores.count; index++)
    if (cores.classOf[index] === only && used[index] >= limit) full.push(index);
  return full;
}

function nameOf({ chip }: Report, { name, class: className }: LimitRow): string {
  const words = LIMIT_WORDS[name] ?? name;
  return chip.classes.length > 1 ? `${words} of ${className}` : words;
}

/** What the average step waits for longest. */
function timeSentence(report: Report): string | null {
  const { step } = report;
  if (step === null || step.stepNs === 0) return null;
  if (step.stepNs === null) {
    const { length } = step.missing;
    return `Time: unknown, for lack of ${length === 1 ? 'a constant' : `${length} constants`}.`;
  }
  const parts: [string, number][] = [
    [slowestCore(report), step.coreNs >= step.linkNs ? step.coreNs : 0],
    ['the busiest link', step.linkNs > step.coreNs ? step.linkNs : 0],
    ['the slowest packet', step.packetNs],
    ['the barrier', step.barrierNs],
  ];
  const [what, ns] = parts.reduce((most, part) => (part[1] > most[1] ? part : most));
  return `Time: a step waits ${formatNs(ns)} of its ${formatNs(step.stepNs)} for ${what}.`;
}

function slowestCore(report: Report): string {
  const { stepNs } = report.cores;
  if (stepNs === null) return 'the slowest core';
  let slowest = 0;
  for (let core = 1; core < stepNs.length; core++) if (stepNs[core] > stepNs[slowest]) slowest = core;
  return `the slowest core (${coreName(report, slowest)})`;
}
