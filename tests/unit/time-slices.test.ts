import { createRests } from '../../src/plugins/index-rebuild/server/src/lib/time-slices';

/** A clock that work and rests move. */
const open = () => {
  let now = 0;
  const rested: number[] = [];
  const rest = createRests(
    () => now,
    async (ms) => {
      rested.push(ms);
      now += ms;
    }
  );
  const work = async (ms: number): Promise<void> => {
    now += ms;
    await rest();
  };
  return { work, rested };
};

describe('work with rests', () => {
  it('rests for as long as it has worked', async () => {
    const { work, rested } = open();
    for (const ms of [2, 2, 2, 2, 2, 2, 30]) await work(ms);
    expect(rested).toEqual([6, 6, 30]);
  });

  it('does not rest for long after a long piece', async () => {
    const { work, rested } = open();
    await work(5_000);
    expect(rested).toEqual([100]);
  });
});
