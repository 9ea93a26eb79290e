import type { Strapi } from '../../lib/strapi';
import type { RelationOnPath } from './field-paths';

/** A relation of which each related document has one end only: whoever takes one takes it from another. */
type Exclusive = { name: string; target: string };

type Attribute = { type: string; relation?: string; target?: string; mappedBy?: string; inversedBy?: string };

const TO_ONE_OF_US = ['oneToOne', 'oneToMany'];

const exclusiveAmong = (strapi: Strapi, uid: string, relations: readonly RelationOnPath[]): Exclusive[] => {
  const { attributes } = strapi.getModel(uid as never) as { attributes: Record<string, Attribute> };
  // Relations of components have one direction, and take nothing away.
  const direct = relations.filter(({ path, through }) => path.length === 1 && through.length === 0);
  return direct.flatMap(({ path: [name], uid: target }) => {
    const { relation = '', mappedBy, inversedBy } = attributes[name];
    return TO_ONE_OF_US.includes(relation) && (mappedBy || inversedBy) ? [{ name, target }] : [];
  });
};

/** The documents and rows that a value of a relation names, in any of the shapes that the document service takes. */
const namedIn = (value: unknown): { documentIds: string[]; ids: number[] } => {
  if (typeof value === 'string') return { documentIds: [value], ids: [] };
  if (typeof value === 'number') return { documentIds: [], ids: [value] };
  if (typeof value !== 'object' || value === null) return { documentIds: [], ids: [] };
  const { documentId, id, set, connect } = value as Record<string, unknown>;
  if (typeof documentId === 'string') return { documentIds: [documentId], ids: [] };
  if (typeof id === 'number') return { documentIds: [], ids: [id] };
  const inner = (Array.isArray(value) ? value : [set, connect].flat()).map(namedIn);
  return {
    documentIds: inner.flatMap((one) => one.documentIds),
    ids: inner.flatMap((one) => one.ids),
  };
};

/**
 * The documents of a content type that lose a related document when one of theirs takes it. Asked before it does.
 *
 * @returns Null for a content type of which none can.
 */
export const createTaking = (strapi: Strapi, uid: string, relations: readonly RelationOnPath[]) => {
  const exclusive = exclusiveAmong(strapi, uid, relations);
  if (exclusive.length === 0) return null;
  const rowsOf = (model: string) => strapi.db.query(model as never) as ReturnType<typeof strapi.db.query>;

  /** What the document, its draft above all, refers to already: publishing takes that. */
  const held = async ({ name }: Exclusive, documentId: string | undefined): Promise<string[]> => {
    if (documentId === undefined) return [];
    const populate = { [name]: { select: ['documentId'] } };
    const rows = await rowsOf(uid).findMany({ select: ['id'], where: { documentId }, populate });
    return rows.flatMap((row) =>
      [row[name] ?? []].flat().map((one: { documentId: string }) => one.documentId)
    );
  };

  const asked = async ({ name, target }: Exclusive, data: Record<string, unknown>): Promise<string[]> => {
    const { documentIds, ids } = namedIn(data[name]);
    if (ids.length === 0) return documentIds;
    const rows = await rowsOf(target).findMany({ select: ['documentId'], where: { id: { $in: ids } } });
    return [...documentIds, ...rows.map((row) => row.documentId as string)];
  };

  /** @param data What is written to the document; undefined where it is published or discarded as it is. */
  return async (documentId: string | undefined, data: Record<string, unknown> = {}): Promise<string[]> => {
    const found = new Set<string>();
    for (const relation of exclusive) {
      const targets = [...(await held(relation, documentId)), ...(await asked(relation, data))];
      if (targets.length === 0) continue;
      const where = { [relation.name]: { documentId: { $in: [...new Set(targets)] } } };
      for (const row of await rowsOf(uid).findMany({ select: ['documentId'], where }))
        found.add(row.documentId);
    }
    return [...found];
  };
};
