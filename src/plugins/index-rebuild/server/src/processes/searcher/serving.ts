import type { Ranker } from '../../backends/embedded/searcher/ranker';
import type { FreshRecord, RelatedRequest, RelatedWord, SuggestRequest } from '../../ports/searcher';
import type { Suggested } from '../../domain/suggestions';
import type { ServedGeneration } from '../protocol';
import type { OverlayWork, OverlayWorkParts } from './overlay-work';

export type Suggest = (request: SuggestRequest) => Suggested[];

/** What a searcher process answers from, whatever keeps the generation. */
export type Serving = {
  ranker: Ranker;
  refresh(fresh: readonly FreshRecord[]): void;
  overlay: OverlayWork;
  /** Loads them when they are first asked for, so that nobody waits for them before. */
  suggestions: () => Promise<Suggest>;
  related(request: RelatedRequest): Promise<RelatedWord[]>;
  served: ServedGeneration;
};

/** What a searcher does when no search needs the processor, and whom it tells. */
export type Background = Pick<OverlayWorkParts, 'giveWay' | 'tell' | 'log'>;
