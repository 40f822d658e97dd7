/** Paths of the leaves, and of the lists of another length, in which two documents differ. @param {any} before @param {any} after */
export function changedPaths(before, after, path = '') {
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null)
    return before === after ? [] : [path];
  if (Array.isArray(before) !== Array.isArray(after)) return [path];
  if (Array.isArray(before) && before.length !== after.length) return [path];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => {
    const step = Array.isArray(before) ? `[${key}]` : path === '' ? key : `.${key}`;
    return changedPaths(before[key], after[key], path + step);
  });
}

/** `pipeline[*].seed` covers `pipeline[3].seed`; a path covers all below it. A pass less is another pass. */
export function isTrusted(path, trusted) {
  const patterns = trusted.map((one) => one.replaceAll(/[.[\]]/g, '\\$&').replaceAll('*', '\\d+'));
  if (path === 'pipeline') return patterns.length > 0;
  return patterns.some((pattern) => new RegExp(`^${pattern}(?:[.[]|$)`).test(path));
}
