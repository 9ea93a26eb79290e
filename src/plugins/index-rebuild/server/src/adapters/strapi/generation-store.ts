import { GENERATION_UID } from '../../content-types/models';
import { generationStatesBefore, type GenerationState } from '../../domain/generation';
import type { Clock } from '../../ports/clock';
import type { GenerationInfo, GenerationStore } from '../../ports/generation-store';
import type { Strapi } from './types';

/** Generations as rows of a bare table. */
export const createGenerationStore = (strapi: Strapi, clock: Clock): GenerationStore => {
  const generations = () => strapi.db.query(GENERATION_UID as never) as ReturnType<typeof strapi.db.query>;

  const move = async (name: string, to: GenerationState, data: object = {}): Promise<void> => {
    const where = { name, state: { $in: generationStatesBefore(to) } };
    await generations().updateMany({ where, data: { ...data, state: to } });
  };

  return {
    async create(name, run) {
      await generations().create({ data: { name, run, state: 'building', createdAt: clock.now() } });
    },

    ready: (name, info: GenerationInfo) => move(name, 'ready', info),

    async live(name) {
      await generations().updateMany({
        where: { state: 'live', name: { $ne: name } },
        data: { state: 'retired' },
      });
      await move(name, 'live');
    },

    discard: (name) => move(name, 'discarded'),

    async retired() {
      const rows = await generations().findMany({
        where: { state: 'retired' },
        orderBy: { id: 'desc' },
      });
      return rows.map(({ name }: { name: string }) => name);
    },
  };
};
