import { screen } from '@testing-library/react';

import { ErrorNotice } from '../../src/plugins/index-rebuild/admin/src/components/common/ErrorNotice';
import { explanationOf } from '../../src/plugins/index-rebuild/admin/src/helpers/problem';
import en from '../../src/plugins/index-rebuild/admin/src/translations/en.json';
import { ERROR_REGISTRY } from '../../src/plugins/index-rebuild/server/src/domain/errors';
import { renderInAdmin } from './support/render';

const DIED = { code: 'BUILDER_DIED', message: 'The builder process ended (signal SIGKILL).' };
const SHRUNK = { code: 'SOURCE_SHRUNK', message: 'Only 2 records can be indexed.' };

const show = (error: typeof DIED, technical: boolean): string => {
  renderInAdmin(<ErrorNotice error={error} tone="danger" title="The run failed" technical={technical} />);
  return screen.getByRole('group', { name: 'The run failed' }).textContent ?? '';
};

describe('an error', () => {
  it('is explained in plain words, with its code in small print', () => {
    const shown = show(DIED, false);
    expect(shown).toContain(`${en['problem.BUILDER_DIED']}Code BUILDER_DIED`);
    expect(shown).not.toContain('SIGKILL');
  });

  it('shows its own message to support in the details', () => {
    expect(show(DIED, true)).toContain(
      `${en['problem.BUILDER_DIED']}For support: BUILDER_DIED. The builder process ended (signal SIGKILL).`
    );
  });

  it('says its own message once where editors understand it', () => {
    expect(show(SHRUNK, true)).toBe('The run failedOnly 2 records can be indexed.Code SOURCE_SHRUNK');
  });

  it('of an unknown code keeps its message', () => {
    expect(show({ code: 'toString', message: 'Something new.' }, true)).toContain('Something new.');
  });

  const ofServer = Object.entries(ERROR_REGISTRY).filter(
    ([, { status }]) => status === 500 || status === 507
  );

  it.each(ofServer.map(([code]) => code))(
    '%s, which only engineers can act on, has an explanation',
    (code) => {
      expect(explanationOf(code)).not.toBeNull();
    }
  );
});
