import { quadtree, type Quadtree } from 'd3-quadtree';
import { select } from 'd3-selection';
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomTransform } from 'd3-zoom';

import { createDrawing, radiusFor, type Look, type Scene } from './draw';

type Options = {
  /** Shares of the square, one per point. */
  x: readonly number[];
  y: readonly number[];
  onHover(point: number | null, at: { x: number; y: number }): void;
  onOpen(point: number): void;
};

export type MapView = {
  show(look: Partial<Omit<Look, 'hovered' | 'query'>>): void;
  /** @param place In shares of the square. */
  showQuery(place: { x: number; y: number } | null): void;
  zoomBy(factor: number): void;
  moveBy(x: number, y: number): void;
  reset(): void;
  destroy(): void;
};

const PADDING = 24;
const SCALES: [number, number] = [0.5, 60];
/** How far from a point the pointer may be. */
const REACH = 6;

/** The square in the middle of the canvas that the map fills before it is moved. */
const squareOf = ({ width, height }: Pick<Scene, 'width' | 'height'>) => {
  const side = Math.max(1, Math.min(width, height) - 2 * PADDING);
  return { side, left: (width - side) / 2, top: (height - side) / 2 };
};

/** Resizes the canvas to what it takes on the screen, and places the points in it. */
const fit = (canvas: HTMLCanvasElement, scene: Scene, { x, y }: Pick<Options, 'x' | 'y'>): void => {
  scene.ratio = window.devicePixelRatio || 1;
  scene.width = canvas.clientWidth;
  scene.height = canvas.clientHeight;
  canvas.width = Math.round(scene.width * scene.ratio);
  canvas.height = Math.round(scene.height * scene.ratio);
  const { side, left, top } = squareOf(scene);
  for (let point = 0; point < x.length; point += 1) {
    scene.x[point] = left + x[point] * side;
    scene.y[point] = top + (1 - y[point]) * side;
  }
};

const treeOf = ({ x, y }: Scene): Quadtree<number> =>
  quadtree<number>()
    .x((point) => x[point])
    .y((point) => y[point])
    .addAll(Array.from({ length: x.length }, (_, point) => point));

/**
 * The wheel turns the map only once it has the focus, or with Ctrl as in a browser's own zoom: a page that
 * is being scrolled goes on past it.
 */
const takesEvent = (canvas: HTMLCanvasElement) => (event: MouseEvent) =>
  event.type === 'wheel'
    ? event.ctrlKey || document.activeElement === canvas
    : !event.ctrlKey && !event.button;

/** Draws points on a canvas that can be moved and enlarged. Nothing of it goes through React. */
export const createMapView = (canvas: HTMLCanvasElement, options: Options): MapView | null => {
  const context = canvas.getContext('2d');
  if (!context) return null;
  const count = options.x.length;
  const scene: Scene = {
    context,
    ...{ width: 0, height: 0, ratio: 1 },
    ...{ x: new Float32Array(count), y: new Float32Array(count) },
  };
  const draw = createDrawing();
  const look: Look = {
    ...{ colours: ['#888888'], groupOf: new Uint8Array(count), lit: null, hovered: null, query: null },
    ink: '#000000',
  };
  let tree: Quadtree<number> | null = null;
  let transform: ZoomTransform = zoomIdentity;
  let queryAt: { x: number; y: number } | null = null;
  let frame = 0;

  const redraw = (): void => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      const { side, left, top } = squareOf(scene);
      look.query = queryAt && { x: left + queryAt.x * side, y: top + (1 - queryAt.y) * side };
      draw(scene, transform, look);
    });
  };

  const pointAt = (event: MouseEvent): number | null => {
    tree ??= treeOf(scene);
    const [x, y] = transform.invert([event.offsetX, event.offsetY]);
    const reach = (radiusFor(count, transform.k) + REACH) / transform.k;
    return tree.find(x, y, reach) ?? null;
  };

  const hover = (point: number | null, at: { x: number; y: number }): void => {
    if (point === look.hovered) return;
    look.hovered = point;
    canvas.style.cursor = point === null ? 'grab' : 'pointer';
    options.onHover(point, at);
    redraw();
  };

  const behaviour = zoom<HTMLCanvasElement, unknown>()
    .scaleExtent(SCALES)
    .filter(takesEvent(canvas))
    .on('zoom', (event: D3ZoomEvent<HTMLCanvasElement, unknown>) => {
      transform = event.transform;
      hover(null, { x: 0, y: 0 });
      redraw();
    });
  const selection = select(canvas).call(behaviour).on('dblclick.zoom', null);

  const onMove = (event: PointerEvent): void => {
    if (event.buttons === 0) hover(pointAt(event), { x: event.offsetX, y: event.offsetY });
  };
  const onLeave = (): void => hover(null, { x: 0, y: 0 });
  const onClick = (event: MouseEvent): void => {
    const point = pointAt(event);
    if (point !== null) options.onOpen(point);
  };
  canvas.addEventListener('pointermove', onMove);
  canvas.addEventListener('pointerleave', onLeave);
  canvas.addEventListener('click', onClick);

  const resize = (): void => {
    fit(canvas, scene, options);
    tree = null;
    const { width, height } = scene;
    behaviour
      .extent([
        [0, 0],
        [width, height],
      ])
      .translateExtent([
        [-width / 2, -height / 2],
        [width * 1.5, height * 1.5],
      ]);
    redraw();
  };
  const observer = new ResizeObserver(resize);
  observer.observe(canvas);
  resize();

  return {
    show(changes) {
      Object.assign(look, changes);
      redraw();
    },
    showQuery(place) {
      queryAt = place;
      redraw();
    },
    zoomBy: (factor) => behaviour.scaleBy(selection, factor),
    moveBy: (x, y) => behaviour.translateBy(selection, x / transform.k, y / transform.k),
    reset: () => behaviour.transform(selection, zoomIdentity),
    destroy() {
      observer.disconnect();
      cancelAnimationFrame(frame);
      selection.on('.zoom', null);
      canvas.removeEventListener('pointermove', onMove);
      canvas.removeEventListener('pointerleave', onLeave);
      canvas.removeEventListener('click', onClick);
    },
  };
};
