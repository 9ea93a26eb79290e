import { useGetRunQuery, useGetStatusQuery } from '../api/index-rebuild';

/** A run; while it is active as fresh as the status, which the page polls anyway. */
export const useRun = (id: string) => {
  const { data, isError } = useGetRunQuery(id);
  const { active } = useGetStatusQuery(undefined, {
    selectFromResult: ({ data: status }) => ({ active: status?.run }),
  });
  return { run: active?.id === id ? active : data, isError };
};
