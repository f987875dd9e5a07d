export * from './permission/index.ts';
export * from './sync/index.ts';
export * from './records/index.ts';
