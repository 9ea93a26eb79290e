import { Badge, Box, Flex, Link, Typography, VisuallyHidden } from '@strapi/design-system';
import { Fragment } from 'react';
import { useIntl } from 'react-intl';
import { NavLink } from 'react-router-dom';
import { styled } from 'styled-components';

import type { SearchMode, TryHit, TryOptions } from '../../../../shared/contracts';
import { markedPieces } from '../../helpers/try/marked';
import type { Move } from '../../helpers/try/moves';
import { editorOf } from '../../helpers/try/parts';
import { useTexts } from '../../helpers/translation';
import type { Steering } from '../../hooks/useSteering';
import { ScoreBars } from './ScoreBars';
import { SteerHit } from './SteerHit';

const Mark = styled.mark`
  background: ${({ theme }) => theme.colors.warning200};
  color: ${({ theme }) => theme.colors.neutral800};
  font-weight: ${({ theme }) => theme.fontWeights.bold};
`;

const Passage = ({ passage, query }: { passage: string; query: string }) => (
  <Typography tag="p" textColor="neutral700" style={{ overflowWrap: 'anywhere' }}>
    {markedPieces(passage, query).map(({ text, isMarked }, at) =>
      isMarked ? <Mark key={at}>{text}</Mark> : <Fragment key={at}>{text}</Fragment>
    )}
  </Typography>
);

/** A sign for the eye, and words for the ear. */
const MoveMark = ({ move, absent }: { move: Move; absent: 'new' | 'gone' }) => {
  const text = useTexts();
  if (move.kind === 'same') return null;
  const isAbsent = move.kind === 'absent';
  const sign = isAbsent ? text(`tryAbsent.${absent}`) : `${move.kind === 'up' ? '▲' : '▼'}${move.places}`;
  const words = isAbsent
    ? text(`tryAbsentText.${absent}`)
    : text(`tryMoved.${move.kind}`, { places: move.places });
  const tone = isAbsent ? 'primary' : move.kind === 'up' ? 'success' : 'danger';
  return (
    <Badge size="S" backgroundColor={`${tone}100`} textColor={`${tone}700`}>
      <span aria-hidden>{sign}</span>
      <VisuallyHidden>{words}</VisuallyHidden>
    </Badge>
  );
};

export type HitProps = {
  hit: TryHit;
  rank: number;
  mode: SearchMode;
  /** What was searched, after corrections. */
  query: string;
  bestLexical: number;
  sources: TryOptions['sources'];
  steering: Steering;
  /** How its rank differs from that in the other list; null when nothing is compared. */
  move: Move | null;
  /** What it means that the other list does not have it. */
  absent: 'new' | 'gone';
};

export const Hit = ({ hit, rank, mode, query, bestLexical, sources, steering, move, absent }: HitProps) => {
  const text = useTexts();
  const { formatNumber } = useIntl();
  const source = sources.find(({ uid }) => uid === hit.uid);
  const name = hit.name ?? hit.documentId;
  const score = formatNumber(hit.score, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return (
    <Box tag="li" padding={4} background="neutral0" hasRadius shadow="tableShadow">
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Flex justifyContent="space-between" alignItems="center" gap={3} wrap="wrap">
          <Flex gap={2} alignItems="center" minWidth={0} wrap="wrap">
            <Typography variant="pi" textColor="neutral600">
              {text('try.rank', { rank })}
            </Typography>
            <Link tag={NavLink} to={editorOf(hit, source?.isSingleType ?? false)}>
              {name}
            </Link>
            {sources.length > 1 && (
              <Typography variant="pi" textColor="neutral600">
                {source?.label}
              </Typography>
            )}
            {hit.pinned && <Badge size="S">{text('steer.isPinned')}</Badge>}
            {move && <MoveMark move={move} absent={absent} />}
          </Flex>
          <Typography variant="pi" fontWeight="bold" textColor="neutral800">
            {text('try.score', { score })}
          </Typography>
        </Flex>
        {hit.passage !== null && <Passage passage={hit.passage} query={query} />}
        <ScoreBars parts={hit.parts} factors={hit.factors} mode={mode} bestLexical={bestLexical} />
        <SteerHit {...{ hit, name, rank, steering }} />
      </Flex>
    </Box>
  );
};
