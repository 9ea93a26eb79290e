import type { Knex, Strapi } from '../../lib/strapi';

/** Rows per statement: SQLite allows 500. */
const ROWS_AT_ONCE = 400;

type JoinTable = {
  name: string;
  joinColumn: { name: string };
  inverseJoinColumn: { name: string };
  orderColumnName?: string;
  inverseOrderColumnName?: string;
};

type Link = { from: number; to: number };

const isSame = (left: readonly number[], right: readonly number[]): boolean =>
  left.length === right.length && left.every((id, at) => id === right[at]);

/**
 * A relation's join table. Written directly, because writing a relation through the
 * entity counts as an edit: it changes `updatedAt` and runs lifecycle hooks.
 */
export const openLinks = (strapi: Strapi, uid: string, field: string, trx: Knex.Transaction) => {
  const attribute = strapi.db.metadata.get(uid).attributes[field] as unknown as { joinTable: JoinTable };
  const { name, joinColumn, inverseJoinColumn, orderColumnName } = attribute.joinTable;
  const table = () => strapi.db.getConnection(name).transacting(trx);

  const read = async (rows: readonly number[]): Promise<Map<number, number[]>> => {
    const query = table()
      .select({ from: joinColumn.name, to: inverseJoinColumn.name })
      .whereIn(joinColumn.name, [...rows]);
    const links = (await (orderColumnName ? query.orderBy(orderColumnName) : query)) as Link[];
    const byRow = new Map<number, number[]>();
    for (const { from, to } of links) byRow.set(from, [...(byRow.get(from) ?? []), to]);
    return byRow;
  };

  return {
    /** Gives each row exactly these links, in this order; rows that already have them stay untouched. */
    async set(wanted: ReadonlyMap<number, readonly number[]>): Promise<void> {
      const present = await read([...wanted.keys()]);
      const changed = [...wanted].filter(([row, ids]) => !isSame(present.get(row) ?? [], ids));
      if (changed.length === 0) return;
      await table()
        .whereIn(
          joinColumn.name,
          changed.map(([row]) => row)
        )
        .delete();
      const links = changed.flatMap(([row, ids]) =>
        ids.map((id, at) => ({
          [joinColumn.name]: row,
          [inverseJoinColumn.name]: id,
          ...(orderColumnName && { [orderColumnName]: at + 1 }),
        }))
      );
      for (let at = 0; at < links.length; at += ROWS_AT_ONCE)
        await table().insert(links.slice(at, at + ROWS_AT_ONCE));
    },
  };
};
