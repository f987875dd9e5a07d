export * from './permission/index.ts';
export * from './sync/index.ts';
