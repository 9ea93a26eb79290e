import { Box, Flex, Table, Tbody, Tr, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { GoldenPreview as Preview } from '../../../../shared/contracts';
import { useTexts, type MessageKey } from '../../helpers/translation';
import { Cell, CellText, TableHead, type RowPlace } from '../common/TableParts';

type Query = Preview['queries'][number];

const COLUMNS: readonly MessageKey[] = [
  'weights.query',
  'weights.verdict',
  'weights.before',
  'weights.after',
  'weights.moved',
];

const TONES = { worse: 'danger600', better: 'success600', same: 'neutral600' } as const;

const Row = ({ query, ...place }: RowPlace & { query: Query }) => {
  const text = useTexts();
  const { formatNumber, formatList } = useIntl();
  const placesText = (places: Query['before']): string =>
    formatList(places.map((one) => (one === null ? text('weights.nowhere') : formatNumber(one))));
  return (
    <Tr {...place}>
      <Cell below={text('weights.first', { first: query.first })}>
        <CellText>{query.query}</CellText>
      </Cell>
      <Cell>
        <Typography fontWeight="bold" textColor={TONES[query.verdict]}>
          {text(`weightsVerdict.${query.verdict}`)}
        </Typography>
      </Cell>
      <Cell>
        <CellText>{placesText(query.before)}</CellText>
      </Cell>
      <Cell>
        <CellText>{placesText(query.after)}</CellText>
      </Cell>
      <Cell>
        <CellText>{formatNumber(query.moved)}</CellText>
      </Cell>
    </Tr>
  );
};

/** How golden queries would be answered with other weights. */
export const GoldenPreview = ({ preview }: { preview: Preview | undefined }) => {
  const text = useTexts();
  const total = preview?.queries.length ?? 0;
  const sentences = preview && [
    text('weights.summary', { better: preview.better, worse: preview.worse, same: preview.same }),
    text('weights.passed', { passed: preview.passed, total, earlier: preview.passedBefore }),
  ];
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography tag="p" role="status" fontWeight="bold">
        {sentences && (total === 0 ? text('weights.noGolden') : sentences.join(' '))}
      </Typography>
      {preview && total > 0 && (
        <Box>
          <Table colCount={COLUMNS.length} rowCount={total + 1}>
            <TableHead columns={COLUMNS} />
            <Tbody>
              {preview.queries.map((query) => (
                <Row key={`${query.uid} ${query.locale} ${query.query}`} query={query} />
              ))}
            </Tbody>
          </Table>
        </Box>
      )}
    </Flex>
  );
};
