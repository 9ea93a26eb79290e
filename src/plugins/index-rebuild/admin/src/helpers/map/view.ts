import { select } from 'd3-selection';
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomBehavior, type ZoomTransform } from 'd3-zoom';

import { createDrawing, type Look, type Place } from './draw';
import { createStage, type Stage } from './stage';

type Options = {
  /** Shares of the square, one per point. */
  x: readonly number[];
  y: readonly number[];
  onHover(point: number | null, at: Place): void;
  onOpen(point: number): void;
};

export type MapView = {
  show(look: Partial<Pick<Look, 'colours' | 'groupOf' | 'lit' | 'ink'>>): void;
  /** @param place In shares of the square. */
  showQuery(place: Place | null): void;
  zoomBy(factor: number): void;
  moveBy(x: number, y: number): void;
  reset(): void;
  destroy(): void;
};

const SCALES: [number, number] = [0.5, 60];
const NOWHERE: Place = { x: 0, y: 0 };

/**
 * The wheel turns the map only once it has the focus, or with Ctrl as in a browser's own zoom: a page that
 * is being scrolled goes on past it.
 */
const takesEvent =
  (canvas: HTMLCanvasElement) =>
  (event: MouseEvent): boolean =>
    event.type === 'wheel'
      ? event.ctrlKey || document.activeElement === canvas
      : !event.ctrlKey && !event.button;

type Behaviour = ZoomBehavior<HTMLCanvasElement, unknown>;

const createBehaviour = (canvas: HTMLCanvasElement, onZoom: (transform: ZoomTransform) => void): Behaviour =>
  zoom<HTMLCanvasElement, unknown>()
    .scaleExtent(SCALES)
    .filter(takesEvent(canvas))
    .on('zoom', ({ transform }: D3ZoomEvent<HTMLCanvasElement, unknown>) => onZoom(transform));

/** Lets the map be moved by half of its size at most, so that it is never lost. */
const confine = (behaviour: Behaviour, { width, height }: Stage['scene']): void => {
  behaviour
    .extent([
      [0, 0],
      [width, height],
    ])
    .translateExtent([
      [-width / 2, -height / 2],
      [width * 1.5, height * 1.5],
    ]);
};

/** One drawing per frame of the screen, however often it is asked for. */
const createFrames = (draw: () => void) => {
  let frame = 0;
  return {
    ask(): void {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        draw();
      });
    },
    stop: (): void => cancelAnimationFrame(frame),
  };
};

/** Calls back with the point under the pointer, and with the one that is clicked. @returns What ends it. */
const watchPointer = (
  canvas: HTMLCanvasElement,
  pointAt: (event: MouseEvent) => number | null,
  hover: (point: number | null, at: Place) => void,
  open: (point: number) => void
): (() => void) => {
  const over = new AbortController();
  const { signal } = over;
  const onMove = (event: PointerEvent): void => {
    if (event.buttons === 0) hover(pointAt(event), { x: event.offsetX, y: event.offsetY });
  };
  const onClick = (event: MouseEvent): void => {
    const point = pointAt(event);
    if (point !== null) open(point);
  };
  canvas.addEventListener('pointermove', onMove, { signal });
  canvas.addEventListener('pointerleave', () => hover(null, NOWHERE), { signal });
  canvas.addEventListener('click', onClick, { signal });
  return () => over.abort();
};

const firstLook = (count: number): Look => ({
  ...{ colours: ['#888888'], groupOf: new Uint8Array(count), lit: null, hovered: null, query: null },
  ink: '#000000',
});

/** Draws points on a canvas that can be moved and enlarged. Nothing of it goes through React. */
export const createMapView = (canvas: HTMLCanvasElement, options: Options): MapView | null => {
  const stage = createStage(canvas, options);
  if (!stage) return null;
  const draw = createDrawing();
  const look = firstLook(options.x.length);
  let transform = zoomIdentity;
  let queryAt: Place | null = null;
  const frames = createFrames(() => {
    look.query = queryAt && stage.onMap(queryAt);
    draw(stage.scene, transform, look);
  });
  const hover = (point: number | null, at: Place): void => {
    if (point === look.hovered) return;
    look.hovered = point;
    canvas.style.cursor = point === null ? 'grab' : 'pointer';
    options.onHover(point, at);
    frames.ask();
  };
  const behaviour = createBehaviour(canvas, (to) => {
    transform = to;
    hover(null, NOWHERE);
    frames.ask();
  });
  const selection = select(canvas).call(behaviour).on('dblclick.zoom', null);
  const pointAt = (event: MouseEvent) => stage.nearest({ x: event.offsetX, y: event.offsetY }, transform);
  const stopWatching = watchPointer(canvas, pointAt, hover, options.onOpen);
  const stopFitting = stage.keepFitting(() => {
    confine(behaviour, stage.scene);
    frames.ask();
  });

  return {
    show(changes) {
      Object.assign(look, changes);
      frames.ask();
    },
    showQuery(place) {
      queryAt = place;
      frames.ask();
    },
    zoomBy: (factor) => behaviour.scaleBy(selection, factor),
    moveBy: (x, y) => behaviour.translateBy(selection, x / transform.k, y / transform.k),
    reset: () => behaviour.transform(selection, zoomIdentity),
    destroy() {
      stopFitting();
      stopWatching();
      frames.stop();
      selection.on('.zoom', null);
    },
  };
};
