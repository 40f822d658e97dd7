import { joined } from '../common/pieces.ts';
import type { Slice } from './slices.ts';

/** What the script does; the tables above it differ. Text of JSON is text of Python. */
const FUNCTIONS = `

def parts(label):
    """The populations to make in place of the one with this label: (label, first neuron, neurons) of each."""
    slices = [(first, neurons) for name, first, neurons, *_ in SLICES if name == label]
    if len(slices) == 1:
        return [(label, *slices[0])]
    return [("%s[%d:%d]" % (label, first, first + neurons), first, neurons) for first, neurons in sorted(slices)]


def constrain(populations, chip=lambda x, y: (x, y), core=lambda p: p):
    """Holds populations, found by their labels, to where they were placed; before sim.run.

    chip: the x and y, on the machine that is used, of a chip of the placement.
    core: the processor that a core p is on; the same on every chip.
    """
    found = {}
    for population in populations:
        if population.label in found:
            raise ValueError("two populations have the label %r" % population.label)
        found[population.label] = population
    constraints = []
    limits = []
    for label in dict.fromkeys(name for name, *_ in SLICES):
        slices = sorted(entry[1:] for entry in SLICES if entry[0] == label)
        if label in found:
            population = found.pop(label)
            _check_size(population, sum(neurons for _, neurons, *_ in slices))
            chips = {(x, y) for _, _, x, y, _ in slices}
            if len(chips) > 1:
                names = ", ".join(repr(name) for name, *_ in parts(label))
                raise ValueError("%r lies on %d chips: make the populations %s" % (label, len(chips), names))
            x, y, p = slices[0][2:]
            if len(slices) > 1:
                limits.append((population, max(neurons for _, neurons, *_ in slices)))
                p = None
            constraints.append((population, x, y, p))
            continue
        for (name, _, neurons), (_, _, x, y, p) in zip(parts(label), slices):
            if name not in found:
                raise ValueError("there is no population with the label %r, or %r" % (label, name))
            population = found.pop(name)
            _check_size(population, neurons)
            constraints.append((population, x, y, p))
    unknown = [label for label in found if label not in EXTERNAL]
    if unknown:
        raise ValueError("not in the placement: %s" % ", ".join(map(repr, unknown)))
    for population, neurons in limits:
        population.set_max_atoms_per_core(neurons)
    for population, x, y, p in constraints:
        population.add_placement_constraint(*chip(x, y), None if p is None else core(p))


def unwrapped(x, y):
    """Where that chip is on boards, in threes, that do not close to a torus: hand it to constrain as chip.

    What such boards lack of a torus stands beyond its edges: x and y up to 4 beyond its size.
    """
    width, height = SIZE
    if width % 12 or height % 12:
        raise ValueError("%d x %d chips are no boards in threes" % SIZE)
    for at_x, at_y in ((x, y), (x + width, y), (x, y + height), (x + width, y + height)):
        for row in range(8):
            for column in range(max(0, row - 3), min(7, row + 4) + 1):
                left, bottom = at_x - column, at_y - row
                is_board = (left % 12, bottom % 12) in ((0, 0), (8, 4), (4, 8))
                if is_board and 0 <= left < width and 0 <= bottom < height:
                    return at_x, at_y
    raise ValueError("there is no chip %d, %d" % (x, y))


def _check_size(population, neurons):
    if population.size != neurons:
        raise ValueError("%r has %d neurons, and %d were placed" % (population.label, population.size, neurons))
`;

export interface ScriptTables {
  readonly network: string;
  readonly hardware: string;
  /** Chips along x and y. */
  readonly size: readonly [columns: number, rows: number];
  readonly slices: readonly Slice[];
  readonly external: readonly string[];
}

/** The lines of a Python module; it imports nothing, so that it runs with any release of sPyNNaker. */
export function scriptPieces({ network, hardware, size, slices, external }: ScriptTables): Iterable<string> {
  function* lines(): Iterable<string> {
    yield '# Placement constraints for sPyNNaker, written by nmap export --to pynn.\n';
    yield '# Make the populations, then: import THIS_FILE; THIS_FILE.constrain([population, ...]); then sim.run.\n\n';
    yield `NETWORK = ${JSON.stringify(network)}\nHARDWARE = ${JSON.stringify(hardware)}\n`;
    yield `# Chips along x and y.\nSIZE = (${size[0]}, ${size[1]})\n\n`;
    yield '# Outside the machine, or sources that sPyNNaker places.\n';
    yield `EXTERNAL = [${external.map((id) => JSON.stringify(id)).join(', ')}]\n\n`;
    yield '# label, first neuron, neurons, x and y of the chip, core p (None: any core of the chip)\nSLICES = [\n';
    for (const { population, first, neurons, x, y, p } of slices)
      yield `    (${JSON.stringify(population)}, ${first}, ${neurons}, ${x}, ${y}, ${p ?? 'None'}),\n`;
    yield `]\n${FUNCTIONS}`;
  }
  return joined(lines());
}
