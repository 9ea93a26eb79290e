import pluginConfig from '../../src/plugins/index-rebuild/server/src/config';
import { settingsSchema } from '../../src/plugins/index-rebuild/server/src/config/schema';

describe('timeouts', () => {
  it('are by default what suits a machine of its own', () => {
    expect(settingsSchema.parse({}).timeouts).toEqual({
      searcherStartMs: 60_000,
      searcherSilenceMs: 15_000,
      firstQueryMs: 30_000,
      drainMs: 15_000,
      queryEmbeddingMs: 5_000,
      healthMs: 1_500,
      storeMs: 30_000,
    });
  });

  it.each([
    ['searcherStartMs', 0],
    ['searcherSilenceMs', 500],
    ['firstQueryMs', Infinity],
    ['drainMs', '15 s'],
    ['queryEmbeddingMs', 100_000],
    ['healthMs', 1.5],
    ['storeMs', null],
  ])('%s cannot be %j, and the message names the key', (key, value) => {
    expect(() => pluginConfig.validator({ timeouts: { [key]: value } })).toThrow(
      `index-rebuild: timeouts.${key}: `
    );
  });

  it('has no others', () => {
    expect(() => pluginConfig.validator({ timeouts: { searchMs: 1 } })).toThrow('index-rebuild: timeouts');
  });
});
