import {
  apiRunSchema,
  apiStatusSchema,
  type ApiRun,
  type ApiStatus,
  type ErrorInfo,
  type Run,
  type Status,
} from '../../../shared/contracts';
import { pipelineMessage } from '../domain/public-error';

const masked = (error: ErrorInfo | null): ErrorInfo | null =>
  error && { code: error.code, message: pipelineMessage(error) };

// Each schema drops the keys that it does not name, so what is added to a run is not shown by itself.

/** A run as a pipeline sees it. */
export const runForApi = (run: Run): ApiRun =>
  apiRunSchema.parse({ ...run, error: masked(run.error), warning: masked(run.warning) });

/** The status as a pipeline or a health check sees it. */
export const statusForApi = (status: Status): ApiStatus =>
  apiStatusSchema.parse({ ...status, error: masked(status.error) });
