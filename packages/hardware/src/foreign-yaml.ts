import { nearestWord } from '@nmap/kernels';

/** A YAML file that is somebody else's, or of another kind. */
export interface ForeignYaml {
  readonly name: string;
  readonly hint: string;
}

const START =
  'A chip is described as in examples/loihi.yaml: format: nmap-hardware, version: 1, name, topology, core.';
const SWAPPED = 'Did you swap the network and --hw?';

interface Rule extends ForeignYaml {
  /** Keys at the top that the file has, all of them. */
  readonly all: readonly string[];
}

/** By keys at the top; the first that fits is taken. */
const RULES: readonly Rule[] = [
  {
    name: 'an architecture of SANA-FE',
    all: ['architecture'],
    hint: `The preset loihi-sanafe has the constants of its Loihi. ${START}`,
  },
  // Has the key "network", too.
  {
    name: 'a placement manifest',
    all: ['pipeline', 'metrics'],
    hint: 'Give the hardware that it was made for.',
  },
  { name: 'a network of SANA-FE', all: ['network'], hint: `It is no chip either. ${START}` },
  { name: 'a network of SANA-FE', all: ['mappings'], hint: `It is no chip either. ${START}` },
  { name: 'a network', all: ['populations'], hint: SWAPPED },
  { name: 'a network', all: ['projections'], hint: SWAPPED },
  { name: 'graphology JSON', all: ['nodes', 'edges'], hint: SWAPPED },
  { name: 'a graph', all: ['nodes', 'links'], hint: SWAPPED },
  { name: 'a configuration of SONATA', all: ['networks'], hint: START },
  { name: 'a plan of nmap compare', all: ['mappers'], hint: START },
  { name: 'a configuration of Noxim', all: ['mesh_dim_x'], hint: START },
  { name: 'a description of Docker Compose', all: ['services'], hint: START },
  { name: 'a workflow of GitHub', all: ['jobs'], hint: START },
  { name: 'a Kubernetes object', all: ['apiVersion', 'kind'], hint: START },
  { name: 'an environment of conda', all: ['dependencies'], hint: START },
  { name: 'a configuration of pre-commit', all: ['repos'], hint: START },
  { name: 'an Ansible or Snakemake file', all: ['rule'], hint: START },
  { name: 'an OpenAPI description', all: ['openapi'], hint: START },
];

/** Keys that only a hardware file has at its top. */
const OWN = ['topology', 'core', 'coreClasses', 'faults', 'energy', 'latency'];
const FORMAT = 'nmap-hardware';

/**
 * What a YAML file is if not a hardware file, from its keys at the top; null where it is one, or means to
 * be: it says so under `format`, or has a part that only hardware files have, even misspelt.
 */
export function foreignYaml(keys: readonly string[], format: unknown): ForeignYaml | null {
  const says = typeof format === 'string' ? format : null;
  if (says !== null && nearestWord(says, [FORMAT]) !== null) return null;
  if (keys.some((key) => OWN.includes(key)) && !keys.includes('architecture')) return null;
  const rule = RULES.find(({ all }) => all.every((key) => keys.includes(key)));
  if (rule !== undefined) return rule;
  // A misspelt key among few is a hardware file with mistakes.
  if (keys.slice(0, 20).some((key) => nearestWord(key, OWN) !== null && key.length > 3)) return null;
  return {
    name: says === null ? '' : `a file of the format ${JSON.stringify(says.slice(0, 40))}`,
    hint: START,
  };
}
