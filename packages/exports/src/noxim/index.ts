/**
 * The packets of a placement for Noxim, a cycle-accurate simulator of networks on chip. **Source** V. Catania et al.,
 * "Cycle-Accurate Network on Chip Simulation with Noxim", ACM TOMACS 27(1), 2016; the files are those of its reader
 * (GlobalTrafficHardcoding, GlobalTrafficTable).
 */
import { checkNoxim } from './check-noxim.ts';
import type { Exporter } from '../exporter.ts';
import { spikeSteps } from './spike-steps.ts';
import { tablePieces } from './table.ts';
import { cyclesOfSteps, FLITS_PER_PACKET, tracePieces } from './trace.ts';
import { tilesReached } from './tiles-reached.ts';

export const noxim: Exporter = (subject) => {
  const spec = checkNoxim(subject);
  const { columns, rows } = subject.placed.problem.target.topology;
  const firing = spikeSteps(spec);
  const reached = tilesReached(subject, spec, firing.spikes);
  const cycles = cyclesOfSteps(firing, reached, columns + rows);
  const total = cycles.reduce((sum, count) => sum + count, 0);
  const size = `${FLITS_PER_PACKET} ${FLITS_PER_PACKET}`;
  return {
    files: [
      { name: 'trace.txt', pieces: () => tracePieces(firing, reached, cycles) },
      { name: 'table.txt', pieces: () => tablePieces(firing, reached, total) },
    ],
    diagnostics:
      reached.withinTiles === 0
        ? []
        : [
            {
              code: 'W1894',
              severity: 'note',
              where: '--to noxim',
              message: `${reached.withinTiles} packets go from a core to another of the same tile: over no link, so they are not in the files.`,
            },
          ],
    // Noxim begins to count when its reset ends, after 1,000 cycles.
    next:
      `noxim -config default_config.yaml -power power.yaml -topology MESH -dimx ${columns} -dimy ${rows} -routing XY ` +
      `-size ${size} -traffic hardcoded trace.txt -warmup 0 -sim ${total + 1}`,
  };
};
