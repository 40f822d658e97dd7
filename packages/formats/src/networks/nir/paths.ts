import { grouped, quoted } from '../../input-error.ts';
import type { Step } from '../../linear/step.ts';
import type { Defects } from '../common/defects.ts';
import type { FlatGraph, NirNode } from './graph.ts';
import { holdsNeurons, isSink, type Shapes } from './shapes.ts';

/** A way from neurons over layers without any to the next neurons, or to an output. */
export interface Path {
  readonly from: NirNode;
  readonly steps: readonly Step[];
  readonly to: NirNode;
}

/** More ways than this come from a lattice of additions, not from a network. */
const MAX_PATHS = 100_000;

/** Follows the edges of a graph from node to node. */
export class Walk {
  readonly #next = new Map<NirNode, NirNode[]>();
  readonly #shapes: Shapes;
  readonly #defects: Defects;
  #count = 0;

  constructor(graph: FlatGraph, shapes: Shapes, defects: Defects) {
    this.#shapes = shapes;
    this.#defects = defects;
    for (const [from, to] of graph.edges) {
      const list = this.#next.get(from);
      if (list === undefined) this.#next.set(from, [to]);
      else list.push(to);
    }
  }

  /** Every way from a node to neurons and outputs, in the order of the edges. */
  from(start: NirNode): readonly Path[] {
    const found: Path[] = [];
    const on: NirNode[] = [];
    const visit = (node: NirNode, steps: readonly Step[]): void => {
      for (const next of this.#next.get(node) ?? []) {
        if (holdsNeurons(next) || isSink(next)) {
          if (++this.#count <= MAX_PATHS) found.push({ from: start, steps, to: next });
          continue;
        }
        const step = this.#shapes.step.get(next);
        // A node whose shape could not be found was reported.
        if (step === undefined || this.#count > MAX_PATHS) continue;
        if (on.includes(next)) {
          this.#defects.violations.error(
            'E1854',
            next.where,
            `${on
              .slice(on.indexOf(next))
              .map(({ name }) => quoted(name))
              .join(' -> ')} -> ${quoted(next.name)} is a circle without neurons.`,
            {
              hint: 'A value would have to be known before it is computed: a neuron or a delay with neurons must stand between.',
            },
          );
          continue;
        }
        on.push(next);
        visit(next, [...steps, step]);
        on.pop();
      }
    };
    visit(start, []);
    if (this.#count > MAX_PATHS)
      this.#defects.violations.error(
        'E1856',
        start.where,
        `there are more than ${grouped(MAX_PATHS)} ways between neurons.`,
      );
    return found;
  }

  /** Nodes in the order in which they are reached from those without a way in, ties by name: it numbers the neurons. */
  order(graph: FlatGraph): readonly NirNode[] {
    const entered = new Set(graph.edges.map(([, to]) => to));
    const sources = [...graph.nodes.values()];
    const queue = [...sources.filter((node) => !entered.has(node)), ...sources];
    const seen = new Set<NirNode>();
    const order: NirNode[] = [];
    // Breadth first from all that nothing enters; what only circles reach comes after, by name.
    const pending = new Set(queue);
    for (const start of pending) {
      const line = [start];
      for (let k = 0; k < line.length; k++) {
        const node = line[k];
        if (seen.has(node)) continue;
        seen.add(node);
        order.push(node);
        line.push(...(this.#next.get(node) ?? []));
      }
    }
    return order;
  }
}
