/** The pixels of a disc around its centre, and how much of each it covers, up to 255. */
export type Disc = { reach: number; dx: Int16Array; dy: Int16Array; alpha: Uint8Array };

const OPAQUE = 255;

export const discOf = (radius: number): Disc => {
  const reach = Math.ceil(radius + 0.5);
  const pixels: [dx: number, dy: number, alpha: number][] = [];
  for (let dy = -reach; dy <= reach; dy += 1) {
    for (let dx = -reach; dx <= reach; dx += 1) {
      // The edge is as soft as a pixel is wide.
      const covered = Math.min(1, radius + 0.5 - Math.hypot(dx, dy));
      if (covered > 0) pixels.push([dx, dy, Math.round(covered * OPAQUE)]);
    }
  }
  return {
    reach,
    dx: Int16Array.from(pixels, ([dx]) => dx),
    dy: Int16Array.from(pixels, ([, dy]) => dy),
    alpha: Uint8Array.from(pixels, ([, , alpha]) => alpha),
  };
};

/** A colour such as `#0072B2` as a pixel without its alpha, which is the highest byte. */
export const pixelOf = (colour: string): number => {
  const value = Number.parseInt(colour.slice(1), 16);
  return ((value & 0xff) << 16) | (value & 0xff00) | (value >> 16);
};

/** A picture as an array of pixels, row by row; the lowest byte of each is red, as on every little-endian machine. */
export type Pixels = { width: number; height: number; data: Uint32Array };

/**
 * Draws a disc, over what covers its pixels less or as much. Setting pixels is several times as fast as any
 * call of the canvas for each of many thousand points.
 *
 * @param strength 1 for full colour.
 */
export const stamp = (
  { width, height, data }: Pixels,
  { reach, dx, dy, alpha }: Disc,
  x: number,
  y: number,
  pixel: number,
  strength: number
): void => {
  const isInside = x >= reach && y >= reach && x < width - reach && y < height - reach;
  for (let n = 0; n < dx.length; n += 1) {
    const [atX, atY] = [x + dx[n], y + dy[n]];
    if (!isInside && (atX < 0 || atY < 0 || atX >= width || atY >= height)) continue;
    const at = atY * width + atX;
    const opacity = (alpha[n] * strength) | 0;
    if (opacity >= data[at] >>> 24) data[at] = ((opacity << 24) | pixel) >>> 0;
  }
};
