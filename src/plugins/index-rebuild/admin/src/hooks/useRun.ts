import { useGetRunQuery, useGetStatusQuery } from '../api/index-rebuild';

/** A run. While it is active, it comes from the status, which the page polls anyway. */
export const useRun = (id: string) => {
  const { data, isError } = useGetRunQuery(id);
  const { active } = useGetStatusQuery(undefined, {
    selectFromResult: ({ data: status }) => ({ active: status?.run }),
  });
  return { run: active?.id === id ? active : data, isError };
};
