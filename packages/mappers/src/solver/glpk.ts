/**
 * The one door to glpk.js, the GNU Linear Programming Kit compiled to WebAssembly.
 *
 * **Licence** glpk.js and GLPK are under the GPL-3.0, the rest of nmap is not. Nothing of
 * them is loaded until {@link solveProgram} is called, and no other file names the package: who
 * does not use the exact mappers runs no line of it, and can delete this file's folder.
 *
 * glpk.js solves synchronously, so it runs in a worker thread that is ended when the caller says stop. It knows no
 * limit but a time; in that thread a clock runs that goes on by a step whenever it is asked, which the solver does once
 * for each iteration of the simplex method and each node of the tree: the limit is one of steps, and
 * what is found does not depend on the machine.
 * Its interface reports no bound for a search cut short: solve relaxed for one.
 */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { LP, Options, Result } from 'glpk.js/node';
import { NmapError } from '@nmap/ir';
import type { IntegerProgram, Solution, SolveOptions } from './integer-program.ts';
import { unwatched, type Watch } from '../watch/watch.ts';

const STOP_POLL_MS = 50;

/** Values of the constants that glpk.js exports, needed before it is loaded. */
const MINIMISE = 1;
const FREE = 1;
const LOWER = 2;
const UPPER = 3;
const DOUBLE = 4;
const FIXED = 5;
const MESSAGES_OFF = 0;
const FEASIBLE = 2;
const NO_FEASIBLE = 4;
const OPTIMAL = 5;

/** Text, because a worker needs JavaScript and the sources are TypeScript. */
const WORKER_SOURCE = `
const { parentPort, workerData } = require('node:worker_threads');
let steps = 0;
Date.now = performance.now = () => steps++;
import(workerData.url)
  .then(({ default: load }) => load())
  .then((glpk) => parentPort.postMessage({ result: glpk.solve(workerData.lp, workerData.options) }))
  .catch((error) => parentPort.postMessage({ error: String(error) }));
`;

interface WorkerMessage {
  readonly result?: Result;
  readonly error?: string;
}

/**
 * Solves to proven optimality or to the limit of steps. The optimum is unique in value, the solution need not be.
 * @param watch asked now and then while the solver runs; over, the solution is `unknown`.
 */
export async function solveProgram(
  program: IntegerProgram,
  options: SolveOptions,
  watch = unwatched(),
): Promise<Solution> {
  const lp = toGlpk(program, options.relaxed ?? false);
  // Branch and bound needs the presolver here; the simplex method tells infeasible from unknown only without it.
  const glpkOptions: Options = {
    msglev: MESSAGES_OFF,
    presol: !(options.relaxed ?? false),
    // Seconds of a clock that takes a step for a millisecond.
    tmlim: Math.max(1, Math.ceil(options.steps / 1000)),
  };
  const result = await run(lp, glpkOptions, watch);
  const values = new Float64Array(program.cost.length);
  if (result === null) return { status: 'unknown', objective: NaN, values };
  for (let column = 0; column < values.length; column++)
    values[column] = result.result.vars[`c${column}`] ?? 0;
  return { status: statusOf(result.result.status), objective: result.result.z, values };
}

/** null = stopped. */
async function run(lp: LP, options: Options, watch: Watch): Promise<Result | null> {
  const url = solverUrl();
  const worker = new Worker(WORKER_SOURCE, { eval: true, workerData: { url, lp, options } });
  return new Promise((resolve, reject) => {
    const timer = setInterval(() => {
      if (watch.mayGoOn()) return;
      finish();
      resolve(null);
    }, STOP_POLL_MS);
    const finish = (): void => {
      clearInterval(timer);
      void worker.terminate();
    };
    worker.once('message', (message: WorkerMessage) => {
      finish();
      if (message.result === undefined)
        reject(new Error(`the solver failed: ${message.error ?? 'no reason given'}`));
      else resolve(message.result);
    });
    worker.once('error', (error) => {
      finish();
      reject(error instanceof Error ? error : new Error(String(error)));
    });
  });
}

/** Where the solver lies. @throws NmapError (input) where it was not installed: nothing under the GPL comes unasked. */
function solverUrl(): string {
  try {
    return pathToFileURL(createRequire(import.meta.url).resolve('glpk.js/node')).href;
  } catch {
    throw new NmapError('input', [
      {
        code: 'E1990',
        severity: 'error',
        where: 'glpk.js',
        message:
          'is not installed: exact passes call it, and since it is under the GPL-3.0 it comes only where it is asked for.',
        hint: 'npm install glpk.js, or take partition/multilevel or place/multilevel, which state a bound and the gap to it.',
      },
    ]);
  }
}

function toGlpk(program: IntegerProgram, relaxed: boolean): LP {
  const { cost, upper, binary, rows } = program;
  const name = (column: number): string => `c${column}`;
  const bounds: NonNullable<LP['bounds']> = [];
  const binaries: string[] = [];
  for (let column = 0; column < cost.length; column++) {
    if (binary[column] && !relaxed) binaries.push(name(column));
    else bounds.push({ name: name(column), ...range(0, upper[column]) });
  }
  return {
    name: program.name,
    objective: {
      direction: MINIMISE,
      name: 'cost',
      vars: cost.map((coef, column) => ({ name: name(column), coef })),
    },
    subjectTo: rows.map((row, index) => ({
      name: `r${index}`,
      vars: row.columns.map((column, k) => ({ name: name(column), coef: row.coefficients[k] })),
      bnds: range(row.lower, row.upper),
    })),
    bounds,
    binaries,
  };
}

function range(lower: number, upper: number): { type: number; lb: number; ub: number } {
  if (lower === upper) return { type: FIXED, lb: lower, ub: upper };
  if (lower === -Infinity && upper === Infinity) return { type: FREE, lb: 0, ub: 0 };
  if (upper === Infinity) return { type: LOWER, lb: lower, ub: 0 };
  if (lower === -Infinity) return { type: UPPER, lb: 0, ub: upper };
  return { type: DOUBLE, lb: lower, ub: upper };
}

function statusOf(status: number): Solution['status'] {
  if (status === OPTIMAL) return 'optimal';
  if (status === FEASIBLE) return 'feasible';
  return status === NO_FEASIBLE ? 'infeasible' : 'unknown';
}
