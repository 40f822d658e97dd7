import type { PopulationSpec } from '@nmap/ir';
import type { ByteReader } from '../../clusters/cluster-graph.ts';
import { splitFields } from '../../clusters/edge-list/edge-list-header.ts';
import { LabelTable, renumber } from '../../clusters/label-table.ts';
import { grouped, inputError, quoted, ViolationList } from '../../input-error.ts';
import type { ImportContext } from '../../network-format.ts';
import type { ReadNetwork } from '../../nmap-network/read-nmap-network.ts';
import { finishNetwork, listOf, NEURONS } from '../common/listed-network.ts';
import { SynapseColumns } from '../common/synapse-columns.ts';
import { textLines } from '../common/text-lines.ts';
import { parseDecimal } from '../../json/decimal.ts';
import { cutFields } from './cut-fields.ts';
import { layoutOf, NUMBER, type Layout } from './header.ts';

/** PyNN writes the names of columns into a comment, as a list of Python. */
const PYNN = /^#\s*columns\s*=\s*\[([^\]]*)\]/;

/** Lines with more fields are read as text. */
const MAX_FIELDS = 64;

/**
 * Reads a list of edges as a network: a neuron for each label, in the order of first appearance, or as numbered where
 * the labels are 0..n-1; a synapse for each line, so that lines that say the same pair again are multapses. A count of
 * contacts multiplies the weight: on a chip they are one synapse. In PyNN's files `i` and `j` count the neurons of two
 * populations.
 */
