/**
 * Networks of NeuroML 2 in XML: populations, and projections of connections between their cells.
 *
 * **Source** NeuroML 2.3 (Sinha et al. 2025), schema NeuroML_v2.3.xsd: network, population, projection, connection,
 * connectionWD, synapticConnection. A cell is `../population/3/cell`, `../population[3]` or, within a projection, `3`.
 */
import type { PopulationSpec, ProjectionSpec } from '@nmap/ir';
import { grouped, inputError, quoted, ViolationList } from '../../input-error.ts';
import type { ImportContext } from '../../network-format.ts';
import type { ReadNetwork } from '../../nmap-network/read-nmap-network.ts';
import { placeIn, scanXml, type XmlEvent } from '../../xml/scan-xml.ts';
import { finishNetwork, listOf } from '../common/listed-network.ts';
import { SynapseColumns } from '../common/synapse-columns.ts';
import { cellNumber, cellOf, delayMs } from './cells.ts';

type Open = Extract<XmlEvent, { kind: 'open' }>;
const CONNECTIONS = ['connection', 'connectionWD'];
/** Of a network, and nothing that a packet carries. */
const NOT_READ = [
  'electricalProjection',
  'continuousProjection',
  'inputList',
  'explicitInput',
  'include',
  'region',
  'extracellularProperties',
];

