import { specFields, type SourceSpec } from '../domain/index-spec';

type Rule = { inverted: boolean; conditions?: unknown; matchesConditions(record: object): boolean };

/** The part used here of the ability that Strapi keeps for a signed-in administrator. */
type Ability = {
  can(action: string, subject: string): boolean;
  rulesFor(action: string, subject: string, field?: string): Rule[];
};

const READ = 'plugin::content-manager.explorer.read';

/** The fields that a condition uses; keys that begin with "$" are operators. */
const fieldsOf = (condition: unknown): string[] => {
  if (Array.isArray(condition)) return condition.flatMap(fieldsOf);
  if (typeof condition !== 'object' || condition === null) return [];
  return Object.entries(condition).flatMap(([key, value]) => (key.startsWith('$') ? fieldsOf(value) : [key]));
};

const isOfLocale = ({ conditions }: Rule): boolean =>
  fieldsOf(conditions).every((field) => field === 'locale');

/**
 * Whether an administrator may read the names of the sources' records in the Content Manager, drafts
 * among them. A permission for certain locales is one with a condition. Any other condition, such as
 * "is the creator", shows no name, since a deleted record can no longer be checked against it.
 */
export const readableNames = (
  ability: Ability,
  sources: readonly { uid: string; displayName: string }[]
): ((uid: string, locale: string | null) => boolean) => {
  const rules = new Map(
    sources.map(({ uid, displayName }) => [
      uid,
      ability.rulesFor(READ, uid, displayName).filter((rule) => !rule.inverted && isOfLocale(rule)),
    ])
  );
  return (uid, locale) =>
    rules.get(uid)?.some((rule) => !rule.conditions || rule.matchesConditions({ locale })) ?? false;
};

/**
 * The content types of which an administrator may read all indexed fields, from which the tags of the map come.
 */
export const fullyReadable = (
  ability: Pick<Ability, 'rulesFor'>,
  sources: readonly SourceSpec[]
): ReadonlySet<string> => {
  const mayRead = (uid: string, field: string): boolean =>
    ability.rulesFor(READ, uid, field).some((rule) => !rule.inverted && isOfLocale(rule));
  // A path such as author.name begins with the field.
  const fieldsIn = (source: SourceSpec) => specFields(source).map((path) => path.split('.')[0]);
  return new Set(
    sources.flatMap((source) =>
      fieldsIn(source).every((field) => mayRead(source.uid, field)) ? [source.uid] : []
    )
  );
};

/** Whether an administrator may open the list of a content type in the Content Manager. */
export const isListReadable = (ability: Pick<Ability, 'can'>, uid: string): boolean => ability.can(READ, uid);
