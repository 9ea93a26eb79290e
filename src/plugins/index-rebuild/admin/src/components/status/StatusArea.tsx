import { Button, EmptyStateLayout, Loader } from '@strapi/design-system';
import type { ReactNode } from 'react';

import type { Status } from '../../../../shared/contracts';
import { useTexts } from '../../helpers/translation';
import { StatusCard } from './StatusCard';

type StatusAreaProps = {
  status?: Status;
  isError: boolean;
  onRetry: () => void;
  errorAction?: ReactNode;
  settingsLink?: ReactNode;
};

/** The status card, or why it cannot be shown. */
export const StatusArea = ({ status, isError, onRetry, ...actions }: StatusAreaProps) => {
  const text = useTexts();
  if (status) return <StatusCard status={status} {...actions} />;
  if (!isError) return <Loader>{text('status.loading')}</Loader>;
  return (
    <EmptyStateLayout
      content={text('status.unreachable')}
      action={<Button onClick={onRetry}>{text('status.retry')}</Button>}
    />
  );
};
