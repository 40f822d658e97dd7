/**
 * Colours that people tell apart whatever their eyes: one hue-and-lightness ramp for amounts, eight hues for kinds, two
 * hues from a neutral middle for changes.
 *
 * **Source** viridis: S. van der Walt, N. Smith, 2015 (CC0), nine points of it. Kinds: M. Okabe, K. Ito, "Color Universal
 * Design", 2008. Changes: the ends of PuOr, C. Brewer, ColorBrewer 2.0.
 */

const AMOUNT = ['440154', '472d7b', '3b528b', '2c728e', '21918c', '28ae80', '5ec962', 'addc30', 'fde725'];
const KINDS = ['0072b2', 'e69f00', '009e73', 'cc79a7', '56b4e9', 'd55e00', 'f0e442', '8c8c8c'];
const CHANGE_LIGHT = ['5e3c99', 'b2abd2', 'f2f2f2', 'fdb863', 'b35806'];
const CHANGE_DARK = ['b2abd2', '7b62b5', '3a3a3a', 'c77a20', 'fdb863'];

export interface Theme {
  readonly name: 'light' | 'dark';
  readonly background: string;
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  /** A core without neurons, and one that is dead. */
  readonly free: string;
  readonly dead: string;
  readonly select: string;
  /** Loads of links, from none to the most. */
  readonly load: readonly string[];
  readonly change: readonly string[];
}

export const LIGHT: Theme = {
  name: 'light',
  background: '#ffffff',
  ink: '#1b1f24',
  muted: '#5c6670',
  line: '#c9d0d6',
  free: '#eef1f3',
  dead: '#9aa4ad',
  select: '#d6006c',
  load: ['d5dadf', 'fdcc8a', 'fc8d59', 'd7301f', '7f0000'],
  change: CHANGE_LIGHT,
};

export const DARK: Theme = {
  name: 'dark',
  background: '#15191e',
  ink: '#e8ecf0',
  muted: '#9aa6b1',
  line: '#39424b',
  free: '#232a31',
  dead: '#5b6670',
  select: '#ff5fa8',
  load: ['39424b', '8c4a1c', 'd7602f', 'fc9f66', 'fff0c9'],
  change: CHANGE_DARK,
};

/** @param share 0..1. */
export function amountColor(share: number): string {
  return between(AMOUNT, share);
}

export function loadColor(theme: Theme, share: number): string {
  return between(theme.load, share);
}

/** @param change -1 for the most that falls, 1 for the most that rises. */
export function changeColor(theme: Theme, change: number): string {
  return between(theme.change, (change + 1) / 2);
}

/** Of more kinds than eight the next eight are lighter, then darker. */
export function kindColor(kind: number): string {
  const base = rgbOf(KINDS[kind % KINDS.length]);
  const round = Math.floor(kind / KINDS.length) % 3;
  const mixed = base.map((part) =>
    round === 0 ? part : round === 1 ? part + (255 - part) * 0.5 : part * 0.6,
  );
  return hexOf(mixed);
}

const INKS = { dark: '#1b1f24', bright: '#ffffff' } as const;

/** Black or white, whichever has more contrast to a colour: the ratio of WCAG 2.1, which halves meet at this luminance. */
export function inkOn(color: string): string {
  return luminanceOf(color) > EVEN_LUMINANCE ? INKS.dark : INKS.bright;
}

/** The other one of the two, for an outline. */
export function inkBehind(ink: string): string {
  return ink === INKS.dark ? INKS.bright : INKS.dark;
}

/** Where both inks have the same contrast: (1 + 0.05) / (L + 0.05) = (L + 0.05) / (0.0134 + 0.05), 0.0134 of the dark one. */
const EVEN_LUMINANCE = 0.208;

/** Relative luminance, 0..1, of `#rrggbb` in sRGB. */
function luminanceOf(color: string): number {
  const [red, green, blue] = rgbOf(color.slice(1)).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function between(points: readonly string[], share: number): string {
  const at = Math.min(1, Math.max(0, Number.isNaN(share) ? 0 : share)) * (points.length - 1);
  const low = Math.min(points.length - 2, Math.floor(at));
  const from = rgbOf(points[low]);
  const to = rgbOf(points[low + 1]);
  return hexOf(from.map((part, k) => part + (to[k] - part) * (at - low)));
}

function rgbOf(hex: string): [number, number, number] {
  const value = parseInt(hex, 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function hexOf(parts: readonly number[]): string {
  return `#${parts.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}
