import 'vitest';

declare module 'vitest' {
  /** What libs/testing/src/global-setup.ts hands to the tests. */
  interface ProvidedContext {
    servers: { readonly adminUrl: string; readonly template: string; readonly redisUrl?: string };
  }
}
