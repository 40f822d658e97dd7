/** What `--json` prints, as JSON Schema (draft 2020-12): one object, whatever the command and however it ended. */
import { EXIT } from '../exit-codes.ts';

const value = { type: ['number', 'string', 'null'] };

export function outcomeJsonSchema(): Record<string, unknown> {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'nmap --json',
    description: 'How a command ended. Further keys are those of the command: its passes, tables or rows.',
    type: 'object',
    properties: {
      ok: { type: 'boolean', description: 'exit is 0.' },
      exit: { enum: [...Object.values(EXIT), 129, 143], description: 'The exit code of the process.' },
      diagnostics: { type: 'array', items: diagnostic, description: 'Errors, warnings and notes, in order.' },
      metrics: { type: 'object', description: 'As in the manifest; {} where there is no placement.' },
    },
    required: ['ok', 'exit', 'diagnostics', 'metrics'],
  };
}

const diagnostic = {
  type: 'object',
  properties: {
    code: { type: 'string', pattern: '^[EW][0-9]{4}$', description: 'Keeps its meaning: nmap explain CODE.' },
    severity: { enum: ['error', 'warning', 'note'] },
    where: { type: 'string', description: 'A place in a file, a population, a neuron, a core.' },
    message: { type: 'string' },
    have: { ...value, description: 'What there is; null where nothing is compared.' },
    need: { ...value, description: 'What it would take.' },
    unit: { type: ['string', 'null'], description: 'Of have and need.' },
    hint: { type: ['string', 'null'], description: 'The way out.' },
  },
  required: ['code', 'severity', 'where', 'message', 'have', 'need', 'unit', 'hint'],
  additionalProperties: false,
};
