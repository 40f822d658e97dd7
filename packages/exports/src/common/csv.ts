import { printable } from '@nmap/kernels';

/** A field as RFC 4180 writes it; what would break a line is shown as an escape. */
export function csvField(text: string): string {
  const shown = printable(text);
  return /[",;\s]/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}
