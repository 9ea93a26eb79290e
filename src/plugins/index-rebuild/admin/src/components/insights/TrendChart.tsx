import { Box, Flex, Typography } from '@strapi/design-system';
import { useId } from 'react';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import type { InsightDay } from '../../../../shared/contracts';
import { useTexts } from '../../helpers/translation';
import { useDay } from '../../hooks/useDay';
import { TrendTable } from './TrendTable';

const HEIGHT = 100;
/** Of a day's width, so that there are gaps between bars. */
const BAR = 0.8;

const PARTS = ['found', 'weakHits', 'noHits'] as const;

type Part = (typeof PARTS)[number];

const COLOURS = { found: 'primary600', weakHits: 'warning500', noHits: 'danger600' } as const;

const Bar = styled.rect<{ $part: Part }>`
  fill: ${({ theme, $part }) => theme.colors[COLOURS[$part]]};
`;

const Swatch = styled.span<{ $part: Part }>`
  width: 1.2rem;
  height: 1.2rem;
  border-radius: 2px;
  background: ${({ theme, $part }) => theme.colors[COLOURS[$part]]};
`;

/** How many searches of a day belong to each part. */
const partsOf = ({ searches, weakHits, noHits }: InsightDay): Record<Part, number> => ({
  found: Math.max(0, searches - weakHits - noHits),
  weakHits,
  noHits,
});

/** The parts of a bar on top of each other. */
const Bars = ({ day, at, scale }: { day: InsightDay; at: number; scale: number }) => {
  const parts = partsOf(day);
  let top = HEIGHT;
  return PARTS.map((part) => {
    const height = parts[part] * scale;
    top -= height;
    return <Bar key={part} $part={part} x={at + (1 - BAR) / 2} y={top} width={BAR} height={height} />;
  });
};

const Legend = () => {
  const text = useTexts();
  return (
    <Flex gap={4} wrap="wrap" aria-hidden>
      {PARTS.map((part) => (
        <Flex key={part} gap={2}>
          <Swatch $part={part} />
          <Typography variant="pi">{text(`trendPart.${part}`)}</Typography>
        </Flex>
      ))}
    </Flex>
  );
};

const Drawing = ({ days, most }: { days: readonly InsightDay[]; most: number }) => {
  const text = useTexts();
  const dayText = useDay();
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${days.length} ${HEIGHT}`}
      preserveAspectRatio="none"
      style={{ display: 'block', width: '100%', height: '12rem' }}
    >
      {days.map((day, at) => (
        <g key={day.day}>
          <title>
            {text('insights.ofDay', { ...partsOf(day), day: dayText(day.day), searches: day.searches })}
          </title>
          <rect x={at} y={0} width={1} height={HEIGHT} fill="transparent" />
          <Bars day={day} at={at} scale={HEIGHT / most} />
        </g>
      ))}
    </svg>
  );
};

const Label = ({ children }: { children: string }) => (
  <Typography variant="pi" textColor="neutral600">
    {children}
  </Typography>
);

/**
 * Searches per day as bars; the same numbers in a table for those who do not see them. That table
 * has a place of its own on the page, or the page would become longer by it.
 */
export const TrendChart = ({ days }: { days: readonly InsightDay[] }) => {
  const text = useTexts();
  const dayText = useDay();
  const { formatNumber } = useIntl();
  const id = useId();
  const most = Math.max(1, ...days.map(({ searches }) => searches));
  return (
    <Box tag="section" aria-labelledby={id} position="relative">
      <Flex gap={4} wrap="wrap" justifyContent="space-between" paddingBottom={3}>
        <Typography variant="delta" tag="h2" id={id}>
          {text('insights.trend')}
        </Typography>
        <Legend />
      </Flex>
      <Label>{formatNumber(most)}</Label>
      <Box borderColor="neutral200" borderStyle="solid" borderWidth="1px 0">
        <Drawing days={days} most={most} />
      </Box>
      <Flex justifyContent="space-between" paddingTop={1} aria-hidden>
        <Label>{dayText(days[0].day)}</Label>
        {days.length > 1 && <Label>{dayText(days[days.length - 1].day)}</Label>}
      </Flex>
      <TrendTable days={days} />
    </Box>
  );
};
