import { findNeighbours } from '../../src/plugins/index-rebuild/server/src/backends/embedded/projection/neighbours';
import type { Points } from '../../src/plugins/index-rebuild/server/src/backends/embedded/projection/points';
import { project } from '../../src/plugins/index-rebuild/server/src/backends/embedded/projection/project';
import { nearDuplicates } from '../../src/plugins/index-rebuild/server/src/domain/projection/duplicates';
import {
  SEED,
  type Projection,
} from '../../src/plugins/index-rebuild/server/src/domain/projection/projection';
import { sampleByKey } from '../../src/plugins/index-rebuild/server/src/domain/projection/sample';
import { turnedToward } from '../../src/plugins/index-rebuild/server/src/domain/projection/align';
import { frameFor } from '../../src/plugins/index-rebuild/server/src/domain/projection/frame';
import { seededRandom } from '../../src/plugins/index-rebuild/server/src/lib/seeded-random';
import { clusteredVectors, DIMENSIONS, pointsOf } from './support/clusters';

const noStep = async (): Promise<void> => {};

const projected = (points: Points, before: Projection | null = null, seed = SEED): Promise<Projection> =>
  project(points, { before, random: seededRandom(seed), now: new Date(0), step: noStep });

const distance = (map: Projection, one: number, other: number): number =>
  Math.hypot(map.x[one] - map.x[other], map.y[one] - map.y[other]);

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** How far each record moved from one map to another. */
const moves = (from: Projection, to: Projection): number[] => {
  const places = new Map(to.keys.map((key, place) => [key, place]));
  return from.keys.flatMap((key, place) => {
    const now = places.get(key);
    return now === undefined ? [] : [Math.hypot(from.x[place] - to.x[now], from.y[place] - to.y[now])];
  });
};

describe('the projection', () => {
  const vectors = clusteredVectors(120, 4);
  let map: Projection;

  beforeAll(async () => {
    map = await projected(pointsOf(vectors));
  });

  it('places every record inside the unit square', () => {
    expect(map.x).toHaveLength(120);
    for (const share of [...map.x, ...map.y]) {
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
    }
    expect(Math.max(...map.x) - Math.min(...map.x)).toBeGreaterThan(0.3);
  });

  it('places records that are alike near each other', () => {
    const within = [];
    const across = [];
    for (let record = 0; record < 100; record += 1) {
      within.push(distance(map, record, record + 4));
      across.push(distance(map, record, record + 1));
    }
    expect(median(within) * 2).toBeLessThan(median(across));
  });

  it('is the same for the same seed and another for another', async () => {
    const again = await projected(pointsOf(vectors));
    expect(Array.from(again.x)).toEqual(Array.from(map.x));
    expect(Array.from(again.y)).toEqual(Array.from(map.y));
    const other = await projected(pointsOf(vectors), null, SEED + 1);
    expect(Array.from(other.x)).not.toEqual(Array.from(map.x));
  });

  it('leaves the records that it had about where they were, and puts new ones beside those like them', async () => {
    const more = clusteredVectors(132, 4);
    const kept = more.slice(12);
    const keys = kept.map((_, at) => `a:${at + 12}:`);
    const next = await projected(pointsOf(kept, keys), map);
    expect(median(moves(map, next))).toBeLessThan(0.05);
    const newcomer = next.keys.indexOf('a:126:');
    const near = next.keys.flatMap((key, place) =>
      Number(key.split(':')[1]) % 4 === 126 % 4 && place !== newcomer ? [distance(next, newcomer, place)] : []
    );
    expect(Math.min(...near)).toBeLessThan(0.05);
    // Without the map before, the records land elsewhere.
    const unrelated = await projected(pointsOf(kept, keys), null, SEED + 1);
    expect(median(moves(map, unrelated))).toBeGreaterThan(0.1);
  });

  it.each([1, 2, 3, 4, 5, 16])('can place %d records', async (count) => {
    const { x, y, nearest } = await projected(pointsOf(clusteredVectors(count, 2)));
    for (const share of [...x, ...y]) expect(share >= 0 && share <= 1).toBe(true);
    expect(Array.from(nearest.subarray(0, 3)).filter((place) => place >= 0)).toHaveLength(
      Math.min(3, count - 1)
    );
  });

  it('places many copies of one record', async () => {
    const same = clusteredVectors(1, 1)[0];
    const { x, duplicates } = await projected(pointsOf(Array.from({ length: 60 }, () => same)));
    expect([...x].every(Number.isFinite)).toBe(true);
    expect(duplicates).toHaveLength(200);
  });
});

