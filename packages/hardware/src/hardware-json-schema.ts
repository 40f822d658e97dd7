/**
 * The keys of a hardware file as JSON Schema (draft 2020-12): made from the schema that the reader checks with, and the
 * sentence for every key. Rules that join several keys (a tree needs an arity that fits) are the reader's alone.
 */
import { z } from 'zod';
import {
  CONSTANT_DESCRIPTIONS,
  ENERGY_DESCRIPTIONS,
  KEY_DESCRIPTIONS,
  LATENCY_DESCRIPTIONS,
  LIMIT_DESCRIPTIONS,
} from './key-descriptions.ts';
import { hardwareSchema } from './schema.ts';

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  description?: string;
}

export function hardwareJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(hardwareSchema, { io: 'input', unrepresentable: 'any' });
  describe(schema as Node, '', () => undefined);
  return {
    ...schema,
    title: 'nmap hardware',
    description: 'A neuromorphic chip: its tiles, the limits of a core, what events cost.',
  };
}

/** Paths of the keys that have no sentence. */
export function undescribedKeys(): readonly string[] {
  const missing: string[] = [];
  describe(z.toJSONSchema(hardwareSchema, { io: 'input', unrepresentable: 'any' }) as Node, '', (path) =>
    missing.push(path),
  );
  return missing;
}

function describe(node: Node, path: string, report: (path: string) => void): void {
  for (const inner of node.anyOf ?? []) describe(inner, path, report);
  if (node.items !== undefined) describe(node.items, `${path}[]`, report);
  for (const [key, inner] of Object.entries(node.properties ?? {})) {
    const at = path === '' ? key : `${path}.${key}`;
    const words = descriptionOf(at, key);
    if (words === undefined) report(at);
    else inner.description = words;
    describe(inner, at, report);
  }
}

/** The most particular sentence there is for a key. */
function descriptionOf(path: string, key: string): string | undefined {
  const own = KEY_DESCRIPTIONS[path];
  if (own !== undefined) return own;
  if (/^(core|coreClasses\[\])\.\w+$/.test(path)) return LIMIT_DESCRIPTIONS[key];
  if (/^energy\.\w+$/.test(path)) return ENERGY_DESCRIPTIONS[key as keyof typeof ENERGY_DESCRIPTIONS];
  if (/^latency\.\w+$/.test(path)) return LATENCY_DESCRIPTIONS[key as keyof typeof LATENCY_DESCRIPTIONS];
  if (/\.byDirection\.\w+$/.test(path)) return `Links of that direction: ${key}.`;
  return /^(energy|latency)\./.test(path) ? CONSTANT_DESCRIPTIONS[key] : undefined;
}
