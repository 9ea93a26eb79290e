import { Flex, Typography } from '@strapi/design-system';
import { Widget } from '@strapi/strapi/admin';

import { useListDriftQuery } from '../../api/index-rebuild';
import { LEVEL_TONES, totalOf } from '../../helpers/drift-display';
import { useTexts } from '../../helpers/translation';
import { useEstimate } from './DriftFacts';
import { StatusBadge } from '../status/StatusBadge';
import { TimeText } from '../common/TimeText';

/** On the homepage: whether search is up to date. */
export const DriftWidget = () => {
  const text = useTexts();
  const estimate = useEstimate();
  const { data, isError } = useListDriftQuery({ page: 1, pageSize: 1 }, { refetchOnMountOrArgChange: true });
  if (!data && isError) return <Widget.Error>{text('widget.error')}</Widget.Error>;
  if (!data) return <Widget.Loading>{text('widget.loading')}</Widget.Loading>;
  const { drift } = data.meta;
  if (!drift) return <Widget.NoData>{text('widget.empty')}</Widget.NoData>;
  const { level, added, changed, removed, since, searchable } = drift;
  return (
    <Flex direction="column" alignItems="flex-start" gap={4} padding={4}>
      <StatusBadge tone={LEVEL_TONES[level]} label={text(`driftLevel.${level}`)} />
      {totalOf(drift) === 0 ? (
        <Typography>{text('drift.none')}</Typography>
      ) : (
        <>
          <Typography fontWeight="bold">{text('drift.counts', { added, changed, removed })}</Typography>
          {searchable > 0 && <Typography>{text('drift.searchable', { count: searchable })}</Typography>}
          <Typography>{estimate(drift.estimate)}</Typography>
        </>
      )}
      {since && (
        <Flex direction="column" alignItems="flex-start">
          <Typography variant="sigma" textColor="neutral600">
            {text('drift.since')}
          </Typography>
          <TimeText iso={since} />
        </Flex>
      )}
    </Flex>
  );
};
