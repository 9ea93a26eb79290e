import type { RunKind, RunStatus, SearchMode } from '../../../shared/contracts';
import type { Gauges } from '../domain/gauges';

/** What is counted since this process started, for monitoring. Nothing here throws. */
export interface Metrics {
  /** A search was answered, in these seconds. */
  answered(mode: SearchMode, seconds: number): void;
  /** A visitor's request was answered with an error of this code. */
  refused(code: string): void;
  /** The live searcher ended although nobody had ended it. */
  searcherDied(): void;
  runEnded(kind: RunKind, status: RunStatus, seconds: number): void;
  /** Everything as text, with these values of the moment. */
  read(gauges: Gauges): Promise<{ contentType: string; text: string }>;
}
