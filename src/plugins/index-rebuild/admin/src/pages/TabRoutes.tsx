import { EmptyStateLayout, Flex, Loader, Typography } from '@strapi/design-system';
import { Suspense } from 'react';
import { Navigate, Outlet, Route, Routes, useLocation } from 'react-router-dom';

import { Sentence } from '../components/status/Sentence';
import { useTexts } from '../helpers/translation';
import type { PageContext } from '../hooks/usePage';
import { addressOf, type Tab } from './tabs';

const OVERVIEW = { path: '' };
const HISTORY = { path: 'history' };

/** Where addresses lead that are none of a tab: those with a page number are from before there were tabs. */
const useFormerAddress = (tabs: readonly Tab[]): string | null => {
  const { pathname, search } = useLocation();
  const isOverview = pathname.replace(/\/$/, '').endsWith(addressOf(OVERVIEW));
  const isOpen = tabs.some(({ path }) => path === HISTORY.path);
  return isOpen && isOverview && new URLSearchParams(search).has('page')
    ? `${addressOf(HISTORY)}${search}`
    : null;
};

const Frame = ({ context, withStatus }: { context: PageContext; withStatus: boolean }) => {
  const text = useTexts();
  const { status, isError } = context;
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      {isError && status && (
        <Typography fontWeight="bold" textColor="neutral800" role="alert">
          {text('status.stale')}
        </Typography>
      )}
      {withStatus && status && <Sentence status={status} />}
      <Suspense fallback={<Loader>{text('tabs.loading')}</Loader>}>
        <Outlet context={context} />
      </Suspense>
    </Flex>
  );
};

/** The tab that the address names; the first one where it names none. */
export const TabRoutes = ({ tabs, context }: { tabs: readonly Tab[]; context: PageContext }) => {
  const text = useTexts();
  const former = useFormerAddress(tabs);
  if (former) return <Navigate to={former} replace />;
  // Somebody who may start rebuilds and no more.
  if (tabs.length === 0) return <EmptyStateLayout content={text('tabs.none')} />;
  return (
    <Routes>
      {tabs.map(({ path, Component }) => (
        <Route key={path} element={<Frame context={context} withStatus={path !== OVERVIEW.path} />}>
          <Route path={path} element={<Component />} />
        </Route>
      ))}
      <Route path="*" element={<Navigate to={addressOf(tabs[0])} replace />} />
    </Routes>
  );
};
