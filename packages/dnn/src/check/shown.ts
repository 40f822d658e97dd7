/** A name from a file, cut where it would fill a screen. */
export function shownName(name: string): string {
  return name.length <= 80 ? name : `${name.slice(0, 77)}...`;
}

/** `[6, 24, 24]`, cut after eight lengths. */
export function shownShape(shape: readonly number[]): string {
  return `[${shape.slice(0, 8).join(', ')}${shape.length > 8 ? ', ...' : ''}]`;
}
