import { useNotification } from '@strapi/strapi/admin';
import { useEffect, useState } from 'react';

import type { FieldError, Setting } from '../../../shared/contracts';
import { useChangeSettingMutation, useResetSettingMutation } from '../api/settings';
import { refusalIn, useRefusalText } from '../helpers/refusal';
import { draftOfSetting, isSame, valueOf, type Draft, type FieldValue } from '../helpers/settings/draft';
import { useTexts, type MessageKey } from '../helpers/translation';

/** What somebody has entered, and the version that they had before them. */
type Entered = { draft: Draft; version: number };

type Problem = {
  /** Null where the fields say it all. */
  message: string | null;
  fields: FieldError[];
  /** Whether somebody else has changed the section meanwhile. */
  isConflict: boolean;
};

type Outcome = { data?: Setting; error?: unknown };

const NO_PROBLEM: Problem = { message: null, fields: [], isConflict: false };

const fieldErrorsIn = (result: Outcome): FieldError[] =>
  (result.error as { details?: { errors?: FieldError[] } } | undefined)?.details?.errors ?? [];

/** The form of one section: what is entered, whether it can be saved, and what became of it. */
export const useSettingForm = (setting: Setting, onDirty: (isDirty: boolean) => void) => {
  const text = useTexts();
  const refusalText = useRefusalText();
  const { toggleNotification } = useNotification();
  const [change, { isLoading: isSaving }] = useChangeSettingMutation();
  const [reset, { isLoading: isResetting }] = useResetSettingMutation();
  const [entered, setEntered] = useState<Entered | null>(null);
  const [saved, setSaved] = useState<Entered | null>(null);
  const [problem, setProblem] = useState(NO_PROBLEM);
  const [round, setRound] = useState(0);
  const [note, setNote] = useState('');

  const { section, version } = setting;
  const shown = draftOfSetting(setting);
  const draft = entered?.draft ?? shown;
  const isSaved = saved !== null && entered?.draft === saved.draft;
  const isDirty = entered !== null && !isSaved && !isSame(section, draft, shown);

  useEffect(() => {
    onDirty(isDirty);
    return () => onDirty(false);
  }, [isDirty]);

  // What was saved stays in the form until the page has it from the server, and what was typed since stays.
  useEffect(() => {
    if (saved === null || version < saved.version) return;
    setSaved(null);
    if (!isSaved) return setEntered(entered && { ...entered, version });
    setEntered(null);
    setRound((before) => before + 1);
  }, [version, saved]);

  const enter = (next: Draft): void =>
    setEntered({ draft: next, version: isDirty ? entered.version : version });

  const forget = (): void => {
    setEntered(null);
    setNote('');
    setRound(round + 1);
    setProblem(NO_PROBLEM);
  };

  const finish = (result: Outcome, done: MessageKey, sent: Draft): boolean => {
    const refusal = refusalIn(result);
    if (!refusal) {
      setProblem(NO_PROBLEM);
      setNote('');
      setSaved({ draft: sent, version: result.data?.version ?? version });
      toggleNotification({
        type: 'success',
        message: text(done, { name: text(`settingsTitle.${section}`) }),
      });
      return true;
    }
    const fields = fieldErrorsIn(result);
    const isConflict = refusal.code === 'SETTINGS_CHANGED';
    setProblem({
      ...{ fields, isConflict },
      message: fields.length > 0 || isConflict ? null : refusalText(refusal),
    });
    return false;
  };

  return {
    ...{ draft, isDirty, problem, forget, note, setNote },
    /** Inputs keep what was typed into them: each round has inputs of its own. */
    round,
    isBusy: isSaving || isResetting,
    turn: (on: boolean): void => enter({ ...draft, on }),
    setField: (name: string, value: FieldValue): void =>
      enter({ ...draft, fields: { ...draft.fields, [name]: value } }),

    /** @returns Whether it is saved. After a conflict, what is entered then replaces what the other has set. */
    async save(): Promise<boolean> {
      const basis = problem.isConflict ? version : (entered?.version ?? version);
      const value = valueOf(section, draft);
      return finish(
        await change({ section, value, version: basis, ...(note.trim() && { note }) }),
        'settings.saved',
        draft
      );
    },

    async reset(): Promise<boolean> {
      const done = finish(await reset({ section, version }), 'settings.wasReset', draft);
      if (done) {
        setEntered(null);
        setRound((before) => before + 1);
      }
      return done;
    },
  };
};

export type SettingForm = ReturnType<typeof useSettingForm>;
