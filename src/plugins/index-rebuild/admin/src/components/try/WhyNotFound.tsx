import { Box, Flex, Loader, Typography } from '@strapi/design-system';
import { useEffect, useState } from 'react';
import { useIntl } from 'react-intl';

import type { TryOptions, TryReason, TryRecord, TryRecordRef } from '../../../../shared/contracts';
import { useGetTryRecordQuery } from '../../api/index-rebuild';
import type { TryAddress } from '../../helpers/try/address';
import { nearnessOf } from '../../helpers/try/parts';
import { recordUrl } from '../../helpers/try/request';
import { useTexts } from '../../helpers/translation';
import { RecordPicker } from './RecordPicker';
import { ScoreBars } from './ScoreBars';
import { TryPanel } from './TryPanel';
import { TryProblem } from './TryProblem';

/** One sentence for each reason. */
const useReasonText = () => {
  const text = useTexts();
  const { formatNumber } = useIntl();
  return (reason: TryReason, { parts, state, total }: TryRecord): string => {
    if (reason === 'belowCutOff' && parts) {
      const nearness = formatNumber(nearnessOf(parts), { maximumFractionDigits: 2 });
      return text('try.belowCutOff', { nearness });
    }
    if (reason === 'waiting' && state?.waitsFor)
      return `${text('tryReason.waiting')} ${text(`overlayWait.${state.waitsFor}`)}`;
    return text(`tryReason.${reason}`, { total });
  };
};

const Answer = ({ record }: { record: TryRecord }) => {
  const text = useTexts();
  const reasonText = useReasonText();
  const { rank, total, reasons, parts, mode } = record;
  const name = record.record.name ?? record.record.documentId;
  const verdict = rank === null ? text('try.notFound', { name }) : text('try.foundAt', { name, rank, total });
  return (
    <Flex direction="column" alignItems="stretch" gap={3} role="status">
      <Typography tag="p" fontWeight="bold">
        {verdict}
      </Typography>
      {reasons.length > 0 && (
        <Box tag="ul" paddingLeft={5} style={{ listStyle: 'disc' }}>
          {reasons.map((reason) => (
            <li key={reason}>
              <Typography>{reasonText(reason, record)}</Typography>
            </li>
          ))}
        </Box>
      )}
      {parts && <ScoreBars parts={parts} factors={record.factors} mode={mode} bestLexical={parts.lexical} />}
    </Flex>
  );
};

const Asked = ({ url }: { url: string }) => {
  const text = useTexts();
  const { currentData, error, isFetching, refetch } = useGetTryRecordQuery(url, {
    refetchOnMountOrArgChange: true,
  });
  if (isFetching) return <Loader>{text('try.loading')}</Loader>;
  if (error) return <TryProblem error={error} onRetry={refetch} />;
  return currentData ? <Answer record={currentData} /> : null;
};

/** Why search does not find a record, or where it does. */
export const WhyNotFound = ({ address, options }: { address: TryAddress; options: TryOptions }) => {
  const text = useTexts();
  const [record, setRecord] = useState<TryRecordRef | null>(null);
  // A record of one language says nothing of another one.
  useEffect(() => setRecord(null), [address.locale]);
  const { sources } = options;
  return (
    <TryPanel id="try-why" title={text('try.why')} hint={text('try.whyHint')}>
      <RecordPicker locale={address.locale} sources={sources} chosen={record} onChoose={setRecord} />
      {record && <Asked url={recordUrl(address, sources.length > 1, record)} />}
    </TryPanel>
  );
};
