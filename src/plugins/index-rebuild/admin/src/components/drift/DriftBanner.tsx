import type { Drift } from '../../../../shared/contracts';
import { totalOf } from '../../helpers/drift-display';
import { useTexts } from '../../helpers/translation';
import { Notice } from '../common/Notice';

/** Says above everything else that search is behind the published content. */
export const DriftBanner = ({ drift }: { drift: Drift }) => {
  const text = useTexts();
  const { level, added, changed, removed } = drift;
  if (level === 'none') return null;
  const counts = text('drift.counts', { added, changed, removed });
  return (
    <Notice
      tone={level === 'warning' ? 'warning' : 'primary'}
      title={text(level === 'warning' ? 'drift.banner.warning' : 'drift.banner.notice')}
      message={text('drift.banner.text', { count: totalOf(drift), counts })}
    />
  );
};
