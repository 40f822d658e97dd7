/** How mappers are told apart: by colour, by mark and by line at once, so that no pair hangs on colour vision or a colour printer. */

/** Colours that stay apart for most kinds of colour vision (Okabe and Ito), without the yellow that white swallows. */
const COLOURS = ['#000000', '#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'];
const MARKS = ['circle', 'rect', 'triangle', 'diamond', 'path://M-5,-2H-2V-5H2V-2H5V2H2V5H-2V2H-5Z'];
const LINES = ['solid', 'dashed', 'dotted'] as const;

export interface Style {
  readonly colour: string;
  /** The name of a mark, or its path. */
  readonly mark: string;
  readonly line: (typeof LINES)[number];
}

/** Seven colours and five marks, and three lines: 105 styles before one comes again. */
export function styleOf(mapper: number): Style {
  return {
    colour: COLOURS[mapper % COLOURS.length],
    mark: MARKS[mapper % MARKS.length],
    line: LINES[Math.floor(mapper / COLOURS.length) % LINES.length],
  };
}

export const BETTER = '#0072b2';
export const WORSE = '#d55e00';
export const UNDECIDED = '#767676';
export const FRONT = '#767676';
export const TEXT = '#222222';
