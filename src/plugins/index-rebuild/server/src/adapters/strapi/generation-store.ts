import { GENERATION_UID } from '../../content-types/models';
import { leaseLost } from '../../domain/errors';
import { generationStatesBefore, illegalMove, type GenerationState } from '../../domain/generation';
import type { Clock } from '../../ports/clock';
import type { GenerationRow, GenerationStore } from '../../ports/generation-store';
import type { Strapi } from '../../lib/strapi';

const COMPLETE: GenerationState[] = ['ready', 'live', 'retired'];

const toRow = (row: Record<string, unknown>): GenerationRow => ({
  name: row.name as string,
  state: row.state as GenerationState,
  run: row.run as string,
  token: Number(row.token),
  createdAt: new Date(row.createdAt as string),
  records: Number(row.records ?? 0),
  specHash: (row.specHash as string | null) ?? '',
  model: (row.model as string | null) ?? '',
  bytes: Number(row.bytes ?? 0),
});

/** The part of `strapi.db.query` used here. */
export type GenerationTable = Pick<
  ReturnType<Strapi['db']['query']>,
  'create' | 'updateMany' | 'findOne' | 'findMany' | 'deleteMany'
>;

/** Matches rows written by this run or an earlier one; those of a later run are no longer ours. */
const notLaterThan = (token: number) => ({ token: { $lte: token } });

const tableOf = (strapi: Strapi): GenerationTable => strapi.db.query(GENERATION_UID as never);

/** Generations as rows of a bare table. */
export const createGenerationStore = (
  strapi: Strapi,
  clock: Clock,
  generations: () => GenerationTable = () => tableOf(strapi)
): GenerationStore => {
  const find = async (name: string): Promise<GenerationRow | null> => {
    const row = await generations().findOne({ where: { name } });
    return row ? toRow(row) : null;
  };

  /** Explains a conditional write that changed nothing. @throws unless the state was already reached. */
  const explain = async (name: string, to: GenerationState, token: number): Promise<void> => {
    const row = await find(name);
    if (row !== null && row.token > token) throw leaseLost();
    if (row?.state !== to) throw illegalMove(name, row?.state ?? null, to);
  };

  /** The only function that changes a generation's state. */
  const move = async (name: string, to: GenerationState, token: number, data: object = {}): Promise<void> => {
    const where = { name, state: { $in: generationStatesBefore(to) }, ...notLaterThan(token) };
    const { count } = await generations().updateMany({ where, data: { ...data, token, state: to } });
    if (count !== 1) await explain(name, to, token);
  };

  return {
    async create(name, run, token) {
      await generations().create({
        data: { name, run, token, state: 'building', createdAt: clock.now() },
      });
    },

    ready: (name, token, info) => move(name, 'ready', token, info),

    async markLive(name, token) {
      const before = await generations().findMany({ where: { state: 'live', name: { $ne: name } } });
      for (const row of before) await move(row.name, 'retired', token);
      await move(name, 'live', token);
    },

    discard: (name, token) => move(name, 'discarded', token),

    async adopt(found, token) {
      await generations().create({ data: { ...found, token, state: 'retired' } });
    },

    find,

    async all() {
      return (await generations().findMany({ orderBy: { id: 'desc' } })).map(toRow);
    },

    async complete() {
      const rows = await generations().findMany({
        where: { state: { $in: COMPLETE } },
        orderBy: { id: 'desc' },
      });
      return rows.map(toRow);
    },

    async forget(name, token) {
      await generations().deleteMany({ where: { name, state: 'discarded', ...notLaterThan(token) } });
    },
  };
};
