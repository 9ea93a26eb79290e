import { darkTheme, lightTheme } from '@strapi/design-system';
import { screen } from '@testing-library/react';

import { StatusBadge } from '../../src/plugins/index-rebuild/admin/src/components/status/StatusBadge';
import type { Tone } from '../../src/plugins/index-rebuild/admin/src/helpers/run-display';
import { contrast, MIN_CONTRAST } from '../support/contrast';
import { renderInAdmin } from './support/render';

const TONES: Tone[] = ['neutral', 'primary', 'success', 'danger', 'warning'];
const THEMES = { light: lightTheme, dark: darkTheme };

/** The colour behind an element: its own, or that of the nearest ancestor that has one. */
const backgroundOf = (element: Element | null): string => {
  const { backgroundColor } = element ? getComputedStyle(element) : { backgroundColor: '' };
  if (!element || (backgroundColor && backgroundColor !== 'rgba(0, 0, 0, 0)')) return backgroundColor;
  return backgroundOf(element.parentElement);
};

describe('a badge', () => {
  const cases = TONES.flatMap((tone) => [[tone, 'light'] as const, [tone, 'dark'] as const]);

  it.each(cases)('of the tone %s is readable in the %s theme', (tone, theme) => {
    renderInAdmin(<StatusBadge tone={tone} label="Complete" />, 'en', THEMES[theme]);
    const label = screen.getByText('Complete');
    const background = backgroundOf(label);
    expect(background).toMatch(/^rgb/);
    expect(contrast(getComputedStyle(label).color, background)).toBeGreaterThanOrEqual(MIN_CONTRAST);
  });
});
