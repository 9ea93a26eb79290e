import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { LastSwap, Status } from '../../../../shared/contracts';
import { useTexts, type MessageKey } from '../../helpers/translation';
import { Fact, Facts } from '../common/Fact';
import { TimeText } from '../common/TimeText';

/** More languages than these are counted. */
const NAMED_LANGUAGES = 5;

/** Which languages the model knows by meaning, since others are found by their words alone; and its name. */
const Model = ({ embedder: { model, languages } }: { embedder: NonNullable<Status['embedder']> }) => {
  const text = useTexts();
  const { formatDisplayName, formatList } = useIntl();
  const names = languages?.map((code) => formatDisplayName(code, { type: 'language' }) ?? code) ?? [];
  if (names.length === 0) return <Typography tag="p">{model}</Typography>;
  const isLong = names.length > NAMED_LANGUAGES;
  return (
    <>
      <Typography tag="p">
        {isLong ? text('fact.languages', { count: names.length }) : formatList(names)}
      </Typography>
      <Typography tag="p" variant="pi" textColor="neutral600" style={{ overflowWrap: 'break-word' }}>
        {model}
      </Typography>
    </>
  );
};

/** How many records the index got, and how many search finds beside it by now. */
const Records = ({ status: { recordsAtRebuild, overlay } }: { status: Status }) => {
  const text = useTexts();
  const { formatNumber } = useIntl();
  return (
    <>
      <Typography tag="p">
        {recordsAtRebuild === null ? text('fact.none') : formatNumber(recordsAtRebuild)}
      </Typography>
      {overlay && overlay.records > 0 && (
        <Typography tag="p" variant="pi" textColor="neutral600">
          {text('fact.overlay', { count: overlay.records })}
        </Typography>
      )}
    </>
  );
};

const SWAPS: Record<LastSwap['kind'], { label: MessageKey; searches: MessageKey }> = {
  rebuild: { label: 'fact.lastRebuild', searches: 'overview.searchesDuringRebuild' },
  rollback: { label: 'overview.lastRestore', searches: 'overview.searchesDuringRestore' },
};

/** When search last switched over, and the proof that it went on meanwhile. */
const Swap = ({ swap: { kind, at, search } }: { swap: LastSwap }) => {
  const text = useTexts();
  const { label, searches } = SWAPS[kind];
  return (
    <Fact label={text(label)}>
      <TimeText iso={at} />
      <Typography tag="p" variant="pi" textColor={search.failed > 0 ? 'danger600' : 'neutral600'}>
        {text(searches, search)}
      </Typography>
    </Fact>
  );
};

/** What search answers from. */
export const IndexFacts = ({ status }: { status: Status }) => {
  const text = useTexts();
  const { formatList } = useIntl();
  const { generation, lastRebuildAt, lastSwap, sources, embedder } = status;
  return (
    <Facts>
      <Fact label={text('overview.versionFrom')}>
        {lastRebuildAt ? <TimeText iso={lastRebuildAt} /> : <Typography>{text('fact.none')}</Typography>}
      </Fact>
      {generation !== null && lastSwap && <Swap swap={lastSwap} />}
      <Fact label={text('fact.records')}>
        <Records status={status} />
      </Fact>
      {sources.length > 0 && (
        <Fact label={text('fact.sources')}>
          <Typography>{formatList(sources.map(({ label }) => label))}</Typography>
        </Fact>
      )}
      {embedder && (
        <Fact label={text('fact.model')}>
          <Model embedder={embedder} />
        </Fact>
      )}
    </Facts>
  );
};
