import { haloWidth, type Painter, type TextStyle } from '../views/painter.ts';

/** Draws on a canvas what `SvgPainter` writes down. */
export class CanvasPainter implements Painter {
  readonly #context: CanvasRenderingContext2D;

  constructor(context: CanvasRenderingContext2D) {
    this.#context = context;
  }

  rect(x: number, y: number, width: number, height: number, fill: string): void {
    this.#context.fillStyle = fill;
    this.#context.fillRect(x, y, width, height);
  }

  frame(x: number, y: number, width: number, height: number, stroke: string, thickness: number): void {
    this.#context.strokeStyle = stroke;
    this.#context.lineWidth = thickness;
    this.#context.strokeRect(x, y, width, height);
  }

  line(points: readonly (readonly [number, number])[], stroke: string, thickness: number): void {
    const context = this.#context;
    context.strokeStyle = stroke;
    context.lineWidth = thickness;
    context.beginPath();
    for (const [at, [x, y]] of points.entries()) {
      if (at === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
    context.stroke();
  }

  polygon(points: readonly (readonly [number, number])[], fill: string): void {
    const context = this.#context;
    context.fillStyle = fill;
    context.beginPath();
    for (const [at, [x, y]] of points.entries()) {
      if (at === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
    context.fill();
  }

  text(
    x: number,
    y: number,
    text: string,
    { size, color, anchor = 'start', bold = false, halo }: TextStyle,
  ): void {
    const context = this.#context;
    context.fillStyle = color;
    context.font = `${bold ? 'bold ' : ''}${size}px Helvetica, Arial, sans-serif`;
    context.textAlign = anchor === 'middle' ? 'center' : anchor;
    if (halo !== undefined) {
      context.strokeStyle = halo;
      context.lineWidth = haloWidth(size);
      context.lineJoin = 'round';
      context.strokeText(text, x, y);
    }
    context.fillText(text, x, y);
  }
}
