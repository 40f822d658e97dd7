import { quoted, type ViolationList } from '../../input-error.ts';
import type { GraphProto, NodeProto } from './plain-model.ts';

/** `node "conv1" (Conv)`, or by its first output where it has no name. */
export function nodePlace(fileName: string, node: NodeProto): string {
  const name = node.name === '' ? (node.output.find((output) => output !== '') ?? '') : node.name;
  return `${fileName}: node ${quoted(name)} (${node.opType.slice(0, 40)})`;
}

/**
 * The nodes that an output needs, each after those whose values it reads. Reports values that nothing
 * makes, that are made twice, or that need themselves.
 * @param known values that need no node: inputs and constants.
 */
export function orderNodes(
  graph: GraphProto,
  output: string,
  known: ReadonlySet<string>,
  fileName: string,
  violations: ViolationList,
): NodeProto[] {
  const makerOf = new Map<string, number>();
  graph.node.forEach((node, index) => {
    for (const value of node.output) {
      if (value === '') continue;
      if (makerOf.has(value) || known.has(value)) {
        violations.error('E1805', nodePlace(fileName, node), `the value ${quoted(value)} is made twice.`, {
          hint: 'Every value has one maker: the file is damaged, export the model again.',
        });
      }
      makerOf.set(value, index);
    }
  });
  const ordered: NodeProto[] = [];
  // 0 untouched, 1 on the way, 2 done.
  const state = new Uint8Array(graph.node.length);
  const stack: { node: number; next: number }[] = [];
  const enter = (value: string, reader: NodeProto | null): void => {
    if (value === '' || known.has(value)) return;
    const maker = makerOf.get(value);
    if (maker === undefined) {
      violations.error(
        'E1805',
        reader === null ? `${fileName}: output ${quoted(value)}` : nodePlace(fileName, reader),
        `nothing makes the value ${quoted(value)}: no node, no input, no constant.`,
        { hint: 'Weights may be missing from the file: export the model again, with its parameters.' },
      );
    } else if (state[maker] === 1) {
      violations.error(
        'E1805',
        nodePlace(fileName, graph.node[maker]),
        `it needs its own result ${quoted(value)}: the graph has a cycle.`,
        { hint: 'Recurrent networks cannot be read; a graph without loops is needed.' },
      );
    } else if (state[maker] === 0) {
      state[maker] = 1;
      stack.push({ node: maker, next: 0 });
    }
  };
  enter(output, null);
  while (stack.length > 0) {
    const top = stack[stack.length - 1];
    const node = graph.node[top.node];
    if (top.next < node.input.length) {
      enter(node.input[top.next++], node);
      continue;
    }
    stack.pop();
    state[top.node] = 2;
    ordered.push(node);
  }
  return ordered;
}
