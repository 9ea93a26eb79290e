import { Box, Button, EmptyStateLayout, Flex, Loader, Typography } from '@strapi/design-system';
import { useEffect, useRef, useState } from 'react';

import type { Drift } from '../../../../shared/contracts';
import { useListDriftQuery } from '../../api/index-rebuild';
import { isPending, LEVEL_TONES } from '../../helpers/drift-display';
import { useTexts } from '../../helpers/translation';
import { useCheckDrift } from '../../hooks/useCheckDrift';
import { useWhilePending } from '../../hooks/useWhilePending';
import { DriftFacts } from './DriftFacts';
import { DriftTable } from './DriftTable';
import { Pager } from '../common/Pager';
import { StatusBadge } from '../status/StatusBadge';

const PAGE_SIZE = 10;
const HEADING = 'index-drift-heading';

/** What tells whether a list is that of a status; null while one of them is not loaded. */
const numbersOf = (drift: Drift | null | undefined): string | null =>
  drift === undefined
    ? null
    : [drift?.added, drift?.changed, drift?.removed, drift?.since, drift?.searchable].join();

/** A page of the list, loaded again when the numbers in the status are others than its own. */
const useDriftPage = (drift: Drift | null | undefined) => {
  const [page, setPage] = useState(1);
  const query = useListDriftQuery({ page, pageSize: PAGE_SIZE }, { refetchOnMountOrArgChange: true });
  const { data, refetch } = query;
  const wanted = numbersOf(drift);
  const loaded = numbersOf(data?.meta.drift);
  useEffect(() => {
    if (wanted !== null && loaded !== null && wanted !== loaded) void refetch();
  }, [wanted, loaded, refetch]);
  useWhilePending(Boolean(data?.data.some(isPending)), refetch);
  const pageCount = data?.meta.pagination.pageCount ?? 1;
  useEffect(() => {
    // The list has become shorter, and the current page is gone.
    if (page > Math.max(1, pageCount)) setPage(Math.max(1, pageCount));
  }, [page, pageCount]);
  return { ...query, setPage };
};

const Content = ({ drift }: { drift: Drift | null | undefined }) => {
  const text = useTexts();
  const { data, currentData, isError, refetch, setPage } = useDriftPage(drift);
  if (!currentData && isError) {
    return (
      <EmptyStateLayout
        content={text('drift.error')}
        action={<Button onClick={() => void refetch()}>{text('status.retry')}</Button>}
      />
    );
  }
  if (!data) return <Loader>{text('drift.loading')}</Loader>;
  const { pagination, drift: details } = data.meta;
  if (!details) return <Typography>{text('drift.unknown')}</Typography>;
  return (
    <>
      <Box background="neutral0" shadow="tableShadow" hasRadius padding={6}>
        <DriftFacts drift={details} />
      </Box>
      {pagination.total === 0 ? (
        <Typography>{text('drift.none')}</Typography>
      ) : (
        <>
          <DriftTable items={data.data} headingId={HEADING} />
          <Pager pagination={pagination} onPage={setPage} />
        </>
      )}
    </>
  );
};

type DriftAreaProps = { drift: Drift | null | undefined; canCheck: boolean };

/** How the published records differ from the index, and a button that compares all of them. */
export const DriftArea = ({ drift, canCheck }: DriftAreaProps) => {
  const text = useTexts();
  const { check, isChecking } = useCheckDrift();
  const button = useRef<HTMLButtonElement>(null);
  const wasChecking = useRef(false);
  useEffect(() => {
    // While it was loading it could not keep the focus.
    if (wasChecking.current && !isChecking && document.activeElement === document.body)
      button.current?.focus();
    wasChecking.current = isChecking;
  }, [isChecking]);
  return (
    <Flex tag="section" aria-labelledby={HEADING} direction="column" alignItems="stretch" gap={4}>
      <Flex gap={3} alignItems="center" wrap="wrap">
        <Typography variant="beta" tag="h2" id={HEADING}>
          {text('drift.heading')}
        </Typography>
        {drift && <StatusBadge tone={LEVEL_TONES[drift.level]} label={text(`driftLevel.${drift.level}`)} />}
        {canCheck && drift && (
          <Box marginLeft="auto">
            <Button ref={button} variant="secondary" loading={isChecking} onClick={() => void check()}>
              {text('drift.check')}
            </Button>
          </Box>
        )}
      </Flex>
      <Content drift={drift} />
    </Flex>
  );
};
