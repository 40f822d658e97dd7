/**
 * A placement as constraints of sPyNNaker, PyNN's back end for SpiNNaker. **Source** O. Rhodes et al., "sPyNNaker: A
 * Software Package for Running PyNN Simulations on SpiNNaker", Frontiers in Neuroscience 12:816, 2018; the calls are
 * those of its Population: add_placement_constraint(x, y, p) and set_max_atoms_per_core.
 */
import { checkSize } from '../common/check-size.ts';
import type { Exporter } from '../exporter.ts';
import { checkChips } from './check-chips.ts';
import { checkPynn } from './check-pynn.ts';
import { scriptPieces } from './script.ts';
import { chipSlices } from './slices.ts';

/** Lines of the table: a machine of a million cores has as many. */
const MOST_SLICES = 1_000_000;

export const pynn: Exporter = (subject) => {
  const spec = checkPynn(subject);
  const chips = chipSlices(subject);
  const slices = chips.flatMap((chip) => chip.slices);
  checkSize('pynn', slices.length, MOST_SLICES, 'slices');
  const diagnostics = checkChips(subject, spec, chips);
  const external = spec.populations.filter((population) => population.external === true);
  const { name, topology } = subject.placed.problem.target;
  const tables = {
    network: spec.name,
    hardware: name,
    size: [topology.columns, topology.rows] as const,
    slices,
    external: external.map(({ id }) => id),
  };
  return { files: [{ name: null, pieces: () => scriptPieces(tables) }], diagnostics };
};
