// The second piece of Node that the runtimes of rooms have and we use (see auth/node-crypto.d.ts for the first).
declare module "node:async_hooks" {
  export class AsyncLocalStorage<T> {
    getStore(): T | undefined;
    run<R>(store: T, work: () => R): R;
  }
}
