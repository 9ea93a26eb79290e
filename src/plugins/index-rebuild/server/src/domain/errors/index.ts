export { ERROR_REGISTRY, type ErrorCode } from './registry';
export { hasCode, IndexRebuildError, toIndexRebuildError, type PlainError } from './index-rebuild-error';

// Messages: one factory for each way in which something fails.
export * from './artifacts';
export * from './embedding';
export * from './generations';
export * from './records';
export * from './requests';
export * from './resources';
export * from './runs';
export * from './search';
export * from './settings';
export * from './setup';
export * from './tagging';
