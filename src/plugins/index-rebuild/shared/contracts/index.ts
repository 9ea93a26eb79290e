export * from './common';
export * from './runs';
export * from './status';