export function readEdgeList({ fileName }: ImportContext): ByteReader<ReadNetwork> {
  const violations = new ViolationList();
  const synapses = new SynapseColumns();
  const sources = new LabelTable();
  let targets = sources;
  let given: readonly string[] | null = null;
  let layout: Layout | null = null;
  let header: string | null = null;
  // Begin and end of each field of the line at hand.
  const cut = new Uint32Array(2 * MAX_FIELDS);
  let electrical = 0;
  let contacts = 0;
  let loops = 0;

  return textLines(fileName, {
    bytes: (bytes, start, end) => layout !== null && plainEdge(layout, bytes, start, end),
    line(text, _line, where) {
      const trimmed = text.trim();
      if (trimmed === '') return;
      if (/^[#%]/.test(trimmed) && (layout === null || /^.(\s|$)/.test(trimmed))) {
        const columns = layout === null ? PYNN.exec(trimmed) : null;
        if (columns !== null) {
          given = columns[1].split(',').map((name) => name.trim().replaceAll(/^['"]|['"]$/g, ''));
          // Indices of two populations.
          targets = new LabelTable();
        }
        return;
      }
      if (layout === null) {
        layout = layoutOf(text, where, given);
        if (layout.hasHeader) {
          header = trimmed;
          return;
        }
      }
      // Files that were put one behind the other repeat it.
      if (trimmed === header) return;
      edge(layout, splitFields(layout.separator === 9 ? text : trimmed, layout.separator), where);
    },
    finish(end) {
      if (layout === null)
        throw inputError('E1002', fileName, 'the file holds no edges.', 'Was it written completely?');
      violations.throwIfFailed(fileName);
      if (synapses.count === 0)
        throw inputError('E1082', end, 'the network has no synapses.', 'Add lines source,target,weight.');
      notes(layout);
      return targets === sources ? oneGroup() : twoGroups();
    },
  });

  function edge({ column, fieldCount }: Layout, fields: readonly string[], where: string): void {
    if (fields.length !== fieldCount) {
      violations.error(
        'E1083',
        where,
        `the line has ${grouped(fields.length)} ${fields.length === 1 ? 'field' : 'fields'}, the first one ${grouped(fieldCount)}.`,
        { have: fields.length, need: fieldCount, unit: 'fields' },
      );
      return;
    }
    const [source, target] = [fields[column.source], fields[column.target]];
    if (source === '' || target === '') {
      violations.error('E1083', where, `the ${source === '' ? 'source' : 'target'} is empty.`);
      return;
    }
    const count = numberIn(fields, column.count, 'count', 0, where);
    const weight = numberIn(fields, column.weight, 'weight', -Infinity, where);
    const delay = numberIn(fields, column.delay, 'delay', 0, where);
    if (count === undefined || weight === undefined || delay === undefined) return;
    if (targets !== sources && !(/^\d{1,9}$/.test(source) && /^\d{1,9}$/.test(target))) {
      violations.error(
        'E1085',
        where,
        `a connection file of PyNN counts neurons from 0, found ${quoted(source)} and ${quoted(target)}.`,
      );
      return;
    }
    if (column.type >= 0 && /^(electrical|gap)/i.test(fields[column.type])) electrical++;
    add(sources.ofText(source), targets.ofText(target), count, weight, delay);
  }

  /**
   * The many lines of a large file: cut in place, without making a text. false for whatever is not plainly an edge;
   * then the line is read as text, which finds the fault.
   */
  function plainEdge(
    { separator, column, fieldCount }: Layout,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): boolean {
    if (fieldCount > MAX_FIELDS || column.type >= 0 || targets !== sources) return false;
    const first = bytes[start];
    if (first === 35 || first === 37) return false;
    if (cutFields(bytes, start, end, separator, cut) !== fieldCount) return false;
    const label = (at: number, table: LabelTable): number =>
      cut[2 * at] === cut[2 * at + 1] ? -1 : table.ofBytes(bytes, cut[2 * at], cut[2 * at + 1]);
    const number = (at: number): number | null =>
      at < 0 ? null : parseDecimal(bytes, cut[2 * at], cut[2 * at + 1]);
    const [count, weight, delay] = [number(column.count), number(column.weight), number(column.delay)];
    if (!isIn(count, 0) || !isIn(weight, -Infinity) || !isIn(delay, 0)) return false;
    // A header in the middle has words where numbers are, or names of columns for labels.
    if (header !== null && weight === null && count === null && delay === null && !isDigit(first))
      return false;
    const source = label(column.source, sources);
    if (source < 0) return false;
    const target = label(column.target, targets);
    if (target < 0) return false;
    add(source, target, count, weight, delay);
    return true;
  }

  function add(
    source: number,
    target: number,
    count: number | null,
    weight: number | null,
    delay: number | null,
  ): void {
    contacts += count ?? 1;
    if (source === target && targets === sources) loops++;
    synapses.push(source, target, count === null ? weight : count * (weight ?? 1), delay);
  }

  /** null where there is no such column, undefined after a report. */
  function numberIn(
    fields: readonly string[],
    at: number,
    what: string,
    least: number,
    where: string,
  ): number | null | undefined {
    if (at < 0) return null;
    const text = fields[at];
    const value = NUMBER.test(text) ? Number(text) : NaN;
    if (value >= least && Number.isFinite(value)) return value;
    violations.error(
      'E1084',
      where,
      `the ${what} ${quoted(text)} is not a number${least === 0 ? ' of at least 0' : ''}.`,
    );
    return undefined;
  }

  function oneGroup(): ReadNetwork {
    const { labels, nodeOf } = sources.finish();
    const made = listOf(NEURONS, NEURONS, synapses);
    if (made.connector === 'list') {
      renumber(made.pre as Uint32Array, nodeOf);
      renumber(made.post as Uint32Array, nodeOf);
    }
    if (labels !== null) {
      violations.note(
        'W1860',
        fileName,
        `labels are not 0..${grouped(labels.length - 1)}: neurons are numbered in the order of their first appearance, from ${quoted(labels[0])}.`,
      );
    }
    return finishNetwork([{ id: NEURONS, size: sources.count }], [made], fileName, violations);
  }

  function twoGroups(): ReadNetwork {
    const made = listOf('pre', 'post', synapses);
    const populations: PopulationSpec[] = [];
    for (const [id, table, key] of [
      ['pre', sources, 'pre'],
      ['post', targets, 'post'],
    ] as const) {
      const { labels } = table.finish();
      const indices = labels ?? Array.from({ length: table.count }, (_, k) => String(k));
      if (made.connector === 'list' && indices.every((label) => /^\d+$/.test(label))) {
        const order = table.finish().nodeOf ?? Uint32Array.from(indices, Number);
        renumber(made[key] as Uint32Array, order);
      }
      populations.push({ id, size: indices.reduce((most, label) => Math.max(most, Number(label)), 0) + 1 });
    }
    violations.warn(
      'W1866',
      fileName,
      `a connection file of PyNN does not say how large its populations are: ${populations.map(({ id, size }) => `${id} ${grouped(size)}`).join(', ')} were taken from the largest indices.`,
    );
    return finishNetwork(populations, [made], fileName, violations);
  }

  function notes({ hasHeader, ignored, column }: Layout): void {
    if (!hasHeader && given === null)
      violations.warn(
        'W6080',
        fileName,
        `no header: the columns were taken as source, target${column.weight < 0 ? '' : ', weight'}.`,
      );
    if (ignored.length > 0)
      violations.note(
        'W6081',
        fileName,
        `columns not read: ${ignored.slice(0, 12).map(quoted).join(', ')}${ignored.length > 12 ? `, and ${ignored.length - 12} more` : ''}.`,
      );
    if (electrical > 0) {
      violations.warn(
        'W1861',
        fileName,
        `${grouped(electrical)} of ${grouped(synapses.count)} lines are electrical: gap junctions carry no spikes, and were read as synapses.`,
        { hint: 'Leave them out of the file where traffic matters.' },
      );
    }
    if (column.count >= 0 && contacts !== synapses.count)
      violations.note(
        'W1862',
        fileName,
        `${grouped(contacts)} contacts in ${grouped(synapses.count)} synapses: the contacts of a line are one synapse, their number multiplies its weight.`,
      );
    if (loops > 0) violations.note('W1863', fileName, `${grouped(loops)} synapses from a neuron to itself.`);
  }
}

function isIn(value: number | null, least: number): boolean {
  return value === null || (value >= least && value < Infinity && value > -Infinity);
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}
