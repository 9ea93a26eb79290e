import { EmptyStateLayout, Flex, Loader } from '@strapi/design-system';
import { useState } from 'react';

import { useGetTryOptionsQuery } from '../api/index-rebuild';
import { OtherWeights } from '../components/try/OtherWeights';
import { Results } from '../components/try/Results';
import { SearchForm } from '../components/try/SearchForm';
import { TryProblem } from '../components/try/TryProblem';
import { WhyNotFound } from '../components/try/WhyNotFound';
import { OTHER_WEIGHTS } from '../helpers/try/address';
import { useTexts } from '../helpers/translation';
import { useMaySteer, type MaySteer } from '../hooks/useMaySteer';
import { useTryAddress } from '../hooks/useTryAddress';

/** Search as visitors have it, with everything that led to each hit. */
export const TrySearch = ({ may }: { may: MaySteer }) => {
  const text = useTexts();
  const { address, change } = useTryAddress();
  // Somebody who may not read the status is told of no run that changes them.
  const {
    data: options,
    error,
    refetch,
  } = useGetTryOptionsQuery(undefined, {
    refetchOnMountOrArgChange: true,
  });
  const [turn, setTurn] = useState(0);
  if (!options && error) return <TryProblem error={error} onRetry={refetch} />;
  if (!options) return <Loader>{text('try.loading')}</Loader>;
  if (options.versions.length === 0) return <EmptyStateLayout content={text('generations.empty')} />;
  const submit = (q: string): void => {
    if (q === address.q) setTurn(turn + 1);
    else change({ q });
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      <SearchForm address={address} options={options} onChange={change} onSubmit={submit} />
      {address.against === OTHER_WEIGHTS && <OtherWeights {...{ address, options, may }} onChange={change} />}
      {address.q === '' ? (
        <EmptyStateLayout content={text('try.empty')} />
      ) : (
        <>
          <Results key={turn} {...{ address, options, may }} />
          <WhyNotFound address={address} options={options} />
        </>
      )}
    </Flex>
  );
};

const TrySearchTab = () => <TrySearch may={useMaySteer()} />;

export default TrySearchTab;
