/** Pieces of work that come one after the other and are done several at a time. */
export interface SideBySide<Piece> {
  /** Begins a piece as soon as there is room. @throws what an earlier piece failed with. */
  add(piece: Piece): Promise<void>;
  /** Waits for all. @throws what the first of them failed with. */
  finish(): Promise<void>;
}

/**
 * Up to `width` pieces at a time. The first error tells the others to stop, and is thrown once they have:
 * nothing keeps running behind the caller's back.
 */
export const sideBySide = <Piece>(
  width: number,
  work: (piece: Piece, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal
): SideBySide<Piece> => {
  const failure = new AbortController();
  const stop = AbortSignal.any([signal, failure.signal]);
  const underway = new Set<Promise<void>>();

  const begin = (piece: Piece): void => {
    const one: Promise<void> = work(piece, stop)
      .catch((error: unknown) => failure.abort(error))
      .then(() => void underway.delete(one));
    underway.add(one);
  };

  const finish = async (): Promise<void> => {
    await Promise.all(underway);
    if (failure.signal.aborted) throw failure.signal.reason;
  };

  return {
    async add(piece) {
      if (underway.size >= width) await Promise.race(underway);
      if (failure.signal.aborted) await finish();
      begin(piece);
    },
    finish,
  };
};
