import { Flex, Link, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { NavLink } from 'react-router-dom';

import { RULE_UID, SYNONYM_UID } from '../../../../shared/constants';
import type { TryResponse } from '../../../../shared/contracts';
import { useTexts } from '../../helpers/translation';

const listOf = (uid: string): string => `/content-manager/collection-types/${uid}`;

/** Which rules and synonyms hold for the query, with links to change them. */
export const Decided = ({ meta: { steering } }: TryResponse) => {
  const text = useTexts();
  const { formatList } = useIntl();
  if (!steering) return null;
  const { pinned, hidden, alsoSearched } = steering;
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      {pinned + hidden > 0 && (
        <Typography textColor="neutral700">
          {text('steer.rules', { pinned, hidden })}{' '}
          <Link tag={NavLink} to={listOf(RULE_UID)}>
            {text('steer.showRules')}
          </Link>
        </Typography>
      )}
      {alsoSearched.length > 0 && (
        <Typography textColor="neutral700">
          {text('steer.alsoSearched', { texts: formatList(alsoSearched) })}{' '}
          <Link tag={NavLink} to={listOf(SYNONYM_UID)}>
            {text('steer.showSynonyms')}
          </Link>
        </Typography>
      )}
    </Flex>
  );
};
