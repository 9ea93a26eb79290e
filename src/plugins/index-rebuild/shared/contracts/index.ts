export * from './common';
export * from './generations';
export * from './runs';
export * from './search';
export * from './status';
