/**
 * Quadratic assignment instances whose distances are those of a mesh, with proven optima
 * (R. E. Burkard, S. E. Karisch, F. Rendl, "QAPLIB - A Quadratic Assignment Problem Library",
 * J. Global Optimization 10, 1997). Read from $NMAP_DATA/data/qaplib; skipped without it.
 */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { meshTarget } from '../lib/mesh-target.mjs';
import { clustersOf, placeBy, placingPipelines, shuffledGraph } from '../lib/place-clusters.mjs';
import { geometricMean, largest, median } from '../lib/statistics.mjs';

/** The integer programme and the branch and bound end by their own budgets above this. */
const EXACT_MOST_CLUSTERS = 12;

/** @param {import('../run.mjs').BenchOptions} options */
export async function qaplibRuns(options) {
  const data = process.env.NMAP_DATA || null;
  if (data === null) {
    options.log('placement: NMAP_DATA is not set; quadratic assignment instances skipped');
    return [];
  }
  const folder = join(data, 'data', 'qaplib');
  const optima = JSON.parse(await readFile(join(folder, 'best-known.json'), 'utf8'));
  const runs = [];
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.txt')).sort()) {
    const instance = file.replace('.txt', '');
    const { size, distance, flow } = parse(await readFile(join(folder, file), 'utf8'));
    const mesh = meshOf(size, distance);
    if (mesh === null) {
      options.log(`placement: ${instance}: its distances are not those of a mesh; skipped`);
      continue;
    }
    const target = meshTarget(mesh);
    for (let seed = 1; seed <= options.seeds; seed++) {
      const clustered = clustersOf(shuffledGraph(graphOf(instance, size, flow), seed), target);
      for (const pipeline of options.pipelines ?? placingPipelines()) {
        if (pipeline === 'place/exact' && size > EXACT_MOST_CLUSTERS) continue;
        const about = { instance, size, seed, pipeline, optimum: optima[instance] };
        try {
          runs.push({
            ...about,
            ...(await placeBy(pipeline, clustered, { seed, limitS: options.limitS })),
            failure: null,
          });
        } catch (error) {
          runs.push({ ...about, weightedHops: null, timeS: null, truncated: false, failure: String(error) });
        }
      }
    }
  }
  return runs;
}

function parse(text) {
  const numbers = text.trim().split(/\s+/).map(Number);
  const size = numbers[0];
  return {
    size,
    distance: numbers.slice(1, 1 + size * size),
    flow: numbers.slice(1 + size * size, 1 + 2 * size * size),
  };
}

/** The mesh whose first cells, row by row, have these distances: cells left over are dead. */
function meshOf(size, distance) {
  for (let columns = 1; columns <= size; columns++) {
    const hops = (a, b) =>
      Math.abs((a % columns) - (b % columns)) + Math.abs(Math.floor(a / columns) - Math.floor(b / columns));
    if (!distance.every((value, k) => value === hops(Math.floor(k / size), k % size))) continue;
    const rows = Math.ceil(size / columns);
    return { columns, rows, dead: Array.from({ length: columns * rows - size }, (_, k) => size + k) };
  }
  return null;
}

function graphOf(name, size, flow) {
  const edges = flow.map((weight, k) => ({ weight, from: Math.floor(k / size), to: k % size }));
  const real = edges.filter(({ weight, from, to }) => weight !== 0 && from !== to);
  return {
    name,
    nodeCount: size,
    source: Uint32Array.from(real, ({ from }) => from),
    target: Uint32Array.from(real, ({ to }) => to),
    weight: Float64Array.from(real, ({ weight }) => weight),
  };
}

export function qaplibTable(runs) {
  const rows = [...new Set(runs.map((one) => one.pipeline))].map((pipeline) => {
    const group = runs.filter((one) => one.pipeline === pipeline);
    const done = group.filter(({ failure }) => failure === null);
    const gaps = done.map((one) => one.weightedHops / one.optimum);
    return [
      pipeline,
      geometricMean(gaps),
      largest(gaps),
      `${gaps.filter((gap) => gap <= 1 + 1e-9).length} of ${done.length}`,
      median(done.map((one) => one.timeS * 1000)),
      group.length - done.length,
    ];
  });
  const sizes = runs.map((one) => one.size);
  return {
    id: 'qaplib',
    title: `Quadratic assignment on meshes, ${new Set(runs.map((one) => one.instance)).size} instances of ${Math.min(...sizes)} to ${Math.max(...sizes)} clusters: ratio to the proven optimum`,
    columns: ['placer', 'mean', 'worst', 'optimal', 'median CPU ms', 'failed'],
    rows,
    notes: [`place/exact only up to ${EXACT_MOST_CLUSTERS} clusters.`],
  };
}
