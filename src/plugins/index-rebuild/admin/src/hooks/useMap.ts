import { useEffect } from 'react';

import type { IndexMap } from '../../../shared/contracts';
import { useGetMapQuery } from '../api/index-rebuild';
import { refusalIn, type Refusal } from '../helpers/refusal';

const POLL_EVERY_MS = 1_000;

type MapQuery = { map: IndexMap | undefined; refusal: Refusal | null; retry: () => void };

/** The map of what search uses now, asked for again while it is computed and when search has switched over. */
export const useMap = (generation: string | null | undefined): MapQuery => {
  const { data, error, isFetching, refetch } = useGetMapQuery(undefined, { refetchOnMountOrArgChange: true });
  const refusal = error === undefined ? null : refusalIn({ error });
  const isComputing = data?.state === 'computing' && refusal === null && !isFetching;
  useEffect(() => {
    if (!isComputing) return undefined;
    const timer = setTimeout(() => void refetch(), POLL_EVERY_MS);
    return () => clearTimeout(timer);
  }, [isComputing, refetch]);
  const shown = data?.state === 'ready' ? data.generation : data && null;
  const isOutdated =
    data !== undefined &&
    data.state !== 'computing' &&
    typeof generation === 'string' &&
    shown !== generation;
  useEffect(() => {
    if (isOutdated) void refetch();
  }, [isOutdated, generation, refetch]);
  return { map: data, refusal, retry: () => void refetch() };
};
