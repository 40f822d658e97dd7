import { hardwareSchema, type HardwareFile } from './schema.ts';
import type { YamlPath } from './yaml-source.ts';

/** What can be judged of a file that has faults. */
export interface Repaired {
  readonly file: HardwareFile;
  /** Parts at the top with a fault: what rules say of them may be an echo of it. */
  readonly broken: ReadonlySet<string>;
}

/** In place of what every file must say. */
const PLACEHOLDERS: Readonly<Record<string, unknown>> = {
  format: 'nmap-hardware',
  version: 1,
  name: 'unnamed',
  topology: { kind: 'mesh', width: 1, height: 1 },
  core: { neurons: null },
};

/**
 * The file without what is wrong in it, so that the rules can judge the rest in the same round. A wrong
 * value under `core`, `energy` or `latency` is left out with its key, any other with its whole part.
 * Null where nothing is left to judge.
 * @param wrong paths of wrong and missing values; `unknown` of keys that do not exist.
 */
export function repaired(
  value: unknown,
  wrong: readonly YamlPath[],
  unknown: readonly YamlPath[],
): Repaired | null {
  if (!isMapping(value)) return null;
  const copy = structuredClone(value);
  const broken = new Set<string>();
  for (const path of unknown) {
    broken.add(String(path[0]));
    let parent: unknown = copy;
    for (const step of path.slice(0, -1))
      parent =
        isMapping(parent) || Array.isArray(parent)
          ? (parent as Record<string | number, unknown>)[step]
          : undefined;
    if (isMapping(parent)) delete parent[String(path.at(-1))];
  }
  for (const [part, key] of wrong) {
    if (part === undefined) return null;
    broken.add(String(part));
    const inside = copy[String(part)];
    if (key !== undefined && ['core', 'energy', 'latency'].includes(String(part)) && isMapping(inside))
      delete inside[String(key)];
    else delete copy[String(part)];
  }
  for (const [key, placeholder] of Object.entries(PLACEHOLDERS)) copy[key] ??= placeholder;
  const { core } = copy;
  if (isMapping(core)) core['neurons'] ??= null;
  const result = hardwareSchema.safeParse(copy);
  return result.success ? { file: result.data, broken } : null;
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
