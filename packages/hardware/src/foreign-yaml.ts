import { nearestWord } from '@nmap/kernels';
import { hasParts } from './sana-fe/is-architecture.ts';

/** A YAML file that is somebody else's, or of another kind. */
export interface ForeignYaml {
  readonly name: string;
  readonly hint: string;
}

const START =
  'A chip is described as in examples/loihi.yaml: format: nmap-hardware, version: 1, name, topology, core.';
const NETWORK = `Its chip is in its architecture file, which is read. ${START}`;
const SWAPPED = 'Did you swap the network and --hw?';

interface Rule extends ForeignYaml {
  /** Keys that the file has, all of them: at the top, or `key.child` one level below. */
  readonly all: readonly string[];
}

/** By keys; the first that fits is taken. A key that many tools have says nothing alone. */
const RULES: readonly Rule[] = [
  { name: 'an architecture of Timeloop or Accelergy', all: ['architecture.subtree'], hint: START },
  { name: 'an architecture of Timeloop or Accelergy', all: ['architecture.nodes'], hint: START },
  // Has the key "network", too.
  {
    name: 'a placement manifest',
    all: ['pipeline', 'metrics'],
    hint: 'Give the hardware that it was made for.',
  },
  { name: 'a network of SANA-FE', all: ['network.groups'], hint: NETWORK },
  { name: 'a network of SANA-FE', all: ['network', 'mappings'], hint: NETWORK },
  { name: 'a network', all: ['populations'], hint: SWAPPED },
  { name: 'a network', all: ['projections'], hint: SWAPPED },
  { name: 'graphology JSON', all: ['nodes', 'edges'], hint: SWAPPED },
  { name: 'a graph', all: ['nodes', 'links'], hint: SWAPPED },
  { name: 'a configuration of SONATA', all: ['networks.nodes'], hint: START },
  { name: 'a plan of nmap compare', all: ['mappers'], hint: START },
  { name: 'a configuration of Noxim', all: ['mesh_dim_x'], hint: START },
  { name: 'a description of Docker Compose', all: ['services'], hint: START },
  { name: 'a workflow of GitHub', all: ['on', 'jobs'], hint: START },
  { name: 'a Kubernetes object', all: ['apiVersion', 'kind'], hint: START },
  { name: 'an environment of conda', all: ['channels', 'dependencies'], hint: START },
  { name: 'a configuration of pre-commit', all: ['repos'], hint: START },
  { name: 'an Ansible or Snakemake file', all: ['rule'], hint: START },
  { name: 'an OpenAPI description', all: ['openapi'], hint: START },
];

/** Keys that only a hardware file has at its top. */
const OWN = ['topology', 'core', 'coreClasses', 'faults', 'energy', 'latency'];
const FORMAT = 'nmap-hardware';

/**
 * What a YAML file is if not a hardware file, from its keys; null where it is one, or means to be: it says so under
 * `format`, or has a part that only hardware files have, even misspelt.
 * @param keys at the top.
 * @param below `key.child` one level below.
 */
export function foreignYaml(
  keys: readonly string[],
  below: ReadonlySet<string>,
  format: unknown,
): ForeignYaml | null {
  const says = typeof format === 'string' ? format : null;
  if (says !== null && nearestWord(says, [FORMAT]) !== null) return null;
  // An architecture of SANA-FE is read.
  if (says === null && hasParts((key) => below.has(`architecture.${key}`))) return null;
  const rule = RULES.find(({ all }) => all.every((key) => below.has(key) || keys.includes(key)));
  // What is under "architecture" is no part of a chip of ours, whatever stands beside it.
  if (keys.some((key) => OWN.includes(key)) && rule?.all[0].startsWith('architecture.') !== true) return null;
  if (rule !== undefined) return rule;
  // A misspelt key among few is a hardware file with mistakes.
  if (keys.slice(0, 20).some((key) => nearestWord(key, OWN) !== null && key.length > 3)) return null;
  return {
    name: says === null ? '' : `a file of the format ${JSON.stringify(says.slice(0, 40))}`,
    hint: START,
  };
}
