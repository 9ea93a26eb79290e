import { MenuItem, SimpleMenu } from '@strapi/design-system';
import type { RefObject } from 'react';

import type { InsightList, InsightQuery } from '../../../../shared/contracts';
import { useTexts, type MessageKey } from '../../helpers/translation';
import type { MaySteer } from '../../hooks/useMaySteer';
import type { GapAction } from './GapDialog';

const LABELS: Record<GapAction, MessageKey> = {
  synonym: 'steer.synonym',
  pin: 'gap.pin',
  golden: 'gap.golden',
};

/** What the signed-in user may do about queries of a list. What is found needs no help to be found. */
export const actionsFor = (list: InsightList, { mayName, mayRule, mayExpect }: MaySteer): GapAction[] => [
  ...(list === 'gaps' && mayName ? (['synonym'] as const) : []),
  ...(list === 'gaps' && mayRule ? (['pin'] as const) : []),
  ...(mayExpect ? (['golden'] as const) : []),
];

type GapMenuProps = {
  item: InsightQuery;
  actions: readonly GapAction[];
  onChoose: (action: GapAction) => void;
  button: RefObject<HTMLButtonElement>;
};

/** One button for all: the arrow keys of the table move between cells, and those of the menu within it. */
export const GapMenu = ({ item, actions, onChoose, button }: GapMenuProps) => {
  const text = useTexts();
  return (
    <SimpleMenu
      ref={button}
      variant="tertiary"
      size="S"
      label={text('gap.menu')}
      aria-label={text('gap.menuOf', { query: item.query })}
    >
      {actions.map((action) => (
        <MenuItem key={action} onSelect={() => onChoose(action)}>
          {text(LABELS[action])}
        </MenuItem>
      ))}
    </SimpleMenu>
  );
};
