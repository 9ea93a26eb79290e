import type { Drift } from '../../../../shared/contracts';
import { totalOf } from '../../helpers/drift-display';
import { useTexts } from '../../helpers/translation';
import { Notice } from '../common/Notice';

const useMessage = () => {
  const text = useTexts();
  return (drift: Drift): string => {
    const { added, changed, removed, searchable } = drift;
    const numbers = { count: totalOf(drift), counts: text('drift.counts', { added, changed, removed }) };
    return searchable > 0
      ? text('drift.banner.partly', {
          ...numbers,
          searchable: text('drift.searchable', { count: searchable }),
        })
      : text('drift.banner.text', numbers);
  };
};

/** Says above everything else that search is behind the published content. */
export const DriftBanner = ({ drift }: { drift: Drift }) => {
  const text = useTexts();
  const message = useMessage();
  const { level } = drift;
  if (level === 'none') return null;
  return (
    <Notice
      tone={level === 'warning' ? 'warning' : 'primary'}
      title={text(level === 'warning' ? 'drift.banner.warning' : 'drift.banner.notice')}
      message={message(drift)}
    />
  );
};
