import { EmptyStateLayout, Flex, Loader, Typography } from '@strapi/design-system';
import { useId } from 'react';
import { styled } from 'styled-components';

import type { TryOptions, TryResponse } from '../../../../shared/contracts';
import { comparedWith, OTHER_WEIGHTS, type TryAddress } from '../../helpers/try/address';
import { movesFrom } from '../../helpers/try/moves';
import { useTexts } from '../../helpers/translation';
import type { MaySteer } from '../../hooks/useMaySteer';
import { useSteering } from '../../hooks/useSteering';
import { useTries, type Tried } from '../../hooks/useTries';
import { AddSynonym } from './AddSynonym';
import { Decided } from './Decided';
import { Hit } from './Hit';
import { TryProblem } from './TryProblem';
import { useVersionName } from './useChoices';
import { WeighedBy } from './WeighedBy';

/** Beside each other where there is room. */
const Columns = styled.div`
  display: grid;
  gap: ${({ theme }) => theme.spaces[6]};
  grid-auto-columns: minmax(0, 1fr);

  @media (min-width: 768px) {
    grid-auto-flow: column;
  }
`;

type ListProps = {
  address: TryAddress;
  tried: Tried;
  /** The list beside it; undefined when nothing is compared, or while that is loading. */
  other: TryResponse | undefined;
  absent: 'new' | 'gone';
  options: TryOptions;
  may: MaySteer;
  /** Whether its weights are not those of visitors' searches. */
  isWeighed?: boolean;
};

/** Read out as soon as there is an answer. */
const Summary = ({ data }: { data: TryResponse | undefined }) => {
  const text = useTexts();
  const { total = 0, capped = false, correctedTo } = data?.meta ?? {};
  const found = text(capped ? 'try.foundMore' : 'try.found', { total });
  const corrected = correctedTo === undefined ? '' : text('try.corrected', { query: correctedTo });
  return (
    <Typography tag="p" role="status" textColor="neutral700">
      {data && [found, corrected].filter(Boolean).join(' ')}
    </Typography>
  );
};

const Hits = ({
  address,
  data,
  other,
  absent,
  options,
  may,
}: Omit<ListProps, 'tried'> & { data: TryResponse }) => {
  const text = useTexts();
  const steering = useSteering(data.meta.correctedTo ?? address.q, may);
  if (data.data.length === 0) return <EmptyStateLayout content={text('try.nothing')} />;
  const moves = other && movesFrom(other.data, data.data);
  const bestLexical = Math.max(...data.data.map(({ parts }) => parts.lexical));
  return (
    <Flex
      tag="ol"
      role="list"
      direction="column"
      alignItems="stretch"
      gap={3}
      style={{ listStyle: 'none', margin: 0, padding: 0 }}
    >
      {data.data.map((hit, at) => (
        <Hit
          key={`${hit.uid}:${hit.documentId}`}
          {...{ hit, bestLexical, absent }}
          rank={at + 1}
          mode={data.meta.mode}
          query={data.meta.correctedTo ?? address.q}
          sources={options.sources}
          steering={steering}
          move={moves?.[at] ?? null}
        />
      ))}
    </Flex>
  );
};

const List = ({ address, tried, other, absent, options, may, isWeighed = false }: ListProps) => {
  const text = useTexts();
  const versionName = useVersionName();
  const heading = useId();
  const { data, error, isLoading, refetch } = tried;
  const { mode, version } = address;
  const chosen = options.versions.find(({ id, live }) => (version === null ? live : id === version));
  const title = [
    text(`tryMode.${mode}`),
    chosen && versionName(chosen),
    isWeighed && text('try.againstWeights'),
  ]
    .filter(Boolean)
    .join(' · ');
  return (
    <Flex
      tag="section"
      aria-labelledby={heading}
      direction="column"
      alignItems="stretch"
      gap={3}
      minWidth={0}
    >
      <Typography variant="delta" tag="h3" id={heading}>
        {title}
      </Typography>
      <Summary data={data} />
      {isLoading && <Loader>{text('try.loading')}</Loader>}
      {error !== undefined && <TryProblem error={error} onRetry={refetch} />}
      {data && <Decided {...data} />}
      {data?.meta.weights && <WeighedBy weights={data.meta.weights} sources={options.sources} />}
      {data && <Hits {...{ address, data, other, absent, options, may }} />}
    </Flex>
  );
};

type ResultsProps = { address: TryAddress; options: TryOptions; may: MaySteer };

/** What search answers, in one list or in two beside each other. */
export const Results = ({ address, options, may }: ResultsProps) => {
  const text = useTexts();
  const second = comparedWith(address);
  const { mayName, addSynonym } = useSteering(address.q, may);
  const [one, two] = useTries(address, second, options.sources.length > 1);
  return (
    <Flex tag="section" aria-labelledby="try-results" direction="column" alignItems="stretch" gap={4}>
      <Flex justifyContent="space-between" gap={4} wrap="wrap">
        <Typography variant="beta" tag="h2" id="try-results">
          {text('try.results')}
        </Typography>
        {mayName && <AddSynonym query={address.q} addSynonym={addSynonym} />}
      </Flex>
      <Columns>
        <List
          {...{ address, options, may }}
          tried={one}
          other={second ? two.data : undefined}
          absent="gone"
        />
        {second && (
          <List
            {...{ options, may }}
            address={second}
            tried={two}
            other={one.data}
            absent="new"
            isWeighed={second.against === OTHER_WEIGHTS}
          />
        )}
      </Columns>
    </Flex>
  );
};
