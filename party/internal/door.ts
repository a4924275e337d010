import { isSame } from "../auth/secret.ts";
import { passRequestId } from "../request-id.ts";

/** Proves that a request comes from our own parts: objects answer plain HTTP to nobody else. */
const INTERNAL_HEADER = "x-parley-internal";
/** Objects are addressed by binding and id; the host part of the URL means nothing. */
const NOWHERE = "https://object.invalid/";

/** What both hosts' requests have. */
export type InternalRequest = {
  headers: { get(name: string): string | null };
  json(): Promise<unknown>;
};

/** A request of one of our parts to another. `body`: JSON. `path`: for what every kind of object is asked alike. */
export function internalRequest(body: string, secret: string, path = "/"): Request {
  const headers = new Headers({ [INTERNAL_HEADER]: secret, "content-type": "application/json" });
  passRequestId(headers);
  return new Request(new URL(path, NOWHERE), { method: "POST", headers, body });
}

/** What anyone gets who does not know the secret: nothing is here. Null: it is one of ours. */
export function turnAway(request: InternalRequest, secret: string): Response | null {
  return isOurs(request, secret) ? null : new Response(null, { status: 404 });
}

export function isOurs({ headers }: Pick<InternalRequest, "headers">, secret: string): boolean {
  return isSame(headers.get(INTERNAL_HEADER) ?? "", secret);
}
