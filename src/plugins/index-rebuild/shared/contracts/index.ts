export * from './api';
export * from './common';
export * from './drift';
export * from './generations';
export * from './runs';
export * from './search';
export * from './status';
export * from './suggest';
