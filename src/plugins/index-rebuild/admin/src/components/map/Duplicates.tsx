import { Flex, Table, Tbody, Tr, Typography } from '@strapi/design-system';
import { useState } from 'react';
import { useIntl } from 'react-intl';

import type { ReadyMap } from '../../../../shared/contracts';
import { useTexts } from '../../helpers/translation';
import { Pager } from '../common/Pager';
import { Cell, CellText, TableHead, type RowPlace } from '../common/TableParts';
import { placeOf, RecordLink } from './MapTable';

const HEADING = 'index-map-duplicates';
const PAGE_SIZE = 10;

type RowProps = RowPlace & { map: ReadyMap; pair: ReadyMap['duplicates'][number] };

const Row = ({ map, pair: { first, second, cosine }, ...place }: RowProps) => {
  const { formatNumber } = useIntl();
  return (
    <Tr {...place}>
      <Cell below={placeOf(map, first)}>
        <RecordLink map={map} point={first} />
      </Cell>
      <Cell below={placeOf(map, second)}>
        <RecordLink map={map} point={second} />
      </Cell>
      <Cell>
        <CellText>{formatNumber(cosine, { style: 'percent', maximumFractionDigits: 1 })}</CellText>
      </Cell>
    </Tr>
  );
};

/** Pairs of records that say nearly the same. */
export const Duplicates = ({ map }: { map: ReadyMap }) => {
  const text = useTexts();
  const [wanted, setPage] = useState(1);
  const total = map.duplicates.length;
  const pageCount = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const page = Math.min(wanted, pageCount);
  const shown = map.duplicates.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  return (
    <Flex tag="section" aria-labelledby={HEADING} direction="column" alignItems="stretch" gap={3}>
      <Typography variant="beta" tag="h2" id={HEADING}>
        {text('map.duplicates')}
      </Typography>
      <Typography textColor="neutral600">
        {text(total === 0 ? 'map.noDuplicates' : 'map.duplicatesHint')}
      </Typography>
      {total > 0 && (
        <Table colCount={3} rowCount={shown.length + 1} aria-labelledby={HEADING}>
          <TableHead columns={['map.record', 'map.other', 'map.similarity']} />
          <Tbody>
            {shown.map((pair) => (
              <Row key={`${pair.first}:${pair.second}`} map={map} pair={pair} />
            ))}
          </Tbody>
        </Table>
      )}
      <Pager pagination={{ page, pageSize: PAGE_SIZE, pageCount, total }} onPage={setPage} />
    </Flex>
  );
};
