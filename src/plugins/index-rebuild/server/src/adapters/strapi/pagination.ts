import type { Pagination } from '../../../../shared/contracts';

export const paginationOf = (page: number, pageSize: number, total: number): Pagination => ({
  page,
  pageSize,
  pageCount: Math.ceil(total / pageSize),
  total,
});