describe('the neighbours', () => {
  it('are those that a comparison with all others finds', async () => {
    const vectors = clusteredVectors(150, 3);
    const { places, cosines } = await findNeighbours(
      Float32Array.from(vectors.flat()),
      DIMENSIONS,
      5,
      noStep
    );
    const cosine = (one: number[], other: number[]) =>
      one.reduce((sum, part, at) => sum + part * other[at], 0);
    for (const point of [0, 77, 149]) {
      const best = vectors
        .map((vector, place) => ({ place, score: cosine(vectors[point], vector) }))
        .filter(({ place }) => place !== point)
        .sort((a, b) => b.score - a.score)
        .slice(0, 5);
      expect(Array.from(places.subarray(point * 5, point * 5 + 5))).toEqual(best.map(({ place }) => place));
      expect(cosines[point * 5]).toBeCloseTo(best[0].score, 5);
    }
  });
});

describe('near-duplicates', () => {
  const neighbours = {
    width: 2,
    places: Int32Array.from([1, 2, 0, 2, 0, 1, -1, -1]),
    cosines: Float32Array.from([0.99, 0.9, 0.99, 0.975, 0.9, 0.975, 1, 1]),
  };

  it('are pairs above the limit, each once, the most similar first', () => {
    expect(nearDuplicates(neighbours)).toEqual([
      { first: 0, second: 1, cosine: expect.closeTo(0.99) },
      { first: 1, second: 2, cosine: expect.closeTo(0.975) },
    ]);
  });

  it('are no more than asked for', () => {
    expect(nearDuplicates(neighbours, 0.5, 1)).toHaveLength(1);
  });
});

describe('the sample of a large generation', () => {
  const keys = Array.from({ length: 5_000 }, (_, at) => `api::expert.expert:id${at}:en`);

  it('is everything that fits', () => {
    expect(sampleByKey(keys.slice(0, 3), 3, SEED)).toEqual([0, 1, 2]);
  });

  it('is spread over all records, in their order', () => {
    const sample = sampleByKey(keys, 1_000, SEED);
    expect(new Set(sample).size).toBe(1_000);
    expect(sample).toEqual([...sample].sort((a, b) => a - b));
    const inFirstHalf = sample.filter((place) => place < 2_500).length;
    expect(inFirstHalf).toBeGreaterThan(420);
    expect(inFirstHalf).toBeLessThan(580);
  });

  it('keeps the records that it had when others come', () => {
    const before = new Set(sampleByKey(keys, 1_000, SEED).map((place) => keys[place]));
    const more = [...keys, ...keys.slice(0, 100).map((key) => `${key}-new`)];
    const after = sampleByKey(more, 1_000, SEED).map((place) => more[place]);
    expect(after.filter((key) => before.has(key)).length).toBeGreaterThan(950);
  });
});

describe('turning a map toward the one before', () => {
  it('undoes a turn and a shift', () => {
    const known = [
      [0, 0],
      [4, 0],
      [4, 2],
    ] as const;
    const turned = Float64Array.from(known.flatMap(([x, y]) => [-y + 10, x - 3]));
    Array.from(turnedToward(turned, known)).forEach((value, at) => {
      expect(value).toBeCloseTo(known.flat()[at], 9);
    });
  });
});

describe('the frame of a map', () => {
  const positions = Float64Array.from([0, 0, 10, 5]);

  it('is the one before where it still suits', () => {
    const before = { left: -0.5, bottom: -2.5, size: 11 };
    expect(frameFor(positions, before)).toEqual(before);
  });

  it('is a new one where the one before is far too large', () => {
    expect(frameFor(positions, { left: -50, bottom: -50, size: 100 })).toEqual({
      left: 0,
      bottom: -2.5,
      size: 10,
    });
  });
});
