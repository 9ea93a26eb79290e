import { Flex, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import type { GoldenReport as Report } from '../../../../shared/contracts';
import { editorOf } from '../../helpers/drift-display';
import { useTexts } from '../../helpers/translation';

type Dropped = Report['dropped'][number];

type RecordLinkProps = { record: Parameters<typeof editorOf>[0]; label: string };

const RecordLink = ({ record, label }: RecordLinkProps) => (
  <Typography tag={NavLink} to={editorOf(record)} textColor="primary600" style={{ overflowWrap: 'anywhere' }}>
    {label}
  </Typography>
);

type IsSingleType = (uid: string) => boolean;
type DroppedQueryProps = { dropped: Dropped; isSingleType: IsSingleType };

const DroppedQuery = ({ dropped, isSingleType }: DroppedQueryProps) => {
  const { query, locale, first, missing } = dropped;
  const text = useTexts();
  return (
    <Typography tag="li" textColor="neutral800">
      {text('golden.dropped', { query, first })}{' '}
      {missing.map((record, at) => (
        <span key={record.documentId}>
          {at > 0 && ', '}
          <RecordLink
            record={{ ...record, locale, isSingleType: isSingleType(record.uid) }}
            label={record.documentId}
          />
        </span>
      ))}
    </Typography>
  );
};

/** How a run's index answers the golden queries, and which ones it answers worse than the index before. */
export const GoldenReport = ({ report, isSingleType }: { report: Report; isSingleType: IsSingleType }) => {
  const text = useTexts();
  const { queries, passed, passedBefore, dropped, droppedCount } = report;
  return (
    <Flex tag="section" direction="column" alignItems="stretch" gap={3}>
      <Typography variant="delta" tag="h3">
        {text('golden.heading')}
      </Typography>
      <Typography>
        {text('golden.passed', { passed, queries })}
        {passedBefore !== null && ` ${text('golden.before', { passed: passedBefore })}`}
      </Typography>
      {dropped.length > 0 && (
        <Flex tag="ul" direction="column" alignItems="flex-start" gap={1}>
          {dropped.map((one) => (
            <DroppedQuery key={`${one.query} ${one.locale}`} dropped={one} isSingleType={isSingleType} />
          ))}
        </Flex>
      )}
      {droppedCount > dropped.length && (
        <Typography textColor="neutral600">
          {text('golden.more', { count: droppedCount - dropped.length })}
        </Typography>
      )}
    </Flex>
  );
};
