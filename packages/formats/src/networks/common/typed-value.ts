const NUMBERS = ['int', 'integer', 'long', 'float', 'double', 'short', 'byte'];

/** A value of a declared type; a text that is no such value stays one, and is named where it is used. */
export function typedValue(text: string, type: string): unknown {
  const kind = type.toLowerCase();
  if (NUMBERS.includes(kind)) return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
  if (kind === 'boolean') return /^(true|1)$/i.test(text) ? true : /^(false|0)$/i.test(text) ? false : text;
  return text;
}
