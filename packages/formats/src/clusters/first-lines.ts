import { readMetisHeader, type MetisHeader } from './metis/metis-header.ts';

/** The lines of a file's beginning, line breaks removed. */
export interface FirstLines {
  readonly lines: readonly string[];
  /** True where they are the whole file. */
  readonly complete: boolean;
}

/** The whole lines of a text; the last one is dropped where the text may be cut inside it. */
export function firstLines(start: string, complete: boolean): FirstLines {
  const lines = start.replace(/^\uFEFF/, '').split(/\r?\n/);
  lines.pop();
  if (complete && !/\n$/.test(start) && start !== '')
    lines.push(
      start
        .replace(/^\uFEFF/, '')
        .split(/\r?\n/)
        .pop()!,
    );
  return { lines, complete };
}

const HEADER = /^\s*\d+(?:[ \t]+\d+){1,3}\s*$/;

/** Why lines do not fit a format: the line, from 1, and what is wrong with it. Null: they fit. */
export type Misfit = { readonly line: number; readonly what: string } | null;

/**
 * Whether the lines can be those of a METIS graph: a header, then a line a vertex whose
 * neighbours exist and, as far as both ends are seen, list each other; no more of either
 * than the header promises and, where this is the whole file, exactly as many.
 */
export function misfitOfMetis({ lines, complete }: FirstLines): Misfit {
  const { header, at } = takeHeader(lines, '%');
  if (header === null || !HEADER.test(header))
    return { line: at + 1, what: 'no header "vertices edges [fmt]"' };
  let parsed: MetisHeader;
  try {
    parsed = readMetisHeader(header, '');
  } catch {
    return { line: at + 1, what: 'no header "vertices edges [fmt]"' };
  }
  const { vertexCount, edgeCount, hasEdgeWeights, ignored } = parsed;
  const neighbours: number[][] = [];
  let entries = 0;
  let loops = 0;
  for (let k = at + 1; k < lines.length; k++) {
    if (lines[k].startsWith('%')) continue;
    const fields = numbersOf(lines[k]);
    const misfit = (what: string): Misfit => ({ line: k + 1, what });
    if (fields === null) return misfit('not a list of numbers');
    if (neighbours.length === vertexCount) {
      if (fields.length > 0) return misfit(`more lines than the ${vertexCount} vertices of the header`);
      continue;
    }
    const step = hasEdgeWeights ? 2 : 1;
    if (fields.length > 0 && (fields.length < ignored || (fields.length - ignored) % step !== 0))
      return misfit('a neighbour without its weight');
    const listed: number[] = [];
    for (let field = ignored; field < fields.length; field += step) {
      const neighbour = fields[field];
      if (!(Number.isInteger(neighbour) && neighbour >= 1 && neighbour <= vertexCount))
        return misfit(`there is no vertex ${neighbour} of ${vertexCount}`);
      if (neighbour === neighbours.length + 1) loops++;
      else listed.push(neighbour - 1);
    }
    entries += listed.length;
    neighbours.push(listed);
  }
  if (entries > 2 * edgeCount)
    return { line: at + 1, what: `more neighbours than ${edgeCount} edges have ends` };
  if (complete) {
    if (neighbours.length < vertexCount)
      return { line: lines.length, what: `${neighbours.length} vertex lines of ${vertexCount}` };
    const ends = [entries, entries + loops, entries + 2 * loops];
    if (!ends.includes(2 * edgeCount))
      return { line: at + 1, what: `${entries} neighbours for ${edgeCount} edges` };
  }
  return oneSided(neighbours, at);
}

function oneSided(neighbours: readonly (readonly number[])[], headerAt: number): Misfit {
  const sets = neighbours.map((list) => new Set(list));
  for (let vertex = 0; vertex < neighbours.length; vertex++) {
    for (const other of neighbours[vertex]) {
      if (other < sets.length && !sets[other].has(vertex))
        return {
          line: headerAt + 2 + other,
          what: `vertex ${other + 1} does not list ${vertex + 1}, which lists it`,
        };
    }
  }
  return null;
}

