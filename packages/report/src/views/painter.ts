/** What a view draws with: a canvas on the page, a text of SVG in a file and in tests. */

export interface TextStyle {
  readonly size: number;
  readonly color: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly bold?: boolean;
  /** Colour of an outline: a text across several colours is read on all of them. */
  readonly halo?: string;
  /** Degrees, clockwise, about the place of the text. */
  readonly turned?: number;
}

/** Of the outline of a text of this size, both sides together. */
export function haloWidth(size: number): number {
  return size * 0.28;
}

export interface Painter {
  rect(x: number, y: number, width: number, height: number, fill: string): void;
  frame(x: number, y: number, width: number, height: number, stroke: string, thickness: number): void;
  line(points: readonly (readonly [number, number])[], stroke: string, thickness: number): void;
  polygon(points: readonly (readonly [number, number])[], fill: string): void;
  /** On the base line. */
  text(x: number, y: number, text: string, style: TextStyle): void;
}

/** What a view comes to: how large it is, and how it is drawn. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  draw(painter: Painter): void;
}
