import type { Rng } from '@nmap/kernels';
import { DIGIT_STROKES, type Stroke } from './digit-strokes.ts';

// Looked up once, not for every pixel.
const { ceil, floor, max, min, sqrt } = Math;

/** Pixels of a side. */
export const DIGIT_SIDE = 28;

/** Straight pieces that stand for one piece of a curve. */
const PIECES = 5;

/**
 * Draws one digit into `pixels` (28 x 28, 0 to 1): one of its ways of writing, every control point
 * moved a little, the whole turned, sheared, scaled and shifted, with a pen of random width,
 * a stray stroke now and then, and noise.
 */
export function drawDigit(digit: number, rng: Rng, pixels: Float64Array): void {
  pixels.fill(0);
  const ways = DIGIT_STROKES[digit];
  const transform = randomTransform(rng);
  const radius = 0.7 + 1.1 * rng.unit();
  for (const stroke of ways[rng.below(ways.length)]) {
    drawStroke(moved(stroke, 0.08, rng), transform, radius, pixels);
  }
  for (let stray = rng.below(6) - 3; stray > 0; stray--) {
    const x = 2 * rng.unit() - 0.5;
    const y = 1.6 * rng.unit() - 0.3;
    const end: [number, number] = [x + 0.5 * (rng.unit() - 0.5), y + 0.5 * (rng.unit() - 0.5)];
    drawStroke({ points: [[x, y], end], isClosed: false }, transform, 0.6, pixels);
  }
  const ink = 0.6 + 0.4 * rng.unit();
  const noise = 0.25 * rng.unit();
  for (let i = 0; i < pixels.length; i++) {
    // The sum of two uniform numbers: most noise is small, and none of it is below the paper.
    const value = ink * pixels[i] + noise * (rng.unit() + rng.unit() - 1);
    pixels[i] = value < 0 ? 0 : value > 1 ? 1 : value;
  }
}

/** Pixel = matrix x point + shift. */
interface Transform {
  readonly xx: number;
  readonly xy: number;
  readonly yx: number;
  readonly yy: number;
  readonly x: number;
  readonly y: number;
}

function randomTransform(rng: Rng): Transform {
  // Of half the angle, up to about 14 degrees: sine and cosine without a library.
  const tangent = 0.25 * (rng.unit() - 0.5);
  const cosine = (1 - tangent * tangent) / (1 + tangent * tangent);
  const sine = (2 * tangent) / (1 + tangent * tangent);
  const width = 9 + 7 * rng.unit();
  const height = 15 + 6 * rng.unit();
  const shear = 0.5 * (rng.unit() - 0.5);
  const xx = cosine * width;
  const xy = (-sine - shear * cosine) * height;
  const yx = sine * width;
  const yy = (cosine - shear * sine) * height;
  const centre = DIGIT_SIDE / 2;
  return {
    xx,
    xy,
    yx,
    yy,
    x: centre - (xx + xy) / 2 + 6 * (rng.unit() - 0.5),
    y: centre - (yx + yy) / 2 + 6 * (rng.unit() - 0.5),
  };
}

function moved(stroke: Stroke, by: number, rng: Rng): Stroke {
  const points = stroke.points.map(
    ([x, y]) => [x + 2 * by * (rng.unit() - 0.5), y + 2 * by * (rng.unit() - 0.5)] as const,
  );
  return { points, isClosed: stroke.isClosed };
}

function drawStroke(stroke: Stroke, transform: Transform, radius: number, pixels: Float64Array): void {
  const path = flattened(stroke).map(([x, y]) => [
    transform.xx * x + transform.xy * y + transform.x,
    transform.yx * x + transform.yy * y + transform.y,
  ]);
  for (let k = 1; k < path.length; k++) {
    drawSegment(path[k - 1][0], path[k - 1][1], path[k][0], path[k][1], radius, pixels);
  }
}

/** The curve as points: from the middle of one side of the control polygon to that of the next. */
function flattened({ points, isClosed }: Stroke): (readonly [number, number])[] {
  const count = points.length;
  const middle = (a: number, b: number): readonly [number, number] => [
    (points[a % count][0] + points[b % count][0]) / 2,
    (points[a % count][1] + points[b % count][1]) / 2,
  ];
  const path: (readonly [number, number])[] = [isClosed ? middle(count - 1, 0) : points[0]];
  for (let k = isClosed ? 0 : 1; k < (isClosed ? count : count - 1); k++) {
    const [fromX, fromY] = path[path.length - 1];
    const [overX, overY] = points[k];
    const [toX, toY] = middle(k, k + 1);
    for (let piece = 1; piece <= PIECES; piece++) {
      const t = piece / PIECES;
      const a = (1 - t) * (1 - t);
      const b = 2 * t * (1 - t);
      path.push([a * fromX + b * overX + t * t * toX, a * fromY + b * overY + t * t * toY]);
    }
  }
  if (!isClosed) path.push(points[count - 1]);
  return path;
}

/** Darkens every pixel by how much of it a round pen covers: full inside, none half a pixel outside. */
function drawSegment(
  fromX: number,
  fromY: number,
  toX: number,
  toY: number,
  radius: number,
  pixels: Float64Array,
): void {
  const reach = radius + 1;
  const alongX = toX - fromX;
  const alongY = toY - fromY;
  const square = alongX * alongX + alongY * alongY;
  const top = max(0, floor(min(fromY, toY) - reach));
  const bottom = min(DIGIT_SIDE - 1, ceil(max(fromY, toY) + reach));
  const left = max(0, floor(min(fromX, toX) - reach));
  const right = min(DIGIT_SIDE - 1, ceil(max(fromX, toX) + reach));
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const dx = x + 0.5 - fromX;
      const dy = y + 0.5 - fromY;
      const share = square > 0 ? min(1, max(0, (dx * alongX + dy * alongY) / square)) : 0;
      const offX = dx - share * alongX;
      const offY = dy - share * alongY;
      const ink = min(1, radius + 0.5 - sqrt(offX * offX + offY * offY));
      const index = y * DIGIT_SIDE + x;
      if (ink > pixels[index]) pixels[index] = ink;
    }
  }
}
