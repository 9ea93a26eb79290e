import { Button, EmptyStateLayout, Flex, Loader, Typography } from '@strapi/design-system';
import { useId, useState } from 'react';

import type { InsightPeriod } from '../../../../shared/constants';
import type { InsightList } from '../../../../shared/contracts';
import { useListInsightQueriesQuery } from '../../api/index-rebuild';
import { useTexts } from '../../helpers/translation';
import type { MaySteer } from '../../hooks/useMaySteer';
import { Pager } from '../common/Pager';
import { QueryTable } from './QueryTable';

const PAGE_SIZE = 10;

type QueryListProps = {
  list: InsightList;
  days: InsightPeriod;
  minCount: number;
  canTry: boolean;
  may: MaySteer;
};

const Content = ({
  list,
  days,
  minCount,
  canTry,
  may,
  headingId,
}: QueryListProps & { headingId: string }) => {
  const text = useTexts();
  const [page, setPage] = useState(1);
  const wanted = { list, days, page, pageSize: PAGE_SIZE };
  const query = useListInsightQueriesQuery(wanted, { refetchOnMountOrArgChange: true });
  const { data, currentData, isError, refetch } = query;
  if (!currentData && isError) {
    return (
      <EmptyStateLayout
        content={text('insights.listError')}
        action={<Button onClick={() => void refetch()}>{text('status.retry')}</Button>}
      />
    );
  }
  if (!data) return <Loader>{text('insights.loading')}</Loader>;
  const { pagination } = data.meta;
  if (pagination.total === 0) return <Typography>{text(`insightsNone.${list}`, { minCount })}</Typography>;
  return (
    <>
      <QueryTable list={list} items={data.data} headingId={headingId} {...{ canTry, may }} />
      <Pager pagination={pagination} onPage={setPage} />
    </>
  );
};

/** The most frequent queries of a kind, page by page. */
export const QueryList = (props: QueryListProps) => {
  const text = useTexts();
  const id = useId();
  return (
    <Flex tag="section" aria-labelledby={id} direction="column" alignItems="stretch" gap={3}>
      <Typography variant="beta" tag="h2" id={id}>
        {text(`insightsHeading.${props.list}`)}
      </Typography>
      <Typography tag="p" textColor="neutral600">
        {text(`insightsHint.${props.list}`)}
      </Typography>
      <Content {...props} headingId={id} />
    </Flex>
  );
};
