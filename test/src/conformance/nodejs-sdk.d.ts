/** It comes without types, and has the shape of the other one. */
declare module '@zohocrm/nodejs-sdk-8.0' {
  export * from '@zohocrm/typescript-sdk-8.0';
}
