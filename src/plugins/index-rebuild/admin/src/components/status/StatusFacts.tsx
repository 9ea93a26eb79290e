import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { Status } from '../../../../shared/contracts';
import { useTexts } from '../../helpers/translation';
import { Fact, Facts } from '../common/Fact';
import { TimeText } from '../common/TimeText';

/** More languages than these are counted. */
const NAMED_LANGUAGES = 5;

/** The model, and which languages it knows by meaning: others are found by their words alone. */
const Model = ({ embedder: { model, languages } }: { embedder: NonNullable<Status['embedder']> }) => {
  const text = useTexts();
  const { formatDisplayName, formatList } = useIntl();
  const names = languages?.map((code) => formatDisplayName(code, { type: 'language' }) ?? code) ?? [];
  return (
    <>
      <Typography tag="p" style={{ overflowWrap: 'anywhere' }}>
        {model}
      </Typography>
      {names.length > 0 && (
        <Typography tag="p" variant="pi" textColor="neutral600">
          {names.length > NAMED_LANGUAGES
            ? text('fact.languages', { count: names.length })
            : formatList(names)}
        </Typography>
      )}
    </>
  );
};

const None = () => <Typography textColor="neutral600">{useTexts()('fact.none')}</Typography>;

/** How many records the index got, and how many search finds beside it by now. */
const Records = ({ status: { recordsAtRebuild, overlay } }: { status: Status }) => {
  const text = useTexts();
  const { formatNumber } = useIntl();
  return (
    <>
      {recordsAtRebuild === null ? (
        <None />
      ) : (
        <Typography tag="p">{formatNumber(recordsAtRebuild)}</Typography>
      )}
      {overlay && overlay.records > 0 && (
        <Typography tag="p" variant="pi" textColor="neutral600">
          {text('fact.overlay', { count: overlay.records })}
        </Typography>
      )}
    </>
  );
};

/** The facts about the index and the latest run. */
export const StatusFacts = ({ status }: { status: Status }) => {
  const text = useTexts();
  const { formatList } = useIntl();
  const { lastRebuildAt, startedAt, run, sources, embedder } = status;
  return (
    <Facts>
      <Fact label={text('fact.lastRebuild')}>
        {lastRebuildAt ? <TimeText iso={lastRebuildAt} /> : <Typography>{text('fact.never')}</Typography>}
      </Fact>
      <Fact label={text('fact.records')}>
        <Records status={status} />
      </Fact>
      <Fact label={text('fact.startedAt')}>{startedAt ? <TimeText iso={startedAt} /> : <None />}</Fact>
      <Fact label={text('fact.startedBy')}>
        {run ? (
          <Typography>
            {run.startedBy ?? text('fact.schedule')}, {text(`trigger.${run.trigger}`)}
          </Typography>
        ) : (
          <None />
        )}
      </Fact>
      {embedder && (
        <Fact label={text('fact.model')}>
          <Model embedder={embedder} />
        </Fact>
      )}
      {sources.length > 0 && (
        <Fact wide label={text('fact.sources')}>
          <Typography>{formatList(sources.map(({ label }) => label))}</Typography>
        </Fact>
      )}
    </Facts>
  );
};
