import type { DiagnosticList } from '@nmap/ir';

/** How much of a stated value a message shows. */
const SHOWN = 100;

/** A name or a path from the file, as much of it as a message shows. */
export function brief(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}...` : text;
}

/** Reports every leaf in which two nested records differ, in either direction (E4108). */
export function compareRecords(
  path: string,
  stated: unknown,
  recomputed: unknown,
  faults: DiagnosticList,
): void {
  if (isRecord(stated) && isRecord(recomputed)) {
    for (const key of new Set([...Object.keys(stated), ...Object.keys(recomputed)])) {
      compareRecords(`${path}.${key}`, own(stated, key), own(recomputed, key), faults);
    }
    return;
  }
  const lists = Array.isArray(stated) && Array.isArray(recomputed);
  if (lists ? JSON.stringify(stated) === JSON.stringify(recomputed) : stated === recomputed) return;
  reportDifference(path, stated, recomputed, faults);
}

/** E4108: the manifest says one thing, the files another. */
export function reportDifference(
  where: string,
  stated: unknown,
  recomputed: unknown,
  faults: DiagnosticList,
): void {
  faults.error('E4108', () => {
    const [have, need] = [show(stated), show(recomputed)];
    return {
      where: brief(where),
      message: `the manifest says ${have}, recomputed ${need}.`,
      have,
      need,
      hint: 'The manifest was changed after it was written, or by another version.',
    };
  });
}

/** E4107: the manifest was made from another file. */
export function reportOther(
  where: string,
  have: string | number,
  need: string | number,
  faults: DiagnosticList,
): void {
  if (have === need) return;
  faults.error('E4107', () => ({
    where,
    message: `the manifest says ${shown(have)}, the file says ${shown(need)}.`,
    have: shown(have),
    need: shown(need),
    hint: 'Give the network and the hardware that this manifest was made from.',
  }));
}

/** A value of the file, as much of it as a message shows. */
export function shown(value: string | number): string | number {
  return typeof value === 'number' ? value : brief(value);
}

/** A name from the file may be that of a member of Object. */
function own(record: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function show(value: unknown): string | number {
  if (typeof value === 'number') return value;
  if (value === undefined) return 'absent';
  const text = JSON.stringify(value);
  return brief(text);
}