export function readNeuroml(text: string, { fileName }: ImportContext): ReadNetwork {
  const violations = new ViolationList();
  const populations = new Map<string, { spec: PopulationSpec; at: number }>();
  const joined = new Map<string, { from: string; to: string; synapses: SynapseColumns }>();
  const others = new Map<string, number>();
  let name: string | null = null;
  let networks = 0;
  let population: {
    id: string;
    given: number | null;
    instances: number;
    largest: number;
    model: string | undefined;
    at: number;
  } | null = null;
  let projection: { from: string; to: string } | null = null;
  // A place is looked up in the text: only for what is shown.
  const fault = (at: number, message: string): void =>
    violations.worded('E1863', () => ({ where: placeIn(text, at, fileName), message }));

  for (const event of scanXml(text, fileName)) {
    if (event.kind === 'text') continue;
    if (event.kind === 'close') {
      if (event.name === 'population' && population !== null) {
        closePopulation(population);
        population = null;
      } else if (event.name === 'projection') projection = null;
      continue;
    }
    const { attributes, at } = event;
    if (event.name === 'network') {
      name = attributes.get('id') ?? null;
      if (++networks > 1)
        throw inputError(
          'E1863',
          placeIn(text, at, fileName),
          'the document holds a second network.',
          'Keep one.',
        );
    } else if (event.name === 'population') population = openPopulation(event);
    else if (event.name === 'instance' && population !== null) {
      const id = cellNumber(attributes.get('id') ?? String(population.instances));
      if (id === null) fault(at, `the instance ${quoted(attributes.get('id') ?? '')} has no whole number.`);
      else if (id > population.largest) population.largest = id;
      population.instances++;
    } else if (event.name === 'projection') {
      const [from, to] = [attributes.get('presynapticPopulation'), attributes.get('postsynapticPopulation')];
      if (from === undefined || to === undefined)
        fault(at, 'a projection names its presynapticPopulation and postsynapticPopulation.');
      else projection = { from, to };
    } else if (CONNECTIONS.includes(event.name)) {
      if (projection !== null) connect(event, projection);
    } else if (event.name === 'synapticConnection') single(event);
    else if (NOT_READ.includes(event.name)) others.set(event.name, (others.get(event.name) ?? 0) + 1);
  }
  if (networks === 0)
    throw inputError(
      'E1863',
      `${fileName}:1:1`,
      'the document holds no <network>.',
      'Give the file of the network; cells are in files of their own.',
    );
  if (populations.size === 0) fault(0, 'the network has no populations.');
  if (others.size > 0)
    violations.warn(
      'W1868',
      fileName,
      `not read: ${[...others].map(([kind, count]) => `${grouped(count)} <${kind}>`).join(', ')}.`,
    );
  const projections: ProjectionSpec[] = [...joined.values()].map(({ from, to, synapses }) =>
    listOf(from, to, synapses),
  );
  return finishNetwork(
    [...populations.values()].map(({ spec }) => spec),
    projections,
    fileName,
    violations,
    {
      ...(name === null || name === '' ? {} : { name }),
    },
  );

  function openPopulation({ attributes, at }: Open): NonNullable<typeof population> {
    const size = attributes.get('size');
    return {
      id: attributes.get('id') ?? '',
      given: size === undefined ? null : Number(size),
      instances: 0,
      largest: -1,
      model: attributes.get('component'),
      at,
    };
  }

  function closePopulation({
    id,
    given,
    instances,
    largest,
    model,
    at,
  }: NonNullable<typeof population>): void {
    const size = instances > 0 ? largest + 1 : (given ?? 0);
    if (instances > 0 && instances !== size)
      fault(at, `${quoted(id)} lists ${grouped(instances)} instances, numbered up to ${grouped(largest)}.`);
    else if (!(Number.isSafeInteger(size) && size >= 1))
      fault(
        at,
        `${quoted(id)} has ${Number.isFinite(size) ? size : 'no number of'} cells: its instances or the attribute "size" say how many.`,
      );
    if (populations.has(id)) fault(at, `another population is called ${quoted(id)}.`);
    populations.set(id, {
      at,
      spec: { id, size, ...(model === undefined || model === '' ? {} : { model }) },
    });
  }

  function connect({ attributes, at }: Open, { from, to }: { from: string; to: string }): void {
    const [pre, post] = [attributes.get('preCellId'), attributes.get('postCellId')].map((cell) =>
      cellOf(cell ?? ''),
    );
    if (pre === null || post === null || pre === undefined || post === undefined) {
      fault(
        at,
        `the connection joins ${quoted(attributes.get('preCellId') ?? '')} and ${quoted(attributes.get('postCellId') ?? '')}; a cell is ../population/3/cell or ../population[3].`,
      );
      return;
    }
    if ((pre.population ?? from) !== from || (post.population ?? to) !== to) {
      fault(
        at,
        `the connection joins cells of ${quoted(pre.population ?? from)} and ${quoted(post.population ?? to)}, its projection ${quoted(from)} and ${quoted(to)}.`,
      );
      return;
    }
    push(from, pre.cell, to, post.cell, attributes, at);
  }

  function single({ attributes, at }: Open): void {
    const [pre, post] = [cellOf(attributes.get('from') ?? ''), cellOf(attributes.get('to') ?? '')];
    if (pre?.population == null || post?.population == null)
      fault(
        at,
        `the connection joins ${quoted(attributes.get('from') ?? '')} and ${quoted(attributes.get('to') ?? '')}; a cell is population[3].`,
      );
    else push(pre.population, pre.cell, post.population, post.cell, attributes, at);
  }

  function push(
    from: string,
    pre: number,
    to: string,
    post: number,
    attributes: ReadonlyMap<string, string>,
    at: number,
  ): void {
    for (const [id, cell] of [
      [from, pre],
      [to, post],
    ] as const) {
      const known = populations.get(id);
      if (known === undefined || cell >= known.spec.size) {
        fault(
          at,
          known === undefined
            ? `there is no population ${quoted(id)} above this line.`
            : `${quoted(id)} has ${grouped(known.spec.size)} cells, numbered from 0; this one is ${grouped(cell)}.`,
        );
        return;
      }
    }
    const [weightText, delayText] = [attributes.get('weight'), attributes.get('delay')];
    const weight = weightText === undefined ? null : Number(weightText);
    const delay = delayText === undefined ? null : delayMs(delayText);
    if ((weight !== null && !Number.isFinite(weight)) || (delayText !== undefined && delay === null)) {
      fault(
        at,
        `the weight ${quoted(weightText ?? '1')} or the delay ${quoted(delayText ?? '0 ms')} is none; a delay is 0.5 ms.`,
      );
      return;
    }
    const key = JSON.stringify([from, to, weight === null, delay === null]);
    const entry = joined.get(key) ?? { from, to, synapses: new SynapseColumns() };
    joined.set(key, entry);
    entry.synapses.push(pre, post, weight, delay);
  }
}
