import type { Tagged, TagLine } from '../domain/tags';
import type { TagDefinition } from './tagger';

/** Automatic tags in the database. Writing them changes nothing else of a record. */
export interface TagStore {
  /** The tags of the taxonomy, in a stable order. */
  taxonomy(): Promise<TagDefinition[]>;
  /** The last tags of these records, by key. */
  of(keys: readonly string[]): Promise<Map<string, Tagged>>;
  /** Writes the tags of these records: all of them, or none when it throws. */
  apply(lines: readonly TagLine[]): Promise<void>;
  /** Forgets the tags of every record that is not among these. */
  keepOnly(keys: ReadonlySet<string>): Promise<void>;
}
