import { Box, Link, Table, Tbody, Td, Tr, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { NavLink } from 'react-router-dom';

import type { InsightList, InsightQuery } from '../../../../shared/contracts';
import { trySearchLink } from '../../helpers/try-search-link';
import { useTexts, type MessageKey } from '../../helpers/translation';
import { useDay } from '../../hooks/useDay';
import { useInVain } from '../../hooks/useInVain';
import { CellText, TableHead } from '../common/TableParts';

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

type QueryProps = { item: InsightQuery; showLocale: boolean; canTry: boolean };

/** The query with its link: in a column of its own, that would be out of sight on a small screen. */
const Query = ({ item, showLocale, canTry }: QueryProps) => {
  const { formatDisplayName } = useIntl();
  const { query, locale } = item;
  return (
    <Box paddingTop={2} paddingBottom={2} minWidth="14rem">
      <CellText>{query}</CellText>
      {showLocale && locale && <Below>{formatDisplayName(locale, { type: 'language' }) ?? locale}</Below>}
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

type QueryTableProps = { list: InsightList; items: InsightQuery[]; headingId: string; canTry: boolean };

/** Queries with their counts. The rows are written out here: the table moves the focus between its own cells only. */
export const QueryTable = ({ list, items, headingId, canTry }: QueryTableProps) => {
  const { formatNumber } = useIntl();
  const day = useDay();
  const result = useResult(list);
  const showLocale = new Set(items.map(({ locale }) => locale)).size > 1;
  return (
    <Table colCount={COLUMNS.length} rowCount={items.length + 1} aria-labelledby={headingId}>
      <TableHead columns={COLUMNS} />
      <Tbody>
        {items.map((item) => (
          <Tr key={JSON.stringify([item.query, item.locale])}>
            <Td>
              <Query item={item} showLocale={showLocale} canTry={canTry} />
            </Td>
            <Td>
              <Short>{formatNumber(item.searches)}</Short>
            </Td>
            <Td>
              <Short>{result(item)}</Short>
            </Td>
            <Td>
              <Short>{day(item.lastDay)}</Short>
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
};
