import { expect, it } from '@jest/globals';
import { hardwareJsonSchema, undescribedKeys } from './hardware-json-schema.ts';
import { KEY_DESCRIPTIONS, LIMIT_DESCRIPTIONS } from './key-descriptions.ts';

it('says of every key of a hardware file what it means', () => {
  expect(undescribedKeys()).toEqual([]);
});

it('describes no key that does not exist', () => {
  const paths = new Set<string>();
  walk(hardwareJsonSchema(), '', (path) => paths.add(path));
  for (const path of Object.keys(KEY_DESCRIPTIONS)) expect(paths).toContain(path);
  for (const key of Object.keys(LIMIT_DESCRIPTIONS)) expect(paths).toContain(`core.${key}`);
});

it('holds words, ranges and required keys as the reader has them', () => {
  const schema = hardwareJsonSchema() as {
    required: string[];
    additionalProperties: boolean;
    properties: Record<string, { properties: Record<string, Record<string, unknown>> }>;
  };
  expect(schema.required).toEqual(['format', 'version', 'name', 'topology', 'core']);
  expect(schema.additionalProperties).toBe(false);
  expect(schema.properties['topology'].properties['kind'].enum).toContain('hex-torus');
  expect(schema.properties['topology'].properties['width'].minimum).toBe(1);
  expect(schema.properties['topology'].properties['coresPerTile'].default).toBe(1);
});

function walk(node: unknown, path: string, found: (path: string) => void): void {
  const {
    properties = {},
    items,
    anyOf = [],
  } = node as {
    properties?: Record<string, unknown>;
    items?: unknown;
    anyOf?: unknown[];
  };
  for (const inner of anyOf) walk(inner, path, found);
  if (items !== undefined) walk(items, `${path}[]`, found);
  for (const [key, inner] of Object.entries(properties)) {
    const at = path === '' ? key : `${path}.${key}`;
    found(at);
    walk(inner, at, found);
  }
}
