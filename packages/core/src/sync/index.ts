export * from './canonical.ts';
export * from './link.ts';
export * from './operation.ts';
export * from './plan-types.ts';
export * from './setup.ts';
export * from './status.ts';
