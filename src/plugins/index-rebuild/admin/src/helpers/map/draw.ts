import { discOf, pixelOf, stamp, type Pixels } from './discs';

/** How the map is moved and enlarged, as `d3-zoom` says it. */
export type Transform = { k: number; x: number; y: number };

export type Place = { x: number; y: number };

export type Look = {
  colours: readonly string[];
  groupOf: Uint8Array;
  /** 1 for a point that stands out; null when none does. */
  lit: Uint8Array | null;
  hovered: number | null;
  /** Where a query belongs, in the map's pixels. */
  query: Place | null;
  ink: string;
};

export type Scene = {
  context: CanvasRenderingContext2D;
  width: number;
  height: number;
  ratio: number;
  /** Pixels of each point on the map that is not moved. */
  x: Float32Array;
  y: Float32Array;
};

const FULL_TURN = Math.PI * 2;
const DIMMED = 0.18;

/** Radius of a point: smaller where there are many, larger when the map is enlarged. */
export const radiusFor = (count: number, scale: number): number => {
  const base = Math.min(5, Math.max(2, 160 / Math.sqrt(count + 1)));
  return Math.min(9, base * Math.max(1, Math.sqrt(scale)));
};

const drawPoints = (
  pixels: Pixels,
  { width, height, ratio, x, y }: Scene,
  { k, x: left, y: top }: Transform,
  look: Look,
  lit: 0 | 1
): void => {
  const disc = discOf(radiusFor(x.length, k) * ratio);
  const colours = look.colours.map(pixelOf);
  const strength = lit === 1 ? 1 : DIMMED;
  const margin = disc.reach;
  for (let point = 0; point < x.length; point += 1) {
    if (look.lit && look.lit[point] !== lit) continue;
    const atX = x[point] * k + left;
    const atY = y[point] * k + top;
    if (atX < -margin || atY < -margin || atX > width + margin || atY > height + margin) continue;
    stamp(
      pixels,
      disc,
      Math.round(atX * ratio),
      Math.round(atY * ratio),
      colours[look.groupOf[point]],
      strength
    );
  }
};

const ring = ({ context, ratio }: Scene, x: number, y: number, radius: number, ink: string): void => {
  context.strokeStyle = ink;
  context.lineWidth = 2 * ratio;
  context.beginPath();
  context.arc(x * ratio, y * ratio, radius * ratio, 0, FULL_TURN);
  context.stroke();
};

const cross = (scene: Scene, x: number, y: number, ink: string): void => {
  const { context, ratio } = scene;
  ring(scene, x, y, 9, ink);
  context.beginPath();
  for (const [dx, dy] of [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ]) {
    context.moveTo((x + dx * 4) * ratio, (y + dy * 4) * ratio);
    context.lineTo((x + dx * 15) * ratio, (y + dy * 15) * ratio);
  }
  context.stroke();
};

/** The canvas' pixels, all clear; the same memory for every frame of one size. */
const createPixels = () => {
  let image: ImageData | null = null;
  let pixels: Pixels | null = null;
  return (context: CanvasRenderingContext2D): { image: ImageData; pixels: Pixels } => {
    const { width, height } = context.canvas;
    if (!image || !pixels || image.width !== width || image.height !== height) {
      image = context.createImageData(Math.max(1, width), Math.max(1, height));
      pixels = { width: image.width, height: image.height, data: new Uint32Array(image.data.buffer) };
    } else pixels.data.fill(0);
    return { image, pixels };
  };
};

const drawMarks = (scene: Scene, { k, x: left, y: top }: Transform, { query, hovered, ink }: Look): void => {
  const place = (x: number, y: number) => [x * k + left, y * k + top] as const;
  if (query) cross(scene, ...place(query.x, query.y), ink);
  if (hovered === null) return;
  ring(scene, ...place(scene.x[hovered], scene.y[hovered]), radiusFor(scene.x.length, k) + 3, ink);
};

/** Draws the map, as often as it is called. */
export const createDrawing = () => {
  const clearPixels = createPixels();
  return (scene: Scene, transform: Transform, look: Look): void => {
    const { image, pixels } = clearPixels(scene.context);
    if (look.lit) drawPoints(pixels, scene, transform, look, 0);
    drawPoints(pixels, scene, transform, look, 1);
    scene.context.putImageData(image, 0, 0);
    drawMarks(scene, transform, look);
  };
};
