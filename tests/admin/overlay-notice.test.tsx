import { screen, within } from '@testing-library/react';

import { StatusCard } from '../../src/plugins/index-rebuild/admin/src/components/status/StatusCard';
import type { OverlayStatus } from '../../src/plugins/index-rebuild/shared/contracts';
import { renderInAdmin } from './support/render';
import { anOverlay, complete, rebuilding } from './support/samples';

const TITLE = 'Some changes are not searchable yet';

const waits = (waiting: Partial<OverlayStatus['waiting']>) => ({ overlay: anOverlay({}, waiting) });
const notice = () => screen.queryByRole('group', { name: TITLE });
const sentences = () =>
  within(screen.getByRole('group', { name: TITLE }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);

describe('the status card about changes since the last rebuild', () => {
  it.each([
    ['they are turned off', null],
    ['none waits', anOverlay({ records: 3 })],
    ['they are about to become searchable', anOverlay({}, { pending: 3 })],
  ])('warns of nothing when %s', (_, overlay) => {
    renderInAdmin(<StatusCard status={complete({ overlay })} />);
    expect(notice()).toBeNull();
  });

  it.each<[Partial<OverlayStatus['waiting']>, string]>([
    [
      { limit: 1200 },
      'Between two rebuilds, search takes in at most 5,000 records; 1,200 more are waiting. Rebuild the index to update search.',
    ],
    [
      { spec: 1 },
      '1 record is waiting for a rebuild because the index settings have changed. Rebuild the index to update search.',
    ],
    [
      { embedder: 2 },
      '2 records are waiting for the search model, which cannot be reached. It is tried again automatically; if this goes on, ask your developers to check it.',
    ],
    [
      { refused: 1 },
      'The search model did not accept the text of 1 record. Edit the text, or ask your developers to check the model.',
    ],
  ])('says how many wait, why, and what to do: %j', (waiting, sentence) => {
    renderInAdmin(<StatusCard status={complete(waits(waiting))} />);
    expect(sentences()).toEqual([sentence]);
  });

  it('lists several reasons', () => {
    renderInAdmin(<StatusCard status={complete(waits({ limit: 1, embedder: 2, refused: 3, pending: 4 }))} />);
    expect(sentences()).toHaveLength(3);
  });

  it('does not call for a rebuild while one is running', () => {
    renderInAdmin(<StatusCard status={rebuilding(waits({ limit: 1, spec: 1, refused: 1 }))} />);
    expect(sentences()).toEqual([expect.stringContaining('did not accept the text')]);
  });

  it('counts those that are searchable below the records of the index', () => {
    renderInAdmin(<StatusCard status={complete({ overlay: anOverlay({ records: 1 }) })} />);
    expect(screen.getByText('Records at rebuild').nextElementSibling).toHaveTextContent(
      /^1,2341 record published or changed since is searchable too$/
    );
  });

  it('says so in German', () => {
    const overlay = anOverlay({ records: 2 }, { limit: 1 });
    renderInAdmin(<StatusCard status={complete({ overlay })} />, 'de');
    expect(
      screen.getByText('2 seither veröffentlichte oder geänderte Einträge sind auch in der Suche')
    ).toBeVisible();
    expect(
      screen.getByRole('group', { name: 'Manche Änderungen sind noch nicht in der Suche' })
    ).toHaveTextContent('höchstens 5.000 Einträge zusätzlich auf; 1 weiterer wartet.');
  });
});
