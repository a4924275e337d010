// The runtimes of rooms have this one piece of Node; all of Node's types would promise much that they have not.
declare module "node:crypto" {
  export function scrypt(
    password: Uint8Array,
    salt: Uint8Array,
    length: number,
    options: { N: number; r: number; p: number; maxmem: number },
    done: (error: Error | null, key: Uint8Array<ArrayBuffer>) => void,
  ): void;
}
