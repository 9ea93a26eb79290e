import type { RecordState, SearchMode, TryReason } from '../../../shared/contracts';

/** What is known of a record that may or may not be among the hits of a query. */
export type RecordEvidence = {
  mode: SearchMode;
  /** Its place among the hits, from 1; null when it is not among those that can be paged through. */
  rank: number | null;
  /** Whether it is published, and passes the filters. */
  isPublished: boolean;
  passes: boolean;
  /** Whether a search rule leaves it out. */
  isHidden: boolean;
  /** Whether the searcher has it, in whatever state. */
  isSearched: boolean;
  /** Whether the query finds it once filters and better hits are left aside. */
  isHit: boolean;
  /** Whether it shares a word with the query, or its name. */
  hasWords: boolean;
};

/** How the record stands to the live version; null for an earlier version. */
export type LiveState = Pick<RecordState, 'state' | 'searchableSince'> | null;

/** Why the searcher does not have it, though it is published. */
const reasonOfAbsence = (live: LiveState): TryReason => {
  if (live?.state === 'unindexable') return 'noText';
  return live?.state === 'added' ? 'waiting' : 'notInVersion';
};

const isOutdated = (live: LiveState): boolean =>
  live !== null && live.state === 'changed' && live.searchableSince === null;

/** What the query itself has against the record. */
const reasonsOfRank = ({ mode, isHit, hasWords, passes }: RecordEvidence): TryReason[] => {
  if (isHit) return passes ? ['beyondLast'] : [];
  if (mode === 'lexical') return ['noWord'];
  return hasWords ? ['belowCutOff'] : ['noWord', 'belowCutOff'];
};

/** Why a record is not found, the most telling first; empty when it is, unless it is found by an earlier text. */
export const whyNotFound = (evidence: RecordEvidence, live: LiveState): TryReason[] => {
  const { rank, isPublished, isSearched, isHidden, passes } = evidence;
  if (!isPublished) return ['draft'];
  if (!isSearched) return [reasonOfAbsence(live)];
  const outdated: TryReason[] = isOutdated(live) ? ['outdated'] : [];
  if (rank !== null) return outdated;
  if (isHidden) return ['hidden', ...outdated];
  const filtered: TryReason[] = passes ? [] : ['filteredOut'];
  return [...filtered, ...reasonsOfRank(evidence), ...outdated];
};
