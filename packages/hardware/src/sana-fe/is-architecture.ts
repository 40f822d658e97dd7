/** True for the value of a file that is an architecture of SANA-FE, whole or not: it has none of our formats. */
export function isArchitecture(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || 'format' in value) return false;
  const { architecture } = value as { architecture?: unknown };
  return typeof architecture === 'object' && architecture !== null && hasParts((key) => key in architecture);
}

/** The same of the keys below `architecture`. Those of Timeloop and Accelergy may have a name and attributes, too. */
export function hasParts(has: (key: string) => boolean): boolean {
  if (has('tile')) return true;
  return has('name') && has('attributes') && !has('subtree') && !has('nodes');
}
