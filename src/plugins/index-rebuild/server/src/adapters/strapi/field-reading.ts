import type { FieldValue, Scalar } from '../../domain/field-value';
import { joinParagraphs } from '../../domain/text/paragraphs';
import { isMany } from './field-model';
import type { InnerRoute, Route } from './field-routes';

export type Row = Record<string, unknown>;

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null;

const waysOf = ({ into }: InnerRoute): Route[] => [...into.values()].flat();

/** A component, zone or media field as a whole: several fields of it. A relation is its main field. */
const isComposed = ({ attribute, isWhole }: InnerRoute): boolean => isWhole && attribute.type !== 'relation';

/** Whether a route gives a list, however many entries a record has. */
const givesMany = (route: Route): boolean =>
  'into' in route && (isMany(route.attribute) || isComposed(route) || waysOf(route).some(givesMany));

/** Whether a list of what a route gives is read as paragraphs. What media say are captions, not prose. */
const givesProse = (route: Route): boolean => {
  if (!('into' in route)) return route.kind.isProse;
  if (route.attribute.type === 'media') return false;
  return isComposed(route) || waysOf(route).some(givesProse);
};

/**
 * Whether a related row belongs to a record: translations are rows of their own. The document service
 * links like to like, but an import can link to any.
 */
const isOfLocale = (target: Row, locale: unknown): boolean =>
  typeof target.locale !== 'string' || typeof locale !== 'string' || target.locale === locale;

/** The values at the ends of a route, in the order of the record. */
const leavesOf = (route: Route, row: Row, locale: unknown): FieldValue[] => {
  const value = row[route.name];
  if (!('into' in route)) return [route.kind.toPlain(value)];
  const { type } = route.attribute;
  return [value]
    .flat()
    .filter(isRow)
    .filter((target) => type !== 'relation' || isOfLocale(target, locale))
    .flatMap((target) => {
      const uid = target.__component ?? [...route.into.keys()][0];
      const leaves = (route.into.get(String(uid)) ?? []).flatMap((way) => leavesOf(way, target, locale));
      // Some editors copy the alternative text into the caption.
      return type === 'media' ? [...new Set(leaves)] : leaves;
    });
};

const isFilled = (value: Scalar): boolean => value !== null && value !== '';

/**
 * A reader of one field: the scalar, or, where the path leads through or to more than one thing, the
 * list of all that are filled; prose becomes one text, a paragraph for each.
 */
export const readerOf = (route: Route): ((row: Row) => FieldValue) => {
  const isList = givesMany(route);
  const isProse = givesProse(route);
  return (row) => {
    const leaves = leavesOf(route, row, row.locale);
    if (!isList) return leaves[0] ?? null;
    const filled = leaves.flat().filter(isFilled);
    return isProse ? joinParagraphs(filled.map(String)) || null : filled;
  };
};
