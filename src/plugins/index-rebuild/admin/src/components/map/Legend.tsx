import { Box, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { Colouring, Group } from '../../helpers/map/colours';
import { useTexts } from '../../helpers/translation';

const Entry = styled.button`
  display: flex;
  align-items: center;
  gap: ${({ theme }) => theme.spaces[2]};
  padding: ${({ theme }) => `${theme.spaces[1]} ${theme.spaces[2]}`};
  border: 1px solid transparent;
  border-radius: ${({ theme }) => theme.borderRadius};
  background: none;
  cursor: pointer;

  &[aria-pressed='true'] {
    border-color: ${({ theme }) => theme.colors.primary600};
    background: ${({ theme }) => theme.colors.primary100};
  }

  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
  }
`;

const Dot = styled.span<{ $colour: string }>`
  width: 1.2rem;
  height: 1.2rem;
  border-radius: 50%;
  background: ${({ $colour }) => $colour};
`;

export const useGroupName = () => {
  const text = useTexts();
  return ({ name, key }: Pick<Group, 'name' | 'key'>): string =>
    key ? text(`mapGroup.${key}`) : (name ?? '');
};

type LegendProps = {
  colouring: Colouring;
  /** The group that alone is shown in full colour. */
  chosen: number | null;
  onChoose: (group: number | null) => void;
};

/** What each colour means; pressing one makes its records stand out, so that nobody depends on the colours. */
export const Legend = ({ colouring: { groups }, chosen, onChoose }: LegendProps) => {
  const text = useTexts();
  const nameOf = useGroupName();
  return (
    <Box>
      <Flex tag="ul" wrap="wrap" gap={2} aria-label={text('map.legend')}>
        {groups.map(
          (group, at) =>
            group.count > 0 && (
              <li key={group.key ?? group.name}>
                <Entry
                  type="button"
                  aria-pressed={chosen === at}
                  onClick={() => onChoose(chosen === at ? null : at)}
                >
                  <Dot aria-hidden $colour={group.colour} />
                  <Typography variant="pi" textColor="neutral800">
                    {text('map.group', { name: nameOf(group), count: group.count })}
                  </Typography>
                </Entry>
              </li>
            )
        )}
      </Flex>
    </Box>
  );
};
