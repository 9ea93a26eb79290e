import { useNotification } from '@strapi/strapi/admin';

import type { StartRunRequest } from '../../../shared/contracts';
import { useStartRunMutation } from '../api/index-rebuild';
import { refusalIn, useRefusalText } from '../helpers/refusal';
import { useTexts } from '../helpers/translation';

const CONFLICT = 409;

type Request = { kind?: StartRunRequest['kind']; allowShrink?: true; allowDrop?: true; reason?: string };

const STARTED_KEYS = { rebuild: 'rebuild.started', tag: 'tag.started' } as const;
const REFUSED_KEYS = { rebuild: 'rebuild.refused', tag: 'tag.refused' } as const;

/** Starts a rebuild or a tag run, and tells the user whether it started. */
export const useStartRebuild = () => {
  const text = useTexts();
  const refusalText = useRefusalText();
  const { toggleNotification } = useNotification();
  const [startRun, { isLoading }] = useStartRunMutation();

  const start = async ({ kind = 'rebuild', ...options }: Request = {}): Promise<void> => {
    const refusal = refusalIn(await startRun({ kind, ...options }));
    if (!refusal) {
      toggleNotification({ type: 'info', message: text(STARTED_KEYS[kind]) });
      return;
    }
    toggleNotification(
      refusal.status === CONFLICT
        ? { type: 'info', message: text('rebuild.conflict') }
        : { type: 'danger', message: text(REFUSED_KEYS[kind], { message: refusalText(refusal) }) }
    );
  };

  return { start, isStarting: isLoading };
};
