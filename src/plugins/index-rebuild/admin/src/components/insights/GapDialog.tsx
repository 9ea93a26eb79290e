import { useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';

import type { InsightQuery, TryRecordRef } from '../../../../shared/contracts';
import { useTexts } from '../../helpers/translation';
import type { MaySteer } from '../../hooks/useMaySteer';
import { useSteering } from '../../hooks/useSteering';
import { ConfirmDialog } from '../common/ConfirmDialog';
import { ChooseRecord } from '../records/ChooseRecord';
import { ChooseRecords } from '../records/ChooseRecords';
import { SynonymInputs } from '../try/SynonymInputs';
import { SuggestedSynonyms } from './SuggestedSynonyms';

export type GapAction = 'synonym' | 'pin' | 'golden';

type DialogProps = {
  item: Pick<InsightQuery, 'query' | 'locale'>;
  may: MaySteer;
  onClose: () => void;
  focusAfter: () => void;
};

const SynonymDialog = ({ item, may, ...closing }: DialogProps) => {
  const text = useTexts();
  const { toggleNotification } = useNotification();
  const { addSynonym, isBusy } = useSteering(item.query, may);
  const [phrases, setPhrases] = useState(item.query);
  const [synonyms, setSynonyms] = useState('');
  const accept = async (word: string, synonym: string): Promise<void> => {
    if (isBusy) return;
    const problem = await addSynonym(word, synonym);
    if (problem !== null) return toggleNotification({ type: 'danger', message: problem });
    closing.onClose();
    closing.focusAfter();
  };
  return (
    <ConfirmDialog
      {...closing}
      title={text('steer.synonymTitle')}
      description={text('steer.synonymHint')}
      confirm={text('steer.synonymConfirm')}
      onConfirm={() => addSynonym(phrases, synonyms)}
    >
      <SuggestedSynonyms item={item} onAccept={({ word, synonym }) => void accept(word, synonym)} />
      <SynonymInputs {...{ phrases, synonyms }} onPhrases={setPhrases} onSynonyms={setSynonyms} />
    </ConfirmDialog>
  );
};

const PinDialog = ({ item, may, ...closing }: DialogProps) => {
  const text = useTexts();
  const { pinChosen } = useSteering(item.query, may);
  const [record, setRecord] = useState<TryRecordRef | null>(null);
  return (
    <ConfirmDialog
      {...closing}
      title={text('gap.pinTitle')}
      description={text('gap.pinHint', { query: item.query })}
      confirm={text('steer.pin')}
      onConfirm={async () => (record ? pinChosen(record) : text('gap.noRecord'))}
    >
      <ChooseRecord label={text('try.record')} locale={item.locale} chosen={record} onChoose={setRecord} />
    </ConfirmDialog>
  );
};

const GoldenDialog = ({ item, may, ...closing }: DialogProps) => {
  const text = useTexts();
  const { expectChosen } = useSteering(item.query, may);
  const [records, setRecords] = useState<TryRecordRef[]>([]);
  return (
    <ConfirmDialog
      {...closing}
      title={text('gap.goldenTitle')}
      description={text('gap.goldenHint', { query: item.query })}
      confirm={text('gap.goldenConfirm')}
      onConfirm={async () => (records.length > 0 ? expectChosen(records, item.locale) : text('gap.noRecord'))}
    >
      <ChooseRecords label={text('record.add')} locale={item.locale} chosen={records} onChange={setRecords} />
    </ConfirmDialog>
  );
};

const DIALOGS = { synonym: SynonymDialog, pin: PinDialog, golden: GoldenDialog };

/** Does something about a query. */
export const GapDialog = ({ action, ...props }: DialogProps & { action: GapAction }) => {
  const Dialog = DIALOGS[action];
  return <Dialog {...props} />;
};
