import { useNotification } from '@strapi/strapi/admin';

import type { StartRunRequest } from '../../../shared/contracts';
import { useStartRunMutation } from '../api/index-rebuild';
import { refusalIn, useRefusalText } from '../helpers/refusal';
import { useTexts } from '../helpers/translation';

const CONFLICT = 409;

type Request = { kind?: StartRunRequest['kind']; allowShrink?: true; allowDrop?: true; reason?: string };

const STARTED_KEYS = { rebuild: 'rebuild.started', tag: 'tag.started' } as const;
const REFUSED_KEYS = { rebuild: 'rebuild.refused', tag: 'tag.refused' } as const;

/** Starts a rebuild or a tag run. */
export const useStartRebuild = () => {
  const text = useTexts();
  const refusalText = useRefusalText();
  const { toggleNotification } = useNotification();
  const [startRun, { isLoading }] = useStartRunMutation();

  /** @returns Null when it has started, else what to tell the user. */
  const ask = async ({ kind = 'rebuild', ...options }: Request = {}) => {
    const refusal = refusalIn(await startRun({ kind, ...options }));
    if (!refusal) {
      toggleNotification({ type: 'info', message: text(STARTED_KEYS[kind]) });
      return null;
    }
    return refusal.status === CONFLICT
      ? ({ type: 'info', message: text('rebuild.conflict') } as const)
      : ({
          type: 'danger',
          message: text(REFUSED_KEYS[kind], { message: refusalText(refusal) }),
        } as const);
  };

  return {
    /** Tells the user whether it started. */
    async start(request?: Request): Promise<void> {
      const refusal = await ask(request);
      if (refusal) toggleNotification(refusal);
    },

    /** For dialogs, which stay open with what was typed. @returns What to tell the user when it was refused, else null. */
    startFrom: async (request: Request): Promise<string | null> => (await ask(request))?.message ?? null,
    isStarting: isLoading,
  };
};
