import type { PopulationSpec } from '@nmap/ir';
import { grouped, inputError, quoted, ViolationList } from '../../input-error.ts';
import type { ByteReader } from '../../clusters/cluster-graph.ts';
import type { ImportContext } from '../../network-format.ts';
import type { ReadNetwork } from '../../nmap-network/read-nmap-network.ts';
import { finishNetwork } from '../common/listed-network.ts';
import { textLines } from '../common/text-lines.ts';
import { EdgeLists } from '../sana-fe/edge-lists.ts';

const MAX_NEURONS = 1 << 26;

/**
 * The netlist of SANA-FE: `g COUNT`, a group, numbered from 0; `n GROUP.NEURON`, attributes of a neuron; `e A.B->C.D`, an
 * edge; `& A.B@TILE.CORE`, a mapping. Attributes are key=value or YAML on the line.
 * **Source** SANA-FE 2.2.1, src/netlist.cpp and snn/example.net.
 */
export function readNetlist({ fileName }: ImportContext): ByteReader<ReadNetwork> {
  const violations = new ViolationList();
  const groups: PopulationSpec[] = [];
  const lists = new EdgeLists();
  const fault = (where: string, message: string): void => violations.error('E1891', where, message);
  return textLines(fileName, {
    line(text, _line, where) {
      const line = text.trim();
      if (line === '' || line.startsWith('#')) return;
      const group = /^g\s+(\d{1,12})(?:\s|$)/.exec(line);
      if (group !== null) {
        const size = Number(group[1]);
        if (size > MAX_NEURONS)
          fault(where, `${grouped(size)} neurons are more than the ${grouped(MAX_NEURONS)} that are read.`);
        else groups.push({ id: String(groups.length), size });
        return;
      }
      const edge = /^e\s+(\d{1,9})\.(\d{1,9})\s*->\s*(\d{1,9})\.(\d{1,9})(?:\s+(.*))?$/.exec(line);
      if (edge !== null) {
        readEdge(edge.slice(1, 5).map(Number), edge[5] ?? '', where);
        return;
      }
      const known = /^n\s+(\d{1,9})\.(\d{1,9})(?:\s|$)/.exec(line) ?? /^&\s*(\d{1,9})\.(\d{1,9})@/.exec(line);
      if (known === null) fault(where, `${quoted(line)} is no line of a netlist: g, n, e and & are known.`);
      else checkNeuron(Number(known[1]), Number(known[2]), where);
    },
    finish(end) {
      if (groups.length === 0 && !violations.failed)
        throw inputError('E1002', end, 'the netlist has no groups.');
      violations.note(
        'W1893',
        fileName,
        'models, attributes of neurons and the mapping are not read: nmap makes a mapping of its own.',
      );
      return finishNetwork(groups, lists.projections(), fileName, violations);
    },
  });

  function readEdge(ends: readonly number[], attributes: string, where: string): void {
    const [from, source, to, target] = ends;
    const sound = [checkNeuron(from, source, where), checkNeuron(to, target, where)];
    if (sound.includes(false)) return;
    const values: Record<string, number> = {};
    for (const [, key, value] of attributes.matchAll(/\b(weight|delay)\s*[=:]\s*([^\s,\]}]+)/g))
      values[key] = Number(value);
    const wrong = lists.add([String(from), source], [String(to), target], values);
    if (wrong !== null) fault(where, wrong);
  }

  /** Groups stand before what names them. */
  function checkNeuron(group: number, neuron: number, where: string): boolean {
    const size = groups[group]?.size;
    if (size !== undefined && neuron < size) return true;
    fault(
      where,
      size === undefined
        ? `there is no group ${group} above this line.`
        : `group ${group} has ${grouped(size)} neurons, numbered from 0.`,
    );
    return false;
  }
}
