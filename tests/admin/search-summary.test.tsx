import { renderHook } from '@testing-library/react';

import { summaryOf } from '../../src/plugins/index-rebuild/admin/src/helpers/search-summary';
import { useTexts } from '../../src/plugins/index-rebuild/admin/src/helpers/translation';
import type { Run, Status } from '../../src/plugins/index-rebuild/shared/contracts';
import { aDrift, noDrift } from './support/drift-samples';
import { AdminFrame } from './support/render';
import * as samples from './support/samples';

const running = (kind: Run['kind']) => samples.rebuilding({ run: { ...samples.aRunningRun('swap'), kind } });
const ended = (changes: Partial<Run>) => samples.complete({ run: samples.aRun(changes) });

describe('whether search is all right', () => {
  it.each<[string, Status, string, string]>([
    ['nothing differs', samples.complete(), 'success', 'Search is up to date with your published content.'],
    [
      'changes are missing',
      samples.complete({ drift: aDrift() }),
      'primary',
      'Search works; 3 changes are not in search yet.',
    ],
    [
      'one is missing, and removed ones are hidden already',
      samples.complete({ drift: aDrift({ added: 1, changed: 0, removed: 7 }) }),
      'primary',
      'Search works; 1 change is not in search yet.',
    ],
    [
      'many are missing',
      samples.complete({ drift: aDrift({ added: 1200, level: 'warning' }) }),
      'warning',
      'Search works but is out of date: 1,202 changes are not in search yet.',
    ],
    [
      'all changes are found beside the index',
      samples.complete({ drift: aDrift({ searchable: 3 }) }),
      'success',
      'Search is up to date; the next rebuild adds 3 changes to the index.',
    ],
    [
      'many are found beside it',
      samples.complete({ drift: aDrift({ searchable: 3, level: 'warning' }) }),
      'warning',
      'Search finds all published content, but a rebuild is due: 3 changes are not in the index yet.',
    ],
    ['drift is not known yet', samples.complete({ drift: null }), 'success', 'Search works.'],
    ['a rebuild runs', running('rebuild'), 'primary', 'Search works; the index is being rebuilt.'],
    ['a tag run runs', running('tag'), 'primary', 'Search works; tags are being updated.'],
    [
      'a restore runs',
      running('rollback'),
      'primary',
      'Search works; another index version is being restored.',
    ],
    ['a rebuild failed', samples.failed(), 'warning', 'Search works, but the last rebuild failed.'],
    [
      'tagging was interrupted',
      ended({ kind: 'tag', status: 'interrupted' }),
      'warning',
      'Search works, but the last tagging failed.',
    ],
    [
      'a rebuild was cancelled',
      ended({ status: 'cancelled' }),
      'success',
      'Search is up to date with your published content.',
    ],
    ['there is no index', samples.neverBuilt(), 'danger', 'Search is not available: there is no index yet.'],
    [
      'the first rebuild was cancelled',
      samples.neverBuilt({ run: samples.aRun({ status: 'cancelled' }) }),
      'danger',
      'Search is not available: there is no index yet.',
    ],
    [
      'the first rebuild runs',
      samples.firstRebuild(),
      'warning',
      'Search is not available yet: the first rebuild is running.',
    ],
    [
      'nothing is to be indexed',
      samples.neverBuilt({ sources: [] }),
      'danger',
      'Search is not available: no content type is indexed yet.',
    ],
    [
      'the index is damaged',
      samples.unusable(),
      'danger',
      'Search is not available: the index cannot be used.',
    ],
    [
      'the searcher is being started',
      samples.complete({ searchAvailable: false, drift: aDrift(noDrift) }),
      'danger',
      'Search is not available: it is being started.',
    ],
  ])('%s', (_, status, tone, sentence) => {
    const { result } = renderHook(() => useTexts(), { wrapper: AdminFrame });
    const summary = summaryOf(status);
    expect(result.current(summary.key, { count: summary.count })).toBe(sentence);
    expect(summary.tone).toBe(tone);
  });
});
