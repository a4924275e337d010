// The browser's types check this file too, through the types of the API, and have to find the declaration.
// oxlint-disable-next-line typescript/triple-slash-reference -- it declares a module and is none
/// <reference path="./node-async-hooks.d.ts" />
// oxlint-disable-next-line no-restricted-imports -- both runtimes have it (docs/decisions/0055-seeing.md)
import { AsyncLocalStorage } from "node:async_hooks";

/** Carries a request's id into the objects that work for it. Admission takes such headers off what comes from outside. */
const REQUEST_HEADER = "x-parley-request";

/** What requests have on both hosts. */
export type Headed = { headers: { get(name: string): string | null } };

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

const current = new AsyncLocalStorage<string | null>();

/** The id of the request that the running code works for; null: it works for nobody in particular. */
export function requestId(): string | null {
  return current.getStore() ?? null;
}

/** Does `work`, and all that comes of it, as part of a request that has just come. Its id is ours: what a client says it is called is not asked. */
export function asNewRequest<T>(work: () => T): T {
  return current.run(crypto.randomUUID(), work);
}

/** Does `work` as part of the request that one of our own parts has asked it for. */
export function asPartOf<T>({ headers }: Headed, work: () => T): T {
  const id = headers.get(REQUEST_HEADER);
  return current.run(id !== null && UUID.test(id) ? id : null, work);
}

/** Does `work` for nobody in particular: what a busy room does in one go is for many. */
export function asNobodys<T>(work: () => T): T {
  return current.run(null, work);
}

/** Says in the headers of a request to one of our parts which request it is for. */
export function passRequestId(headers: Headers): void {
  const id = requestId();
  if (id !== null) headers.set(REQUEST_HEADER, id);
}
