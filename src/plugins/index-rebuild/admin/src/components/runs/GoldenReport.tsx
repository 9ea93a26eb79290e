import { Flex, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import type { GoldenReport as Report } from '../../../../shared/contracts';
import { useTexts } from '../../helpers/translation';

type Missing = Report['dropped'][number]['missing'][number];

const RecordLink = ({ record: { uid, documentId }, label }: { record: Missing; label: string }) => (
  <Typography
    tag={NavLink}
    to={`/content-manager/collection-types/${uid}/${documentId}`}
    textColor="primary600"
    style={{ overflowWrap: 'anywhere' }}
  >
    {label}
  </Typography>
);

const Dropped = ({ dropped: { query, first, missing } }: { dropped: Report['dropped'][number] }) => {
  const text = useTexts();
  return (
    <Typography tag="li" textColor="neutral800">
      {text('golden.dropped', { query, first })}{' '}
      {missing.map((record, at) => (
        <span key={record.documentId}>
          {at > 0 && ', '}
          <RecordLink record={record} label={record.documentId} />
        </span>
      ))}
    </Typography>
  );
};

/** How a run's index answers the golden queries, and which ones it answers worse than the index before. */
export const GoldenReport = ({ report }: { report: Report }) => {
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
            <Dropped key={`${one.query} ${one.locale}`} dropped={one} />
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
