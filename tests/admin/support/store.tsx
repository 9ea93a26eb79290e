import { configureStore } from '@reduxjs/toolkit';
import { adminApi, NotificationsProvider } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';
import { Provider } from 'react-redux';

import { AdminFrame } from './render';

/** The admin's frame with an empty store and cache of its own, and Strapi's notifications. */
export const storeFrame = () => {
  const store = configureStore({
    reducer: { [adminApi.reducerPath]: adminApi.reducer },
    middleware: (defaults) => defaults().concat(adminApi.middleware),
  });
  return ({ children }: { children: ReactNode }) => (
    <Provider store={store}>
      <AdminFrame>
        <NotificationsProvider>{children}</NotificationsProvider>
      </AdminFrame>
    </Provider>
  );
};
