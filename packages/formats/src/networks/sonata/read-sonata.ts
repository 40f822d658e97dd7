import type { ProjectionSpec } from '@nmap/ir';
import { grouped, inputError, quoted, ViolationList } from '../../input-error.ts';
import { describeJson, isJsonObject, type JsonObject, type JsonValue } from '../../json/json-value.ts';
import { parseJsonWithPositions } from '../../json/parse-json.ts';
import type { JsonPositions } from '../../json/positions.ts';
import type { ImportContext } from '../../network-format.ts';
import type { ReadNetwork } from '../../nmap-network/read-nmap-network.ts';
import { finishNetwork } from '../common/listed-network.ts';
import { Beside } from './beside.ts';
import { readEdges } from './edges.ts';
import { readNodes, type Nodes } from './nodes.ts';
import { readTypes, type Types } from './types-table.ts';

/** Reads the network that a configuration of SONATA describes: node and edge files and their types, beside it. */
export async function readSonata(
  given: JsonObject,
  givenPositions: JsonPositions,
  { fileName, path }: ImportContext,
): Promise<ReadNetwork> {
  if (path === null)
    throw inputError(
      'E1867',
      givenPositions.where(given),
      'a configuration of SONATA names files beside it, which a pipe does not have.',
      'Give the path of the file, or of its folder.',
    );
  let [config, positions, at] = [given, givenPositions, path];
  if (typeof config['network'] === 'string') {
    const manifest = isJsonObject(config['manifest']) ? config['manifest'] : {};
    const inner = await new Beside(at, manifest).bytes(config['network'], positions.where(config, 'network'));
    const parsed = await parseJsonWithPositions([inner.bytes], inner.path);
    if (!isJsonObject(parsed.value) || !isJsonObject(parsed.value['networks']))
      throw inputError(
        'E1867',
        positions.where(config, 'network'),
        `${inner.path} is no circuit configuration: it has no "networks".`,
      );
    [config, positions, at] = [parsed.value, parsed.positions, inner.path];
  }
  const violations = new ViolationList();
  const beside = new Beside(at, isJsonObject(config['manifest']) ? config['manifest'] : {});
  const networks = config['networks'] as JsonObject;
  const nodes = new Map<string, Nodes>();
  for (const { file, types, where } of await filesOf('nodes')) {
    for (const found of await beside.hdf5(file, where, (root) => readNodes(root, types, violations))) {
      const { id } = found.population;
      if (nodes.has(id))
        violations.error('E1869', where, `the population ${quoted(id)} is in an earlier file, too.`);
      nodes.set(id, found);
    }
  }
  const projections: ProjectionSpec[] = [];
  let contacts = 0;
  for (const { file, types, where } of await filesOf('edges')) {
    const made = await beside.hdf5(file, where, (root) => readEdges(root, types, nodes, violations));
    projections.push(...made.projections);
    contacts += made.contacts;
  }
  const synapses = projections.reduce((sum, one) => sum + (one.connector === 'list' ? one.pre.length : 0), 0);
  if (contacts !== synapses)
    violations.note(
      'W1862',
      fileName,
      `${grouped(contacts)} contacts (nsyns) in ${grouped(synapses)} edges: an edge is one synapse, nsyns multiplies its weight.`,
    );
  return finishNetwork(
    [...nodes.values()].map(({ population }) => population),
    projections,
    fileName,
    violations,
  );

  /** The files of one kind with their tables of types. */
  async function filesOf(kind: 'nodes' | 'edges'): Promise<{ file: string; types: Types; where: string }[]> {
    const list: JsonValue | undefined = networks[kind];
    const entries = Array.isArray(list) ? (list as readonly JsonValue[]) : [];
    if (!Array.isArray(list) || (kind === 'nodes' && entries.length === 0))
      violations.error(
        'E1867',
        positions.where(networks, list === undefined ? undefined : kind),
        `"networks" needs a list ${quoted(kind)}, found ${describeJson(list)}.`,
      );
    const found: { file: string; types: Types; where: string }[] = [];
    for (const [index, entry] of entries.entries()) {
      const file = isJsonObject(entry) ? entry[`${kind}_file`] : undefined;
      const where = positions.where(list as object, index);
      if (!isJsonObject(entry) || typeof file !== 'string') {
        violations.error('E1867', where, `${kind}[${index}] needs "${kind}_file", the path of a file.`);
        continue;
      }
      if (entry['enabled'] === false) {
        violations.note('W1872', where, `${quoted(file)} is not enabled, and was left out.`);
        continue;
      }
      const table = entry[`${kind.slice(0, -1)}_types_file`];
      found.push({
        file,
        where,
        types: typeof table === 'string' ? await tableOf(table, kind, where) : new Map(),
      });
    }
    violations.throwIfFailed(fileName);
    return found;
  }

  async function tableOf(given: string, kind: 'nodes' | 'edges', where: string): Promise<Types> {
    if (given === '' || given === 'NULL') return new Map();
    const { path: file, bytes } = await beside.bytes(given, where);
    return readTypes(new TextDecoder('utf-8').decode(bytes), file, `${kind.slice(0, -1)}_type_id`);
  }
}
