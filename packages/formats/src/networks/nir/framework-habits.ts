/** What one version of a framework is known to write, and what comes of it here. */
export interface FrameworkHabit {
  readonly framework: string;
  readonly version: string;
  readonly habit: string;
  /** What it is read as, or the defect that is refused and read with --lenient. */
  readonly outcome: string;
}

/**
 * Habits of writers, found in their sources; `framework-habits.test.ts` builds a file with each and reads it. Files
 * that the frameworks published are read by the tests where NMAP_DATA has them.
 */
export const FRAMEWORK_HABITS: readonly FrameworkHabit[] = [
  {
    framework: 'snnTorch',
    version: '0.9.4 (export_nir.py)',
    habit:
      'tau, r, v_leak and v_threshold of Leaky and Synaptic are single numbers, whatever the size of the layer',
    outcome: 'refused; --lenient: equal parameters of every neuron of the layer in front',
  },
  {
    framework: 'snnTorch',
    version: '0.9.4',
    habit: 'RLeaky and RSynaptic are graphs in the graph: input, lif, w_rec, output',
    outcome: 'read: one population with synapses onto itself',
  },
  {
    framework: 'snnTorch',
    version: '0.7 to 0.8',
    habit: 'inner edges name "lif" where the node is called "lif1"',
    outcome: 'refused; --lenient: the one node without an edge is meant',
  },
  {
    framework: 'Norse',
    version: '1.1.0 (export_nir.py)',
    habit:
      'LIFBoxCell is LIF, LIFCell CubaLIF with w_in 1; 32-bit floats; Conv2d without input_shape; single numbers where the cell has them',
    outcome: 'read; single numbers: refused, or --lenient',
  },
  {
    framework: 'sinabs',
    version: '3.1.3 (nir.py)',
    habit:
      'IF without v_reset, of the shape (C,H,W); Linear always an Affine with a bias of 0; no input_shape; nodes called "0", "1", ...',
    outcome: 'read: the reset is 0',
  },
  {
    framework: 'sinabs',
    version: '3.1.3',
    habit: 'LIF and ExpLeak with a single tau, without v_reset',
    outcome: 'refused; --lenient: equal parameters of every neuron',
  },
  {
    framework: 'Rockpool',
    version: '3.0.3 (nir.py)',
    habit:
      'no v_reset and no w_in; an Output of the shape [batch, time, neurons]; weights turned to [out, in]',
    outcome: 'read: the reset is 0; the shape of an output is what arrives',
  },
  {
    framework: 'Spyx',
    version: '1.0.0 (nir.py)',
    habit:
      'recurrent layers as graphs whose nodes carry the name of the layer ("3.lif", "3.w_rec"), the input enters by w_rec; integers of 64 bits in shapes, floats of 32 and 64 mixed',
    outcome: 'read: one population; what enters and what comes back pass the same weights',
  },
  {
    framework: 'Spyx',
    version: '1.0.0',
    habit: 'PSU_LIF is LI followed by Threshold',
    outcome: 'read: two layers of neurons, one to one; the first never fires, which a warning says',
  },
  {
    framework: 'lava-dl',
    version: '0.6 (netx)',
    habit:
      'weights with a trailing axis of 1, flat weights, types as lists of one text, layers "10" before "2"',
    outcome: 'read',
  },
];

/** What docs/formats.md says of the files of frameworks. */
export function habitsSection(): string {
  const rows = FRAMEWORK_HABITS.map(
    ({ framework, version, habit, outcome }) => `| ${framework} | ${version} | ${habit} | ${outcome} |\n`,
  );
  return `## Files of frameworks

What frameworks are known to write to NIR and NetX, and what comes of it:

| framework | version | habit | outcome |
| --- | --- | --- | --- |
${rows.join('')}`;
}
