import { Button, Flex, Loader, Typography } from '@strapi/design-system';
import { useState } from 'react';

import type { Run } from '../../../../shared/contracts';
import { useListFailuresQuery } from '../../api/index-rebuild';
import { useTexts } from '../../helpers/translation';
import { FailuresTable } from './FailuresTable';
import { Pager } from '../common/Pager';

const PAGE_SIZE = 10;
const HEADING = 'index-failures-heading';

const Content = ({ run }: { run: Run }) => {
  const text = useTexts();
  const [page, setPage] = useState(1);
  const query = useListFailuresQuery({ run: run.id, page, pageSize: PAGE_SIZE });
  const { data, currentData, isError, refetch } = query;
  if (!currentData && isError)
    return (
      <Flex gap={3} wrap="wrap">
        <Typography textColor="danger600">{text('details.failures.error')}</Typography>
        <Button variant="tertiary" size="S" onClick={() => void refetch()}>
          {text('status.retry')}
        </Button>
      </Flex>
    );
  if (!data) return <Loader>{text('details.loading')}</Loader>;
  if (data.meta.pagination.total === 0) {
    const completed = run.status === 'completed';
    return (
      <Typography>{text(completed ? 'details.failures.none' : 'details.failures.noneKnown')}</Typography>
    );
  }
  const { omitted } = data.meta;
  return (
    <>
      {omitted > 0 && <Typography>{text('details.failures.more', { count: omitted })}</Typography>}
      <FailuresTable failures={data.data} headingId={HEADING} />
      <Pager pagination={data.meta.pagination} onPage={setPage} />
    </>
  );
};

/** The records that a run could not index, a page at a time. */
export const Failures = ({ run }: { run: Run }) => {
  const text = useTexts();
  return (
    <Flex tag="section" aria-labelledby={HEADING} direction="column" alignItems="stretch" gap={3}>
      <Typography variant="delta" tag="h3" id={HEADING}>
        {text('details.failures')}
      </Typography>
      <Content run={run} />
    </Flex>
  );
};
