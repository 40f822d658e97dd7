/** Paths of the files in memory: those of POSIX, from the folder `/`. */
export const sep = '/';

export function isAbsolute(path) {
  return path.startsWith('/');
}

export function join(...parts) {
  return plain(parts.filter((part) => part !== '').join('/'));
}

export function resolve(...parts) {
  const last = parts.findLastIndex(isAbsolute);
  return plain(`/${parts.slice(Math.max(0, last)).join('/')}`);
}

export function dirname(path) {
  const at = path.lastIndexOf('/');
  if (at < 0) return '.';
  return at === 0 ? '/' : path.slice(0, at);
}

export function basename(path) {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Without `.`, `..` and doubled signs. */
function plain(path) {
  const kept = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (part !== '..' || !isAbsolute(path)) kept.push(part);
  }
  const joined = kept.join('/');
  return isAbsolute(path) ? `/${joined}` : joined || '.';
}
