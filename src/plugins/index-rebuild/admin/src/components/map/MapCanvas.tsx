import { Box, Flex, IconButton, Typography } from '@strapi/design-system';
import { ArrowsOut, Minus, Plus } from '@strapi/icons';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { styled, useTheme } from 'styled-components';

import type { MapPlace, ReadyMap } from '../../../../shared/contracts';
import type { Colouring } from '../../helpers/map/colours';
import { recordAt } from '../../helpers/map/points';
import { createMapView, type MapView } from '../../helpers/map/view';
import { useTexts } from '../../helpers/translation';

const Canvas = styled.canvas`
  display: block;
  width: 100%;
  height: clamp(30rem, 60vh, 64rem);
  touch-action: none;

  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: -2px;
  }
`;

const Controls = styled(Flex)`
  position: absolute;
  top: ${({ theme }) => theme.spaces[3]};
  right: ${({ theme }) => theme.spaces[3]};
`;

const Tooltip = styled(Box)<{ $below: boolean }>`
  position: absolute;
  max-width: 24rem;
  pointer-events: none;
  transform: translate(-50%, ${({ $below }) => ($below ? '16px' : 'calc(-100% - 12px)')});
`;

/** Nearer to the upper edge than this, a name is shown below its point. */
const NAME_HEIGHT = 72;
/** Half of a short name's width. */
const NAME_MARGIN = 90;

const ZOOM = 1.5;
const STEP = 60;

/** What a key does to the map; undefined for every other key. */
const actionOf = (view: MapView, key: string): (() => void) | undefined =>
  ({
    ArrowLeft: () => view.moveBy(STEP, 0),
    ArrowRight: () => view.moveBy(-STEP, 0),
    ArrowUp: () => view.moveBy(0, STEP),
    ArrowDown: () => view.moveBy(0, -STEP),
    '+': () => view.zoomBy(ZOOM),
    '=': () => view.zoomBy(ZOOM),
    '-': () => view.zoomBy(1 / ZOOM),
    '0': () => view.reset(),
  })[key];

type Hovered = { point: number; x: number; y: number };

/** The view of a canvas, made anew for every map. */
const useView = (
  canvas: RefObject<HTMLCanvasElement>,
  { x, y }: ReadyMap['points'],
  onHover: (hovered: Hovered | null) => void,
  onOpen: (point: number) => void
): MapView | null => {
  const [view, setView] = useState<MapView | null>(null);
  const listeners = useRef({ onHover, onOpen });
  listeners.current = { onHover, onOpen };
  useEffect(() => {
    if (!canvas.current) return undefined;
    const made = createMapView(canvas.current, {
      ...{ x, y },
      onHover: (point, at) => listeners.current.onHover(point === null ? null : { point, ...at }),
      onOpen: (point) => listeners.current.onOpen(point),
    });
    setView(made);
    return () => made?.destroy();
  }, [canvas, x, y]);
  return view;
};

/** The name under the pointer, kept inside the canvas. */
const Name = ({ map, hovered, width }: { map: ReadyMap; hovered: Hovered; width: number }) => {
  const { name, label, locale, tags } = recordAt(map, hovered.point);
  const left = Math.min(Math.max(hovered.x, NAME_MARGIN), Math.max(NAME_MARGIN, width - NAME_MARGIN));
  return (
    <Tooltip
      role="tooltip"
      $below={hovered.y < NAME_HEIGHT}
      background="neutral900"
      hasRadius
      padding={2}
      style={{ left, top: hovered.y }}
    >
      <Typography tag="p" variant="pi" fontWeight="bold" textColor="neutral0">
        {name}
      </Typography>
      <Typography tag="p" variant="pi" textColor="neutral0">
        {[label, locale, ...tags.slice(0, 3)].filter(Boolean).join(' · ')}
      </Typography>
    </Tooltip>
  );
};

const Buttons = ({ view }: { view: MapView | null }) => {
  const text = useTexts();
  return (
    <Controls direction="column" gap={1}>
      <IconButton label={text('map.zoomIn')} onClick={() => view?.zoomBy(ZOOM)}>
        <Plus />
      </IconButton>
      <IconButton label={text('map.zoomOut')} onClick={() => view?.zoomBy(1 / ZOOM)}>
        <Minus />
      </IconButton>
      <IconButton label={text('map.reset')} onClick={() => view?.reset()}>
        <ArrowsOut />
      </IconButton>
    </Controls>
  );
};

type MapCanvasProps = {
  map: ReadyMap;
  colouring: Colouring;
  /** 1 for each point that stands out; null when none does. */
  lit: Uint8Array | null;
  position: MapPlace['position'];
  onOpen: (point: number) => void;
};

/** The map as a picture. What it shows is in the table as well. */
export const MapCanvas = ({ map, colouring, lit, position, onOpen }: MapCanvasProps) => {
  const text = useTexts();
  const keys = useId();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [hovered, setHovered] = useState<Hovered | null>(null);
  const view = useView(canvas, map.points, setHovered, onOpen);
  const { neutral900 } = useTheme().colors;
  useEffect(() => {
    const colours = colouring.groups.map(({ colour }) => colour);
    view?.show({ colours, groupOf: colouring.groupOf, lit, ink: neutral900 });
  }, [view, colouring, lit, neutral900]);
  useEffect(() => view?.showQuery(position), [view, position]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const action = view && !event.ctrlKey && !event.metaKey && !event.altKey && actionOf(view, event.key);
    if (!action) return;
    event.preventDefault();
    action();
  };

  return (
    <Box position="relative" background="neutral0" shadow="tableShadow" hasRadius overflow="hidden">
      <Canvas
        ref={canvas}
        role="img"
        tabIndex={0}
        aria-label={text('map.picture', { count: map.points.x.length })}
        aria-describedby={keys}
        onKeyDown={onKeyDown}
      />
      <Buttons view={view} />
      {hovered && <Name map={map} hovered={hovered} width={canvas.current?.clientWidth ?? 0} />}
      <Box padding={3}>
        <Typography id={keys} tag="p" variant="pi" textColor="neutral600">
          {text('map.keys')}
        </Typography>
      </Box>
    </Box>
  );
};
