/** The formats of our own files, from the JSON Schemas that `nmap schema` prints; the schemas lie beside them. */
import { SCHEMAS } from '@nmap/cli';
import { tableOf } from '../markdown.mjs';

const SECTION = 'Files';

/** What each schema is of, in the menu. */
const TITLES = {
  network: 'The network file',
  hardware: 'The hardware file',
  manifest: 'The placement manifest',
  json: 'What --json prints',
  results: 'A run of nmap compare',
};

export async function filePages() {
  const pages = [];
  // One after the other: jest links no two modules at once.
  for (const [name, load] of Object.entries(SCHEMAS))
    pages.push({
      path: `files/${name}.html`,
      section: SECTION,
      title: TITLES[name],
      markdown: pageOf(name, await load()),
      source: 'packages/cli/src/commands/schema.ts',
    });
  return pages;
}

function pageOf(name, schema) {
  const top = rowsOf(schema, '');
  const named = Object.entries(schema.$defs ?? {})
    .filter(([key]) => !key.startsWith('__'))
    .map(([key, inner]) => {
      const variants = inner.oneOf ?? [inner];
      return variants.map((variant) => {
        const title = variant.title === undefined ? key : `${key}: \`${variant.title}\``;
        return `## ${title}\n\n${tableOf(HEAD, rowsOf(variant, ''))}`;
      });
    });
  const constants = name !== 'hardware' ? [] : [constantSection(schema)];
  return `# ${TITLES[name]}

${schema.description ?? ''} \`nmap schema ${name}\` prints the [JSON Schema](../schemas/${name}.schema.json), so that editors complete and check it.

${tableOf(HEAD, top)}
${[...named.flat(), ...constants].join('\n')}`;
}

/** Keys that any constant may have: those of the one that has most. */
function constantSection({ properties }) {
  const found = [...Object.values(properties.energy.anyOf), ...Object.values(properties.latency.anyOf)]
    .flatMap((part) => Object.values(part.properties ?? {}))
    .flatMap((value) => [value, ...(value.anyOf ?? [])])
    .flatMap((value) => Object.entries(value.properties ?? {}));
  const rows = rowsOf({ properties: Object.fromEntries(found), required: ['source', 'evidence'] }, '');
  return `## A constant\n\n${tableOf(HEAD, rows)}`;
}

const HEAD = ['key', 'holds', 'default', 'what it is'];

/** A row for every key, those of objects inside it below it. */
function rowsOf(schema, path) {
  const { properties = {}, required = [] } = schema;
  return Object.entries(properties).flatMap(([key, value]) => {
    const at = path === '' ? key : `${path}.${key}`;
    const usual = value.default;
    const isRequired = required.includes(key);
    return [
      [
        `\`${at}\``,
        isConstant(value) ? '[constant](#a-constant)' : holds(value),
        usual === undefined ? (isRequired ? 'must be given' : '') : `\`${JSON.stringify(usual)}\``,
        value.description ?? '',
      ],
      ...(isConstant(value) ? [] : insideOf(value)).flatMap(([inner, suffix]) =>
        rowsOf(inner, `${at}${suffix}`),
      ),
    ];
  });
}

/** Of a hardware file: the same keys each time, described once below the table. */
const isConstant = (value) =>
  [value, ...(value.anyOf ?? [])].some(({ properties }) => properties?.evidence !== undefined);

/** Objects that a value may hold, and how their keys are written. */
function insideOf(value) {
  const found = [];
  if (value.properties !== undefined) found.push([value, '']);
  if (value.items?.properties !== undefined) found.push([value.items, '[]']);
  for (const one of value.anyOf ?? []) found.push(...insideOf(one));
  return found;
}

function holds({
  type,
  enum: words,
  const: only,
  anyOf,
  oneOf,
  items,
  $ref,
  minimum,
  exclusiveMinimum,
  maximum,
  prefixItems,
}) {
  if (only !== undefined) return `\`${only}\``;
  if (words !== undefined) return words.map((word) => `\`${word}\``).join(', ');
  if ($ref !== undefined) return $ref.split('/').pop();
  const choices = anyOf ?? oneOf;
  if (choices !== undefined) return [...new Set(choices.map(holds))].join(', or ');
  if (prefixItems !== undefined) return `[${prefixItems.map(holds).join(', ')}]`;
  if (type === 'array') return items === undefined ? 'list' : `list of ${holds(items)}`;
  const least = minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER ? '' : `, ${minimum} or more`;
  const above = exclusiveMinimum === undefined ? '' : `, above ${exclusiveMinimum}`;
  const most = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? '' : `, at most ${maximum}`;
  const name = {
    integer: 'whole',
    number: 'number',
    string: 'text',
    boolean: 'true or false',
    object: 'object',
    null: 'null',
  };
  const kinds = Array.isArray(type) ? type.map((one) => name[one]).join(' or ') : (name[type] ?? 'any');
  return `${kinds}${least}${above}${most}`;
}
