import { quadtree, type Quadtree } from 'd3-quadtree';

import { radiusFor, type Place, type Scene, type Transform } from './draw';

type Shares = { x: readonly number[]; y: readonly number[] };

/** The canvas, and where the points are on it before it is moved. */
export type Stage = {
  scene: Scene;
  /** Pixels of a place given in shares of the square. */
  onMap(place: Place): Place;
  /** The point at a place on the screen; null when none is near. */
  nearest(
    at: Place,
    transform: Transform & { invert(at: [number, number]): [number, number] }
  ): number | null;
  /** Fits everything to the canvas now and whenever its size changes. @returns What ends it. */
  keepFitting(onFit: () => void): () => void;
};

const PADDING = 24;
/** How far from a point the pointer may be. */
const REACH = 6;

/** The square in the middle of the canvas that the map fills before it is moved. */
const squareOf = ({ width, height }: Pick<Scene, 'width' | 'height'>) => {
  const side = Math.max(1, Math.min(width, height) - 2 * PADDING);
  return { side, left: (width - side) / 2, top: (height - side) / 2 };
};

const fit = (scene: Scene, shares: Shares): void => {
  const { canvas } = scene.context;
  scene.ratio = window.devicePixelRatio || 1;
  scene.width = canvas.clientWidth;
  scene.height = canvas.clientHeight;
  canvas.width = Math.round(scene.width * scene.ratio);
  canvas.height = Math.round(scene.height * scene.ratio);
  const { side, left, top } = squareOf(scene);
  for (let point = 0; point < shares.x.length; point += 1) {
    scene.x[point] = left + shares.x[point] * side;
    scene.y[point] = top + (1 - shares.y[point]) * side;
  }
};

const treeOf = ({ x, y }: Scene): Quadtree<number> =>
  quadtree<number>()
    .x((point) => x[point])
    .y((point) => y[point])
    .addAll(Array.from({ length: x.length }, (_, point) => point));

/** @returns null where the browser has no canvas. */
export const createStage = (canvas: HTMLCanvasElement, shares: Shares): Stage | null => {
  const context = canvas.getContext('2d');
  if (!context) return null;
  const count = shares.x.length;
  const scene: Scene = {
    context,
    ...{ width: 0, height: 0, ratio: 1 },
    ...{ x: new Float32Array(count), y: new Float32Array(count) },
  };
  let tree: Quadtree<number> | null = null;
  return {
    scene,
    onMap({ x, y }) {
      const { side, left, top } = squareOf(scene);
      return { x: left + x * side, y: top + (1 - y) * side };
    },
    nearest(at, transform) {
      tree ??= treeOf(scene);
      const reach = (radiusFor(count, transform.k) + REACH) / transform.k;
      return tree.find(...transform.invert([at.x, at.y]), reach) ?? null;
    },
    keepFitting(onFit) {
      const refit = (): void => {
        fit(scene, shares);
        tree = null;
        onFit();
      };
      const observer = new ResizeObserver(refit);
      observer.observe(canvas);
      refit();
      return () => observer.disconnect();
    },
  };
};
