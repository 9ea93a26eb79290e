import { useNotification } from '@strapi/strapi/admin';

import { GOLDEN_UID, RULE_UID, SYNONYM_UID } from '../../../shared/constants';
import { useHref } from 'react-router-dom';

import type { TryHit } from '../../../shared/contracts';
import { useDecideMutation } from '../api/index-rebuild';
import { refusalIn, useRefusalText } from '../helpers/refusal';
import { useTexts, type MessageKey } from '../helpers/translation';
import type { MaySteer } from './useMaySteer';

/** A golden query asks for so many first hits at least. */
const FIRST = 10;
const MAX_FIRST = 100;

/** The roundest number of first hits that a rank is among. */
const firstFor = (rank: number): number => Math.min(MAX_FIRST, Math.ceil(rank / FIRST) * FIRST);

/** What somebody may decide about a query while they look at its hits. */
export const useSteering = (query: string, may: MaySteer) => {
  const text = useTexts();
  const refusalText = useRefusalText();
  const { toggleNotification } = useNotification();
  const entries = useHref('/content-manager/collection-types');
  const [decide, { isLoading }] = useDecideMutation();

  const send = async (uid: string, data: object, done: MessageKey): Promise<string | null> => {
    const answer = await decide({ uid, data });
    const refusal = refusalIn(answer);
    if (refusal) return text('steer.refused', { message: refusalText(refusal) });
    const entry = 'data' in answer ? answer.data?.documentId : undefined;
    const link = entry && { label: text('steer.open'), url: `${entries}/${uid}/${entry}` };
    toggleNotification({ type: 'success', message: text(done, { query }), ...(link && { link }) });
    return null;
  };

  const tell = async (sent: Promise<string | null>): Promise<void> => {
    const problem = await sent;
    if (problem !== null) toggleNotification({ type: 'danger', message: problem });
  };

  const rule = (effect: 'pin' | 'hide', { uid, documentId }: TryHit, done: MessageKey): Promise<void> =>
    tell(
      send(
        RULE_UID,
        { ...{ phrase: query, match: 'query', effect }, ...{ contentType: uid, targetId: documentId } },
        done
      )
    );

  type Target = Pick<TryHit, 'uid' | 'documentId'>;

  return {
    isBusy: isLoading,
    ...may,
    pin: (hit: TryHit) => rule('pin', hit, 'steer.pinned'),
    hide: (hit: TryHit) => rule('hide', hit, 'steer.hidden'),
    /** Makes a golden query of the query and this hit. */
    expectHit: ({ uid, documentId, locale }: TryHit, rank: number): Promise<void> =>
      tell(
        send(
          GOLDEN_UID,
          { ...{ query, locale, contentType: uid }, ...{ targetIds: documentId, first: firstFor(rank) } },
          'steer.expected'
        )
      ),
    /** As `pin`, for a record that was chosen. @returns As `addSynonym`. */
    pinChosen: ({ uid, documentId }: Target): Promise<string | null> =>
      send(
        RULE_UID,
        {
          ...{ phrase: query, match: 'query', effect: 'pin' },
          ...{ contentType: uid, targetId: documentId },
        },
        'steer.pinned'
      ),
    /** Makes a golden query of the query and records of one content type. @returns As `addSynonym`. */
    expectChosen: (records: readonly Target[], locale: string | null): Promise<string | null> =>
      send(
        GOLDEN_UID,
        {
          ...{ query, locale, contentType: records[0].uid, first: FIRST },
          targetIds: records.map(({ documentId }) => documentId).join(', '),
        },
        'steer.expected'
      ),
    /** @returns What to tell the user when it was refused, else null. */
    addSynonym: async (phrases: string, synonyms: string): Promise<string | null> =>
      phrases.trim() === '' || synonyms.trim() === ''
        ? text('steer.missing')
        : send(SYNONYM_UID, { phrases, synonyms, direction: 'both' }, 'steer.synonymAdded'),
  };
};

export type Steering = ReturnType<typeof useSteering>;
