import { Flex, IconButton, Typography } from '@strapi/design-system';
import { ChevronLeft, ChevronRight } from '@strapi/icons';

import type { Pagination } from '../../../../shared/contracts';
import { useTexts } from '../../helpers/translation';

/** Pages a list whose page number is not part of the address, such as one in a dialog. */
export const Pager = ({ pagination, onPage }: { pagination: Pagination; onPage: (page: number) => void }) => {
  const text = useTexts();
  const { page, pageSize, pageCount, total } = pagination;
  if (pageCount <= 1) return null;
  const first = (page - 1) * pageSize + 1;
  const last = Math.min(page * pageSize, total);
  return (
    // The buttons' hidden labels keep their place in it; elsewhere they would make the page longer.
    <Flex justifyContent="flex-end" gap={2} position="relative">
      <Typography textColor="neutral600" aria-live="polite">
        {text('pager.range', { first, last, total })}
      </Typography>
      <IconButton label={text('pager.previous')} disabled={page <= 1} onClick={() => onPage(page - 1)}>
        <ChevronLeft />
      </IconButton>
      <IconButton label={text('pager.next')} disabled={page >= pageCount} onClick={() => onPage(page + 1)}>
        <ChevronRight />
      </IconButton>
    </Flex>
  );
};
