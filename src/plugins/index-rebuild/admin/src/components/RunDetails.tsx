import { Box, Button, Flex, Loader, Modal, Table, Tbody, Td, Th, Thead, Tr, Typography } from '@strapi/design-system';

import type { Run, RunDetail } from '../../../shared/contracts';
import { useGetRunQuery } from '../api/index-rebuild';
import { useTexts } from '../helpers/translation';
import { StageProgressList } from './StageProgressList';
import { useAbsoluteTime } from './TimeText';

const Failures = ({ failures }: { failures: RunDetail['failures'] }) => {
  const text = useTexts();
  if (failures.length === 0) return <Typography>{text('details.failures.none')}</Typography>;
  return (
    <Table colCount={2} rowCount={failures.length + 1}>
      <Thead>
        <Tr>
          {(['details.record', 'details.reason'] as const).map((key) => (
            <Th key={key}>
              <Typography variant="sigma">{text(key)}</Typography>
            </Th>
          ))}
        </Tr>
      </Thead>
      <Tbody>
        {failures.map(({ documentId, locale, name, message }) => (
          <Tr key={`${documentId}:${locale}`}>
            <Td>
              <Typography>{name ?? documentId}</Typography>
            </Td>
            <Td>
              <Typography style={{ whiteSpace: 'normal' }}>{message}</Typography>
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
};

const Body = ({ id }: { id: string }) => {
  const text = useTexts();
  const { data: run, isError } = useGetRunQuery(id);
  if (isError) return <Typography textColor="danger600">{text('history.error')}</Typography>;
  if (!run) return <Loader>{text('details.loading')}</Loader>;
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      {run.error && (
        <Box>
          <Typography tag="p" fontWeight="bold" textColor="danger600">
            {text('error.code', { code: run.error.code })}
          </Typography>
          <Typography tag="p">{run.error.message}</Typography>
        </Box>
      )}
      <StageProgressList stages={run.stages} />
      <Typography variant="delta" tag="h3">
        {text('details.failures')}
      </Typography>
      <Failures failures={run.failures} />
    </Flex>
  );
};

/** A button that opens everything that is known of a run. */
export const RunDetails = ({ run }: { run: Run }) => {
  const text = useTexts();
  const time = useAbsoluteTime()(run.startedAt);
  return (
    <Modal.Root>
      <Modal.Trigger>
        <Button variant="tertiary" size="S" aria-label={text('history.detailsOf', { time })}>
          {text('history.details')}
        </Button>
      </Modal.Trigger>
      <Modal.Content>
        <Modal.Header>
          <Modal.Title>{text('details.title', { time })}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Body id={run.id} />
        </Modal.Body>
        <Modal.Footer>
          <Modal.Close>
            <Button variant="tertiary">{text('details.close')}</Button>
          </Modal.Close>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};
