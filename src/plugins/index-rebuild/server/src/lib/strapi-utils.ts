import { createRequire } from 'node:module';
import type { z } from 'zod';

type ErrorClass = new (message: string, details?: object) => Error;

type StrapiUtils = { errors: { ValidationError: ErrorClass }; z: typeof z };

/**
 * Strapi's own copy of its utilities: it recognises only its own classes, and no package manager but npm puts
 * them where a plugin could import them.
 */
export const strapiUtils = (): StrapiUtils =>
  createRequire(require.resolve('@strapi/strapi/package.json'))('@strapi/utils') as StrapiUtils;
