import { VisuallyHidden } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { InsightDay } from '../../../../shared/contracts';
import { useTexts } from '../../helpers/translation';
import { useDay } from '../../hooks/useDay';

const NUMBERS = ['searches', 'noHits', 'weakHits', 'refused'] as const;

/** The numbers of the chart for screen readers, the latest day first. */
export const TrendTable = ({ days }: { days: readonly InsightDay[] }) => {
  const text = useTexts();
  const dayText = useDay();
  const { formatNumber } = useIntl();
  return (
    <VisuallyHidden>
      <table>
        <caption>{text('insights.trend')}</caption>
        <thead>
          <tr>
            <th scope="col">{text('insights.day')}</th>
            <th scope="col">{text('insights.searches')}</th>
            <th scope="col">{text('insights.noHits')}</th>
            <th scope="col">{text('insights.weakHits')}</th>
            <th scope="col">{text('insights.refused')}</th>
          </tr>
        </thead>
        <tbody>
          {[...days].reverse().map((day) => (
            <tr key={day.day}>
              <th scope="row">{dayText(day.day)}</th>
              {NUMBERS.map((number) => (
                <td key={number}>{formatNumber(day[number])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </VisuallyHidden>
  );
};
