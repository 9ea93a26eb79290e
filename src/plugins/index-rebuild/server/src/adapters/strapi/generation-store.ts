import { GENERATION_UID } from '../../content-types/models';
import { generationStatesBefore, type GenerationState } from '../../domain/generation';
import type { Clock } from '../../ports/clock';
import type { GenerationInfo, GenerationRow, GenerationStore } from '../../ports/generation-store';
import type { Strapi } from './types';

const COMPLETE: GenerationState[] = ['ready', 'live', 'retired'];

const toRow = (row: Record<string, unknown>): GenerationRow => ({
  name: row.name as string,
  state: row.state as GenerationState,
  run: row.run as string,
  createdAt: new Date(row.createdAt as string),
  records: Number(row.records ?? 0),
  specHash: (row.specHash as string | null) ?? '',
  model: (row.model as string | null) ?? '',
  bytes: Number(row.bytes ?? 0),
});

/** Generations as rows of a bare table. */
export const createGenerationStore = (strapi: Strapi, clock: Clock): GenerationStore => {
  const generations = () => strapi.db.query(GENERATION_UID as never) as ReturnType<typeof strapi.db.query>;

  /** The one function that changes a generation's state; a move the table does not know does nothing. */
  const move = async (name: string, to: GenerationState, data: object = {}): Promise<void> => {
    const where = { name, state: { $in: generationStatesBefore(to) } };
    await generations().updateMany({ where, data: { ...data, state: to } });
  };

  return {
    async create(name, run) {
      await generations().create({ data: { name, run, state: 'building', createdAt: clock.now() } });
    },

    ready: (name, info: GenerationInfo) => move(name, 'ready', info),

    async markLive(name) {
      const before = await generations().findMany({ where: { state: 'live', name: { $ne: name } } });
      for (const row of before) await move(row.name, 'retired');
      await move(name, 'live');
    },

    discard: (name) => move(name, 'discarded'),

    async find(name) {
      const row = await generations().findOne({ where: { name } });
      return row ? toRow(row) : null;
    },

    async complete() {
      const rows = await generations().findMany({
        where: { state: { $in: COMPLETE } },
        orderBy: { id: 'desc' },
      });
      return rows.map(toRow);
    },

    async forgetDiscarded() {
      await generations().deleteMany({ where: { state: 'discarded' } });
    },
  };
};
