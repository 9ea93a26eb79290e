import { Button, EmptyStateLayout, Flex, Loader, Typography } from '@strapi/design-system';
import { useId } from 'react';

import type { UnknownGeneration } from '../../../../shared/contracts';
import { useTexts } from '../../helpers/translation';
import { useGenerations } from '../../hooks/useGenerations';
import { GenerationsTable } from './GenerationsTable';
import { UnknownVersions } from './UnknownVersions';
import { Unreachable } from './Unreachable';

type GenerationsProps = {
  canRebuild: boolean;
  canTry: boolean;
  running: boolean;
  /** What is stored and not in the list, as far as that is known. */
  unknown: readonly UnknownGeneration[];
};

const Content = ({ canRebuild, canTry, running }: Omit<GenerationsProps, 'unknown'>) => {
  const text = useTexts();
  const busyText = useId();
  const unreachableText = useId();
  const { data, isError, refetch } = useGenerations();
  if (!data && isError) {
    return (
      <EmptyStateLayout
        content={text('generations.error')}
        action={<Button onClick={() => void refetch()}>{text('status.retry')}</Button>}
      />
    );
  }
  if (!data) return <Loader>{text('generations.loading')}</Loader>;
  if (data.length === 0) return <EmptyStateLayout content={text('generations.empty')} />;
  const canChoose = canRebuild && data.some(({ live }) => !live);
  const problem = data.find((one) => one.problem)?.problem;
  return (
    <>
      {problem && <Unreachable problem={problem} id={unreachableText} />}
      {canChoose && running && (
        <Typography id={busyText} textColor="neutral600">
          {text('generations.busy')}
        </Typography>
      )}
      <GenerationsTable generations={data} {...{ canRebuild, canTry, running, busyText, unreachableText }} />
    </>
  );
};

/** The generations that are kept; an earlier one can be restored. */
export const Generations = ({ unknown, ...props }: GenerationsProps) => {
  const text = useTexts();
  return (
    <Flex
      tag="section"
      aria-labelledby="index-generations-heading"
      direction="column"
      alignItems="stretch"
      gap={4}
    >
      <Flex direction="column" alignItems="flex-start" gap={1}>
        <Typography variant="beta" tag="h2" id="index-generations-heading">
          {text('generations.heading')}
        </Typography>
        <Typography textColor="neutral600">{text('generations.hint')}</Typography>
      </Flex>
      <Content {...props} />
      <UnknownVersions unknown={unknown} />
    </Flex>
  );
};
