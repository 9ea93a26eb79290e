import type { Expert } from './test-app';

const SUBJECTS = [
  [
    'Marine biologist',
    'Studies how coral reefs recover after bleaching and trains divers to count fish along transects.',
  ],
  [
    'Bridge engineer',
    'Designs suspension bridges and checks steel cables for fatigue long before they fail.',
  ],
  [
    'Pastry chef',
    'Bakes laminated doughs and teaches how the temperature of butter decides the layers of a croissant.',
  ],
  ['Tax adviser', 'Helps small companies through audits and explains value added tax without jargon.'],
  ['Volcanologist', 'Measures gas at active craters and warns villages before an eruption.'],
  ['Cellist', 'Plays chamber music and repairs old string instruments in a small workshop.'],
] as const;

/** `count` small experts, all different, without the cost of writing whole biographies. */
export const sampleExperts = (count: number): Expert[] =>
  Array.from({ length: count }, (_, index) => {
    const [title, bio] = SUBJECTS[index % SUBJECTS.length];
    return { name: `Person ${index}`, title, bio: `${bio} Working on project number ${index}.` };
  });

/** One expert unlike all others. */
export const beekeeper = (name: string): Expert => ({
  name,
  title: 'Beekeeper',
  bio: `Keeps honey bees on city roofs and looks after swarms, queens and hives; known as ${name}.`,
});
