import { createRequire } from 'node:module';

import type * as Sdk from '@aws-sdk/client-s3';

export type S3Sdk = typeof Sdk;

/** An attempt that finds nobody, and how often one is made. */
const CONNECTION_MS = 5_000;
const ATTEMPTS = 4;

const PACKAGE = '@aws-sdk/client-s3';

/** Whoever needs no object store does without the package. @throws saying how to install it. */
export const loadSdk = (): S3Sdk => {
  try {
    return createRequire(__filename)(PACKAGE) as S3Sdk;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const isMissing = code === 'MODULE_NOT_FOUND' && message.includes(PACKAGE);
    throw new Error(
      isMissing
        ? `it needs the package ${PACKAGE}. Install it in the application: npm install ${PACKAGE}`
        : `the package ${PACKAGE} cannot be loaded: ${message}`
    );
  }
};

export type S3Place = {
  bucket: string;
  prefix: string;
  region?: string;
  endpoint?: string;
  forcePathStyle: boolean;
};

/**
 * Keys, tokens and roles come from the environment, in each of the ways that the SDK knows.
 *
 * @param silenceMs How long an attempt may go without an answer.
 */
export const createClient = (
  { S3Client }: S3Sdk,
  { region, endpoint, forcePathStyle }: S3Place,
  silenceMs: number
): Sdk.S3Client =>
  new S3Client({
    ...{ region, endpoint, forcePathStyle, maxAttempts: ATTEMPTS },
    requestHandler: {
      connectionTimeout: Math.min(CONNECTION_MS, silenceMs),
      requestTimeout: silenceMs,
      // An answer that stops in its middle.
      socketTimeout: silenceMs,
      throwOnRequestTimeout: true,
    },
    // Servers other than Amazon's do not know the SDK's own checksums. Files have theirs in the seal.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
