import { Link } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import type { Generation } from '../../../../shared/contracts';
import { useTexts } from '../../helpers/translation';
import { addressOf } from '../../pages/tabs';
import { useAbsoluteTime } from '../common/TimeText';

/** Leads to the search of a version, before anybody makes it live. */
export const TryLink = ({ generation: { id, createdAt } }: { generation: Generation }) => {
  const text = useTexts();
  const time = useAbsoluteTime()(createdAt);
  return (
    <Link
      tag={NavLink}
      to={`${addressOf({ path: 'try' })}?version=${id}`}
      aria-label={text('generations.tryOf', { time })}
    >
      {text('generations.try')}
    </Link>
  );
};
