import { render, screen, within } from '@testing-library/react';

import { GenerationsTable } from '../../src/plugins/index-rebuild/admin/src/components/generations/GenerationsTable';
import { generationSchema, type Generation } from '../../src/plugins/index-rebuild/shared/contracts';
import { storeFrame } from './support/store';

const aGeneration = (changes: Partial<Generation> = {}): Generation =>
  generationSchema.parse({
    id: '7-abcdefgh',
    live: false,
    createdAt: '2026-01-31T12:01:05.000Z',
    records: 1234,
    specHash: 'f00dcafe',
    currentSpec: true,
    model: 'all-MiniLM-L6-v2-int8',
    bytes: 1_600_000,
    run: '7',
    ...changes,
  });

describe('the list of index versions', () => {
  const show = (generations: Generation[], { canRebuild = true, canTry = false, running = false } = {}) => {
    const props = { generations, canRebuild, canTry, running, busyText: 'busy' };
    render(<GenerationsTable {...props} />, { wrapper: storeFrame() });
    return screen.getAllByRole('row').slice(1);
  };

  it('tells editors the time, size and number of records, but no ids, hashes or model names', () => {
    const [row] = show([aGeneration()]);
    for (const words of ['Jan 31, 2026', '1,234', '1.6 MB']) expect(row).toHaveTextContent(words);
    expect(row).not.toHaveTextContent(/abcdefgh|f00dcafe|MiniLM/);
  });

  it('says which versions were built with earlier settings', () => {
    const [current, older] = show([aGeneration(), aGeneration({ id: '6-abcdefgh', currentSpec: false })]);
    expect(current).not.toHaveTextContent('Built with earlier settings');
    expect(older).toHaveTextContent('Built with earlier settings');
  });

  it('offers to restore the versions that are not live', () => {
    const [live, earlier] = show([aGeneration({ live: true }), aGeneration({ id: '6-abcdefgh' })]);
    expect(live).toHaveTextContent('Live');
    expect(within(live).queryByRole('button', { name: /^Restore/ })).toBeNull();
    expect(within(earlier).getByRole('button', { name: /^Restore the version from Jan 31/ })).toBeEnabled();
  });

  it('restores nothing while a run is active', () => {
    const [row] = show([aGeneration()], { running: true });
    expect(within(row).getByRole('button', { name: /^Restore/ })).toBeDisabled();
  });

  it('leads to the search of an earlier version, for those who may try it', () => {
    const versions = [aGeneration({ live: true }), aGeneration({ id: '6-abcdefgh' })];
    const [live, earlier] = show(versions, { canTry: true, canRebuild: false });
    expect(within(live).queryByRole('link')).toBeNull();
    expect(
      within(earlier).getByRole('link', { name: /^Try search with the version of Jan 31/ })
    ).toHaveAttribute('href', '/plugins/index-rebuild/try?version=6-abcdefgh');
  });

  it('does not offer it to readers', () => {
    const [row] = show([aGeneration()], { canRebuild: false });
    expect(within(row).queryByRole('button', { name: /^Restore/ })).toBeNull();
  });
});
