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

/** A point, drawn once and then copied: much faster than a path for each. */
const spriteOf = (colour: string, radius: number, ratio: number): HTMLCanvasElement => {
  const sprite = document.createElement('canvas');
  sprite.width = Math.ceil((radius + 1) * 2 * ratio);
  sprite.height = sprite.width;
  const context = sprite.getContext('2d');
  if (!context) return sprite;
  context.fillStyle = colour;
  context.beginPath();
  context.arc(sprite.width / 2, sprite.width / 2, radius * ratio, 0, FULL_TURN);
  context.fill();
  return sprite;
};

const drawPoints = (
  scene: Scene,
  { k, x: left, y: top }: Transform,
  look: Look,
  sprites: HTMLCanvasElement[],
  lit: 0 | 1
): void => {
  const { context, width, height, ratio, x, y } = scene;
  const half = sprites[0].width / 2;
  for (let point = 0; point < x.length; point += 1) {
    if (look.lit && look.lit[point] !== lit) continue;
    const atX = x[point] * k + left;
    const atY = y[point] * k + top;
    if (atX < -half || atY < -half || atX > width + half || atY > height + half) continue;
    // Whole pixels: anything between them costs several times as much.
    context.drawImage(
      sprites[look.groupOf[point]],
      Math.round(atX * ratio - half),
      Math.round(atY * ratio - half)
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

/** The points' pictures, kept until another colour or size is asked for. */
const createSprites = () => {
  let drawnFor = '';
  let sprites: HTMLCanvasElement[] = [];

  return ({ colours }: Look, radius: number, ratio: number): HTMLCanvasElement[] => {
    const wanted = [...colours, radius, ratio].join();
    if (wanted !== drawnFor) sprites = colours.map((colour) => spriteOf(colour, radius, ratio));
    drawnFor = wanted;
    return sprites;
  };
};

/** Draws the map, as often as it is called. */
export const createDrawing = () => {
  const spritesFor = createSprites();

  return (scene: Scene, transform: Transform, look: Look): void => {
    const { context, ratio, x, y } = scene;
    const radius = radiusFor(x.length, transform.k);
    const shown = spritesFor(look, radius, ratio);
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    if (look.lit) {
      context.globalAlpha = DIMMED;
      drawPoints(scene, transform, look, shown, 0);
      context.globalAlpha = 1;
    }
    drawPoints(scene, transform, look, shown, 1);
    const place = (mapX: number, mapY: number) =>
      [mapX * transform.k + transform.x, mapY * transform.k + transform.y] as const;
    if (look.query) cross(scene, ...place(look.query.x, look.query.y), look.ink);
    if (look.hovered !== null) ring(scene, ...place(x[look.hovered], y[look.hovered]), radius + 3, look.ink);
  };
};
