import { Box, Button, EmptyStateLayout, Flex, Loader, Typography } from '@strapi/design-system';
import { Pagination, useQueryParams } from '@strapi/strapi/admin';

import { useListRunsQuery } from '../../api/index-rebuild';
import { useTexts } from '../../helpers/translation';
import { HistoryTable } from './HistoryTable';

const DEFAULT_PAGE_SIZE = 10;

/** The page that the address names, so that a reload and the back button keep it. */
const usePage = (): { page: number; pageSize: number } => {
  const [{ query }] = useQueryParams<{ page?: string; pageSize?: string }>();
  const number = (value: string | undefined, fallback: number): number =>
    Math.min(Math.max(1, Number.parseInt(value ?? '', 10) || fallback), 100_000);
  return {
    page: number(query.page, 1),
    pageSize: Math.min(number(query.pageSize, DEFAULT_PAGE_SIZE), 100),
  };
};

const Content = () => {
  const text = useTexts();
  const { page, pageSize } = usePage();
  const { data, currentData, isError, refetch } = useListRunsQuery({ page, pageSize });
  if (!currentData && isError) {
    return (
      <EmptyStateLayout
        content={text('history.error')}
        action={<Button onClick={() => void refetch()}>{text('status.retry')}</Button>}
      />
    );
  }
  if (!data) return <Loader>{text('history.loading')}</Loader>;
  const { pagination } = data.meta;
  if (pagination.total === 0) {
    return <EmptyStateLayout content={`${text('history.empty')}. ${text('history.emptyHint')}`} />;
  }
  return (
    <>
      <HistoryTable runs={data.data} />
      <Box paddingTop={4}>
        <Pagination.Root {...pagination} defaultPageSize={DEFAULT_PAGE_SIZE}>
          <Pagination.PageSize options={['10', '20', '50', '100']} />
          <Pagination.Links />
        </Pagination.Root>
      </Box>
    </>
  );
};

/** The history of runs, newest first. */
export const History = () => {
  const text = useTexts();
  return (
    <Flex tag="section" direction="column" alignItems="stretch" gap={4}>
      <Typography variant="beta" tag="h2" id="index-history-heading">
        {text('history.heading')}
      </Typography>
      <Content />
    </Flex>
  );
};
