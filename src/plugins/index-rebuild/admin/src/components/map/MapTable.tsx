import { Flex, Link, Table, Tbody, Tr, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import type { ReadyMap } from '../../../../shared/contracts';
import { recordAt } from '../../helpers/map/points';
import { useTexts } from '../../helpers/translation';
import { Cell, CellText, TableHead, type RowPlace } from '../common/TableParts';

/** Rows of a table that somebody may want to hear read out. */
const MAX_ROWS = 50;

/** A link to a record's editor. */
export const RecordLink = ({ map, point }: { map: ReadyMap; point: number }) => {
  const text = useTexts();
  const { name, path } = recordAt(map, point);
  return (
    <Link tag={NavLink} to={path} aria-label={text('drift.open', { name })}>
      {name}
    </Link>
  );
};

/** Content type and locale of a record. */
export const placeOf = (map: ReadyMap, point: number): string => {
  const { label, locale } = recordAt(map, point);
  return [label, locale].filter(Boolean).join(', ');
};

type RowProps = RowPlace & { map: ReadyMap; point: number; near: number[]; drift: string };

const Row = ({ map, point, near, drift, ...place }: RowProps) => {
  const text = useTexts();
  return (
    <Tr {...place}>
      <Cell below={placeOf(map, point)}>
        <RecordLink map={map} point={point} />
      </Cell>
      <Cell>
        <CellText>{recordAt(map, point).tags.join(', ') || text('mapGroup.untagged')}</CellText>
      </Cell>
      <Cell>
        <CellText>{near.map((other) => recordAt(map, other).name).join(', ')}</CellText>
      </Cell>
      <Cell>
        <CellText>{drift}</CellText>
      </Cell>
    </Tr>
  );
};

type MapTableProps = {
  map: ReadyMap;
  id: string;
  /** Those that stand out, the first ones first. */ lit: number[];
};

/** What the picture shows, for those who do not see it: the first records, or those that a search found. */
export const MapTable = ({ map, id, lit }: MapTableProps) => {
  const text = useTexts();
  const kinds = new Map(map.drift.map(({ point, kind }) => [point, kind]));
  const rows = lit.length > 0 ? lit : map.points.x.slice(0, MAX_ROWS).map((_, point) => point);
  const headingId = `${id}-heading`;
  return (
    <Flex tag="section" id={id} aria-labelledby={headingId} direction="column" alignItems="stretch" gap={3}>
      <Typography variant="delta" tag="h3" id={headingId}>
        {lit.length > 0
          ? text('map.tableOfHits', { count: lit.length })
          : text('map.table', { count: rows.length, total: map.points.x.length })}
      </Typography>
      <Table colCount={4} rowCount={rows.length + 1} aria-labelledby={headingId}>
        <TableHead columns={['map.record', 'map.tags', 'map.nearest', 'map.drift']} />
        <Tbody>
          {rows.map((point) => (
            <Row
              key={point}
              map={map}
              point={point}
              near={map.nearest[point]}
              drift={text(`mapGroup.${kinds.get(point) ?? 'current'}`)}
            />
          ))}
        </Tbody>
      </Table>
    </Flex>
  );
};
