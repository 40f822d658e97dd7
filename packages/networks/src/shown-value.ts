/** As much of a text as a message can hold. */
const SHOWN_CHARACTERS = 60;

/** The value of an option as a message shows it, however long or deep it is. */
export function shownValue(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  if (typeof value !== 'string') return String(value);
  const text = value.length > SHOWN_CHARACTERS ? `${value.slice(0, SHOWN_CHARACTERS)}...` : value;
  return JSON.stringify(text);
}
