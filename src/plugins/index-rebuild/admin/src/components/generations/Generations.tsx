import { Button, EmptyStateLayout, Flex, Loader, Typography } from '@strapi/design-system';
import { useId } from 'react';

import { useListGenerationsQuery } from '../../api/index-rebuild';
import { useTexts } from '../../helpers/translation';
import { useCanTry } from '../../hooks/useCanTry';
import { GenerationsTable } from './GenerationsTable';

type GenerationsProps = { canRebuild: boolean; running: boolean };

const Content = ({ canRebuild, running }: GenerationsProps) => {
  const text = useTexts();
  const busyText = useId();
  const canTry = useCanTry();
  const { data, isError, refetch } = useListGenerationsQuery();
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
  return (
    <>
      {canChoose && running && (
        <Typography id={busyText} textColor="neutral600">
          {text('generations.busy')}
        </Typography>
      )}
      <GenerationsTable generations={data} {...{ canRebuild, canTry, running, busyText }} />
    </>
  );
};

/** The generations that are kept; an earlier one can be restored. */
export const Generations = (props: GenerationsProps) => {
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
    </Flex>
  );
};
