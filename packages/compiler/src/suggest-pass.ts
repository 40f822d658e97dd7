import { nearestWord } from '@nmap/kernels';

/**
 * What may be meant by a word that names no pass: a preset, a pass by the last part of its name
 * (`anneal` for `refine/anneal`), or the nearest name. Ends with a blank, or is empty.
 */
export function suggestPass(word: string, names: readonly string[], presets: readonly string[] = []): string {
  if (presets.includes(word)) return `${word} is a preset: write --preset ${word}. `;
  const byLastPart = (last: string): string[] => names.filter((name) => lastPart(name) === last);
  const exact = byLastPart(lastPart(word.toLowerCase()));
  if (exact.length > 0) return `Did you mean ${inQuotes(exact)}? `;
  const nearest = nearestWord(word, names);
  if (nearest !== null) return `Did you mean "${nearest}"? `;
  const nearestLast = nearestWord(lastPart(word), [...new Set(names.map(lastPart))]);
  if (nearestLast !== null) return `Did you mean ${inQuotes(byLastPart(nearestLast))}? `;
  const preset = nearestWord(word, presets);
  return preset === null ? '' : `Did you mean the preset ${preset} (--preset ${preset})? `;
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

function inQuotes(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(' or ');
}
