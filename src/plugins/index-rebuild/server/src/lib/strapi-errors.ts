import { createRequire } from 'node:module';

type ErrorClass = new (message: string, details?: object) => Error;

/**
 * Strapi's class for input that it refuses with 400. Its middleware recognises only its own copy of the
 * class, which no package manager but npm puts where a plugin could import it.
 */
export const strapiValidationError = (message: string, details: object): Error => {
  const ofStrapi = createRequire(require.resolve('@strapi/strapi/package.json'));
  const { errors } = ofStrapi('@strapi/utils') as { errors: { ValidationError: ErrorClass } };
  return new errors.ValidationError(message, details);
};
