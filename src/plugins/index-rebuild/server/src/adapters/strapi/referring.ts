import type { Strapi } from '../../lib/strapi';
import type { Container, RelationOnPath } from './field-paths';

/** Ids per statement: databases limit the number of parameters. */
const IDS_AT_ONCE = 400;

type ComponentTable = {
  name: string;
  joinColumn: { name: string };
  /** Of a component. */
  inverseJoinColumn?: { name: string };
  /** Of a dynamic zone. */
  morphColumn?: { idColumn: { name: string } };
};

const inPortions = async <T>(
  ids: readonly number[],
  read: (portion: number[]) => Promise<T[]>
): Promise<T[]> => {
  const found: T[] = [];
  for (let at = 0; at < ids.length; at += IDS_AT_ONCE)
    found.push(...(await read(ids.slice(at, at + IDS_AT_ONCE))));
  return [...new Set(found)];
};

/**
 * The rows that hold these components. Asked of the join table, which components and dynamic zones
 * share, because the conditions of `strapi.db.query` cannot reach through a dynamic zone.
 */
const holdersOf = (strapi: Strapi, { owner, field, component }: Container, ids: readonly number[]) => {
  const attribute = strapi.db.metadata.get(owner).attributes[field] as unknown as {
    joinTable: ComponentTable;
  };
  const { name, joinColumn, inverseJoinColumn, morphColumn } = attribute.joinTable;
  const componentId = inverseJoinColumn?.name ?? morphColumn?.idColumn.name ?? '';
  return inPortions(ids, async (portion) => {
    const rows = (await strapi.db
      .getConnection(name)
      .distinct({ holder: joinColumn.name })
      .where({ field, component_type: component })
      .whereIn(componentId, portion)) as { holder: number }[];
    return rows.map(({ holder }) => holder);
  });
};

/** The documents of a content type that use a document of another one, through these relations. */
export const createReferring = (strapi: Strapi, uid: string, relations: readonly RelationOnPath[]) => {
  const rowsOf = (model: string) => strapi.db.query(model as never) as ReturnType<typeof strapi.db.query>;

  const referringBy = async ({ path, through }: RelationOnPath, documentId: string): Promise<string[]> => {
    const field = path[path.length - 1];
    const where = { [field]: { documentId } };
    if (through.length === 0) {
      const rows = await rowsOf(uid).findMany({ select: ['documentId'], where });
      return rows.map((row) => row.documentId as string);
    }
    const owner = through[through.length - 1].component;
    const components = await rowsOf(owner).findMany({ select: ['id'], where });
    let ids = [...new Set(components.map((row) => row.id as number))];
    for (const container of [...through].reverse()) ids = await holdersOf(strapi, container, ids);
    return inPortions(ids, async (portion) => {
      const rows = await rowsOf(uid).findMany({ select: ['documentId'], where: { id: { $in: portion } } });
      return rows.map((row) => row.documentId as string);
    });
  };

  return {
    /** @returns Ids of documents, drafts included, each once. */
    async referringTo(target: string, documentId: string): Promise<string[]> {
      const found = new Set<string>();
      for (const relation of relations.filter((one) => one.uid === target))
        for (const id of await referringBy(relation, documentId)) found.add(id);
      return [...found];
    },
  };
};
