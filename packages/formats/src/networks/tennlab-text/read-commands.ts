import type { ByteReader } from '../../clusters/cluster-graph.ts';
import { quoted, ViolationList } from '../../input-error.ts';
import type { ImportContext } from '../../network-format.ts';
import type { ReadNetwork } from '../../nmap-network/read-nmap-network.ts';
import { textLines } from '../common/text-lines.ts';
import { tennlabNetwork } from '../tennlab/graph.ts';

/** Commands that say nothing of the network. */
const IGNORED = ['FJ', 'TJ', 'SORT', 'SETNAME', 'SETCOORDS', 'INFO', 'PS', 'NODES', 'EDGES', 'Q'];
const MAX_EDGES = 100_000_000;

/** Runs the commands line by line on a network that begins empty. */
export function readCommands({ fileName }: ImportContext): ByteReader<ReadNetwork> {
  const violations = new ViolationList();
  const nodes = new Map<number, Map<string, number>>();
  const edges = new Map<string, { from: number; to: number; properties: Map<string, number> }>();
  const inputs = new Set<number>();
  const outputs = new Set<number>();
  let from = false;

  return textLines(fileName, {
    line(text, _line, where) {
      const words = text.replace(/#.*/, '').trim().split(/\s+/);
      if (words[0] === '') return;
      const command = words[0].toUpperCase();
      from ||= command === 'FJ';
      const fault = (message: string): void => violations.error('E1865', where, `${command}: ${message}`);
      run(command, words.slice(1), fault);
    },
    finish(end) {
      if (nodes.size === 0 && !violations.failed)
        violations.error('E1865', end, 'the commands leave no nodes.');
      violations.throwIfFailed(fileName);
      if (from)
        violations.note(
          'W1870',
          fileName,
          'the network that FJ begins with was taken as empty: it holds the names of properties.',
        );
      const graph = {
        nodes: [...nodes].map(([id, properties]) => ({ id, properties })),
        edges: [...edges.values()],
        inputs,
        outputs,
        model: 'tennlab',
      };
      return tennlabNetwork(graph, fileName, violations);
    },
  });

  function run(command: string, words: readonly string[], fault: (message: string) => void): void {
    switch (command) {
      case 'AN':
        for (const id of ids(words, fault)) {
          if (nodes.has(id)) fault(`the node ${id} is there already.`);
          else nodes.set(id, new Map());
        }
        break;
      case 'AI':
      case 'AO':
        for (const id of known(words, fault)) (command === 'AI' ? inputs : outputs).add(id);
        break;
      case 'AE':
        for (const [source, target] of pairs(words, fault)) {
          const key = `${source} ${target}`;
          if (edges.size >= MAX_EDGES) fault('there are too many edges.');
          else if (edges.has(key)) fault(`the edge from ${source} to ${target} is there already.`);
          else edges.set(key, { from: source, to: target, properties: new Map() });
        }
        break;
      case 'SNP':
      case 'SNP_ALL': {
        const set = setting(words, fault);
        if (set === null) break;
        const chosen = command === 'SNP_ALL' ? [...nodes.keys()] : known(words.slice(0, -2), fault);
        for (const id of chosen) nodes.get(id)!.set(...set);
        break;
      }
      case 'SEP':
      case 'SEP_ALL': {
        const set = setting(words, fault);
        if (set === null) break;
        const chosen =
          command === 'SEP_ALL'
            ? [...edges.keys()]
            : pairs(words.slice(0, -2), fault).map((pair) => pair.join(' '));
        for (const key of chosen) {
          const edge = edges.get(key);
          if (edge === undefined) fault(`there is no edge from ${key.replace(' ', ' to ')}.`);
          else edge.properties.set(...set);
        }
        break;
      }
      case 'RN':
        for (const id of known(words, fault)) {
          nodes.delete(id);
          inputs.delete(id);
          outputs.delete(id);
          for (const [key, edge] of edges) if (edge.from === id || edge.to === id) edges.delete(key);
        }
        break;
      case 'RE':
        for (const pair of pairs(words, fault))
          if (!edges.delete(pair.join(' '))) fault(`there is no edge from ${pair.join(' to ')}.`);
        break;
      case 'CLEAR':
        for (const all of [nodes, edges, inputs, outputs]) all.clear();
        break;
      default:
        if (!IGNORED.includes(command))
          fault('this command is not known, so what it does to the network is not, either.');
    }
  }

  function ids(words: readonly string[], fault: (message: string) => void): number[] {
    return words.flatMap((word) => {
      if (/^\d{1,10}$/.test(word) && Number(word) <= 0xffff_ffff) return [Number(word)];
      fault(`${quoted(word)} is no number of a node.`);
      return [];
    });
  }

  function known(words: readonly string[], fault: (message: string) => void): number[] {
    return ids(words, fault).filter((id) => {
      if (nodes.has(id)) return true;
      fault(`there is no node ${id}.`);
      return false;
    });
  }

  function pairs(words: readonly string[], fault: (message: string) => void): (readonly [number, number])[] {
    if (words.length % 2 !== 0) {
      fault('edges are pairs of nodes, from and to.');
      return [];
    }
    const ends = known(words, fault);
    // One that is missing was reported.
    if (ends.length !== words.length) return [];
    return Array.from({ length: ends.length / 2 }, (_, k) => [ends[2 * k], ends[2 * k + 1]] as const);
  }

  /** The last two words: a property and its value. */
  function setting(words: readonly string[], fault: (message: string) => void): [string, number] | null {
    const [name, value] = words.slice(-2);
    if (words.length >= 2 && !/^\d/.test(name) && Number.isFinite(Number(value)))
      return [`${name.charAt(0).toLowerCase()}${name.slice(1)}`, Number(value)];
    fault('it ends with the name of a property and its value.');
    return null;
  }
}
