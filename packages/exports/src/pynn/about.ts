import type { ExporterAbout } from '../exporter.ts';

export const aboutPynn = {
  name: 'pynn',
  called: 'placement constraints for sPyNNaker (a Python module)',
  files: null,
  holds:
    'SLICES, the neurons of each core with its chip x, y and core p, and constrain(populations), which finds populations by their labels and calls add_placement_constraint(x, y, p) of each; parts(label) lists the populations to make in place of one that lies on several cores, so that each gets a core of its own. p counts down from 16, as sPyNNaker puts its own programs on the first, from 1 up',
  limits:
    'machines with a chip in each tile and at most 17 cores a chip. A core of sPyNNaker holds neighbouring neurons of one population: on a chip where a core holds more than that, every slice takes a core of its own and only the chip is fixed, refused where the chip has too few cores, or a slice more than 256 neurons. A population that is handed over whole although it has parts is held to its chip, or refused where there are several. A board of 48 chips alone lacks the corners of the rectangle: chips there are named in a warning. Boards in threes that do not close to a torus have those chips beyond its edges: constrain(populations, chip=unwrapped). A chip that leaves no processor to the programs of sPyNNaker itself is warned of. External populations are left free; neurons, synapses and routes are made by sPyNNaker from the script of the network',
} as const satisfies ExporterAbout;
