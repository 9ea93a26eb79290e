import { Flex, Typography } from '@strapi/design-system';
import { useId, useMemo, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useTheme } from 'styled-components';

import type { MapPlace, ReadyMap } from '../../../../shared/contracts';
import { useGetMapPlaceQuery } from '../../api/index-rebuild';
import { colouringOf, type ColourBy, type Colouring } from '../../helpers/map/colours';
import { pointsOf, recordAt } from '../../helpers/map/points';
import { refusalIn, useRefusalText } from '../../helpers/refusal';
import { useTexts } from '../../helpers/translation';
import { Duplicates } from './Duplicates';
import { Legend } from './Legend';
import { MapCanvas } from './MapCanvas';
import { MapTable } from './MapTable';
import { Toolbar } from './Toolbar';

const HEADING = 'index-map-heading';
/** Of Strapi's light theme. */
const LIGHT_BACKGROUND = '#ffffff';

/** The points that stand out: hits of a search, else those of the group that was chosen. */
const maskOf = (hits: number[] | null, chosen: number | null, { groupOf }: Colouring): Uint8Array | null => {
  if (hits === null && chosen === null) return null;
  const mask = new Uint8Array(groupOf.length);
  if (hits !== null) for (const point of hits) mask[point] = 1;
  else groupOf.forEach((group, point) => void (mask[point] = group === chosen ? 1 : 0));
  return mask;
};

/** Where a query belongs, and which points are its hits; null for no query. */
const usePlace = (map: ReadyMap, query: string) => {
  const { currentData, error } = useGetMapPlaceQuery(query, { skip: query === '' });
  const place: MapPlace | null = query === '' ? null : (currentData ?? null);
  const hits = useMemo(() => place && pointsOf(map, place.hits), [map, place]);
  return { place, hits, refusal: query === '' || !error ? null : refusalIn({ error }) };
};

/** What the map shows, and what of it is missing. */
const Facts = ({ map }: { map: ReadyMap }) => {
  const text = useTexts();
  const { records, placed, hidden, points } = map;
  return (
    <Typography textColor="neutral600">
      {[
        text('map.shows', { count: points.x.length }),
        placed < records ? text('map.sample', { placed, records }) : null,
        hidden > 0 ? text('map.hidden', { count: hidden }) : null,
      ]
        .filter(Boolean)
        .join(' ')}
    </Typography>
  );
};

const Found = ({ hits, refusal }: Pick<ReturnType<typeof usePlace>, 'hits' | 'refusal'>) => {
  const text = useTexts();
  const refusalText = useRefusalText();
  return (
    <Typography tag="p" role="status" textColor={refusal ? 'danger700' : 'neutral800'}>
      {refusal && text('map.searchRefused', { message: refusalText(refusal) })}
      {!refusal && hits && text('map.found', { count: hits.length })}
    </Typography>
  );
};

/** What the points' colours mean, and which of them stand out. */
const useColours = (map: ReadyMap, hits: number[] | null) => {
  const isDark = useTheme().colors.neutral0 !== LIGHT_BACKGROUND;
  const [colourBy, setColourBy] = useState<ColourBy>(map.tags.length > 0 ? 'tag' : 'source');
  const [chosen, setChosen] = useState<number | null>(null);
  const colouring = useMemo(() => colouringOf(map, colourBy, isDark), [map, colourBy, isDark]);
  const lit = useMemo(() => maskOf(hits, chosen, colouring), [hits, chosen, colouring]);
  const onColourBy = (by: ColourBy): void => {
    setColourBy(by);
    setChosen(null);
  };
  return {
    colouring,
    lit,
    legend: { colouring, chosen, onChoose: setChosen },
    select: { colourBy, onColourBy },
  };
};

/** The map with what explains it. */
export const MapArea = ({ map }: { map: ReadyMap }) => {
  const text = useTexts();
  const tableId = useId();
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const [isTable, setTable] = useState(false);
  const { place, hits, refusal } = usePlace(map, query);
  const { colouring, lit, legend, select } = useColours(map, hits);
  return (
    <Flex direction="column" alignItems="stretch" gap={8}>
      <Flex tag="section" aria-labelledby={HEADING} direction="column" alignItems="stretch" gap={4}>
        <Typography variant="beta" tag="h2" id={HEADING}>
          {text('map.heading')}
        </Typography>
        <Facts map={map} />
        <Toolbar {...select} {...{ isTable, tableId }} onSearch={setQuery} onTable={setTable} />
        <Found hits={hits} refusal={refusal} />
        <MapCanvas
          {...{ map, colouring, lit }}
          position={place?.position ?? null}
          onOpen={(point) => navigate(recordAt(map, point).path)}
        />
        <Legend {...legend} />
        {isTable && <MapTable map={map} id={tableId} lit={hits ?? []} />}
      </Flex>
      <Duplicates map={map} />
    </Flex>
  );
};
