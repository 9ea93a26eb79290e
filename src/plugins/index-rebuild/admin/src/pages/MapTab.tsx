import { Box, Button, EmptyStateLayout, Flex, Loader, Typography } from '@strapi/design-system';

import { Bar } from '../components/common/Bar';
import { MapArea } from '../components/map/MapArea';
import { useRefusalText } from '../helpers/refusal';
import { useTexts } from '../helpers/translation';
import { useMap } from '../hooks/useMap';
import { usePage } from '../hooks/usePage';

const Computing = ({ progress }: { progress: number }) => {
  const text = useTexts();
  const percent = Math.round(progress * 100);
  return (
    <Box background="neutral0" shadow="tableShadow" hasRadius padding={6}>
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Typography tag="p" role="status">
          {text('map.computing')}
        </Typography>
        <Bar label={text('map.progress')} said={text('map.percent', { percent })} percent={percent} />
      </Flex>
    </Box>
  );
};

/** The records that search knows, as a map: what is alike is near each other. */
const MapTab = () => {
  const text = useTexts();
  const refusalText = useRefusalText();
  const { status } = usePage();
  const { map, refusal, retry } = useMap(status?.generation);
  if (refusal && map?.state !== 'ready') {
    return (
      <EmptyStateLayout
        content={text('map.error', { message: refusalText(refusal) })}
        action={<Button onClick={retry}>{text('status.retry')}</Button>}
      />
    );
  }
  if (!map) return <Loader>{text('map.loading')}</Loader>;
  if (map.state === 'empty') return <EmptyStateLayout content={text('map.empty')} />;
  if (map.state === 'computing') return <Computing progress={map.progress} />;
  return <MapArea key={map.generation} map={map} />;
};

export default MapTab;
