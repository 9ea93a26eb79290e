import { Badge, Box, Flex, Link, Table, Tbody, Td, Tr, Typography } from '@strapi/design-system';
import { useRef, useState, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { NavLink } from 'react-router-dom';

import type { InsightList, InsightQuery } from '../../../../shared/contracts';
import { trySearchLink } from '../../helpers/try-search-link';
import { useTexts, type MessageKey } from '../../helpers/translation';
import { useDay } from '../../hooks/useDay';
import { useInVain } from '../../hooks/useInVain';
import type { MaySteer } from '../../hooks/useMaySteer';
import { ActionCell, CellText, TableHead, type RowPlace } from '../common/TableParts';
import { GapDialog, type GapAction } from './GapDialog';
import { actionsFor, GapMenu } from './GapMenu';

const COLUMNS: MessageKey[] = ['insights.query', 'insights.searches', 'insights.result', 'insights.lastDay'];

/** Text of a cell that is short: it stays on one line. */
const Short = ({ children }: { children: string }) => (
  <Typography tag="p" textColor="neutral800" style={{ whiteSpace: 'nowrap' }}>
    {children}
  </Typography>
);

/** A smaller line below the text of a cell. */
const Below = ({ children }: { children: ReactNode }) => (
  <Typography tag="p" variant="pi" textColor="neutral600">
    {children}
  </Typography>
);

const TryLink = ({ item }: { item: InsightQuery }) => {
  const text = useTexts();
  return (
    <Link
      tag={NavLink}
      to={trySearchLink(item)}
      aria-label={text('insights.tryQuery', { query: item.query })}
    >
      {text('insights.try')}
    </Link>
  );
};

const DECIDED: Record<keyof InsightQuery['decided'], MessageKey> = {
  rule: 'gap.hasRule',
  synonym: 'gap.hasSynonym',
  golden: 'gap.hasGolden',
};

/** That something has been done about the query. */
const DecidedMarks = ({ decided }: Pick<InsightQuery, 'decided'>) => {
  const text = useTexts();
  const kinds = (Object.keys(DECIDED) as (keyof typeof DECIDED)[]).filter((kind) => decided[kind]);
  if (kinds.length === 0) return null;
  return (
    <Flex gap={1} wrap="wrap">
      {kinds.map((kind) => (
        <Badge key={kind} size="S" backgroundColor="success100" textColor="success700">
          {text(DECIDED[kind])}
        </Badge>
      ))}
    </Flex>
  );
};

type QueryProps = { item: InsightQuery; showLocale: boolean; canTry: boolean };

/** The query with its link: in a column of its own, that would be out of sight on a small screen. */
const Query = ({ item, showLocale, canTry }: QueryProps) => {
  const { formatDisplayName } = useIntl();
  const { query, locale } = item;
  return (
    <Box paddingTop={2} paddingBottom={2} minWidth="14rem">
      <CellText>{query}</CellText>
      {showLocale && locale && <Below>{formatDisplayName(locale, { type: 'language' }) ?? locale}</Below>}
      <DecidedMarks decided={item.decided} />
      {canTry && <TryLink item={item} />}
    </Box>
  );
};

/** What the searches found: hits on average, or how often there were none or weak ones. */
const useResult = (list: InsightList) => {
  const text = useTexts();
  const inVain = useInVain();
  return (item: InsightQuery): string =>
    list === 'gaps' ? inVain(item) : text('insights.hits', { hits: Math.round(item.hits / item.searches) });
};

type QueryRowProps = RowPlace &
  QueryProps & {
    result: string;
    actions: readonly GapAction[];
    may: MaySteer;
  };

const QueryRow = ({ item, showLocale, canTry, result, actions, may, ...place }: QueryRowProps) => {
  const { formatNumber } = useIntl();
  const day = useDay();
  const button = useRef<HTMLButtonElement>(null);
  const [action, setAction] = useState<GapAction | null>(null);
  const focusAfter = (): void => button.current?.focus();
  return (
    <Tr {...place}>
      <Td>
        <Query {...{ item, showLocale, canTry }} />
      </Td>
      <Td>
        <Short>{formatNumber(item.searches)}</Short>
      </Td>
      <Td>
        <Short>{result}</Short>
      </Td>
      <Td>
        <Short>{day(item.lastDay)}</Short>
      </Td>
      {actions.length > 0 && (
        <ActionCell>
          <GapMenu {...{ item, actions, button }} onChoose={setAction} />
          {action && <GapDialog {...{ action, item, may, focusAfter }} onClose={() => setAction(null)} />}
        </ActionCell>
      )}
    </Tr>
  );
};

export type QueryTableProps = {
  list: InsightList;
  items: InsightQuery[];
  headingId: string;
  canTry: boolean;
  may: MaySteer;
};

/** Queries with their counts, and what can be done about them. */
export const QueryTable = ({ list, items, headingId, canTry, may }: QueryTableProps) => {
  const result = useResult(list);
  const showLocale = new Set(items.map(({ locale }) => locale)).size > 1;
  const actions = actionsFor(list, may);
  const columns = COLUMNS.length + Math.min(actions.length, 1);
  return (
    <Table colCount={columns} rowCount={items.length + 1} aria-labelledby={headingId}>
      <TableHead
        columns={COLUMNS}
        actions={actions.length > 0 ? { heading: 'gap.actions', hidden: true } : undefined}
      />
      <Tbody>
        {items.map((item) => (
          <QueryRow
            key={JSON.stringify([item.query, item.locale])}
            {...{ item, showLocale, canTry, actions, may }}
            result={result(item)}
          />
        ))}
      </Tbody>
    </Table>
  );
};