/** The same for a hypergraph of hMETIS: `hyperedges vertices [fmt]`, then a line of vertices for each hyperedge. */
export function misfitOfHmetis({ lines, complete }: FirstLines): Misfit {
  const { header, at } = takeHeader(lines, '%');
  const fields = header === null ? null : numbersOf(header);
  const fmt = header?.trim().split(/\s+/)[2] ?? '0';
  if (fields === null || fields.length < 2 || fields.length > 3 || !/^(0|00|1|01|10|11)$/.test(fmt))
    return { line: at + 1, what: 'no header "hyperedges vertices [fmt]"' };
  const [edges, vertices] = fields;
  const weighted = fmt.endsWith('1');
  let seen = 0;
  for (let k = at + 1; k < lines.length; k++) {
    if (lines[k].startsWith('%') || lines[k].trim() === '') continue;
    const pins = numbersOf(lines[k]);
    if (pins === null) return { line: k + 1, what: 'not a list of numbers' };
    if (seen++ >= edges) continue;
    const first = weighted ? 1 : 0;
    if (pins.length <= first) return { line: k + 1, what: 'a hyperedge without a vertex' };
    const wrong = pins.findIndex(
      (pin, p) => p >= first && !(Number.isInteger(pin) && pin >= 1 && pin <= vertices),
    );
    if (wrong >= 0) return { line: k + 1, what: `there is no vertex ${pins[wrong]} of ${vertices}` };
  }
  const expected = edges + (fmt.length === 2 && fmt.startsWith('1') ? vertices : 0);
  if (seen > expected || (complete && seen !== expected))
    return { line: lines.length, what: `${seen} lines after the header, which promises ${expected}` };
  return null;
}

/** Whether every line is `source target weight` without a heading, and if not, whether every line is a pair. */
export function misfitOfBareEdges({ lines }: FirstLines, fieldCount: 2 | 3): Misfit {
  let separator: RegExp | null = null;
  for (let k = 0; k < lines.length; k++) {
    const line = lines[k].trim();
    if (line === '' || /^[#%]/.test(line)) continue;
    separator ??= line.includes('\t') ? /\t/ : line.includes(',') ? /,/ : line.includes(';') ? /;/ : /[ ]+/;
    const fields = line.split(separator);
    if (fields.length !== fieldCount)
      return {
        line: k + 1,
        what: `${fields.length} ${fields.length === 1 ? 'field' : 'fields'}, not ${fieldCount}`,
      };
    if (fieldCount === 3 && !(Number(fields[2].trim() || 'x') >= 0))
      return { line: k + 1, what: 'the third field is no weight' };
    if (fieldCount === 2 && !fields.every((field) => /^\d+$/.test(field.trim())))
      return { line: k + 1, what: 'not two numbers' };
  }
  return separator === null ? { line: 1, what: 'no line with an edge' } : null;
}

/** Numbers in a square, nothing else: an adjacency matrix. The whole file, or more columns than an edge has fields. */
export function isSquareOfNumbers({ lines, complete }: FirstLines): boolean {
  const rows = lines.filter((line) => line.trim() !== '');
  const counts = new Set<number>();
  for (const row of rows) {
    const fields = row.trim().split(/\s*[,;\t]\s*|[ ]+/);
    if (!fields.every((field) => field !== '' && Number.isFinite(Number(field)))) return false;
    counts.add(fields.length);
    if (counts.size > 1) return false;
  }
  const [columns] = counts;
  return columns >= 2 && (complete ? rows.length === columns : columns > 4 && rows.length <= columns);
}

function takeHeader(lines: readonly string[], comment: string): { header: string | null; at: number } {
  const at = lines.findIndex((line) => line.trim() !== '' && !line.startsWith(comment));
  return at < 0 ? { header: null, at: 0 } : { header: lines[at], at };
}

/** The numbers of a line between blanks; null where something else is among them. */
function numbersOf(line: string): number[] | null {
  const text = line.trim();
  if (text === '') return [];
  const numbers = text.split(/[ \t]+/).map((field) => (/^[\d.eE+-]+$/.test(field) ? Number(field) : NaN));
  return numbers.every(Number.isFinite) ? numbers : null;
}
