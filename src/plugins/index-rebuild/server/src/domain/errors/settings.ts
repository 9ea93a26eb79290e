import type { FieldError } from '../../../../shared/contracts';
import { IndexRebuildError } from './index-rebuild-error';

/** @param message What is wrong, by the fields. */
export const settingsInvalid = (message: string, errors: readonly FieldError[]): IndexRebuildError =>
  new IndexRebuildError('SETTINGS_INVALID', `Some values cannot be used: ${message}`, { errors });

export const settingsConflict = (section: string, by: string | null): IndexRebuildError =>
  new IndexRebuildError(
    'SETTINGS_CHANGED',
    `${by ?? 'Somebody else'} has changed "${section}" meanwhile. Look at the value that is in effect now, then change it again.`,
    { by }
  );

export const settingsReadOnly = (): IndexRebuildError =>
  new IndexRebuildError(
    'SETTINGS_READ_ONLY',
    'Settings are changed in config/plugins.ts here, because adminSettings is false there.'
  );
