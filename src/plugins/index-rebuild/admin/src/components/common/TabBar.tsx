import { Flex, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';
import { styled } from 'styled-components';

import { useTexts } from '../../helpers/translation';
import { addressOf, type Tab } from '../../pages/tabs';

/** A link in the look of the design system's tabs, which are buttons without an address. */
const TabLink = styled(NavLink)`
  display: block;
  padding: ${({ theme }) => `${theme.spaces[3]} ${theme.spaces[4]}`};
  border-bottom: 2px solid transparent;
  color: ${({ theme }) => theme.colors.neutral600};
  text-decoration: none;
  white-space: nowrap;

  &:hover,
  &[aria-current='page'] {
    color: ${({ theme }) => theme.colors.primary700};
  }

  &[aria-current='page'] {
    border-bottom-color: ${({ theme }) => theme.colors.primary600};
  }
`;

/** The tabs as links: each has an address of its own. */
export const TabBar = ({ tabs }: { tabs: readonly Tab[] }) => {
  const text = useTexts();
  return (
    <nav aria-label={text('tabs.label')}>
      <Flex tag="ul" wrap="wrap" borderColor="neutral150" borderWidth="0 0 1px 0" borderStyle="solid">
        {tabs.map((tab) => (
          <li key={tab.path}>
            <TabLink to={addressOf(tab)} end={tab.path === ''}>
              <Typography tag="span" variant="sigma" textColor="inherit">
                {text(tab.label)}
              </Typography>
            </TabLink>
          </li>
        ))}
      </Flex>
    </nav>
  );
};
