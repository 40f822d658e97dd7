import { escaped } from '../model/escaped.ts';
import { haloWidth, type Drawing, type Painter, type TextStyle } from './painter.ts';

/**
 * A drawing as one SVG document: presentation attributes alone, so that any page policy shows it.
 * @param margin around it, in pixels.
 */
export function svgOf(drawing: Drawing, background: string, margin = 0): string {
  const painter = new SvgPainter();
  const width = drawing.width + 2 * margin;
  const height = drawing.height + 2 * margin;
  painter.rect(-margin, -margin, width, height, background);
  drawing.draw(painter);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${short(width)}" height="${short(height)}" viewBox="${short(-margin)} ${short(-margin)} ${short(width)} ${short(height)}" font-family="Helvetica, Arial, sans-serif">`,
    `<title>${escaped(drawing.title)}</title>`,
    ...painter.elements,
    '</svg>\n',
  ].join('\n');
}

class SvgPainter implements Painter {
  readonly elements: string[] = [];

  rect(x: number, y: number, width: number, height: number, fill: string): void {
    this.elements.push(
      `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" fill="${fill}"/>`,
    );
  }

  frame(x: number, y: number, width: number, height: number, stroke: string, thickness: number): void {
    this.elements.push(
      `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" fill="none" stroke="${stroke}" stroke-width="${short(thickness)}"/>`,
    );
  }

  line(points: readonly (readonly [number, number])[], stroke: string, thickness: number): void {
    this.elements.push(
      `<polyline points="${pairs(points)}" fill="none" stroke="${stroke}" stroke-width="${short(thickness)}"/>`,
    );
  }

  polygon(points: readonly (readonly [number, number])[], fill: string): void {
    this.elements.push(`<polygon points="${pairs(points)}" fill="${fill}"/>`);
  }

  text(
    x: number,
    y: number,
    text: string,
    { size, color, anchor = 'start', bold = false, halo, turned }: TextStyle,
  ): void {
    const weight = bold ? ' font-weight="bold"' : '';
    const outline =
      halo === undefined
        ? ''
        : ` stroke="${halo}" stroke-width="${short(haloWidth(size))}" stroke-linejoin="round" paint-order="stroke"`;
    const end = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
    const turn = turned === undefined ? '' : ` transform="rotate(${turned} ${short(x)} ${short(y)})"`;
    this.elements.push(
      `<text x="${short(x)}" y="${short(y)}" font-size="${short(size)}" fill="${color}"${outline}${end}${weight}${turn}>${escaped(text)}</text>`,
    );
  }
}

function pairs(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y]) => `${short(x)},${short(y)}`).join(' ');
}

/** Hundredths of a pixel. */
function short(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}
