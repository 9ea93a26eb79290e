import { Link, Table, Tbody, Tr } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import type { DriftItem, OverlayState } from '../../../../shared/contracts';
import { pathOf } from '../../helpers/drift-display';
import { useTexts } from '../../helpers/translation';
import { Cell, CellText, TableHead, type RowPlace } from '../common/TableParts';
import { TimeText } from '../common/TimeText';

const Name = ({ item }: { item: DriftItem }) => {
  const text = useTexts();
  const name = item.name ?? item.documentId;
  const path = pathOf(item);
  if (path === null) return <CellText>{name}</CellText>;
  return (
    <Link tag={NavLink} to={path} aria-label={text('drift.open', { name })}>
      {name}
    </Link>
  );
};

/** Whether search finds a record as it is; null when there is nothing to say, as of removed ones. */
const useSearchability = () => {
  const text = useTexts();
  return ({ searchableSince, waitsFor }: OverlayState): string | null => {
    if (searchableSince !== null) return text('overlay.searchable');
    return waitsFor && text(`overlayWait.${waitsFor}`);
  };
};

const Row = ({ item, ...place }: RowPlace & { item: DriftItem }) => {
  const text = useTexts();
  const searchability = useSearchability();
  return (
    <Tr {...place}>
      <Cell below={[item.label, item.locale].filter(Boolean).join(', ')} note={searchability(item)}>
        <Name item={item} />
      </Cell>
      <Cell below={text(`driftCause.${item.cause}`)}>
        <CellText>{text(`driftKind.${item.kind}`)}</CellText>
      </Cell>
      <Cell>
        <TimeText iso={item.since} />
      </Cell>
    </Tr>
  );
};

/** The records that differ from the index, each with a link to its editor. */
export const DriftTable = ({ items, headingId }: { items: DriftItem[]; headingId: string }) => (
  <Table colCount={3} rowCount={items.length + 1} aria-labelledby={headingId}>
    <TableHead columns={['drift.record', 'drift.what', 'drift.when']} />
    <Tbody>
      {items.map((item) => (
        <Row key={`${item.uid}:${item.documentId}:${item.locale}`} item={item} />
      ))}
    </Tbody>
  </Table>
);
