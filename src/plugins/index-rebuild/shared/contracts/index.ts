export * from './common';
export * from './generations';
export * from './runs';
export * from './status';
