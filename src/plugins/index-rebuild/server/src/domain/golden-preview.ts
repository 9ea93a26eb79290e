import { PREVIEW_VERDICTS, type GoldenPreview, type PreviewVerdict } from '../../../shared/contracts';
import type { GoldenQuery } from './golden';

/** The documents of a golden query's first hits, with the weights of now and with others. */
export type PreviewedAnswer = { golden: GoldenQuery; before: readonly string[]; after: readonly string[] };

type Places = GoldenPreview['queries'][number]['before'];

/** Places that are compared besides those of the golden query's own documents. */
const COMPARED = 10;

/** Hits that are looked at for a golden query: a place is told as far as these go. */
export const previewDepth = ({ first }: Pick<GoldenQuery, 'first'>): number => Math.max(50, first);

const placesIn = ({ expected }: GoldenQuery, hits: readonly string[]): Places =>
  expected.map((id) => {
    const at = hits.indexOf(id);
    return at === -1 ? null : at + 1;
  });

const foundAmong = (places: Places, first: number): number =>
  places.filter((place) => place !== null && place <= first).length;

/** One that is not found stands behind all that are. */
const sumOf = (golden: GoldenQuery, places: Places): number =>
  places.reduce<number>((sum, place) => sum + (place ?? previewDepth(golden) + 1), 0);

const verdictOf = (golden: GoldenQuery, before: Places, after: Places): PreviewVerdict => {
  const found = foundAmong(after, golden.first) - foundAmong(before, golden.first);
  const gained = found || sumOf(golden, before) - sumOf(golden, after);
  if (gained === 0) return 'same';
  return gained > 0 ? 'better' : 'worse';
};

const movedBetween = (before: readonly string[], after: readonly string[]): number =>
  Array.from({ length: COMPARED }, (_, at) => before[at] !== after[at]).filter(Boolean).length;

const rowOf = ({ golden, before, after }: PreviewedAnswer): GoldenPreview['queries'][number] => {
  const { query, locale = null, uid, first } = golden;
  const [was, is] = [placesIn(golden, before), placesIn(golden, after)];
  return {
    ...{ query, locale, uid, first, before: was, after: is },
    ...{ verdict: verdictOf(golden, was, is), moved: movedBetween(before, after) },
  };
};

/** How golden queries would be answered. What nobody can find does not make one worse. */
export const goldenPreviewOf = (answers: readonly PreviewedAnswer[]): GoldenPreview => {
  const rows = answers.map(rowOf);
  const count = (verdict: PreviewVerdict): number => rows.filter((row) => row.verdict === verdict).length;
  const passing = (places: (row: (typeof rows)[number]) => Places): number =>
    rows.filter(
      (row, at) =>
        !answers[at].golden.isIncomplete && foundAmong(places(row), row.first) === places(row).length
    ).length;
  return {
    ...{ worse: count('worse'), better: count('better'), same: count('same') },
    ...{ passedBefore: passing(({ before }) => before), passed: passing(({ after }) => after) },
    queries: PREVIEW_VERDICTS.flatMap((verdict) => rows.filter((row) => row.verdict === verdict)),
  };
};
