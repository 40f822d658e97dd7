import { inputError } from '../../input-error.ts';

/** The JSON of a configuration. */
export function parseConfig(text: string, where: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw inputError(
      'E1802',
      where,
      `this is no complete JSON (${(error as Error).message.slice(0, 120)}).`,
      'Was it written or downloaded completely?',
    );
  }
}
