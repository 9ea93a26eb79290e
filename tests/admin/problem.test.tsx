import { screen } from '@testing-library/react';

import { ErrorNotice } from '../../src/plugins/index-rebuild/admin/src/components/common/ErrorNotice';
import { FailuresTable } from '../../src/plugins/index-rebuild/admin/src/components/runs/FailuresTable';
import { sentenceKeyOf } from '../../src/plugins/index-rebuild/admin/src/helpers/problem';
import en from '../../src/plugins/index-rebuild/admin/src/translations/en.json';
import fr from '../../src/plugins/index-rebuild/admin/src/translations/fr.json';
import { ERROR_REGISTRY } from '../../src/plugins/index-rebuild/server/src/domain/errors';
import { renderInAdmin, type Locale } from './support/render';

const DIED = { code: 'BUILDER_DIED', message: 'The builder process ended (signal SIGKILL).' };
const SHRUNK = { code: 'SOURCE_SHRUNK', message: 'Only 2 records can be indexed.' };

/** Codes that no page can meet, each with the reason. */
const NEVER_IN_THE_ADMIN: Record<string, string> = {
  RUN_CANCELLED: 'the history says who cancelled a run, and keeps no error',
  SCHEMA_OUTDATED: 'only commands refuse to work on such a database',
};

const show = (error: typeof DIED, technical: boolean, locale?: Locale): string => {
  renderInAdmin(
    <ErrorNotice error={error} tone="danger" title="The run failed" technical={technical} />,
    locale
  );
  return screen.getByRole('group', { name: 'The run failed' }).textContent ?? '';
};

describe('an error', () => {
  it('is explained in plain words, with its code in small print', () => {
    const shown = show(DIED, false);
    expect(shown).toContain(`${en['errorCode.BUILDER_DIED']}Code BUILDER_DIED`);
    expect(shown).not.toContain('SIGKILL');
  });

  it('shows its own message to support in the details', () => {
    expect(show(DIED, true)).toContain(
      `${en['errorCode.BUILDER_DIED']}For support: BUILDER_DIED. The builder process ended (signal SIGKILL).`
    );
  });

  it('with facts says its own message once, where that is in the language of the page', () => {
    expect(show(SHRUNK, true)).toBe('The run failedOnly 2 records can be indexed.Code SOURCE_SHRUNK');
  });

  it('with facts is explained in the language of the page, and keeps them, marked as English', () => {
    expect(show(SHRUNK, true, 'fr')).toBe(
      `The run failed${fr['errorCode.SOURCE_SHRUNK']}Only 2 records can be indexed.Code SOURCE_SHRUNK`
    );
    expect(screen.getByText(SHRUNK.message)).toHaveAttribute('lang', 'en');
  });

  it('that came without its facts is explained all the same', () => {
    expect(show({ ...SHRUNK, message: '' }, true)).toBe(
      `The run failed${en['errorCode.SOURCE_SHRUNK']}Code SOURCE_SHRUNK`
    );
  });

  it('of an unknown code keeps its message', () => {
    expect(show({ code: 'toString', message: 'Something new.' }, true, 'fr')).toContain('Something new.');
  });

  it('of a record is explained in the language of the page too', () => {
    const failure = {
      ...{ uid: 'api::expert.expert', label: 'Expert', documentId: 'doc1', locale: null, name: 'Ada' },
      ...{ code: 'RECORD_TOO_LONG', message: "The record's text has 90 characters." },
    };
    renderInAdmin(<FailuresTable failures={[failure]} headingId="heading" />, 'fr');
    expect(screen.getByText(fr['errorCode.RECORD_TOO_LONG'])).toBeInTheDocument();
    expect(screen.getByText(failure.message)).toHaveAttribute('lang', 'en');
    expect(screen.getByText('RECORD_TOO_LONG')).toBeInTheDocument();
  });

  it.each(Object.keys(ERROR_REGISTRY))('%s has a sentence of the page, or never reaches it', (code) => {
    expect(sentenceKeyOf(code) === null).toBe(code in NEVER_IN_THE_ADMIN);
  });
});
